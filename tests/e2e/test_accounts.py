#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Linked accounts in the Demo: edited, deleted, and imported from a table."""
import os

import path
import screen
import tap
from embark_driver import Embark, turn, wait_for

ACCOUNT = 'Quillon Legal'
TABLE = 'account_id,name,udf.plan\nquillon-77,Quillon & Sons,gold\nnew-1,Brightwater <b>,silver\n,Nobody,\n'


def open_account_page(embark):
    embark.click('label', ACCOUNT)
    embark.reads('Fire a Test Event')
    for _ in range(3):
        screen.key('alt+Prior')
    embark.reads('Delete Linked Account…')


def edit_and_delete(build):
    """An account gets a field, and is deleted after a question."""
    with Embark(build, 'accounts').session() as embark:
        path.open_demo(embark)
        open_account_page(embark)
        embark.check_names()
        embark.press('Edit Name and Fields')
        embark.write('Name of a new field', 'plan', window='Edit Linked Account')
        screen.key('Return')
        embark.find(('entry', 'text'), 'plan', window='Edit Linked Account')
        screen.type_text('gold & silver')
        embark.check_names()
        embark.press('Save')
        embark.reads('plan: gold & silver')
        embark.scroll_to('push button', 'Delete Linked Account…')
        embark.press('Delete Linked Account…')
        embark.reads(f'Delete “{ACCOUNT}”?')
        embark.press('Delete')
        embark.reads('Account deleted')
        embark.vanishes(ACCOUNT)


def import_table(build):
    """A table is compared, imported, and nothing is left to import."""
    with Embark(build, 'import').session() as embark:
        file = os.path.join(embark.folder, 'clients.csv')
        with open(file, 'w', encoding='utf-8') as table:
            table.write(TABLE)
        path.open_demo(embark)
        screen.key('F10')
        turn(500)
        screen.key('Return')
        embark.find('push button', 'Choose File…')
        embark.check_names()
        embark.press('Choose File…')
        wait_for(lambda: len(screen.windows_of(embark.process.pid)) > 2, 'the file chooser is there')
        screen.type_text(file)
        screen.key('Return')
        embark.reads('clients.csv · 3 rows')
        embark.check_names()
        embark.press('Compare')
        embark.reads('What the import would do')
        embark.reads('Has no account ID')
        embark.check_names()
        embark.press('Import 2 Accounts')
        embark.reads('The import is done')
        embark.press('Compare Again')
        embark.reads('Nothing has to be sent.')
        screen.key('Escape')
        embark.reads('14 accounts')


if __name__ == '__main__':
    tap.main([edit_and_delete, import_table])
