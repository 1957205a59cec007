# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader would be told: the widgets of one process, over the accessibility bus.

The bus is spoken to directly, since the library's cache of the tree can be behind what is on the screen. A whole tree is
one call (the program keeps a list of all that was ever asked for), plus one for each widget that is new.
"""
import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PREFIX = 'org.a11y.atspi.'
ROOT = '/org/a11y/atspi/accessible/root'
NOTHING = '/org/a11y/atspi/null'
CALL_MS = 15000
WINDOW_COORDINATES = 1

ROLE_NAMES = {int(getattr(Atspi.Role, name)): name.lower().replace('_', ' ')
              for name in dir(Atspi.Role) if name.isupper() and name != 'LAST_DEFINED'}
STATES = {name: int(getattr(Atspi.StateType, name.upper()))
          for name in ('active', 'checked', 'editable', 'focused', 'pressed', 'sensitive', 'selected', 'visible')}


class Gone(Exception):
    """The widget, or the program, is no more."""


class Bus:
    """The accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                         Gio.DBusCallFlags.NONE, CALL_MS, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(self.address, flags, None, None)

    def call(self, name, path, interface, method, signature=None, *arguments):
        parameters = GLib.Variant(signature, arguments) if signature else None
        try:
            return self.connection.call_sync(name, path, interface, method, parameters, None,
                                             Gio.DBusCallFlags.NONE, CALL_MS, None).unpack()
        except GLib.Error as error:
            raise Gone(f'{interface}.{method}: {error.message}') from error

    def find(self, pid):
        """The name on the bus of the process @pid; None while it has none."""
        children = self.call(PREFIX + 'Registry', ROOT, PREFIX + 'Accessible', 'GetChildren')[0]
        for name, _ in children:
            try:
                owner = self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                                  'GetConnectionUnixProcessID', '(s)', name)[0]
            except Gone:
                continue
            if owner == pid:
                return name
        return None


class Node:
    """One widget, as it was when the tree was read."""

    def __init__(self, bus, owner, item):
        (_, self.path), _, (_, self.parent_path), self.index, self.n_children, _, self.name, role, self.description, bits \
            = item
        self.bus, self.owner = bus, owner
        self.role = ROLE_NAMES.get(role, str(role))
        self.states = bits[0] | bits[1] << 32
        self.parent, self.children = None, []

    def call(self, interface, method, signature=None, *arguments):
        return self.bus.call(self.owner, self.path, PREFIX + interface, method, signature, *arguments)

    def has(self, state):
        return bool(self.states >> STATES[state] & 1)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def window(self):
        return [self, *self.ancestors()][-1]

    def extents(self):
        """x, y, width, height within the window."""
        return self.call('Component', 'GetExtents', '(u)', WINDOW_COORDINATES)[0]

    def on_screen(self):
        """Whether a person could point at it: the program is asked what there is at places of it. (Its states do not say,
        and a page of a stack keeps its place when another one is shown.)"""
        x, y, width, height = self.extents()
        if width <= 0 or height <= 0:
            return False
        _, _, whole_width, whole_height = self.window.extents()
        if not (0 <= y + height // 2 < whole_height and 0 <= x + width // 2 < whole_width):
            return False
        mine = {node.path for node in self.walk()}
        # What is insensitive is not pointed at; what is behind it is.
        behind = set() if self.has('sensitive') else {node.path for node in list(self.ancestors())[:2]}
        nameless = False
        for part in (0.5, 0.15, 0.85, 0.03):
            _, found = self.window.call('Component', 'GetAccessibleAtPoint', '(iiu)', int(x + width * part),
                                        y + height // 2, WINDOW_COORDINATES)[0]
            if found in mine or found in behind:
                return True
            nameless |= found == NOTHING
        # Drawings, and the inside of an entry, are things without a place in the tree: then it is as its parent is.
        return nameless and (self.parent is None or self.parent.on_screen())

    def text(self):
        """The text in it, of an entry or an editor."""
        count = self.bus.call(self.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', PREFIX + 'Text',
                              'CharacterCount')[0]
        return self.call('Text', 'GetText', '(ii)', 0, count)[0]

    def set_text(self, text):
        if not self.call('EditableText', 'SetTextContents', '(s)', text)[0]:
            raise Gone(f'the text of {self} cannot be set')

    def __str__(self):
        words = [self.role, repr(self.name)]
        if self.description:
            words.append(f'({self.description})')
        words += [state for state in ('focused', 'checked', 'pressed', 'selected') if self.has(state)]
        if not self.has('sensitive'):
            words.append('insensitive')
        return ' '.join(words)


def ask_for_children(bus, owner, path, known):
    """Makes the program list what is below a widget. Returns: whether any of it was not listed yet"""
    fresh = False
    try:
        children = bus.call(owner, path, PREFIX + 'Accessible', 'GetChildren')[0]
    except Gone:
        return True
    for _, child in children:
        if child not in known:
            known.add(child)
            fresh = True
            ask_for_children(bus, owner, child, known)
    return fresh


def read_tree(bus, owner):
    """The windows of a program with all that is in them."""
    for _ in range(10):
        items = bus.call(owner, '/org/a11y/atspi/cache', PREFIX + 'Cache', 'GetItems')[0]
        nodes = {item[0][1]: Node(bus, owner, item) for item in items}
        for node in nodes.values():
            node.parent = nodes.get(node.parent_path) if node.path != ROOT else None
            if node.parent is not None:
                node.parent.children.append(node)
        known = set(nodes)
        fresh = [ask_for_children(bus, owner, node.path, known)
                 for node in nodes.values() if len(node.children) < node.n_children]
        if not any(fresh):
            break
    windows = nodes[ROOT].children if ROOT in nodes else []
    for node in nodes.values():
        node.children.sort(key=lambda child: child.index)
    for window in windows:
        window.parent = None
    return windows
