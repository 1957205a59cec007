# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what is tested: a condition is looked at again and again, and given up on after a while."""
import time

from gi.repository import GLib

GUARD = 30
INTERVAL_MS = 40


class Expected(Exception):
    """Something did not come about: what was expected, in words."""


def turn(milliseconds=INTERVAL_MS):
    """One turn of the main loop, of at most that long."""
    context = GLib.MainContext.default()
    over = []
    GLib.timeout_add(milliseconds, lambda: over.append(True))
    while not over:
        context.iteration(True)


def wait_for(condition, what, timeout=GUARD):
    """Waits until @condition returns something true, and returns that. @what says in words what is waited for."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Expected(f'{what() if callable(what) else what} (waited {timeout} s)')
        turn()


def happens(condition, timeout):
    """Whether @condition becomes true in time."""
    try:
        return wait_for(condition, '', timeout)
    except Expected:
        return None
