#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program reads as data fits its schema, and says what it has to in every language."""
import copy
import glob
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lint'))
from lintlib import ROOT, Tap

NAMES = {'client', 'org', 'user', 'time', 'code', 'app', 'host', 'hosts', 'quote', 'titles', 'title', 'number'}
SECTIONS = {
    '4.1': 'ec-app-not-found cross-org-blocked app-blocked access-denied-app approval-generic must-be-installed '
           'redirect-mismatch redirect-missing client-id-unknown response-type pkce-required https-required must-use-get '
           'out-of-band denied scope immediate inactive-user inactive-org rate-limit server-error-after-allow state-lost '
           'install-error-page install-wrong-org',
    '4.2': 'grant-expired grant-authentication-failure grant-ip-restricted grant-not-approved app-access '
           'grant-code-expired client-secret grant-type refresh-fails idle-30-days',
    '4.3': 'invalid-session rest-api-off triggers-silent connected-runs-fail sandbox-refreshed admins-only',
    '4.4': 'verify-identity mfa-sso passkey google-rejects device-trust white-page sso-forced',
    '4.7': 'not-stored',
    'view': 'no-network page-stopped held-back',
}
CAREFUL = {'en': r'\b[Oo]ften\b|[Cc]heck first|\bhas been seen\b|\bwas seen\b', 'de': r'\b[Oo]ft\b|[Zz]uerst|[Bb]eobachtet'}


def load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def pairs():
    """A schema, and the documents that it is for: the one of its name, or else all that lie beside it."""
    for schema in sorted(glob.glob(os.path.join(ROOT, 'data', '**', '*.schema.json'), recursive=True)):
        own = schema.replace('.schema.json', '.json')
        others = glob.glob(os.path.join(os.path.dirname(schema), '*.json'))
        yield schema, [own] if os.path.exists(own) else sorted(p for p in others if not p.endswith('.schema.json'))


def texts(node, path=''):
    """(path, text by language) of every text in a document."""
    if isinstance(node, dict) and set(node) == {'en', 'de'}:
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f'{path}/{key}')
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f'{path}/{index}')


def check_schemas(tap, jsonschema):
    for schema_path, documents in pairs():
        name = os.path.relpath(schema_path, ROOT)
        schema = load(schema_path)
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        tap.check(f'{name} has documents', [] if documents else [name])
        tap.check(f'what {name} is for fits it',
                  [f'{os.path.relpath(path, ROOT)}: {"/".join(map(str, error.path))}: {error.message[:200]}'
                   for path in documents for error in kind(schema).iter_errors(load(path))])


def check_strictness(tap, jsonschema, base):
    """A schema that lets anything pass would pass the check above too."""
    def broken():
        for change in (lambda d: d['rows'][0].pop('title'), lambda d: d['rows'][0]['title'].pop('de'),
                       lambda d: d['rows'][0].update(extra=1), lambda d: d['rows'][0]['causes'][0].update(owner='nobody'),
                       lambda d: d['rows'][0]['causes'][0].update(cure='magic'), lambda d: d['rows'][0].update(causes=[]),
                       lambda d: d['rows'][0]['causes'][0].update(steps=[]), lambda d: d['rows'][0]['match'].update(code=[]),
                       lambda d: d['rows'][0].update(messages={}), lambda d: d['symptoms'][0].update(text='text'),
                       lambda d: d['rows'][0]['title'].update(en=''), lambda d: d.update(format=2)):
            document = copy.deepcopy(base)
            change(document)
            yield document

    validator = jsonschema.Draft7Validator(load(os.path.join(ROOT, 'data', 'diagnostics.schema.json')))
    tap.check('the schema of the diagnostics refuses what is wrong',
              [f'change {index} passes' for index, document in enumerate(broken()) if validator.is_valid(document)])


def wrong_owners(rows):
    for row in rows:
        owners = {cause['owner'] for cause in row['causes']}
        if owners != set(row['messages']):
            yield f'{row.get("id", "unknown")}: causes of {sorted(owners)}, messages to {sorted(row["messages"])}'


def wrong_patterns(base):
    for path, text in texts(base):
        for language, words in text.items():
            unknown = set(re.findall(r'\{([^}]*)\}', words)) - NAMES
            plain = re.sub(r'\[[^][]*\{\w+\}[^][]*\]', '', words)
            if unknown or re.search(r'[][]', plain) or words.count('{') != words.count('}'):
                yield f'{path}: “{words}”'
            if '{' in words and '/messages/' not in path and '/phrases/' not in path:
                yield f'{path}: names are filled in in messages only'


def careless(rows):
    for row in rows:
        if row['care'] == 'read':
            continue
        for language, pattern in CAREFUL.items():
            words = ' '.join([row['text'][language]] + [cause['statement'][language] for cause in row['causes']])
            if not re.search(pattern, words):
                yield f'{row["id"]} ({row["care"]}) in {language}'


def badly_written(base):
    for path, text in texts(base):
        for language, words in text.items():
            if re.search(r'\b(please|sorry|successfully|bitte|leider|erfolgreich)\b|!|\.\.\.|  |[<>&]', words, re.IGNORECASE):
                yield f'{path}: “{words}”'
            sentence = re.search(r'/(statement|text|because|body|steps/\d+)$', path) and '/symptoms/' not in path
            if sentence and not words.endswith('.') or path.endswith('/title') and words.endswith('.'):
                yield f'{path}: “{words}”'


def check_diagnostics(tap, base):
    rows = base['rows']
    found = {section: [row['id'] for row in rows if row['section'] == section] for section in SECTIONS}
    tap.check('every row is there once, where it belongs',
              [f'{section}: {sorted(set(found[section]) ^ set(ids.split()))}' for section, ids in SECTIONS.items()
               if sorted(found[section]) != sorted(ids.split())])
    known = {row['id'] for row in rows}
    tap.check('a symptom stands for rows that there are',
              [symptom['id'] for symptom in base['symptoms'] if not set(symptom['rows']) <= known])
    tap.check('no two symptoms share an id', [] if len({s['id'] for s in base['symptoms']}) == len(base['symptoms']) else ['ids'])
    tap.check('whoever has to act is written to', wrong_owners(rows + [base['unknown']]))
    tap.check('a message names only what can be known', wrong_patterns(base))
    tap.check('where little is known the words say so', careless(rows))
    tap.check('the texts are sentences, and say it as the program does', badly_written(base))


tap = Tap()
diagnostics = load(os.path.join(ROOT, 'data', 'diagnostics.json'))
try:
    import jsonschema
    check_schemas(tap, jsonschema)
    check_strictness(tap, jsonschema, diagnostics)
except ImportError:
    tap.skip('data fits its schema', 'python3-jsonschema is not installed')
check_diagnostics(tap, diagnostics)
tap.done()
