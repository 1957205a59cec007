#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of a workflow in the Demo, filled in the real window."""
import path
import screen
import tap
from embark_driver import Embark

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
    tap.main([save_and_refuse, make_event])
