#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the whole program wakes up while nobody does anything: on each page of the Demo, and with its window hidden.
Prints "idle-PAGE wake-ups-a-second" lines. The argument is the build folder; runs under xrun, with a window manager."""
import glob
import os
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import path  # noqa: E402 pylint: disable=wrong-import-position
import screen  # noqa: E402 pylint: disable=wrong-import-position
from embark_driver import Embark  # noqa: E402 pylint: disable=wrong-import-position

SETTLE = 5     # what a page asks for when it is shown has come by then
SECONDS = 10


def wake_ups(pid):
    """How often any of its threads waited for something, since it began."""
    total = 0
    for status in glob.glob(f'/proc/{pid}/task/*/status'):
        try:
            with open(status, encoding='ascii') as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith('voluntary_ctxt_switches:'))
        except OSError:  # the thread has ended
            pass
    return total


def rate(pid):
    """A second. Nothing here asks the program anything meanwhile: that would wake it."""
    nothing = threading.Event()  # time is what is measured here, so it has to pass
    nothing.wait(SETTLE)
    before, began = wake_ups(pid), time.monotonic()
    nothing.wait(SECONDS)
    return max(0, wake_ups(pid) - before) / (time.monotonic() - began)


def report(name, embark):
    screen.xdotool('mousemove', 5, 5)
    print(f'idle-{name} {rate(embark.process.pid):.3f}', flush=True)


def main():
    with Embark(sys.argv[1], 'idle').session() as embark:
        path.open_demo(embark)
        embark.click('label', 'Acme Robotics')
        embark.reads('Fire a Test Event')
        report('onboarding', embark)
        for page in ('Workflows', 'Events', 'Runs', 'Activity'):
            embark.click(None, page)
            report(page.lower(), embark)
        embark.click(None, 'Runs')
        screen.xdotool('windowminimize', embark.main_window())
        report('hidden', embark)
        screen.xdotool('windowactivate', '--sync', screen.windows_of(embark.process.pid)[0])


if __name__ == '__main__':
    main()
