# SPDX-License-Identifier: GPL-3.0-or-later
"""Others that people send many events with, Newman (Postman's) and Bruno's command line: how fast the same events leave
with them. They come from npm and are optional; see peers/package.json."""
import json
import os
import subprocess
import tempfile
import time
import urllib.request

PATH = '/api/v2/public/event/salesforce'
BODY = '{"event":"contact.created","payload":{"n":NUMBER,"email":"ada.lovelaceNUMBER@example.com","last_name":"Bench"}}'
ACCOUNT = 'northwind-20418'
LISTED = 2000    # the sandbox's list of requests has the last so many


def write(folder, name, text):
    with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
        file.write(text)


def newman(folder, n):
    header = [{'key': key, 'value': value} for key, value in (
        ('Content-Type', 'application/json'), ('x-api-key', '{{key}}'), ('linked_account_id', ACCOUNT))]
    request = {'method': 'POST', 'header': header, 'url': '{{base}}' + PATH,
               'body': {'mode': 'raw', 'raw': BODY.replace('NUMBER', '{{number}}')}}
    schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
    write(folder, 'collection.json', json.dumps({'info': {'name': 'bench', 'schema': schema},
                                                 'item': [{'name': 'event', 'request': request}]}))
    return ['run', 'collection.json', '--environment', 'environment.json', '--iteration-data', 'numbers.csv',
            '--iteration-count', str(n), '--reporters', 'json', '--reporter-json-export', 'newman.json']


def bruno(folder, n):
    write(folder, 'bruno.json', json.dumps({'version': '1', 'name': 'bench', 'type': 'collection'}))
    write(folder, 'event.bru', 'meta {\n  name: event\n  type: http\n  seq: 1\n}\n\npost {\n  url: {{base}}' + PATH
          + '\n  body: json\n  auth: none\n}\n\nheaders {\n  x-api-key: {{key}}\n  linked_account_id: ' + ACCOUNT
          + '\n}\n\nbody:json {\n  ' + BODY.replace('NUMBER', '{{number}}') + '\n}\n')
    os.mkdir(os.path.join(folder, 'environments'))
    with open(os.path.join(folder, 'environment.json'), encoding='utf-8') as file:
        values = json.load(file)['values']
    write(folder, 'environments/bench.bru',
          'vars {\n' + ''.join(f'  {value["key"]}: {value["value"]}\n' for value in values) + '}\n')
    return ['run', 'event.bru', '--env', 'bench', '--csv-file-path', 'numbers.csv', '--noproxy']


TOOLS = {'newman': newman, 'bru': bruno}
MOST = {'bru': 500}


def count(address, key):
    request = urllib.request.Request(address + '/__sandbox/requests', headers={'x-api-key': key})
    with urllib.request.urlopen(request) as answer:
        return sum('event' in entry and entry['status'] == 200 for entry in json.load(answer))


def measure(binaries, tool, environment, address, n):
    """Events a second that the sandbox accepted, or None where the tool is missing or sent something else."""
    program = os.path.join(os.path.abspath(binaries), tool)
    if not os.access(program, os.X_OK):
        return None
    key = environment['EMBARK_SANDBOX_API_KEY']
    with tempfile.TemporaryDirectory() as folder:
        values = [{'key': name, 'value': value, 'enabled': True} for name, value in (('base', address), ('key', key))]
        write(folder, 'environment.json', json.dumps({'name': 'bench', 'values': values}))
        write(folder, 'numbers.csv', 'number\n' + ''.join(f'{i}\n' for i in range(1, n + 1)))
        command = [program, *TOOLS[tool](folder, n)]
        start = time.monotonic()
        ended = subprocess.run(command, cwd=folder, env=dict(environment, CI='1'), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
        seconds = time.monotonic() - start
    accepted = count(address, key)
    if ended.returncode != 0 or accepted != min(n, LISTED):
        print(f'{tool} ended with {ended.returncode}, and of its last {min(n, LISTED)} events {accepted} were accepted')
        return None
    return n / seconds


def compare(binaries, with_sandbox, n, ours):
    for tool in TOOLS:
        # Of the slow one some are enough: its rate stays the same, and nobody waits for minutes.
        n = min(n, MOST.get(tool, n))
        rate = with_sandbox(lambda environment, address: measure(binaries, tool, environment, address, n))
        if rate is None:
            print(f'burst beside {tool}: not compared (./dev setup bench installs it where there is npm)')
        else:
            print(f'burst beside {tool:8}         {ours / rate:8.1f} x its rate ({rate:.1f}/s over {n} events, with its start)'
                  '   wanted: at least 20')
