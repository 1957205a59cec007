#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client and the sandbox with a stranger between them.

Stoplight Prism read the platform's published specification. As a validating proxy it judges every request of the client
and every answer of the sandbox; as a mock it answers what the specification allows, which the client has to survive.
The specification is not part of this project: EMBARK_OPENAPI names it, or it lies in ../shared/api.
"""
import copy
import os
import re
import subprocess
import sys
import tempfile

import yaml

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), 'e2e')]

from exceptions import EXCEPTIONS  # noqa: E402 pylint: disable=wrong-import-position
from prism import Prism, prism_program  # noqa: E402 pylint: disable=wrong-import-position
from sandbox import KEY, Sandbox  # noqa: E402 pylint: disable=wrong-import-position

POINT = re.compile(r'^(not )?ok \d+ - (.*)$')


def specification():
    for path in (os.environ.get('EMBARK_OPENAPI'), os.path.join(ROOT, '..', 'shared', 'api', 'openapi.yaml')):
        if path and os.path.exists(path):
            return os.path.abspath(path)
    return None


class Suite:
    def __init__(self, program, folder, original):
        self.program, self.folder, self.original = program, folder, original
        self.number = 0

    def point(self, good, text):
        self.number += 1
        print(f'{"ok" if good else "not ok"} {self.number} - {text}', flush=True)

    def spec(self, exceptions):
        spec = copy.deepcopy(self.original)
        for exception in exceptions:
            exception.mend(spec)
        path = os.path.join(self.folder, 'openapi.yaml')
        with open(path, 'w', encoding='utf-8') as file:
            yaml.safe_dump(spec, file, sort_keys=False)
        return path

    def run(self, address, mock=False):
        """The points of the program: (good, text) each."""
        environment = dict(os.environ, EMBARK_CONTRACT_URL=address, EMBARK_CONTRACT_KEY=KEY)
        if mock:
            environment['EMBARK_CONTRACT_MOCK'] = '1'
        # Not a measure of speed: what hangs has to end somehow.
        result = subprocess.run([self.program], env=environment, capture_output=True, text=True, timeout=240,
                                check=False)
        sys.stderr.write(result.stderr)
        for line in result.stdout.splitlines():
            if line.startswith('#'):
                print(line)
        points = [(match.group(1) is None, match.group(2)) for match in map(POINT.match, result.stdout.splitlines())
                  if match]
        return points, result.returncode

    def through_proxy(self, exceptions):
        """Prism validates; the sandbox is a new one, so that runs do not see each other's."""
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            sandbox = Sandbox(os.environ['EMBARK_BUILD_DIR'], place, options=['--speed', '200'])
            try:
                with Prism('proxy', self.spec(exceptions), [sandbox.address, '--errors'], place) as prism:
                    points, code = self.run(prism.address)
                    return points, code
            finally:
                sandbox.close()

    def validated(self):
        points, code = self.through_proxy(EXCEPTIONS)
        for good, text in points:
            self.point(good, f'validated: {text}')
        self.point(code in (0, 1) and len(points) > 0, 'validated: the client goes on to the end')
        print(f'# {len(points)} points through the proxy')

    def exceptions_are_needed(self):
        """Each left out alone: Prism finds fault with just the operations that the exception names."""
        for exception in EXCEPTIONS:
            points, _ = self.through_proxy([other for other in EXCEPTIONS if other is not exception])
            # What only follows of a violation (an id that was not kept) is no violation.
            failed = {text.split(':')[0] for good, text in points if not good and ': Prism: ' in text}
            wrong = sorted(failed ^ set(exception.operations))
            self.point(not wrong, f'exception {exception.number} is needed, and by those it names: {exception.what}'
                       + (f' (not so: {", ".join(wrong)})' if wrong else ''))

    def mocked(self, options, name):
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            with Prism('mock', self.spec([]), options, place) as prism:
                points, code = self.run(prism.address, mock=True)
        self.point(code == 0 and all(good for good, _ in points) and len(points) > 0,
                   f'{name}: every call ends and nobody asks without end')
        for good, text in points:
            if not good:
                print(f'# {text}')


def main():
    path = specification()
    if path is None:
        print('1..0 # SKIP the specification is not here: EMBARK_OPENAPI names the file')
        return
    if prism_program() is None:
        print('1..0 # SKIP Prism is not installed: ./dev setup check')
        return
    with open(path, encoding='utf-8') as file:
        original = yaml.safe_load(file)
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(sys.argv[1], folder, original)
        suite.validated()
        suite.exceptions_are_needed()
        suite.mocked([], 'static mock')
        suite.mocked(['--dynamic'], 'dynamic mock')
    print(f'# exceptions: {len(EXCEPTIONS)} ({", ".join(str(e.number) for e in EXCEPTIONS)})')
    print(f'1..{suite.number}')


if __name__ == '__main__':
    main()
