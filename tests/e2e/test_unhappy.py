#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on a call with a client: each ends on a page that says what to do, and nothing is lost."""
import path
import screen
import tap
from embark_driver import Embark, Expected, turn, wait_for
from own_profile import DIALOG, fill_dialog, keyring, make_profile, open_dialog, with_sandbox

# The file store without a password to open it: it cannot keep anything.
NO_KEYRING = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': '/nonexistent/keyring'}
HOSTILE = '<b>&"</b> 🌊 שלום ' + 'x' * 5000


def expect(condition, what):
    if not condition:
        raise Expected(what)


def open_account(embark, name):
    """Picks an account of the list by its name."""
    embark.click('label', name)


def consent_denied(build):
    """Consent denied: the page says what Salesforce said and what to do, and a second try connects."""
    with Embark(build, 'denied').session() as embark:
        path.open_demo(embark)
        path.create_account(embark)
        portal = path.open_portal(embark)
        page, number = path.to_sign_in(embark, portal)
        path.sign_in(embark, page, number)
        path.decide(embark, number, False)
        embark.reads('Causes, most likely first')
        embark.reads('Press Allow')
        embark.press('Try Again…')
        embark.reads('code access_denied')
        path.connect(embark)
        embark.press('Next: Workflows')
        embark.reads('Choose What Runs')


def wrong_key(build):
    """Wrong key: the dialog says so, keeps what was typed, and takes the right one."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'wrong-key', secrets=[sandbox.key]).session() as embark:
        open_dialog(embark)
        fill_dialog(embark, sandbox.address, 'tk_wrong_0123456789')
        embark.reads('Cobalt refused the API key')
        expect(embark.entry('Base address', window=DIALOG).text() == sandbox.address, 'the address that was typed stays')
        embark.write('API key', sandbox.key, window=DIALOG)
        screen.key('Return')
        wait_for(lambda: embark.window_number(DIALOG) is None, 'the dialog closes once the key was accepted')
        embark.reads('Acme Robotics')


def no_such_host(build):
    """A host that does not resolve, and one that answers web pages: each is a sentence in the dialog."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'no-host', secrets=[sandbox.key]).session() as embark:
        open_dialog(embark)
        fill_dialog(embark, 'https://cobalt.invalid', 'tk_wrong_0123456789')
        embark.reads('Cobalt cannot be reached')
        sandbox.fault('/linked-account', status=200, count=1, body='<!doctype html><title>Hello</title>')
        embark.write('Base address', sandbox.address, window=DIALOG)
        embark.write('API key', sandbox.key, window=DIALOG)
        screen.key('Return')
        embark.reads('The answer cannot be read')
        screen.key('Escape')
        embark.reads('Welcome to Embark')


def this_run_only(build):
    """No keyring: the key is kept for this run only, if the user wants that."""
    with with_sandbox(build) as sandbox, \
            Embark(build, 'this-run', secrets=[sandbox.key], environment=NO_KEYRING).session() as embark:
        open_dialog(embark)
        fill_dialog(embark, sandbox.address, sandbox.key)
        embark.press('Keep for This Run Only')
        embark.reads('Acme Robotics')


def event_fails(build):
    """An event whose run fails: the page names the node and the reason, and the path is not proven."""
    with Embark(build, 'fails').session() as embark:
        path.open_demo(embark)
        open_account(embark, 'Quillon Legal')
        embark.reads('Fire a Test Event')
        embark.click('text', 'Payload of the event')
        screen.key('ctrl+a')
        screen.type_text('{"first_name": "Dana"')
        embark.reads('Line ')
        screen.type_text('}')
        embark.reads('Valid')
        screen.key('ctrl+Return')
        embark.reads('Ran: 1 run, errored')
        embark.read_all()
        wait_for(lambda: any('Required fields are missing: [LastName]' in node.name
                             for node in embark.candidates('label', None)), 'the reason is on the page')
        expect(not embark.shows('Proven'), 'a run that failed proves nothing')


def server_goes(build):
    """The server killed in the middle: a sentence and a way on; back again, the path goes on."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'killed', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        embark.reads('Quillon Legal')
        open_account(embark, 'Quillon Legal')
        embark.reads('Fire a Test Event')
        sandbox.stop()
        embark.press('Fire')
        embark.reads('Nothing was sent')
        sandbox.restart()
        embark.press('Fire')
        embark.reads('Ran: 1 run, completed in ')
        expect(len(sandbox.requests('POST', '/event/')) == 1, 'what was not sent is not sent again by itself')


def answer_lost(build):
    """An answer that is lost: the event is not fired again, and its run is found."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'lost', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        open_account(embark, 'Quillon Legal')
        embark.reads('Fire a Test Event')
        sandbox.fault('/event/', method='POST', count=1, drop=True)
        embark.press('Fire')
        embark.reads('Ran: 1 run, completed in ')
        expect(len(sandbox.requests('POST', '/event/')) == 1, 'the event was sent once')


def closed_while_calling(build):
    """The window closed while a call runs: a quiet end."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'closed', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        embark.reads('Quillon Legal')
        sandbox.fault('/application', count=5, status=200, delay_ms=20000)
        before = len(sandbox.requests())
        open_account(embark, 'Quillon Legal')
        wait_for(lambda: len(sandbox.requests()) > before, 'calls are under way')
        embark.close()


def closed_while_signing_in(build):
    """The program closed with the sign-in open, in the view or in its own window: a quiet end, and the address is revoked."""
    for in_window in (False, True):
        with with_sandbox(build) as sandbox, keyring(), \
                Embark(build, 'closed-sign-in', secrets=[sandbox.key]).session() as embark:
            make_profile(embark, sandbox)
            path.create_account(embark)
            portal = path.open_portal(embark)
            if in_window:
                path.to_sign_in(embark, portal)
            embark.close()
            wait_for(lambda: sandbox.requests('POST', '/session-token/revoke'),  # pylint: disable=cell-var-from-loop
                     'the connect address is revoked')


def hostile_name(build):
    """A name of markup, an emoji, right-to-left letters and 5,000 more: it is created and shown as it is."""
    with with_sandbox(build) as sandbox, keyring(), Embark(build, 'hostile', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        embark.reads('Quillon Legal')
        embark.press('New Linked Account')
        embark.fill('Name of the client', HOSTILE)
        embark.fill('Account ID', 'hostile-1')
        embark.press('Create Account')
        embark.reads('<b>&"</b>')
        wait_for(lambda: sandbox.account(HOSTILE) is not None, 'the server has the name as it was typed')
        turn()


if __name__ == '__main__':
    tap.main([consent_denied, wrong_key, no_such_host, this_run_only, event_fails, server_goes, answer_lost,
              closed_while_calling, closed_while_signing_in, hostile_name])
