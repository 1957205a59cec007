#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An include against the arrows does not compile: tried, with the flags that each layer is really built with."""
import json
import os
import shlex
import subprocess
import sys
import tempfile

from lintlib import ROOT, Tap

# layer: a header that it may include, and those that must be out of its reach
TRIED = {
    'core': ('gio/gio.h', ['gtk/gtk.h', 'libsoup/soup.h', 'json-glib/json-glib.h', 'embark-json.h']),
    'model': ('embark-clock.h', ['gtk/gtk.h', 'libsoup/soup.h', 'embark-client.h', 'embark-journal.h']),
    'api': ('embark-json.h', ['gtk/gtk.h', 'adwaita.h', 'embark-journal.h', 'embark-sandbox.h']),
    'store': ('embark-json.h', ['gtk/gtk.h', 'libsoup/soup.h', 'embark-client.h']),
    'engine': ('embark-client.h', ['gtk/gtk.h', 'adwaita.h', 'embark-sandbox.h', 'embark-compat.h']),
    'sandbox': ('libsoup/soup.h', ['gtk/gtk.h', 'embark-json.h', 'embark-client.h']),
    'compat': ('adwaita.h', ['webkit/webkit.h', 'libsoup/soup.h', 'embark-json.h', 'embark-chip.h']),
    # WebKit's own headers bring libsoup's within reach: there only layers.py keeps it out.
    'web': ('webkit/webkit.h', ['json-glib/json-glib.h', 'embark-client.h', 'embark-chip.h', 'embark-json.h']),
    'ui': ('adwaita.h', ['webkit/webkit.h', 'libsoup/soup.h', 'embark-client.h', 'embark-facts.h']),
    'verdict': ('embark-facts.h', ['webkit/webkit.h', 'embark-sandbox.h', 'embark-flow-page.h']),
    'flow': ('embark-facts.h', ['webkit/webkit.h', 'embark-sandbox.h', 'embark-web-view.h']),
    'workbench': ('embark-facts.h', ['webkit/webkit.h', 'embark-sandbox.h', 'embark-flow-page.h']),
    'cli': ('embark-client.h', ['gtk/gtk.h', 'adwaita.h', 'embark-compat.h']),
}


def flags_of(layer, commands):
    """Compiler and flags of the layer's C files, without what names files; each set of them once."""
    found = []
    for command in commands:
        path = os.path.relpath(os.path.join(command['directory'], command['file']), ROOT)
        if os.path.dirname(path) != f'src/{layer}' or not path.endswith('.c'):
            continue
        words, kept = shlex.split(command['command']), []
        while words:
            word = words.pop(0)
            if word in ('-o', '-MF', '-MQ'):
                words.pop(0)
            elif word not in ('-c', '-MD') and word != command['file'] and not word.startswith('-Isrc/'):
                kept.append(word)
        if kept not in found:
            found.append(kept)
    return found


def compiles(flags, header, build):
    with tempfile.NamedTemporaryFile('w', suffix='.c') as source:
        source.write(f'#include "config.h"\n#include <{header}>\n')
        source.flush()
        tried = subprocess.run([*flags, '-fsyntax-only', source.name], cwd=build, capture_output=True, text=True)
    return tried.returncode == 0, tried.stderr


def missing(header, errors):
    return f'{header}: No such file' in errors or f"'{header}' file not found" in errors


tap = Tap()
build_dir = sys.argv[1]
with open(os.path.join(build_dir, 'compile_commands.json'), encoding='utf-8') as file:
    compile_commands = json.load(file)
for layer, (permitted, forbidden) in TRIED.items():
    flags = flags_of(layer, compile_commands)
    if not flags:
        tap.skip(f'{layer} cannot include against the arrows', 'it has no source yet')
        continue
    # Without this the test below would pass for any reason that keeps a file from compiling.
    tries = [compiles(one, permitted, build_dir) for one in flags]
    tap.check(f'{layer} can include {permitted}',
              [] if any(works for works, _ in tries) else tries[0][1].splitlines()[:3])
    for header in forbidden:
        tries = [compiles(one, header, build_dir) for one in flags]
        tap.check(f'{layer} cannot include {header}',
                  [f'{header} compiles with flags of src/{layer}' for works, _ in tries if works]
                  + [line for works, errors in tries if not works and not missing(header, errors)
                     for line in errors.splitlines()[:3]])
tap.done()
