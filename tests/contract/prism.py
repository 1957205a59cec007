# SPDX-License-Identifier: GPL-3.0-or-later
"""Stoplight Prism as a process."""
import os
import re
import shutil
import subprocess
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ESCAPES = re.compile(r'\x1b\[[0-9;]*m')
READY = re.compile(r'listening on (http://\S+)')


def prism_program():
    """Where ./dev setup puts it, or what EMBARK_PRISM names."""
    for path in (os.environ.get('EMBARK_PRISM'), os.path.join(ROOT, '_build-prism', 'node_modules', '.bin', 'prism')):
        if path and os.path.exists(path) and shutil.which('node'):
            return path
    return None


class Prism:
    """mode: "proxy" or "mock". Listens on a free port; its log is read as it comes, so that it never waits for us."""

    def __init__(self, mode, spec, options, folder):
        self.command = [prism_program(), mode, spec, *options, '--port', '0', '--host', '127.0.0.1']
        self.folder, self.lines, self.address = folder, [], None
        self.process, self.reader, self.ready = None, None, threading.Event()

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        errors='replace', cwd=self.folder)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.ready.wait(120)
        if self.address is None:
            self.__exit__()
            raise RuntimeError('Prism does not start:\n' + '\n'.join(self.lines))
        return self

    def read(self):
        for line in self.process.stdout:
            line = ESCAPES.sub('', line.rstrip())
            self.lines.append(line)
            match = READY.search(line)
            if match:
                self.address = match.group(1)
                self.ready.set()
        self.ready.set()

    def __exit__(self, *unused):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(30)
        self.reader.join(30)
        self.process.stdout.close()
