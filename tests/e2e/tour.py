#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tour: the real program goes the whole path in the Demo; a picture and a line a step."""
import argparse
import os
import sys

import path
import screen
import test_app
from embark_driver import Embark, Expected, turn
from own_profile import keyring, make_profile, with_sandbox
from waiting import wait_for

SIZES = ((1100, 760, ''), (1000, 700, '-1000x700'), (360, 640, '-narrow'))


class Tour:
    """Takes pictures, numbered in the order of the path."""

    def __init__(self, embark, folder, ending=''):
        self.embark, self.folder, self.ending, self.number = embark, folder, ending, 0

    def stop(self, name, words):
        """One stop: the page stands still, its picture is taken."""
        self.number += 1
        turn(700)  # a toast or a tooltip on its way
        file = f'{self.number:02}-{name}{self.ending}.png'
        self.embark.picture(os.path.join(self.folder, file))
        print(f'{file:36} {words}', flush=True)

    def whole(self, name, words):
        """The same with every window that is open."""
        self.number += 1
        turn(700)
        file = f'{self.number:02}-{name}{self.ending}.png'
        screen.save_all(os.path.join(self.folder, file))
        print(f'{file:36} {words}', flush=True)


def aside():
    """Takes the mouse to where it shows no tooltip."""
    screen.xdotool('mousemove', 5, 5)


def whole_path(embark, tour):
    embark.reads('Welcome to Embark')
    tour.stop('welcome', 'Two doors: the Demo, or a key of your own')
    path.open_demo(embark)
    tour.stop('accounts', 'The linked accounts of a whole company')
    embark.press('New Linked Account')
    embark.write('Name of the client', path.CLIENT)
    tour.stop('new-account', 'A new client: the ID follows the name')
    embark.press('Create Account')
    embark.reads(f'Connect {path.CLIENT} to Salesforce')
    aside()
    embark.reads('checked at')
    tour.stop('connect', 'What was looked at before, and the doors through which the client signs in')
    portal = path.open_portal(embark)
    aside()
    tour.stop('portal', 'The hosted portal, in a session that forgets itself')
    page, number = path.to_sign_in(embark, portal)
    tour.whole('sign-in', 'Salesforce asks who it is, in a window of its own')
    path.sign_in(embark, page, number)
    tour.whole('consent', 'and whether to allow access')
    path.decide(embark, number, True)
    embark.reads('Connected as ')
    tour.stop('connected', 'Connected, as Cobalt says')
    embark.press('Next: Workflows')
    path.switch_on(embark, 'Create New Contact')
    aside()
    tour.stop('workflows', 'A workflow is switched on')
    embark.press('Next: Test Event')
    path.choose_event(embark, 'contact.created')
    aside()
    tour.stop('event', 'A test event, with a payload to change')
    embark.press('Fire')
    aside()
    # A busy machine may look for the first time when the run is over.
    wait_for(lambda: embark.shows('Running: 1 run') or embark.shows('Ran: 1 run'), 'the run is on the screen')
    if embark.shows('Running: 1 run'):
        tour.stop('running', 'Fired: the run it caused, live')
    embark.reads('Ran: 1 run, completed in ')
    tour.stop('ran', 'The verdict, node by node')
    embark.read_all()
    embark.scroll_to('push button', 'Open Record')
    window = path.open_record(embark)
    tour.whole('record', 'The contact that it created, in the stand-in Salesforce')
    path.close_window(embark, window)
    embark.focus(embark.main_window())
    embark.scroll_to('push button', 'Next: Handover')
    embark.press('Next: Handover')
    aside()
    embark.reads('Copy as Text')
    tour.stop('handover', 'What was done, to hand over')
    embark.click(None, 'Activity')
    aside()
    tour.stop('activity', 'Every call that was made, without a secret')


def pages(embark, tour):
    """The main pages of an account that is far on, at another size or style."""
    path.open_demo(embark)
    aside()
    tour.stop('accounts', 'The list')
    embark.click('label', 'Quillon Legal')
    embark.reads('Fire a Test Event')
    aside()
    tour.stop('event', 'Test event')
    screen.key('ctrl+Return')
    embark.reads('Ran: 1 run, completed in ')
    aside()
    tour.stop('ran', 'Its verdict')
    for name, words in (('workflows', 'Workflows'), ('connection', 'Connect'), ('account', 'Account'),
                        ('salesforce-app', 'Salesforce app'), ('environment', 'Environment')):
        screen.key('alt+Prior')
        tour.stop(name, words)
    for _ in range(6):
        screen.key('alt+Next')
    embark.reads('Summary of what was done')
    tour.stop('handover', 'Handover')


def views(embark, tour):
    """The other views of an account, beside the guided path."""
    path.open_demo(embark)
    embark.click('label', 'Acme Robotics')
    embark.reads('Fire a Test Event')
    embark.click(None, 'Workflows')
    embark.reads('Shared settings')
    aside()
    tour.stop('shared-settings', 'What all workflows share')
    embark.click('label', 'Two-Way Account Sync')
    embark.reads('Name of this sync')
    aside()
    tour.stop('fields', 'The form of a workflow: every change saves itself')
    # The mouse is where the list ends; the form is to the right of it.
    embark.click('label', 'Keep history for (days)')
    screen.xdotool('click', '--repeat', '60', '--delay', '20', '5')
    aside()
    tour.stop('more-fields', 'Maps and rules')
    embark.click(None, 'Events')
    embark.reads('contact.created')
    aside()
    tour.stop('events', 'The events of the company')


REFUSALS = (('notinstalled', 'ec-app-not-found'), ('generic', 'approval-generic'), (None, 'denied'),
            ('redirect', 'redirect-mismatch'), ('google', 'google-rejects'))


def doctor(embark, tour):
    """Why a sign-in failed, five times; then a link to send, and the history."""
    path.open_demo(embark)
    path.create_account(embark)
    for user, name in REFUSALS:
        embark.reads('checked at')
        page, number = path.to_sign_in(embark, path.open_portal(embark))
        path.sign_in(embark, page, number, f'{user}@nordlicht.example' if user else path.USER)
        if user is None:
            path.decide(embark, number, False)
        else:
            embark.focus(embark.main_window())
            embark.press('See Why')
        embark.reads('Causes, most likely first')
        aside()
        tour.stop(f'doctor-{name}', 'Why it failed, who acts, and what to write to them')
        embark.press('Try Again…')
    embark.press('Connection History')
    aside()
    tour.whole('history', 'How earlier attempts ended')
    screen.key('Escape')
    embark.press('Create Link')
    embark.scroll_to('push button', 'Revoke')
    aside()
    tour.stop('link', 'A link to send, and the links that were issued')


def salesforce_app(embark, tour):
    """The second step, from an application that nobody set up yet."""
    with with_sandbox(embark.build, options=['--fresh-app']) as sandbox, keyring():
        client_id, secret = test_app.client(sandbox)
        make_profile(embark, sandbox)
        test_app.open_page(embark)
        embark.reads('Not live in this environment')
        aside()
        tour.stop('not-live', 'What has to be done, and where')
        page, number = test_app.open_dashboard(embark)
        test_app.sign_in(embark, page, number)
        test_app.set_up(embark, page, number, client_id, secret)
        tour.whole('dashboard', 'The dashboard, in a window of its own')
        test_app.close_dashboard(embark, number)
        embark.reads('4 of 11 done')
        aside()
        tour.stop('live', 'What was done there is verified')
        embark.write('Callback address', sandbox.address + '/somewhere/else')
        embark.vanishes('Not noted yet')
        aside()
        tour.stop('callback', 'An address that Cobalt does not send')
        embark.scroll_to('push button', 'Forget')
        embark.write('Client ID', client_id)
        embark.write('Client Secret', secret)
        test_app.prove(embark, 'Salesforce accepts this ID and secret')
        aside()
        tour.stop('proved', 'The pair, proved before a client tries it')


def keyfile(embark, width, height):
    """Settings that the program reads at its start: the size it was closed with."""
    folder = os.path.join(embark.folder, 'home/config/glib-2.0/settings')
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as file:
        for app in ('dev/embark/Embark/Devel', 'dev/embark/Embark'):
            file.write(f'[{app}]\nwindow-width={width}\nwindow-height={height}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', default=os.environ.get('EMBARK_BUILD_DIR', '_build'))
    parser.add_argument('--output')
    parser.add_argument('--only', help='the ending of one variant, such as -views')
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    folder = os.path.abspath(options.output or os.path.join(build, 'tour'))
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if name.endswith('.png'):
            os.unlink(os.path.join(folder, name))
    dark = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}
    variants = [(whole_path, '', SIZES[0], {}), (doctor, '-doctor', SIZES[0], {}), (doctor, '-doctor-dark', SIZES[0], dark),
                (views, '-views', SIZES[0], {}), (views, '-views-dark', SIZES[0], dark),
                (salesforce_app, '-app', SIZES[0], {}),
                (salesforce_app, '-app-dark', SIZES[0], {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
                (pages, '-dark', SIZES[0], dark),
                (pages, SIZES[1][2], SIZES[1], {}), (pages, SIZES[2][2], SIZES[2], {}),
                (pages, '-narrow-dark', SIZES[2], dark)]
    variants = [variant for variant in variants if options.only in (None, variant[1])]
    for walk, ending, (width, height, _), environment in variants:
        embark = Embark(build, f'tour{ending}', environment={'GSETTINGS_BACKEND': 'keyfile'} | environment)
        keyfile(embark, width, height)
        try:
            with embark.session():
                walk(embark, Tour(embark, folder, ending))
        except Expected as error:
            print(f'The tour ended early: {error}', file=sys.stderr)
            return 1
    print(f'The pictures are in {folder}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
