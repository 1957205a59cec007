# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of the path that lead from a new account to its handover, as a person takes them."""
import screen
from embark_driver import Expected, turn, wait_for

CLIENT = 'Nordlicht Kaffee'
USER = 'mara@nordlicht.example'
PASSWORD = 'correct horse'  # the stand-in takes any
WEB_VIEW = 'Sign-in page'


class Page:
    """A web page: nothing of it is in the tree, so one looks at it and waits until it stands still."""

    def __init__(self, place):
        self.place = place
        self.last = None

    def look(self):
        return screen.Picture(*self.place())

    def settled(self, changed=0.004):
        """Waits for a page that is another one than at the last time, and painted."""
        before = []

        def still():
            picture = self.look()
            known = before[-1] if before else None
            before.append(picture)
            turn(120)
            return (picture.same(known) and not picture.blank()
                    and (self.last is None or picture.share_changed(self.last) > changed)) and picture
        self.last = wait_for(still, 'a new page is shown and stands still')


def place_of_view(embark):
    """Of the web view in the window."""
    node = embark.find('filler', WEB_VIEW, window='Embark')
    x, y, width, height = node.extents()
    left, top = screen.origin(embark.main_window())
    return lambda: (left + x, top + y, width, height)


def place_in(embark, number):
    """Of the page in a window that holds nothing else."""
    def place():
        x, y, width, height = embark.box(number)
        return x + 10, y + 60, width - 20, height - 70
    return place


def open_demo(embark):
    embark.reads('Welcome to Embark')
    embark.click('label', 'Try the Demo')
    embark.reads('Acme Robotics')


def create_account(embark, name=CLIENT):
    embark.press('New Linked Account')
    embark.write('Name of the client', name)
    embark.press('Create Account')
    embark.reads(f'Connect {name} to Salesforce')


def open_portal(embark):
    """Opens the embedded view. Returns: its page, the list of integrations shown"""
    embark.press('Open Here')
    page = Page(place_of_view(embark))
    page.settled()
    return page


def other_windows(embark):
    main = embark.main_window()
    return [number for number in screen.windows_of(embark.process.pid) if number != main]


def to_sign_in(embark, portal):
    """From the list of integrations to Salesforce's own window. Returns: its page, its window"""
    embark.focus(embark.main_window())
    screen.key('Return')
    portal.settled()
    known = set(screen.windows_of(embark.process.pid))
    screen.key('Return')
    number = wait_for(lambda: next((n for n in other_windows(embark) if n not in known), None),
                      'the portal opens a window for the sign-in')
    page = Page(place_in(embark, number))
    page.settled()
    embark.check_arguments()
    return page, number


def sign_in(embark, page, number, user=USER):
    """Leaves the consent page shown, or what Salesforce shows @user instead."""
    embark.focus(number)
    screen.type_text(user)
    screen.key('Tab')
    screen.type_text(PASSWORD)
    page.last = page.look()
    screen.key('Return')
    page.settled(0.02)


def decide(embark, number, allow):
    embark.focus(number)
    if not allow:
        screen.key('Tab')
    screen.key('Return')
    wait_for(lambda: number not in screen.windows_of(embark.process.pid), 'the window of the sign-in closes')


def connect(embark):
    """The whole of it; ends on the visit's page, connected."""
    portal = open_portal(embark)
    page, number = to_sign_in(embark, portal)
    sign_in(embark, page, number)
    decide(embark, number, True)
    embark.reads('Connected as ')


def switch_on(embark, workflow):
    """On the page of workflows."""
    embark.reads('Choose What Runs')
    embark.click(('toggle button', 'check box', 'switch'), workflow)
    wait_for(lambda: any(node.has('checked') or node.has('pressed')
                         for node in embark.candidates(('toggle button', 'check box', 'switch'), workflow)),
             f'the workflow “{workflow}” is on')


def choose_event(embark, event):
    """Opens the list of events and picks one by the keys."""
    embark.reads('Fire a Test Event')
    for _ in range(8):
        if embark.look('label', event) is not None:
            return
        embark.click(None, 'Event', window='Embark')
        screen.key('Down', 'Return')
        turn(200)
    raise Expected(f'the event “{event}” can be chosen')


def open_record(embark):
    """Shows the record that the run wrote in its own window. Returns: that window"""
    known = set(screen.windows_of(embark.process.pid))
    embark.press('Open Record')
    number = wait_for(lambda: next((n for n in other_windows(embark) if n not in known), None),
                      'the record opens in a window')
    Page(place_in(embark, number)).settled()
    return number


def close_window(embark, number):
    """Closes a window of the program that is not the main one."""
    embark.press('Close', screen.title_of(number))
    wait_for(lambda: number not in screen.windows_of(embark.process.pid), 'the window closes')


__all__ = ['CLIENT', 'USER', 'Page', 'choose_event', 'close_window', 'connect', 'create_account', 'decide', 'open_demo', 'open_portal',
           'open_record', 'other_windows', 'sign_in', 'switch_on', 'to_sign_in']
