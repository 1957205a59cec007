#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of the Demo fired, followed and opened in the real window."""
import path
import screen
import tap
from embark_driver import Embark

EVENT = 'contact.created'


def open_events(embark):
    path.open_demo(embark)
    embark.click('label', 'Acme Robotics')
    embark.reads('Fire a Test Event')
    embark.click(None, 'Events')
    embark.reads('Choose an Event')
    embark.click('label', EVENT)
    embark.reads('As JSON')


def fire(embark):
    """Fires what is in the editor and waits for what it did."""
    screen.key('ctrl+Return')
    embark.reads('Ran: ')


def open_run(embark):
    embark.press('Open Run')
    embark.reads('Input')


def fire_and_follow(build):
    """An event is fired from its page, its verdict comes by itself and leads to its run."""
    with Embark(build, 'workbench').session() as embark:
        open_events(embark)
        embark.check_names()
        fire(embark)
        open_run(embark)


if __name__ == '__main__':
    tap.main([fire_and_follow])
