#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text reaches the translators, and every translation is whole.

translations.py --write lists the files with texts in po/POTFILES.in instead of judging the list that is there.
"""
import os
import re
import subprocess
import sys
import tempfile

from lintlib import ROOT, Tap, bare_c, files, read

# The layers whose texts are English, and are never shown as they are.
UNTRANSLATED = ('src/core/', 'src/model/', 'src/api/', 'src/sandbox/')


def has_texts(path):
    if path.endswith('.c'):
        return re.search(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"', bare_c(read(path), strings=True))
    return 'translatable="yes"' in read(path)


def listed(path):
    return [line.strip() for line in read(path).splitlines() if line.strip() and not line.startswith('#')]


def statistics(path):
    """How msgfmt counts the file, checked as strictly as it can, against the texts there are now."""
    run = subprocess.run(['msgfmt', '--check', '--statistics', '-o', os.devnull, path], cwd=ROOT, capture_output=True,
                         text=True, env={**os.environ, 'LC_ALL': 'C'})
    if run.returncode:
        return run.stderr.splitlines()
    counts = run.stderr.strip().splitlines()[-1]
    return [counts] if 'fuzzy' in counts or 'untranslated' in counts else []


def missing_texts(path, template):
    with tempfile.TemporaryDirectory() as folder:
        merged = os.path.join(folder, 'merged.po')
        run = subprocess.run(['msgmerge', '--no-fuzzy-matching', '--quiet', '-o', merged, path, template], cwd=ROOT,
                             capture_output=True, text=True)
        if run.returncode:
            return run.stderr.splitlines()
        found = subprocess.run(['msgattrib', '--untranslated', '--no-wrap', merged], capture_output=True, text=True).stdout
    return [line for line in found.splitlines() if line.startswith('msgid "') and line != 'msgid ""']


def make_template(folder):
    """The texts as they are now, by the settings that po/meson.build has."""
    arguments = re.findall(r"'(--[^']+)'", read('po/meson.build'))
    template = os.path.join(folder, 'embark.pot')
    run = subprocess.run(['xgettext', *arguments, '--default-domain=embark', '--files-from=po/POTFILES.in', '-o', template],
                         cwd=ROOT, capture_output=True, text=True)
    return template, run.stderr.splitlines() if run.returncode or 'warning' in run.stderr else []


wanted = files('.desktop.in.in', '.metainfo.xml.in.in', under='data')
wanted += [path for path in files('.c', '.ui', under='src') if has_texts(path) and not path.startswith(UNTRANSLATED)]
if '--write' in sys.argv:
    with open(os.path.join(ROOT, 'po', 'POTFILES.in'), 'w', encoding='utf-8') as file:
        file.writelines(f'{path}\n' for path in sorted(wanted))

tap = Tap()
potfiles = listed('po/POTFILES.in')
tap.check('POTFILES.in has every file with texts', sorted(set(wanted) - set(potfiles)))
tap.check('POTFILES.in has no file without texts', sorted(set(potfiles) - set(wanted)))
tap.check('POTFILES.in is sorted, each file once', [] if potfiles == sorted(set(potfiles)) else ['it is not'])
tap.check('core, model, api and sandbox mark no texts',
          [path for path in files('.c', under='src') if path.startswith(UNTRANSLATED) and has_texts(path)])
languages = sorted(os.path.basename(path)[:-3] for path in files('.po', under='po'))
tap.check('LINGUAS lists the translations there are', set(languages) ^ set(listed('po/LINGUAS')))
with tempfile.TemporaryDirectory() as scratch:
    pot, errors = make_template(scratch)
    tap.check('xgettext reads every text without a warning', errors)
    for language in languages:
        po = f'po/{language}.po'
        tap.check(f'{language}: msgfmt finds no fault, every text is translated', statistics(po))
        if os.path.exists(pot):
            tap.check(f'{language}: no text of the program is missing', missing_texts(po, pot))
tap.done()
