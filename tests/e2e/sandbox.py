# SPDX-License-Identifier: GPL-3.0-or-later
"""embark-sandbox as a process of its own, and what it says it received."""
import json
import os
import subprocess
import urllib.request

from waiting import Expected

KEY = 'tk_e2e_4f8d2b7c91a6035e'


class Sandbox:
    def __init__(self, build, folder, key=KEY, options=()):
        self.program = os.path.join(build, 'src/sandbox/embark-sandbox')
        self.key, self.options = key, list(options)
        self.log = open(os.path.join(folder, 'sandbox.log'), 'ab')  # pylint: disable=consider-using-with
        self.state_file = os.path.join(folder, 'sandbox-state.json')
        self.process = None
        self.address = ''
        self.start(0)

    @property
    def port(self):
        return int(self.address.rpartition(':')[2])

    def start(self, port):
        environment = {name: value for name, value in os.environ.items() if name != 'G_DEBUG'}
        environment['EMBARK_SANDBOX_API_KEY'] = self.key
        self.process = subprocess.Popen(  # pylint: disable=consider-using-with
            [self.program, '--port', str(port), '--state', self.state_file, *self.options], env=environment,
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith('embark-sandbox ready '):
            raise Expected(f'embark-sandbox says that it is ready; it says {line!r}')
        self.address = line.split()[2].rstrip('/')

    def stop(self):
        """Ends it as a service is ended: what it holds is written first."""
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def restart(self):
        """At the same address, with what it had."""
        self.start(self.port)

    def close(self):
        if self.process.poll() is None:
            self.stop()
        self.log.close()

    def ask(self, name, body=None, method=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f'{self.address}/__sandbox/{name}', data,
                                         {'x-api-key': self.key, 'Content-Type': 'application/json'}, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def requests(self, method=None, path=None):
        return [row for row in self.ask('requests')
                if (method is None or row['method'] == method) and (path is None or path in row['path'])]

    def fault(self, path, **rule):
        self.ask('fault', {'path': path, **rule}, 'POST')

    def environment(self):
        return self.ask('state')['environments']['test']

    def account(self, name):
        for account in self.environment()['accounts']:
            if account['name'] == name:
                return account
        return None

    def contacts(self):
        return [contact for org in self.ask('state')['orgs'] for contact in org['contacts']]


def fetch(address):
    """A page, as any browser on this machine gets it."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()
