# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile of one's own: the dialog, the keyring, and the server that it points to."""
import contextlib
import shutil
import subprocess
import tempfile

from gi.repository import Gio, GLib

import screen
from sandbox import Sandbox
from waiting import wait_for

DIALOG = 'Connect to Cobalt'
NAME = 'Lumen Desk'


@contextlib.contextmanager
def with_sandbox(build, **options):
    folder = tempfile.mkdtemp(prefix='embark-sandbox-')
    sandbox = Sandbox(build, folder, **options)
    try:
        yield sandbox
    finally:
        sandbox.close()
        shutil.rmtree(folder, ignore_errors=True)


def has_secret_service():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                         GLib.Variant('(s)', ['org.freedesktop.secrets']), None, Gio.DBusCallFlags.NONE, 5000,
                         None).unpack()[0]


@contextlib.contextmanager
def keyring():
    """A Secret Service, unlocked, on this session's bus; it ends with the bus. Nobody may ask for it before it is there:
    the bus would start another one, which is locked."""
    if not has_secret_service():
        subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets'], input=b'pw', timeout=20,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        wait_for(has_secret_service, 'the keyring is on the bus')
    try:
        yield
    finally:
        subprocess.run(['secret-tool', 'clear', 'xdg:schema', 'dev.embark.Embark.ApiKey'], timeout=20, check=False)


def kept_key():
    """What the keyring has for the one profile there is."""
    done = subprocess.run(['secret-tool', 'search', '--all', 'xdg:schema', 'dev.embark.Embark.ApiKey'],
                          capture_output=True, text=True, timeout=20, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith('secret = ')]
    return lines[0].removeprefix('secret = ') if len(lines) == 1 else None


def open_dialog(embark):
    embark.reads('Welcome to Embark')
    embark.click('label', DIALOG)
    embark.reads('Name of this profile')
    wait_for(lambda: embark.window_number(DIALOG), 'the dialog is on the screen')


def fill_dialog(embark, address, key, name=NAME):
    """Types into the three entries, by Tab from one to the next."""
    embark.focus(embark.window_number(DIALOG))
    embark.write('Name of this profile', name, window=DIALOG)
    embark.write('Base address', address, window=DIALOG)
    embark.write('API key', key, window=DIALOG)
    screen.key('Return')


def make_profile(embark, sandbox):
    open_dialog(embark)
    fill_dialog(embark, sandbox.address, sandbox.key)
    wait_for(lambda: embark.window_number(DIALOG) is None, 'the dialog closes once the key was accepted and kept')


__all__ = ['DIALOG', 'NAME', 'fill_dialog', 'kept_key', 'keyring', 'make_profile', 'open_dialog', 'with_sandbox']
