#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a schema cannot say of the guides: their drawings, their ids, and that both ways have what belongs to both."""
import glob
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lint'))
from lintlib import ROOT, Tap

FOLDER = os.path.join(ROOT, 'data', 'guides')
SVG = '{http://www.w3.org/2000/svg}'
# What GTK recolours in a symbolic drawing: fills of these, in the colour of the text or of one of these classes.
SHAPES = {SVG + 'rect', SVG + 'circle', SVG + 'path'}
CLASSES = {'success', 'warning', 'error'}
NAMES = re.compile(r'go ?cobalt|refold\.ai|app\.gocobalt', re.IGNORECASE)


def guides():
    for path in sorted(glob.glob(os.path.join(FOLDER, '*.json'))):
        if not path.endswith('.schema.json'):
            with open(path, encoding='utf-8') as file:
                yield os.path.basename(path), json.load(file)


def drawings():
    for path in sorted(glob.glob(os.path.join(FOLDER, '*.svg'))):
        yield os.path.basename(path), ElementTree.parse(path).getroot()


def misnamed():
    for name, guide in guides():
        if name != guide['id'] + '.json':
            yield f'{name} has the id {guide["id"]}'
        ids = [step['id'] for step in guide['steps']]
        for twice in {step for step in ids if ids.count(step) > 1}:
            yield f'{name}: {twice} is there twice'


def not_drawn():
    used = set()
    for name, guide in guides():
        for step in guide['steps']:
            file = f'guide-{step["drawing"]}-symbolic.svg'
            used.add(file)
            if not os.path.exists(os.path.join(FOLDER, file)):
                yield f'{name}: {step["id"]}: there is no {file}'
    for file, _ in drawings():
        if file not in used:
            yield f'{file} is used by no step'


def not_recoloured():
    for file, root in drawings():
        for element in root.iter():
            if element is not root and element.tag not in SHAPES:
                yield f'{file}: {element.tag} is no shape that is recoloured'
            for name in set(element.attrib) & {'stroke', 'fill', 'style', 'filter', 'transform'}:
                yield f'{file}: {name} has a colour or a look of its own'
            if element.get('class', 'success') not in CLASSES:
                yield f'{file}: the class {element.get("class")} is none of the theme’s'


def not_packed():
    with open(os.path.join(FOLDER, 'guides.gresource.xml'), encoding='utf-8') as file:
        packed = set(re.findall(r'<file[^>]*>([^<]+)</file>', file.read()))
    there = {name for name, _ in guides()} | {name for name, _ in drawings()}
    yield from (f'{name} is not part of the program' for name in sorted(there - packed))
    yield from (f'{name} is not there' for name in sorted(packed - there))


def mixed_checks():
    for name, guide in guides():
        verified = set()
        for step in guide['steps']:
            checks = step['verify']
            if 'by-eye' in checks and len(checks) > 1:
                yield f'{name}: {step["id"]}: what a server tells is not for the eye'
            verified |= set(checks)
            if 'authorize-redirect' in checks and step.get('enter') != 'callback':
                yield f'{name}: {step["id"]}: the callback address is compared where it is not noted'
        for check in ('app-live', 'client-entered', 'authorize-redirect', 'authorize-scopes', 'authorize-pkce'):
            if check not in verified:
                yield f'{name}: nothing is verified by {check}'


def hosts_in_texts():
    for name, guide in guides():
        text = json.dumps(guide, ensure_ascii=False)
        for match in NAMES.finditer(text):
            yield f'{name}: {match.group()}: the address comes from the profile'


tap = Tap()
tap.check('ids fit names, each step is there once', misnamed())
tap.check('each step has its drawing, each drawing its step', not_drawn())
tap.check('drawings follow the colours of the theme', not_recoloured())
tap.check('all of it is part of the program', not_packed())
tap.check('what a server can tell, it tells, in both ways', mixed_checks())
tap.check('no address of one host stands in a text', hosts_in_texts())
tap.done()
