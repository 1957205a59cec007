#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events fired, followed to their runs, compared and sent in bursts, in the real window."""
import re

import path
import screen
import tap
from embark_driver import Embark, Expected, wait_for
from own_profile import keyring, make_profile, with_sandbox

EVENT = 'contact.created'


def open_events(embark):
    embark.click('label', 'Acme Robotics')
    embark.reads('Fire a Test Event')
    embark.click(None, 'Events')
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
        path.open_demo(embark)
        open_events(embark)
        embark.check_names()
        fire(embark)
        open_run(embark)


def fire_twice_and_compare(build):
    """Two runs of one event, side by side: they did the same."""
    with Embark(build, 'compare').session() as embark:
        path.open_demo(embark)
        open_events(embark)
        fire(embark)
        embark.reads('Ran: 1 run, completed in ')
        embark.press('Fire')
        embark.vanishes('Ran: 1 run, completed in ')
        embark.reads('Ran: 1 run, completed in ')
        open_run(embark)
        embark.press('Compare With…')
        for key in ('Down', 'Return'):
            screen.key(key)
        embark.reads('Only Differences')
        embark.check_names()
        embark.press('Back to the Run')
        embark.reads('Input')


def set_number(embark, name, number):
    embark.click('spin button', name)
    screen.key('ctrl+a')
    screen.type_text(str(number))
    screen.key('Tab')


def accepted(embark):
    """What the list of bursts says of the newest: how many were accepted, of how many."""
    for text in embark.texts():
        found = re.search(r'([0-9]+) of ([0-9]+) accepted', text)
        if found:
            return int(found.group(1)), int(found.group(2))
    return None


def burst_and_stop(build):
    """A burst is stopped midway: nothing leaves any more, and what it says was accepted is what the server received."""
    number = 400
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'burst', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_events(embark)
        embark.click(None, 'Bursts')
        embark.write('Event', EVENT)
        set_number(embark, 'Events', number)
        embark.scroll_to('push button', 'Start Burst')
        embark.press('Start Burst')
        wait_for(lambda: (accepted(embark) or (0, 0))[0] >= 10, 'ten events were accepted')
        embark.check_names()
        embark.press('Stop')
        embark.find('push button', 'Send the Rest')
        told = accepted(embark)
        received = len(sandbox.requests('POST', '/event/'))
        if told is None or told[1] != number or told[0] >= number:
            raise Expected(f'a burst of {number} was stopped midway; it says {told}')
        if told[0] != received:
            raise Expected(f'what was accepted is what the server received: {received}; it says {told[0]}')


if __name__ == '__main__':
    tap.main([fire_and_follow, fire_twice_and_compare, burst_and_stop])
