#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files say whose they are, speak of this project alone, and say it as its users are spoken to."""
import os
import re

from lintlib import Tap, bare_c, files, find, read

LICENCE = 'SPDX-License-Identifier: '
SCRIPTS = ['dev', '.ci/run', 'tests/xrun']
TEXT = {path: text for path in files() if (text := read(path)) is not None and path != 'COPYING'}


def without_licence():
    for path, text in TEXT.items():
        lines = text.splitlines()[:3]
        if path.endswith(('.c', '.h')) and (not lines or LICENCE not in lines[0]):
            yield f'{path}: the first line is not the licence'
        elif path.endswith('.py') or path in SCRIPTS:
            if not any(LICENCE in line for line in lines):
                yield f'{path}: no licence in the first lines'


def foreign_paths():
    for path, text in TEXT.items():
        yield from find(r'(?<![\w.$}/:-])/(work|root|home|Users)/\w', text, path)
        for match in re.finditer(r'(?:\.\./)+\w[\w/.-]*', text):
            if not os.path.normpath(os.path.join(os.path.dirname(path), match.group())).startswith('..'):
                continue
            yield f'{path}: {match.group()} is outside the tree'


def unknown_documents():
    known = {os.path.basename(path) for path in files('.md')}
    for path, text in TEXT.items():
        for match in re.finditer(r'\b[\w-]+\.md\b', text):
            if match.group() not in known:
                yield f'{path}: there is no {match.group()}'


def texts():
    """What users read: (path, text) of every marked string."""
    for path in files('.c', under='src'):
        for match in re.finditer(r'\b(?:_|N_|C_|NC_|ngettext)\s*\(((?:[^"()]|"(?:\\.|[^"\\])*")*)\)',
                                 bare_c(read(path), strings=True)):
            yield path, ' '.join(re.findall(r'"((?:\\.|[^"\\])*)"', match.group(1)))
    for path in files('.ui', under='src'):
        for match in re.finditer(r'translatable="(?:yes|true)"[^>]*>([^<]*)<', read(path)):
            yield path, match.group(1)


tap = Tap()
tap.check('every source says its licence first', without_licence())
tap.check('no path leads out of the tree or into a person\'s folders', foreign_paths())
tap.check('documents that are named are there', unknown_documents())
tap.check('nothing is left for later, or refers to a number that means nothing here',
          [hit for path, text in TEXT.items()
           for hit in find(r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X)\b|\b[Ii]ssue #?\d+\b', text, path)])
tap.check('no text says please, sorry or successfully, or exclaims',
          [f'{path}: “{text}”' for path, text in texts()
           if re.search(r'\b(please|sorry|successfully)\b|!(?!=)', text, re.IGNORECASE)])
tap.check('no text has three dots where one character says it',
          [f'{path}: “{text}”' for path, text in texts() if '...' in text])
tap.check('text files end with one newline',
          [path for path, text in TEXT.items() if text and (not text.endswith('\n') or text.endswith('\n\n'))
           and path.endswith(('.c', '.h', '.py', '.ui', '.css', '.md', 'meson.build'))])
tap.done()
