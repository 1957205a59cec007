#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test is one that is run, counted by its points, and ended by a warning."""
import json
import os
import re
import sys

from lintlib import ROOT, Tap, files, read

# Suites that run no code of ours in their own process.
OUTSIDE = {'lint', 'data'}
# Suites with windows: their tests run under tests/xrun, so that they need no display and share none.
WINDOWED = {'compat', 'ui', 'flow', 'workbench', 'web', 'app'}

with open(os.path.join(sys.argv[1], 'meson-info', 'intro-tests.json'), encoding='utf-8') as file:
    tests = json.load(file)
for test in tests:
    test['suites'] = {suite.split(':')[-1] for suite in test['suite']}


def programs_not_run():
    """A test program whose name no meson.build has, as it is or in a list of names without its prefix."""
    for path in files('.c', under='tests'):
        folder, name = os.path.split(path)
        if not name.startswith('test-') or os.path.basename(folder) == 'lint':
            continue
        build = os.path.join(folder, 'meson.build')
        text = read(build) if os.path.exists(os.path.join(ROOT, build)) else ''
        words = set(re.findall(r"'([^']+)'", re.sub(r'(?m)^\s*#.*', '', text)))
        stem = name[len('test-'):-len('.c')]
        if not any(name == word or word == f'test-{stem}' or stem == word or stem.endswith('-' + word) for word in words):
            yield path


tap = Tap()
inside = [test for test in tests if not test['suites'] & OUTSIDE]
tap.check('every test is in one suite', [test['name'] for test in tests if len(test['suites']) != 1])
names = [test['name'] for test in tests]
tap.check('no two tests share a name', sorted({name for name in names if names.count(name) > 1}))
tap.check('every test prints its points', [test['name'] for test in inside if test['protocol'] != 'tap'])
tap.check('a warning ends every test',
          [test['name'] for test in inside if 'fatal-' not in test['env'].get('G_DEBUG', '')])
tap.check('every test with a window brings a display of its own',
          [test['name'] for test in inside if test['suites'] & WINDOWED
           and os.path.normpath(test['cmd'][0]) != os.path.join(ROOT, 'tests', 'xrun')])
tap.check('every test program is run', programs_not_run())
tap.done()
