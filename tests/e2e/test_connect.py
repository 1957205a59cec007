#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting Salesforce: what is looked at before, a link to send, why a sign-in failed, and who it ended with."""
import path
import screen
import tap
from embark_driver import Embark, Expected, turn, wait_for
from own_profile import keyring, make_profile, with_sandbox

CLIENT = 'Tern Analytics'
OTHER = 'Northwind Traders'


def expect(condition, what):
    if not condition:
        raise Expected(what)


def open_account(embark, name):
    """Picks an account that is not connected, and waits until its preflight is over."""
    embark.focus(embark.main_window())
    embark.click('label', name)
    embark.reads(f'Connect {name} to Salesforce')
    embark.reads('checked at')


def can_be_pressed(embark, name):
    """Also of what one would have to scroll to."""
    return any(node.has('sensitive') for node in embark.candidates('push button', name))


def told(embark, text):
    """Waits for what a popover says: it is a window of its own, whose place is not told."""
    def there():
        embark.read_all()
        return any(text in node.name for node in embark.candidates(None, None))
    wait_for(there, f'“{text}” is told')


def wheel_up(embark, inner, button):
    """Turns the wheel over a text that scrolls in itself until @button, further up on the page, is there."""
    def there():
        place = embark.place(embark.entry(inner))
        if place is not None:
            screen.scroll(*place, False)
        return embark.look('push button', button)
    wait_for(there, f'the page scrolls up to “{button}”')


def sign_in(embark, user):
    """From the doors to where the sign-in of @user leads. Returns: its window"""
    portal = path.open_portal(embark)
    page, number = path.to_sign_in(embark, portal)
    path.sign_in(embark, page, number, user)
    return number


def preflight(build):
    """Before a sign-in: all in order, then something in the way that keeps the doors shut, then in order again."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'preflight', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, CLIENT)
        expect(not embark.shows('in the way'), 'nothing is in the way')
        expect(can_be_pressed(embark, 'Open Here'), 'the doors are open')
        embark.check_names()

        sandbox.ask('authorize', {'scope': 'api', 'code_challenge': None}, 'POST')
        embark.press('Check Again')
        embark.reads('2 to know about')
        embark.reads('The scope refresh_token is missing')
        expect(can_be_pressed(embark, 'Open Here'), 'what may fail can be tried')

        sandbox.ask('authorize', {'credentials': False}, 'POST')
        embark.press('Check Again')
        embark.reads('in the way')
        wait_for(lambda: not can_be_pressed(embark, 'Open Here'), 'the doors are shut')
        expect(not can_be_pressed(embark, 'Open in Browser'), 'all of them')
        embark.press('Other Ways to Open')
        told(embark, 'Open Anyway')
        screen.key('Escape')

        sandbox.ask('authorize', {}, 'POST')
        embark.press('Check Again')
        embark.vanishes('in the way')
        wait_for(lambda: can_be_pressed(embark, 'Open Here'), 'the doors are open again')


def link(build):
    """A link to send: made, shown as a code, large too, copied, in the list, revoked."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'link', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, CLIENT)
        embark.write('For whom the link is', 'Mara at Tern')
        embark.press('Create Link')
        embark.reads(' left')
        embark.check_names()
        embark.press('Copy')
        embark.reads('Link copied')
        embark.press('Show the Code Large')
        wait_for(lambda: embark.window_number('Connect Link'), 'the code is shown in a window of its own')
        screen.key('Escape')
        wait_for(lambda: embark.window_number('Connect Link') is None, 'Escape closes it')
        embark.scroll_to('label', 'for Mara at Tern')
        embark.scroll_to('push button', 'Revoke')
        embark.press('Revoke')
        embark.reads('Link revoked')
        expect(len(sandbox.requests('POST', '/session-token/revoke')) == 1, 'the server was told once')
        embark.read_all()
        embark.scroll_to('push button', 'Create Link')


def refused(build):
    """A refused sign-in: what Salesforce did, the cause, who acts, the message; and again from the history."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'refused', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, CLIENT)
        sign_in(embark, 'notinstalled@tern.example')
        embark.focus(embark.main_window())
        embark.press('See Why')
        embark.reads('The External Client App is not installed in this org')
        embark.reads('OAUTH_EC_APP_NOT_FOUND · attempt 1')
        embark.reads('The app’s package was never installed in this org.')
        embark.reads(f'the Salesforce administrator at {CLIENT}')
        embark.reads('Open the install link of the app')
        embark.read_all()
        embark.check_names()
        wait_for(lambda: 'Hello' in embark.entry('Text of the message').text(), 'the message is written')
        embark.click('label', 'The sign-in ran on login.salesforce.com')
        embark.reads('whoever keeps the app, in your own team')

        embark.scroll_to('push button', 'E-mail…')
        wheel_up(embark, 'Text of the message', 'Try Again…')
        embark.press('Try Again…')
        embark.reads('code OAUTH_EC_APP_NOT_FOUND')
        embark.press('Connection History')
        told(embark, 'today')
        screen.key('Return')
        embark.reads('attempt 1')
        embark.reads('The app’s package was never installed in this org.')


def denied(build):
    """Denied: the window of the sign-in closes, and the page tells why by itself."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'denied-why', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, CLIENT)
        number = sign_in(embark, 'mara@tern.example')
        path.decide(embark, number, False)
        embark.reads('Causes, most likely first')
        embark.reads('access_denied · attempt 1')
        embark.focus(embark.main_window())
        screen.key('Escape')
        embark.reads('Choose how they sign in')


def closed_by_hand(build):
    """The window of the sign-in closed by hand: the server is asked once more, then it is said."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'by-hand', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, CLIENT)
        _, number = path.to_sign_in(embark, path.open_portal(embark))
        before = len(sandbox.requests('GET', '/application'))
        embark.focus(number)
        screen.key('alt+F4')
        embark.reads('The window of the sign-in was closed, and nobody is connected')
        expect(len(sandbox.requests('GET', '/application')) > before, 'the server was asked after the window closed')
        embark.press('What Do You See?')
        told(embark, 'On the page of the sign-in')
        screen.key('Down', 'Down', 'Return')
        embark.reads('Causes, most likely first')
        embark.reads('security key')


def same_org(build):
    """Two clients in one org: the second is warned of."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'same-org', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        for client in (CLIENT, OTHER):
            open_account(embark, client)
            number = sign_in(embark, 'mara@tern.example')
            path.decide(embark, number, True)
            embark.reads('Connected as ')
            embark.press('Next: Workflows')
            embark.reads('Choose What Runs')
        screen.key('alt+Prior')
        embark.reads(f'The same Salesforce org is connected to {CLIENT} as well')


if __name__ == '__main__':
    tap.main([preflight, link, refused, denied, closed_by_hand, same_org])
