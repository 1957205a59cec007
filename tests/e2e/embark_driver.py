# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, used as a person uses it: read by what assistive technology is told, moved by mouse and keys."""
import contextlib
import os
import re
import shutil
import subprocess
import tempfile

import screen
import secrets_check
import tap
from accessible import Bus, Gone, ask_for_children, read_tree
from waiting import Expected, happens, turn, wait_for

# What may stand on stderr. Each line with its reason.
HARMLESS = [
    # From WebKit's own sandbox where there is no portal: it asks for one and goes on without.
    re.compile(r'xdg-desktop-portal|xdg-dbus-proxy'),
]
TROUBLE = re.compile(r'(CRITICAL|WARNING|ERROR) \*\*|-(CRITICAL|WARNING|ERROR)\b|AddressSanitizer|runtime error|Segmentation')


CONTROLS = ('push button', 'toggle button', 'check box', 'switch', 'entry', 'text', 'password text', 'combo box')


def plain(name):
    """The label in a name: that of a button with a mnemonic is "_Open Here Open Here"."""
    half = name[-((len(name) - 2) // 2):] if len(name) > 3 else ''
    return half if half and name.replace('_', '', 1) == f'{half} {half}' else name


class Embark:
    """A run of the program, with folders of its own."""

    def __init__(self, build, name, secrets=(), environment=None):
        self.build, self.name, self.secrets = build, name, list(secrets)
        self.folder = tempfile.mkdtemp(prefix='embark-e2e-')
        self.extra = environment or {}
        self.bus = Bus()
        self.process = self.owner = None
        self.tree = []
        self.leaks = set()
        self.starts = self.reads_done = 0
        self.errors = ''

    # ---- starting and ending

    def environment(self):
        homes = {name: os.path.join(self.folder, part) for name, part in (
            ('HOME', 'home'), ('XDG_CONFIG_HOME', 'home/config'), ('XDG_DATA_HOME', 'home/data'),
            ('XDG_CACHE_HOME', 'home/cache'), ('XDG_STATE_HOME', 'home/state'), ('TMPDIR', 'tmp'))}
        for home in homes.values():
            os.makedirs(home, mode=0o700, exist_ok=True)
        settings = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
        if os.path.isdir(settings):
            shutil.copytree(settings, os.path.join(homes['XDG_CONFIG_HOME'], 'gtk-4.0'), dirs_exist_ok=True)
        environment = {name: value for name, value in os.environ.items()
                       if name not in ('GTK_A11Y', 'NO_AT_BRIDGE', 'G_MESSAGES_DEBUG', 'MALLOC_CHECK_')}
        return environment | homes | {
            'EMBARK_MODULE_DIR': os.path.join(self.build, 'src/web'),
            'EMBARK_LOCALE_DIR': os.path.join(self.build, 'po'),
            'GSETTINGS_SCHEMA_DIR': os.path.join(self.build, 'data'),
            'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': 'fatal-criticals', 'GSK_RENDERER': 'cairo', 'LC_ALL': 'C.UTF-8',
            'TZ': 'UTC', 'AT_SPI_BUS_ADDRESS': self.bus.address} | self.extra

    def start(self):
        self.starts += 1
        self.errors = os.path.join(self.folder, f'stderr-{self.starts}')
        with open(self.errors, 'wb') as errors:
            self.process = subprocess.Popen(  # pylint: disable=consider-using-with
                [os.path.join(self.build, 'src/app/embark')], env=self.environment(), stdout=errors, stderr=errors)
        self.owner = wait_for(lambda: self.alive() and self.bus.find(self.process.pid),
                              'the program shows itself to assistive technology')
        wait_for(lambda: screen.windows_of(self.process.pid), 'the window is on the screen')
        return self

    def alive(self):
        if self.process.poll() is not None:
            raise Expected(f'the program is running; it ended with {self.process.returncode}:\n{self.said()}')
        return True

    def said(self):
        with open(self.errors, encoding='utf-8', errors='replace') as file:
            return file.read()

    def check_arguments(self):
        self.leaks.update(secrets_check.in_arguments(self.process.pid, self.secrets))
        self.leaks.update(secrets_check.in_dumps(self.process.pid))

    def close(self):
        """Closes the window as a person does, and expects a quiet end."""
        self.check_arguments()
        self.focus(self.main_window())
        screen.key('ctrl+q')
        self.ended()

    def ended(self):
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired as error:
            raise Expected('the program ends when its window is closed; it still runs after 20 s') from error
        if code != 0:
            raise Expected(f'the program ends with 0; it ended with {code}:\n{self.said()}')
        lines = [line for line in self.said().splitlines()
                 if TROUBLE.search(line) and not any(harmless.search(line) for harmless in HARMLESS)]
        if lines:
            raise Expected('nothing stands on stderr; there is:\n' + '\n'.join(lines))

    def check_files(self):
        """Nothing secret was written or passed on."""
        self.leaks.update(secrets_check.in_files([self.folder, os.environ['XDG_RUNTIME_DIR']], self.secrets))
        if self.leaks:
            raise Expected('nothing secret is written or passed on; there is ' + ', '.join(sorted(self.leaks)))

    @contextlib.contextmanager
    def session(self):
        """Starts it; at the end closes it and checks what it leaves. Keeps what was on the screen when something fails."""
        try:
            self.start()
            yield self
            if self.process.poll() is None:
                self.close()
            self.check_files()
        except BaseException:
            self.keep_evidence()
            raise
        finally:
            if self.process is not None and self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def keep_evidence(self):
        folder = os.path.join(self.build, 'e2e-failures')
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, self.name)
        screen.save_all(path + '.png')
        with open(path + '.txt', 'w', encoding='utf-8') as file:
            file.write(self.describe())
            file.write('\n---- stderr\n')
            file.write(self.said() if self.errors else '')
        tap.say(f'on the screen: {path}.png; the widgets and stderr: {path}.txt')
        tap.say('texts on the screen: ' + '; '.join(self.texts())[:1500])

    # ---- reading

    def read(self):
        def tree():
            self.alive()
            # Right after the start, the list of its widgets is not there yet.
            with contextlib.suppress(Gone):
                return read_tree(self.bus, self.owner)
            return None
        waits = 'the program tells assistive technology what it shows'
        self.reads_done += 1
        self.tree = wait_for(tree, waits)
        # A widget that was hidden when it was first asked for is listed only once it was asked for again.
        if self.reads_done % 10 == 0:
            with contextlib.suppress(Gone):
                self.ask_anew()
            self.tree = wait_for(tree, waits)
        return self.tree

    def ask_anew(self):
        for window in self.tree:
            ask_for_children(self.bus, self.owner, window.path, set())

    def read_all(self):
        """Everything, also what took the place of something else a moment ago."""
        self.read()
        self.ask_anew()

    def describe(self):
        """All widgets, a line each."""
        lines = []

        def add(node, depth):
            lines.append('  ' * depth + str(node))
            for child in node.children:
                add(child, depth + 1)
        with contextlib.suppress(Gone, Expected):
            for window in self.read():
                add(window, 0)
        return '\n'.join(lines)

    def texts(self):
        """What can be read on the screen now."""
        found = []
        with contextlib.suppress(Gone, Expected):
            for node in self.candidates(('label', 'status bar', 'heading', 'text', 'entry'), None):
                with contextlib.suppress(Gone):
                    if node.name and node.on_screen():
                        found.append(node.name)
        return found

    def candidates(self, role, name, window=None):
        roles = (role,) if isinstance(role, str) else role
        for top in self.read():
            if window is not None and window not in top.name:
                continue
            for node in top.walk():
                if (roles is None or node.role in roles) and (name is None or self.fits(node, name)):
                    yield node

    @staticmethod
    def fits(node, name):
        """Whether @name is the label or the tooltip of a button, or a part of any other text."""
        if node.role == 'push button':
            return name in (plain(node.name), node.description)
        return name in node.name

    def look(self, role, name=None, window=None):
        """The first such widget on the screen, None when there is none."""
        for node in self.candidates(role, name, window):
            with contextlib.suppress(Gone):
                if node.on_screen():
                    return node
        return None

    def find(self, role, name=None, window=None, timeout=30):
        return wait_for(lambda: self.look(role, name, window), f'there is a {role} “{name}” on the screen', timeout)

    def reads(self, text, timeout=30):
        """Waits until @text can be read somewhere."""
        return wait_for(lambda: self.look(None, text), f'“{text}” can be read on the screen', timeout)

    def shows(self, text):
        return self.look(None, text) is not None

    def vanishes(self, text, timeout=30):
        wait_for(lambda: not self.shows(text), f'“{text}” is no longer on the screen', timeout)

    def check_names(self):
        """Every control on the screen has a name of its own, not that of its kind."""
        nameless = []
        for node in self.candidates(CONTROLS, None):
            # The toolkit's own button inside a drop-down has none; the drop-down has.
            inside = node.parent is not None and node.parent.role == 'combo box'
            with contextlib.suppress(Gone):
                if not inside and re.match(r'(Gtk|Adw|Embark)\w+$|$', node.name) and node.on_screen():
                    nameless.append(f'{node} in {[above.name or above.role for above in node.ancestors()][:3]}')
        if nameless:
            raise Expected('every control has a name; without one: ' + '; '.join(nameless))

    # ---- windows

    def window_number(self, title):
        for number in screen.windows_of(self.process.pid):
            if screen.title_of(number) == title:
                return number
        return None

    def main_window(self):
        return self.window_number('Embark')

    def focus(self, number):
        """Makes a window the one that keys go to."""
        if screen.active_window() != number:
            screen.xdotool('windowactivate', number)
        wait_for(lambda: screen.active_window() == number, 'the window takes the keys')

    # ---- acting

    def place(self, node):
        """The middle of a widget on the screen, once it stays where it is."""
        before = node.extents()
        turn(20)
        after = node.extents()
        if before != after or after[2] <= 0:
            return None
        number = self.window_number(node.window.name)
        if number is None:
            return None
        left, top = screen.origin(number)
        return left + after[0] + after[2] // 2, top + after[1] + after[3] // 2

    def scroll_to(self, role, name, window=None):
        """Turns the wheel until the widget can be pointed at."""
        def there():
            node = self.look(role, name, window)
            if node is not None:
                return node
            for candidate in self.candidates(role, name, window):
                x, y, width, height = candidate.extents()
                if width <= 0:
                    continue
                top = candidate.window
                _, _, _, window_height = top.extents()
                number = self.window_number(top.name)
                if number is not None and not 0 <= y < window_height - height:
                    left, upper = screen.origin(number)
                    screen.scroll(left + x + width // 2, upper + window_height // 2, y > 0)
            return None
        return wait_for(there, f'there is a {role} “{name}” on the screen, or one can scroll to it')

    def click(self, role, name=None, window=None):
        """Points at a widget that can be used and presses."""
        def ready():
            node = self.look(role, name, window)
            if node is None or not node.has('sensitive'):
                if node is None:
                    node = self.scroll_to(role, name, window)
                return None
            return self.place(node)
        screen.click(*wait_for(ready, f'there is a {role} “{name}” that can be pressed'))

    def press(self, name, window=None):
        self.click('push button', name, window)

    def entry(self, name, window=None):
        return self.find(('entry', 'text', 'password text'), name, window)

    def write(self, name, text, window=None):
        """Replaces what is in an entry by typing."""
        self.click(('entry', 'text', 'password text'), name, window)
        screen.key('ctrl+a')
        screen.type_text(text)

    def fill(self, name, text, window=None):
        """Puts a text into an entry at once, as one pastes it; for what no keyboard has."""
        self.entry(name, window).set_text(text)

    def picture(self, path):
        """The window alone, without its shadow."""
        number = self.main_window()
        screen.save(path, *self.box(number))

    def box(self, number):
        geometry = dict(line.split('=') for line in screen.xdotool('getwindowgeometry', '--shell', number).split())
        left, right, top, bottom = screen.frame(number)
        return (int(geometry['X']) + left, int(geometry['Y']) + top, int(geometry['WIDTH']) - left - right,
                int(geometry['HEIGHT']) - top - bottom)


__all__ = ['Embark', 'Expected', 'Gone', 'happens', 'turn', 'wait_for']
