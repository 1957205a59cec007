#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest is one that flatpak-builder understands to the last key, and asks for no more than it needs."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from lintlib import ROOT, Tap

PERMISSIONS = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri'}

path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'flatpak', 'dev.embark.Embark.Devel.json')
tap = Tap()
with open(path, encoding='utf-8') as file:
    manifest = json.load(file)
tap.check('it is named after the application', [] if os.path.basename(path) == manifest['id'] + '.json' else [manifest['id']])
tap.check('it asks for the fewest permissions', set(manifest['finish-args']) ^ PERMISSIONS)
tap.check('what it fetches is pinned',
          [f'{module["name"]}: {source.get("url")}' for module in manifest['modules'] for source in module['sources']
           if source['type'] != 'dir' and not re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', ''))])
if shutil.which('flatpak-builder') is None:
    tap.skip('flatpak-builder understands every key', 'flatpak-builder is not installed')
else:
    with tempfile.TemporaryDirectory() as state:
        run = subprocess.run(['flatpak-builder', '--show-manifest', os.path.abspath(path)],
                             capture_output=True, text=True, cwd=state)
    said = [line for line in run.stderr.splitlines() if line]
    tap.check('flatpak-builder understands every key', said or (['it failed'] if run.returncode else []))
tap.done()
