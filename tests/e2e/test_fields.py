#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of a workflow in the Demo, filled in the real window."""
import path
import screen
import tap
from embark_driver import Embark, Expected, wait_for

FIELD = 'Keep history for (days)'


def open_form(embark):
    path.open_demo(embark)
    embark.click('label', 'Acme Robotics')
    embark.reads('Fire a Test Event')
    embark.click(None, 'Workflows')
    embark.reads('Shared settings')
    embark.click('label', 'Two-Way Account Sync')
    embark.reads('Name of this sync')


def save_and_refuse(build):
    """A number is saved; one that Cobalt refuses stays on the screen with the words of the refusal."""
    with Embark(build, 'fields').session() as embark:
        open_form(embark)
        embark.check_names()
        embark.write(FIELD, '120')
        screen.key('Return')
        # Its tick goes after two seconds; that it was saved is said by the refusal.
        embark.write(FIELD, '999')
        screen.key('Return')
        embark.reads('The saved value is still 120')
        embark.press('Undo')
        embark.vanishes('The saved value is still 120')


def focused(embark):
    """What takes the keys: its name, with all that it is in."""
    for top in embark.read():
        for node in top.walk():
            if node.has('focused'):
                return node.name
    return ''


def with_mouse_and_keys(build):
    """A caption is as good as its field; Ctrl+Return saves what has lines; the wheel does not stop over a field."""
    with Embark(build, 'keys').session() as embark:
        open_form(embark)
        embark.click('label', FIELD)
        wait_for(lambda: focused(embark) == FIELD, 'a click on the caption gives the field the keys')
        embark.write('Notes for the administrator', 'Ask Dana first')
        screen.key('ctrl+Return')
        # Without a new line that the key would have made.
        wait_for(lambda: embark.entry('Notes for the administrator').text() == 'Ask Dana first', 'the text is as it was written')
        wait_for(lambda: not embark.shows('Not saved yet'), 'the text is saved without leaving it')
        notes = embark.entry('Notes for the administrator')
        x, y = embark.place(notes)
        before = notes.extents()[1]
        for _ in range(3):
            screen.scroll(x, y, True)
        wait_for(lambda: next(embark.candidates('text', 'Notes for')).extents()[1] < before, 'the form is scrolled')


def not_connected(build):
    """What waits for Salesforce says so once, calmly, and what is empty is counted."""
    with Embark(build, 'unconnected').session() as embark:
        path.open_demo(embark)
        embark.click('label', 'Fjord Logistics')
        embark.click(None, 'Workflows')
        embark.reads('Shared settings')
        embark.click('label', 'Two-Way Account Sync')
        embark.reads('1 required field empty')
        embark.scroll_to(None, 'Its choices come from Salesforce, once it is connected.')
        if embark.shows('needs attention') or embark.shows('Reload'):
            raise Expected('nothing is said to be wrong')


def make_event(build):
    """An event is defined with a sample payload."""
    with Embark(build, 'events').session() as embark:
        path.open_demo(embark)
        embark.click('label', 'Acme Robotics')
        embark.reads('Fire a Test Event')
        embark.click(None, 'Events')
        embark.reads('contact.created')
        embark.check_names()
        embark.press('New Event…')
        embark.write('Name', 'invoice.voided', window='New Event')
        embark.check_names()
        embark.press('Create')
        embark.reads('invoice.voided')


if __name__ == '__main__':
    tap.main([save_and_refuse, with_mouse_and_keys, not_connected, make_event])
