#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path of a profile of one's own, against embark-sandbox as a process of its own and a real keyring: what
counts is what the server received."""

import path
import tap
from embark_driver import Embark, Expected
from own_profile import kept_key, keyring, make_profile, with_sandbox


def expect(condition, what):
    if not condition:
        raise Expected(what)


def whole_path(build):
    """A typed key, a real keyring, and a run that the server knows."""
    with with_sandbox(build) as sandbox, keyring(), \
            Embark(build, 'profile', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        embark.reads('Acme Robotics')
        expect(kept_key() == sandbox.key, 'the keyring has the key that was typed')
        path.create_account(embark)
        path.connect(embark)
        embark.press('Next: Workflows')
        path.switch_on(embark, 'Create New Contact')
        embark.press('Next: Test Event')
        path.choose_event(embark, 'contact.created')
        embark.press('Fire')
        embark.reads('Ran: 1 run, completed in ')

        account = sandbox.account(path.CLIENT)
        expect(account is not None, 'the server has the new linked account')
        expect(account['account_id'] == 'nordlicht-kaffee', 'the account has the id that was suggested')
        expect(len(sandbox.requests('PUT', '/linked-account')) == 1, 'the account was created by one PUT')
        expect(len(sandbox.requests('PATCH', '/workflows/')) == 1, 'the workflow was switched by one PATCH')
        fires = sandbox.requests('POST', '/event/salesforce')
        expect(len(fires) == 1, f'the event was fired once; it was {len(fires)} times')
        expect(fires[0]['event'] == 'contact.created', 'the event that was chosen was fired')
        expect(fires[0]['payload']['last_name'] == 'Whitfield', 'the payload that was shown was sent')
        runs = [run for run in sandbox.environment()['runs'] if run['account_id'] == account['account_id']]
        expect([run['status'] for run in runs] == ['COMPLETED'], 'the server has one run of it, completed')
        expect(any(contact['LastName'] == 'Whitfield' and contact['FirstName'] == 'Dana'
                   for contact in sandbox.contacts()), 'the stand-in Salesforce has the contact')


def resumed(build):
    """A second start goes on where the first one ended, with the key from the keyring."""
    with with_sandbox(build) as sandbox, keyring():
        embark = Embark(build, 'resumed', secrets=[sandbox.key])
        with embark.session():
            make_profile(embark, sandbox)
            embark.reads('Quillon Legal')
            embark.close()
            embark.start()
            embark.reads('Quillon Legal')
            embark.click('label', 'Quillon Legal')
            embark.reads('Fire a Test Event')
            expect(not sandbox.requests('POST', '/event/'), 'nothing was fired by itself')


def production(build):
    """A key of production frames the window, and Read only lets nothing be changed."""
    with with_sandbox(build, key='pk_e2e_4f8d2b7c91a6035e') as sandbox, keyring(), \
            Embark(build, 'production', secrets=[sandbox.key]).session() as embark:
        make_profile(embark, sandbox)
        embark.reads('PRODUCTION')
        embark.check_names()
        embark.click(('toggle button', 'switch', 'check box'), 'Read only')
        embark.press('New Linked Account')
        embark.write('Name of the client', path.CLIENT)
        embark.press('Create Account')
        embark.reads('Read only is on')
        expect(not sandbox.requests('PUT', '/linked-account'), 'nothing was sent while it is on')
        embark.close()
        embark.start()
        embark.reads('PRODUCTION')
        expect(embark.find(('toggle button', 'switch', 'check box'), 'Read only').has('checked'), 'it is still on')


if __name__ == '__main__':
    tap.main([whole_path, resumed, production])
