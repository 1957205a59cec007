#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and functions stay short enough to be read at once."""
import ast
import re

from lintlib import Tap, bare_c, files, read

FILE_LINES, FUNCTION_LINES = 600, 60


def long_files():
    for path in files('.c', '.h', '.py', '.ui', '.css', 'meson.build') + ['dev', 'tests/xrun']:
        lines = read(path).count('\n')
        if lines > FILE_LINES:
            yield f'{path}: {lines} lines'


def long_c_functions(path):
    """A function's body starts and ends with a brace in the first column, after a line that ends its parameters."""
    start, before = None, ''
    for number, line in enumerate(bare_c(read(path)).splitlines(), 1):
        if line.startswith('{') and before.rstrip().endswith(')'):
            start = number
        elif line.startswith('}') and start is not None:
            if number - start + 1 > FUNCTION_LINES:
                yield f'{path}:{start}: {number - start + 1} lines'
            start = None
        before = line if line.strip() else before


def long_python_functions(path):
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f'{path}:{node.lineno}: {node.name}: {lines} lines'


tap = Tap()
tap.check(f'no file has more than {FILE_LINES} lines', long_files())
tap.check(f'no C function has more than {FUNCTION_LINES} lines',
          [hit for path in files('.c', '.h') for hit in long_c_functions(path)])
tap.check(f'no Python function has more than {FUNCTION_LINES} lines',
          [hit for path in files('.py') for hit in long_python_functions(path)])
tap.check('no line ends in a space or has a tab before its text',
          [f'{path}:{number}' for path in files('.c', '.h', '.py', '.ui', '.css', 'meson.build')
           for number, line in enumerate(read(path).splitlines(), 1) if re.search(r'[ \t]$|^ *\t', line)])
tap.done()
