#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path in the Demo, by mouse and keys, from the welcome page to the handover."""
import re

import path
import tap
from embark_driver import Embark, Expected, wait_for
from sandbox import fetch


def record_address(embark):
    """The address of the record that the run wrote, as its output shows it."""
    embark.read_all()
    for node in embark.candidates('text', None):
        found = re.search(r'http://127\.0\.0\.1:\d+/org/\w+/lightning/r/Contact/\w+/view', node.text())
        if found:
            return found.group()
    raise Expected('the output of the run names the record')


def whole_path(build):
    """From the welcome page to a handover, in the Demo."""
    with Embark(build, 'demo').session() as embark:
        embark.reads('Welcome to Embark')
        embark.check_names()
        path.open_demo(embark)
        embark.check_names()
        path.create_account(embark)
        path.connect(embark)
        embark.check_names()
        embark.press('Next: Workflows')
        path.switch_on(embark, 'Create New Contact')
        embark.check_names()
        embark.press('Next: Test Event')
        path.choose_event(embark, 'contact.created')
        embark.check_names()
        embark.press('Fire')
        embark.reads('Ran: 1 run, completed in ')
        page = fetch(record_address(embark))
        for words in ('Dana', 'Whitfield'):
            if words not in page:
                raise Expected(f'the contact in the stand-in Salesforce says {words}')
        embark.scroll_to('push button', 'Open Record')
        window = path.open_record(embark)
        path.close_window(embark, window)
        embark.focus(embark.main_window())
        embark.scroll_to('push button', 'Next: Handover')
        embark.press('Next: Handover')
        embark.check_names()
        embark.press('Copy as Text')
        embark.reads('Made ')
        wait_for(lambda: embark.shows('7/7'), 'the list says that all seven steps are done')


if __name__ == '__main__':
    tap.main([whole_path])
