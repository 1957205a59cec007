#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting the Salesforce app up: from an application that is not live, through the dashboard in a window of its own, to
a checklist that is verified and a pair that is proved; against embark-sandbox and a real keyring."""

import os
import subprocess

import path
import screen
import tap
from embark_driver import Embark, Expected
from own_profile import keyring, make_profile, with_sandbox
from waiting import wait_for

ACCOUNT = 'Northwind Traders'
DASHBOARD = 'Cobalt’s Dashboard'
BY_EYE = ('Create an External Client App', 'Enable OAuth and paste', 'Allow the flows', 'Keep the connection alive',
          'Copy Consumer Key', 'Have the client’s admin')


def expect(condition, what):
    if not condition:
        raise Expected(what)


def client(sandbox):
    """Client ID and Secret as Salesforce has them."""
    app = sandbox.ask('client')['salesforce']
    return app['client_id'], app['client_secret']


def open_page(embark):
    embark.click('label', ACCOUNT)
    embark.reads('Checklist')


def open_dashboard(embark):
    """Returns: its page, its window"""
    embark.press('Open Here')
    number = wait_for(lambda: embark.window_number(DASHBOARD), 'the dashboard opens in a window of its own')

    def below_the_bars():
        x, y, width, height = embark.box(number)
        return x + 10, y + 110, width - 20, height - 120
    return path.Page(below_the_bars), number


def sign_in(embark, page, number):
    page.settled()
    embark.focus(number)
    screen.type_text(path.USER)
    screen.key('Tab')
    screen.type_text(path.PASSWORD)
    page.last = page.look()
    screen.key('Return')
    page.settled()


def set_up(embark, page, number, client_id, secret):
    """Goes to the application, switches it on, and enters its pair."""
    embark.focus(number)
    screen.key('Return')
    page.settled()
    screen.key('Return')
    page.settled()
    screen.type_text(client_id)
    screen.key('Tab')
    screen.type_text(secret)
    page.last = page.look()
    screen.key('Return')
    page.settled()


def close_dashboard(embark, number):
    embark.press('Close', DASHBOARD)
    wait_for(lambda: number not in screen.windows_of(embark.process.pid), 'the window of the dashboard closes')
    # While a window goes, the list of windows may be empty.
    embark.focus(wait_for(embark.main_window, 'the main window is there'))


def scroll_up(embark):
    x, y, width, height = embark.box(embark.main_window())
    screen.xdotool('mousemove', x + width * 2 // 3, y + height * 2 // 3)
    screen.xdotool('click', '--repeat', '60', '--delay', '10', '4')


def tick_the_rest(embark):
    for title in BY_EYE:
        embark.click('check box', title)
        wait_for(lambda title=title: any(node.has('checked') for node in embark.candidates('check box', title)),
                 f'“{title}” is ticked')


def prove(embark, verdict):
    embark.press('Prove…')
    embark.press('Ask Salesforce')
    embark.read_all()
    embark.scroll_to('status bar', verdict)


def keep_pair(embark, client_id, secret):
    """Proves a wrong secret and the right one, and keeps that."""
    embark.scroll_to('push button', 'Forget…')
    embark.write('Client ID', client_id)
    embark.write('Client Secret', secret[:-4] + 'oops')
    prove(embark, 'the secret is not its')
    expect(not embark.shows('accepts this ID and secret'), 'a wrong secret is not accepted')
    embark.scroll_to('push button', 'Forget…')
    embark.write('Client Secret', secret)
    prove(embark, 'Salesforce accepts this ID and secret')
    embark.press('Keep in Keyring')
    embark.reads('In your keyring')


def whole(build):
    """Not live, the dashboard, every tick, the pair wrong and right, and all of it there after a second start."""
    with with_sandbox(build, options=['--fresh-app']) as sandbox, keyring():
        client_id, secret = client(sandbox)
        embark = Embark(build, 'app', secrets=[sandbox.key, secret])
        with embark.session():
            make_profile(embark, sandbox)
            open_page(embark)
            embark.reads('Not live in this environment')
            embark.reads('0 of 11 done')
            embark.check_names()

            page, number = open_dashboard(embark)
            sign_in(embark, page, number)
            set_up(embark, page, number, client_id, secret)
            embark.check_arguments()
            close_dashboard(embark, number)
            embark.reads('Live, verified by Cobalt')
            embark.reads('4 of 11 done')
            told = sandbox.ask('client')['platform']
            expect(told['live'] and told['client_id'] == client_id, 'the platform was told in the dashboard')

            embark.write('Callback address', sandbox.address + '/somewhere/else')
            embark.vanishes('Not noted yet')
            expect(embark.shows('4 of 11 done'), 'another address is not taken for the right one')
            embark.write('Callback address', sandbox.address + '/api/v1/salesforce/callback')
            embark.reads('Cobalt sends just this address')
            embark.reads('5 of 11 done')
            tick_the_rest(embark)
            scroll_up(embark)
            embark.reads('11 of 11 done')

            keep_pair(embark, client_id, secret)

            # With the secret being edited the window closes as well as ever.
            embark.click(('entry', 'text', 'password text'), 'Client Secret')
            embark.close()
            embark.start()
            # The path goes on where it is now, two steps further.
            embark.click('label', ACCOUNT)
            embark.reads(f'Connect {ACCOUNT} to Salesforce')
            screen.key('alt+Prior')
            screen.key('alt+Prior')
            embark.reads('11 of 11 done')
            embark.read_all()
            embark.scroll_to('label', 'In your keyring')

            scroll_up(embark)
            page, number = open_dashboard(embark)
            page.settled()
            signed_in = len(sandbox.requests('POST', '/login'))
            expect(signed_in == 1, f'who signed in stays signed in; the sign-in was sent {signed_in} times')
            close_dashboard(embark, number)


def kept_pairs():
    """What the keyring has of Client IDs and Secrets."""
    done = subprocess.run(['secret-tool', 'search', '--all', 'xdg:schema', 'dev.embark.Embark.ApiKey'],
                          capture_output=True, text=True, timeout=20, check=False)
    return [line.removeprefix('secret = ') for line in done.stdout.splitlines() if line.startswith('secret = ')]


def removed(build):
    """A profile that is removed takes the pair out of the keyring and the dashboard's session off the disk."""
    with with_sandbox(build) as sandbox, keyring():
        client_id, secret = client(sandbox)
        embark = Embark(build, 'removed', secrets=[sandbox.key, secret])
        sessions = os.path.join(embark.folder, 'home/data/embark/sessions')
        with embark.session():
            make_profile(embark, sandbox)
            embark.click('label', ACCOUNT)
            embark.reads(f'Connect {ACCOUNT} to Salesforce')
            screen.key('alt+Prior')
            screen.key('alt+Prior')
            embark.reads('4 of 11 done')
            page, number = open_dashboard(embark)
            sign_in(embark, page, number)
            close_dashboard(embark, number)
            folders = os.listdir(sessions)
            expect(len(folders) == 1, f'the session is in a folder of the profile; there are {folders}')
            expect(os.stat(os.path.join(sessions, folders[0])).st_mode & 0o777 == 0o700, 'nobody else may look into it')

            embark.scroll_to('push button', 'Forget…')
            embark.write('Client ID', client_id)
            embark.write('Client Secret', secret)
            embark.press('Keep in Keyring')
            embark.reads('In your keyring')
            expect(secret in kept_pairs(), 'the keyring has the secret')

            embark.click(('toggle button', 'push button'), 'Main Menu')
            # Whatever else stands in it, this one is reached by its letter.
            screen.key('r')
            embark.reads('Remove the profile')
            embark.press('Remove')
            embark.reads('Welcome to Embark')
            wait_for(lambda: not kept_pairs(), 'the keyring has nothing of the profile')
            wait_for(lambda: not os.listdir(sessions), 'the session is deleted')


def demo(build):
    """In the Demo both sides are pages of the stand-in, and a reset forgets what was noted and who was signed in."""
    embark = Embark(build, 'app-demo')
    sessions = os.path.join(embark.folder, 'home/data/embark/sessions')
    with embark.session():
        path.open_demo(embark)
        embark.click('label', ACCOUNT)
        embark.reads(f'Connect {ACCOUNT} to Salesforce')
        screen.key('alt+Prior')
        screen.key('alt+Prior')
        embark.reads('4 of 11 done')
        embark.click('check box', 'Keep the connection alive')
        embark.click('label', 'Copy Consumer Key')
        embark.scroll_to('label', 'Consumer Key and Consumer Secret')
        known = path.other_windows(embark)
        embark.press('Open Here')
        number = wait_for(lambda: next((n for n in path.other_windows(embark) if n not in known), None),
                          'Salesforce’s page opens in a window')
        page = path.Page(path.place_in(embark, number))
        page.settled()
        close_dashboard(embark, number)
        scroll_up(embark)
        embark.reads('5 of 11 done')
        expect(os.listdir(sessions) == ['profile-demo'], 'the Demo has a session of its own')

        screen.key('alt+Prior')
        embark.press('Reset Demo…')
        embark.reads('Reset the Demo?')
        embark.press('Reset')
        embark.reads('Acme Robotics')
        wait_for(lambda: not os.listdir(sessions), 'the session is deleted')
        embark.click('label', ACCOUNT)
        embark.reads(f'Connect {ACCOUNT} to Salesforce')
        screen.key('alt+Prior')
        screen.key('alt+Prior')
        embark.reads('4 of 11 done')


if __name__ == '__main__':
    tap.main([whole, removed, demo])
