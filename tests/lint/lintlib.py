# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lint tests share: which files there are, C without its comments, and TAP.

A lint test is a program per theme. Each rule is one TAP point; what breaks it is named in the lines that follow.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = re.compile(r'^(_build.*|\.git|\.flatpak-builder|__pycache__)$')


class Tap:
    def __init__(self):
        self.count, self.failed = 0, 0

    def check(self, rule, problems):
        """One rule: passes when there are no problems."""
        problems = list(problems)
        self.count += 1
        self.failed += bool(problems)
        print(f'{"not ok" if problems else "ok"} {self.count} - {rule}')
        for problem in problems:
            print(f'# {problem}')

    def skip(self, rule, reason):
        self.count += 1
        print(f'ok {self.count} - {rule} # SKIP {reason}')

    def done(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def files(*endings, under=''):
    """Paths, relative to the root and sorted, of the files with one of these endings (all files when none is given)."""
    found = []
    for folder, folders, names in os.walk(os.path.join(ROOT, under)):
        folders[:] = [name for name in folders if not SKIPPED.match(name)]
        for name in names:
            if not endings or name.endswith(endings):
                found.append(os.path.relpath(os.path.join(folder, name), ROOT))
    return sorted(found)


def read(path):
    """The text of a file, or None when it is not text."""
    try:
        with open(os.path.join(ROOT, path), encoding='utf-8') as file:
            return file.read()
    except UnicodeDecodeError:
        return None


def find(pattern, text, path):
    """'path:line: line' for every match."""
    lines = text.splitlines()
    for match in re.finditer(pattern, text, re.MULTILINE):
        number = text.count('\n', 0, match.start())
        yield f'{path}:{number + 1}: {lines[number].strip()[:120]}'


C_TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def bare_c(text, strings=False):
    """C with comments, and string literals unless they are wanted, blanked; lines stay where they are."""
    def blank(match):
        token = match.group()
        if token[0] in '"\'':
            return token if strings else token[0] + ' ' * (len(token) - 2) + token[-1]
        return re.sub(r'[^\n]', ' ', token)
    return C_TOKEN.sub(blank, text)
