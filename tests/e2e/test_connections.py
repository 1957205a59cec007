#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections of all linked accounts in the Demo: shown, filtered, probed, and one of them opened."""
import path
import screen
import tap
from embark_driver import Embark, turn, wait_for

WINDOW = 'Connections'


def open_connections(embark):
    screen.key('F10')
    turn(500)
    screen.key('Down', 'Return')
    embark.find(None, 'Test environment', WINDOW)


def probe_and_open(build):
    """Every connection is proved by reading something; one that needs somebody is opened."""
    with Embark(build, 'connections').session() as embark:
        path.open_demo(embark)
        open_connections(embark)
        embark.find(None, 'Needs to sign in again', WINDOW)
        embark.find('list item', 'Blue Finch Health, Needs to sign in again', 'Embark')
        embark.find(None, 'Blue Finch Health, Needs to sign in again, ', WINDOW)
        embark.check_names()
        embark.press('Probe All Shown', window=WINDOW)
        embark.find(None, 'Works', WINDOW)
        screen.key('ctrl+f')
        screen.type_text('blue')
        embark.find(None, 'blue-finch-77', WINDOW)
        wait_for(lambda: embark.look(None, 'quillon-legal', WINDOW) is None, 'the others are filtered out')
        embark.click('label', 'Blue Finch Health', window=WINDOW)
        screen.key('Return')
        embark.find(None, 'Connect Blue Finch Health to Salesforce', 'Embark')


if __name__ == '__main__':
    tap.main([probe_and_open])
