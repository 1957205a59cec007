#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""C looks as .clang-format says: a point per folder. Headers are laid out by hand: their lists of short
declarations read better than what the tool makes of them."""
import os
import re
import shutil
import subprocess

from lintlib import ROOT, Tap, files

# The version is part of the format: others lay out the same file differently.
TOOL = 'clang-format-14'

tap = Tap()
folders = {}
for source in files('.c'):
    folders.setdefault(os.path.dirname(source), []).append(source)
for folder, sources in folders.items():
    if shutil.which(TOOL) is None:
        tap.skip(folder, f'{TOOL} is not installed')
        continue
    run = subprocess.run([TOOL, '--dry-run', '-Werror', *sources], cwd=ROOT, capture_output=True, text=True)
    places = re.findall(r'^(\S+?:\d+):', run.stderr, re.MULTILINE)
    tap.check(folder, sorted(set(places)) or [run.stderr] if run.returncode else [])
tap.done()
