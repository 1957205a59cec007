#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson's test logs hold, a TAP point each, names what failed, and ends with the closing line.

The exit code is 1 when anything failed, when a log is missing or holds no test, and when a run of meson's
failed though its log names no failure: a count that cannot be trusted is not a pass.
"""
import argparse
import json
import os
import re
import sys

POINT = re.compile(r'^(not )?ok\b *(\d+)? *(?:- )?(.*?)(?: *# *(skip|todo)\b.*)?$', re.IGNORECASE)
GOOD = {'OK', 'EXPECTEDFAIL'}


class Count:
    def __init__(self):
        self.passed, self.skipped, self.failures, self.skips = 0, 0, [], []

    def test(self, test):
        """One test program: its TAP points when it printed any, itself otherwise."""
        name, result = test['name'], test['result']
        passed, failures, skips = self.points(test.get('stdout', ''), name)
        if not passed and not failures and not skips:
            passed, skips = (1, []) if result in GOOD else (0, [name] if result == 'SKIP' else [])
        if result not in GOOD and result != 'SKIP' and not failures:
            # Killed, timed out, or stopped before its plan was done: no point of it says so.
            failures = [f'{name}: {result.lower()}']
        self.passed += passed
        self.failures += failures
        self.skips += skips

    @staticmethod
    def points(text, name):
        passed, failures, skips = 0, [], []
        for line in text.splitlines():
            match = POINT.match(line)
            if match is None:
                continue
            bad, _, what, directive = match.groups()
            directive = (directive or '').lower()
            if directive == 'skip':
                skips.append(f'{name}: {what}')
            elif bad and directive != 'todo':
                failures.append(f'{name}: {what}')
            else:
                passed += 1
        return passed, failures, skips

    def log(self, path):
        label = os.path.relpath(path)
        try:
            with open(path, encoding='utf-8', errors='replace') as log:
                tests = [json.loads(line) for line in log if line.strip()]
        except (OSError, ValueError) as error:
            self.failures.append(f'{label}: {error}')
            return
        if not tests:
            self.failures.append(f'{label}: no test ran')
        for test in tests:
            self.test(test)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--log', action='append', default=[])
    parser.add_argument('--passed', action='append', default=[])
    parser.add_argument('--failed', action='append', default=[])
    parser.add_argument('--failed-runs', type=int, default=0)
    options = parser.parse_args()

    count = Count()
    count.passed = len(options.passed)
    count.failures = list(options.failed)
    for path in options.log:
        count.log(path)
    if options.failed_runs and not count.failures:
        count.failures.append('meson test failed, though no test did')
    if not count.passed and not count.failures:
        count.failures.append('no test ran')
    for what in count.skips:
        print(f'skipped: {what}')
    for what in count.failures:
        print(f'FAILED: {what}')
    skipped = f', {len(count.skips)} skipped' if count.skips else ''
    print(f'{count.passed} passed, {len(count.failures)} failed{skipped}')
    return 1 if count.failures else 0


if __name__ == '__main__':
    sys.exit(main())
