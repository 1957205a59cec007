#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox as a program, with very many at the door: it answers the last as it answered the first."""
import os
import resource
import socket
import subprocess
import sys

# Far below what the machine allows, so that what is lost would be missed soon.
DESCRIPTORS = 6000
ONE_SHOT = 50000
AT_ONCE = 1000
KEY = 'tk_crowd_4f8d2b7c91a6035e'
REQUEST = b'GET /api/v2/public/auth-structure/salesforce HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, '--port', '0'], env=dict(os.environ, EMBARK_SANDBOX_API_KEY=KEY), stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, DESCRIPTORS)))
        self.port = int(self.process.stdout.readline().split()[2].rstrip('/').rpartition(':')[2])

    def connect(self):
        client = socket.create_connection(('127.0.0.1', self.port), timeout=60)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client


def answered(client):
    """Reads one answer whole: what follows its headers is as long as they say."""
    data = b''
    while b'\r\n\r\n' not in data:
        part = client.recv(65536)
        if not part:
            return False
        data += part
    head, _, body = data.partition(b'\r\n\r\n')
    length = next(int(line.split(b':')[1]) for line in head.split(b'\r\n') if line.lower().startswith(b'content-length'))
    while len(body) < length:
        part = client.recv(65536)
        if not part:
            return False
        body += part
    return head.startswith(b'HTTP/1.1 200')


def one_shot(server):
    for number in range(ONE_SHOT):
        with server.connect() as client:
            client.sendall(REQUEST)
            if not answered(client):
                return f'client {number + 1} got no answer'
    return ''


def at_once(server):
    silent = [server.connect() for _ in range(AT_ONCE // 2)]
    for number, client in enumerate(silent):
        # Some say nothing at all, some stop in the middle of a word.
        if number % 2:
            client.sendall(REQUEST[:20])
    loud = [server.connect() for _ in range(AT_ONCE // 2)]
    for client in loud:
        client.sendall(REQUEST)
    missing = sum(not answered(client) for client in loud)
    with server.connect() as client:
        client.sendall(REQUEST)
        late = answered(client)
    for client in silent + loud:
        client.close()
    return f'{missing} had no answer' if missing else '' if late else 'who came after them had no answer'


def main():
    server = Server(sys.argv[1])
    try:
        for number, (what, test) in enumerate(((f'{ONE_SHOT} clients one after the other', one_shot),
                                               (f'{AT_ONCE} at once, half of them silent', at_once),
                                               ('and one more', lambda s: '' if one_more(s) else 'no answer')), 1):
            problem = test(server)
            print(f'{"not ok" if problem else "ok"} {number} - {what}{": " if problem else ""}{problem}', flush=True)
        print('1..3')
    finally:
        server.process.terminate()
        server.process.wait()


def one_more(server):
    with server.connect() as client:
        client.sendall(REQUEST)
        return answered(client)


if __name__ == '__main__':
    main()
