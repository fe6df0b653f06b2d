# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees: the accessible tree, read over D-Bus in one call a program (org.a11y.atspi.Cache), since asking node by
node takes seconds in a program of some hundred widgets."""
import re

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

WINDOW = 1                              # AT-SPI's coordinates: within the window
ITEMS = "(a((so)(so)(so)iiassusau))"
ROOT = "/org/a11y/atspi/accessible/root"


STATES = [(1 << n, Atspi.StateType(n).value_nick) for n in range(int(Atspi.StateType.LAST_DEFINED))]
ROLES = [Atspi.Role(n).value_nick.replace("-", " ") for n in range(int(Atspi.Role.LAST_DEFINED))]


class Node:
    """One accessible, as it was when the tree was read; what it is asked is asked anew."""

    def __init__(self, sight, bus, item):
        (_bus, self.path), _application, _parent, _index, _count, self.interfaces, self.name, role, _description, states = item
        self.sight = sight
        self.bus = bus
        self.role = ROLES[role]
        bits = states[0] | (states[1] << 32 if len(states) > 1 else 0)
        self.states = {name for bit, name in STATES if bits & bit}
        self.parent = None
        self.children = []

    def ask(self, interface, method, arguments=None, answer=None):
        return self.sight.call(self.bus, self.path, interface, method, arguments, answer)

    @property
    def words(self):
        """What a person would hear: its name, or the text that it holds."""
        if self.name:
            return self.name
        if "org.a11y.atspi.Text" in self.interfaces:
            return self.text
        return ""

    @property
    def text(self):
        """The text of an editable field."""
        count = self.ask("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Text", "CharacterCount")))[0]
        return self.ask("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    @property
    def extents(self):
        return self.ask("org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (WINDOW,)))[0]

    @property
    def has_room(self):
        if "org.a11y.atspi.Component" not in self.interfaces:
            return True
        _x, _y, width, height = self.extents
        return width > 0 and height > 0

    @property
    def window(self):
        node = self
        while node.parent is not None and node.parent.role != "application":
            node = node.parent
        return node

    def act(self, number=0):
        return self.ask("org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (number,)))[0]


class Sight:
    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, GLib.VariantType("(s)"), 0, -1,
                                    None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, bus, path, interface, method, arguments=None, answer=None):
        kind = GLib.VariantType(answer) if answer else None
        return self.connection.call_sync(bus, path, interface, method, arguments, kind, 0, 10000, None).unpack()

    def programs(self):
        children = self.call("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible", "GetChildren")[0]
        return [bus for bus, _path in children]

    def ask_many(self, questions):
        """Asks many nodes at once: the questions, each of node, interface, method and arguments, wait in one line, not each for the answer before.
        None is the answer of what went away meanwhile."""
        answers = [None] * len(questions)
        left = [len(questions)]

        def on_answered(connection, result, number):
            left[0] -= 1
            try:
                answers[number] = connection.call_finish(result).unpack()
            except GLib.Error:
                return                  # it went away while we asked
        for number, (node, interface, method, arguments) in enumerate(questions):
            self.connection.call(node.bus, node.path, interface, method, arguments, None, 0, 60000, None, on_answered, number)
        context = GLib.MainContext.default()
        while left[0]:
            context.iteration(True)
        return answers

    def children_of(self, bus, paths):
        """Asks many nodes for their children at once: the questions wait in one line, not each for the answer before."""
        answers = {}

        def on_answered(connection, result, path):
            try:
                answers[path] = [child for _bus, child in connection.call_finish(result).unpack()[0]]
            except GLib.Error:
                answers[path] = []      # it went away while we asked
        for path in paths:
            self.connection.call(bus, path, "org.a11y.atspi.Accessible", "GetChildren", None, GLib.VariantType("(a(so))"), 0, 10000, None,
                                 on_answered, path)
        context = GLib.MainContext.default()
        while len(answers) < len(paths):
            context.iteration(True)
        return answers

    def read(self, bus):
        """The tree of a program, as a list of the nodes below its root. The cache alone will not do: GTK 4.8 tells there of a widget only
        once somebody asked its parent for children, and goes on telling of it as visible when it is hidden."""
        tree = {}
        level = [ROOT]
        while level:
            answers = self.children_of(bus, level)
            tree.update(answers)
            level = [child for path in level for child in answers[path] if child not in tree]
        items = self.call(bus, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems", None, ITEMS)[0]
        nodes = {item[0][1]: Node(self, bus, item) for item in items}
        for path, children in tree.items():
            for child in children:
                if path in nodes and child in nodes:
                    nodes[child].parent = nodes[path]
                    nodes[path].children.append(nodes[child])
        return nodes[ROOT].children if ROOT in nodes else []

    def find(self, bus, path):
        """One node as it is now, or None when it is gone."""
        try:
            name = self.call(bus, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Name")))[0]
            role = self.call(bus, path, "org.a11y.atspi.Accessible", "GetRole")[0]
            interfaces = self.call(bus, path, "org.a11y.atspi.Accessible", "GetInterfaces")[0]
            states = self.call(bus, path, "org.a11y.atspi.Accessible", "GetState")[0]
        except GLib.Error:
            return None
        return Node(self, bus, ((bus, path), None, None, 0, 0, interfaces, name, role, "", states))

    def roots(self):
        """The windows of every program, each with its tree below."""
        found = []
        for bus in self.programs():
            try:
                found += self.read(bus)
            except GLib.Error:
                continue                # it has just gone, or it is only starting
        return found

    def everything(self):
        """All that is visible, depth first, in the order of the tree. GTK 4.8 tells SHOWING of windows alone."""
        stack = list(reversed(self.roots()))
        while stack:
            node = stack.pop()
            if "visible" in node.states:
                yield node
                stack.extend(reversed(node.children))

    def look(self, role=None, name=None, state=None, part=False, window=None):
        """What matches: role is a pattern, name holds alternatives separated by |, part says that a part of the words is enough, window is the name
        of the window that it must be in, where a program has several."""
        wanted = name.split("|") if name is not None else None
        found = []
        for node in self.everything():
            try:
                if role and not re.fullmatch(role, node.role):
                    continue
                if wanted is not None:
                    words = node.words
                    if not any((one in words) if part else (one == words) for one in wanted):
                        continue
                if state and state not in node.states:
                    continue
                if window and node.window.name != window:
                    continue
                if node.has_room:
                    found.append(node)
            except GLib.Error:
                continue                # it went away while we looked
        return found
