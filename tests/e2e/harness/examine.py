# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page owes to people who do not see it, or do not use a pointer: the names, roles and states of its controls, the way of Tab
through it, and the contrast of its words and of the signs that stand for words, measured on the pixels of the screen in each look that a desktop
may have."""
import collections
import os
import re
import subprocess
import time

from gi.repository import GLib

NOWHERE = "/org/a11y/atspi/null"
COMPONENT = "org.a11y.atspi.Component"
WINDOW = 1                              # AT-SPI's coordinates: within the window

# What is acted on. A label is none, although AT-SPI offers its actions; rows and cells are reached by arrows in their list.
ROWS = {"list item", "table cell", "row header", "tree item", "tree table", "menu item", "check menu item", "radio menu item", "page tab"}
CONTROLS = ROWS | {"push button", "button", "toggle button", "check box", "radio button", "combo box", "entry", "text", "spin button", "slider",
                   "link", "switch", "password text"}
NO_ROLE = {"", "invalid", "filler", "panel", "unknown", "redundant object"}
WORDS = {"label", "heading", "static", "status bar", "notification", "alert"}
# What may be a picture alone, and how large a picture is that stands for a word: a chart or a photo is none.
SIGNS = {"push button", "button", "toggle button", "check box", "radio button", "switch"}
SIGN = 24
MANY = 14                               # A list that is longer is passed by Tab, and read with the arrows
NAME_OF_CLASS = re.compile(r"(Gtk|Adw|Guichet)[A-Z][A-Za-z]*")

# The looks of a desktop. To and fro, each is far from the one before: the change is seen by the light of the whole screen.
LOOKS = [("light", "default", False), ("dark", "prefer-dark", False), ("high contrast", "default", True)]


def luminance(pixel):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(value) for value in pixel)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG 2.1, 1.4.3."""
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def own_name(node):
    """What a control was named; GTK 4.8 names what nobody named after its class."""
    return "" if NAME_OF_CLASS.fullmatch(node.name) else node.name


def below(node):
    for child in node.children:
        if "visible" in child.states:
            yield child
            yield from below(child)


def heard(node):
    """What is heard of a control: its own name, or, as screen readers take it, the words below it."""
    return own_name(node) or " ".join(own_name(one) for one in below(node) if one.role in WORDS and own_name(one))


def above(node):
    while node.parent is not None:
        node = node.parent
        yield node


def describe(node):
    """Where a node stands, in words: its role, and the nearest names above it."""
    around = [f"{one.role} “{own_name(one)}”" for one in above(node) if own_name(one) and one.role not in ("application", "frame")]
    kinds = [one.name for one in above(node) if one.name.startswith("Guichet") and one.role != "frame"]
    return f"{node.role} “{heard(node)}” in {' in '.join((around + kinds)[:3]) or 'a window without a name'}"


def is_control(node):
    return node.role in CONTROLS


def is_of_the_frame(node):
    """The buttons of a window's frame are no stops of Tab in any program of GTK: their keys are the window manager's, and Ctrl+W. They are
    pictures without a word, alone in a panel of their own."""
    return node.role in ("push button", "button") and node.name in ("Close", "Minimize", "Maximize", "Restore") \
        and not any(one.role in WORDS for one in below(node)) and node.parent is not None and len(node.parent.children) <= 3


class Picture:
    """The pixels of the screen, which has the size that the X server says."""

    def __init__(self):
        size = subprocess.run(["xdotool", "getdisplaygeometry"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        self.width, self.height = int(size[0]), int(size[1])
        self.renew()

    def renew(self):
        self.bytes = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE).stdout

    @property
    def light(self):
        """How light the whole is, between 0 and 1: the middle of some thousand pixels."""
        greens = sorted(self.bytes[1::3 * 251])
        return greens[len(greens) // 2] / 255

    def colours(self, x, y, width, height):
        """How often each colour stands in a place."""
        found = collections.Counter()
        left, right = max(x, 0), min(x + width, self.width)
        for row in range(max(y, 0), min(y + height, self.height)):
            line = self.bytes[3 * (row * self.width + left):3 * (row * self.width + right)]
            found.update(zip(line[0::3], line[1::3], line[2::3]))
        return found

    def contrast_in(self, x, y, width, height):
        """Between what most of a place is and what differs most from it; None where nothing differs. Only the middle of a letter's strokes has
        its colour, the rest is anti-aliased: so what is found is at most what was drawn."""
        found = self.colours(x, y, width, height)
        if len(found) < 2:
            return None
        ground = max(found, key=found.get)
        return max(contrast(ground, pixel) for pixel in found)


class Page:
    """What a person has before them: a window, or a popover of it, with what is in sight there."""

    def __init__(self, sight, windows):
        self.sight = sight
        self.windows = windows
        roots = sight.roots()
        self.root = next((root for root in roots if "active" in root.states), roots[-1])
        self.popover = self.find_popover()
        self.front = self.popover or self.root
        self.nodes = {one.path: one for one in [self.front, *below(self.front)]}
        self.extents = {}
        self.settle()
        self.find_in_sight()

    def ask_all(self, nodes, method, arguments=None):
        """Asks each node's component the same."""
        return self.sight.ask_many([(one, COMPONENT, method, arguments) for one in nodes])

    def place_on_screen(self):
        """Where the coordinates begin. GTK 4.8 takes a popover to be where its parent begins, wherever the X server has it; it names the windows of
        popovers, of tooltips and those without a title after the program, so that the width tells which is which."""
        wanted = self.place(self.front)[2]
        found, end = [], time.monotonic() + 60
        while not found:
            if time.monotonic() > end:
                raise TimeoutError("the X server does not have the window that is looked at")
            found = [(width, int(number), x, y) for number, name, x, y, width in self.windows() if name and width >= max(wanted, 50)]
        if self.popover is None:
            _width, _number, x, y = min(found, key=lambda one: (one[0], -one[1]))
            return x, y
        _width, _number, x, y = max(found, key=lambda one: one[1])
        left, top, _wide, _high = self.ask_all([self.popover.parent.parent], "GetExtents", GLib.Variant("(u)", (WINDOW,)))[0][0]
        return x - left, y - top

    def find_in_sight(self):
        """What is hit where it claims to be: not what another page of a stack, something above it, or what scrolls hides. The middle of a
        control may be a picture that tells nothing of itself: then its corners are asked."""
        self.in_sight = set()
        wanted = [path for path, one in self.nodes.items()
                  if (is_control(one) or one.role in WORDS or self.is_picture(one)) and self.has_room(path)]
        for corner in range(3):
            asked = []
            for path in wanted:
                x, y, width, height = self.extents[path][0]
                asked.append([(x + width // 2, y + height // 2), (x + 1, y + 1), (x + width - 2, y + height - 2)][corner])
            hits = self.sight.ask_many([(self.front, COMPONENT, "GetAccessibleAtPoint", GLib.Variant("(iiu)", (x, y, WINDOW))) for x, y in asked])
            self.in_sight.update(path for path, hit in zip(wanted, hits) if hit is not None and self.holds(path, hit[0][1]))
            wanted = [path for path in wanted if path not in self.in_sight and is_control(self.nodes[path])]

    def find_popover(self):
        """The last that is open: one that was never opened may be visible to GTK, but the middle of it is not hit."""
        found = [one for one in below(self.root) if one.name == "GtkPopoverContent"]
        places = self.ask_all(found, "GetExtents", GLib.Variant("(u)", (WINDOW,)))
        hits = self.sight.ask_many([(one, COMPONENT, "GetAccessibleAtPoint", GLib.Variant("(iiu)", (x + width // 2, y + height // 2, WINDOW)))
                                    for one, ((x, y, width, height),) in zip(found, places)])
        open_ones = [one for one, hit in zip(found, hits) if hit is not None and hit[0][1] != NOWHERE]
        return open_ones[-1] if open_ones else None

    def settle(self):
        """Waits until everything is where it was a moment before, and finds where that is on the screen."""
        end = time.monotonic() + 60
        before = None
        while before != self.extents or not self.extents:
            if time.monotonic() > end:
                raise TimeoutError("the page does not stand still")
            before = self.extents
            self.extents = dict(zip(self.nodes, self.ask_all(self.nodes.values(), "GetExtents", GLib.Variant("(u)", (WINDOW,)))))
        self.left, self.top = self.place_on_screen()

    def has_room(self, path):
        answer = self.extents[path]
        return answer is not None and answer[0][2] > 1 and answer[0][3] > 1

    def holds(self, path, hit):
        node = self.nodes.get(hit)
        while node is not None and node.path != path:
            node = node.parent
        return node is not None

    def place(self, node):
        return self.extents[node.path][0]

    def controls(self):
        return [self.nodes[path] for path in self.nodes if path in self.in_sight and is_control(self.nodes[path])]

    def faults_of_controls(self):
        faults = []
        for node in self.controls():
            if not heard(node) and node.role != "table cell":      # a cell may be empty
                faults.append(f"says nothing: {describe(node)}")
        return faults

    @staticmethod
    def is_on(node):
        """Whether it is not switched off: what is may be pale."""
        return all("sensitive" in one.states for one in (node, *above(node)) if one.role != "application")

    @staticmethod
    def is_picture(node):
        """A picture that somebody named, or the box of a check: another, such as the arrow of a menu, stands beside the words that it means."""
        if node.name == "GtkBuiltinIcon":
            return node.parent is not None and node.parent.role in ("check box", "radio button")
        return node.role == "image" and own_name(node) != ""

    def texts(self):
        """What is read: labels in sight that are not switched off."""
        for path in self.in_sight:
            node = self.nodes[path]
            if node.role in WORDS and own_name(node).strip() and self.is_on(node):
                yield node

    def signs(self):
        """What is seen in place of words: controls in sight without any, and pictures with a name."""
        for path in self.in_sight:
            node = self.nodes[path]
            if not self.is_on(node):
                continue
            if max(self.place(node)[2:]) > 3 * SIGN:
                continue
            if self.is_picture(node):
                yield node
            elif node.role in SIGNS and not any(one.path in self.in_sight and (one.role in WORDS or one.role in SIGNS) for one in below(node)):
                yield node

    def place_of_sign(self, node):
        """The middle of it on the screen, where the picture is; what is around belongs to the frame. A check's box is drawn around what GTK tells."""
        x, y, width, height = self.place(node)
        if node.name == "GtkBuiltinIcon":
            x, y, width, height = x - 4, y - 4, width + 8, height + 8
        wide, high = min(width, SIGN), min(height, SIGN)
        return self.left + x + (width - wide) // 2, self.top + y + (height - high) // 2, wide, high

    def place_of_words(self, node):
        """Where they stand on the screen."""
        x, y, width, height = self.place(node)
        return self.left + x, self.top + y, width, height


class Examiner:
    """Mixed into the player; the answers are lists of sentences, empty where all is well."""

    look = 0                            # the look that shows; there is no other before the first page

    def do_examine(self, tab=True, looks=True, least=4.5, least_of_signs=3):
        """Everything that can be said of what is before the person."""
        page = Page(self.sight, self.windows)
        faults = page.faults_of_controls()
        if not page.controls():
            faults.append("no control was found, so nothing was looked at")
        texts = len(list(page.texts()))
        lowest = {}
        turns = range(len(LOOKS)) if self.look == 0 else reversed(range(len(LOOKS)))
        for number in turns if looks else [self.look]:
            picture = self.see_look(number)
            page.settle()               # the borders of high contrast take room,
            page.find_in_sight()        # and push things out of sight
            name = LOOKS[number][0]
            for kind, nodes, place, enough in (("words", page.texts(), page.place_of_words, least),
                                               ("signs", page.signs(), page.place_of_sign, least_of_signs)):
                for node in nodes:
                    found = picture.contrast_in(*place(node))
                    if found is None:
                        continue
                    key = name if kind == "words" else name + ", signs"
                    lowest[key] = min(lowest.get(key, 21), found)
                    if found < enough:
                        faults.append(f"contrast {found:.1f} of {kind}, {name}: {describe(node)}")
        stops = self.tab_round(page, faults) if tab else []
        return {"faults": sorted(set(faults)), "controls": len(page.controls()), "texts": texts, "signs": len(list(page.signs())), "stops": stops,
                "lowest": lowest, "heard": [f"{one.role} “{heard(one)}”" for one in page.controls()]}

    # Looks -------------------------------------------------------------------------------------------------------------

    def see_look(self, number):
        """Makes the desktop light or dark, of high contrast or not, and waits until the program has followed and stands still."""
        picture = Picture()
        if number != self.look:
            self.write_look(*LOOKS[number][1:])
            self.look = number
        end = time.monotonic() + 60
        before = None
        while (picture.light < 0.5) != (LOOKS[number][1] == "prefer-dark") or before != picture.bytes:
            if time.monotonic() > end:
                raise TimeoutError(f"the program did not turn {LOOKS[number][0]}")
            self.breathe()
            before = picture.bytes
            picture.renew()
        return picture

    @staticmethod
    def write_look(scheme, high_contrast):
        """As the desktop's settings keep it, where they are a file."""
        path = os.path.join(os.environ["HOME"], ".config/glib-2.0/settings/keyfile")
        settings = GLib.KeyFile()
        if os.path.exists(path):
            settings.load_from_file(path, GLib.KeyFileFlags.KEEP_COMMENTS)
        settings.set_value("org/gnome/desktop/interface", "color-scheme", f"'{scheme}'")
        settings.set_value("org/gnome/desktop/a11y/interface", "high-contrast", "true" if high_contrast else "false")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        settings.save_to_file(path)

    # Tab ---------------------------------------------------------------------------------------------------------------

    def watch_focus(self):
        """Where the focus went, as the program tells those who listen."""
        if getattr(self, "focused", None) is not None:
            return
        self.focused = []

        def on_changed(_connection, sender, path, _interface, _signal, arguments):
            if arguments.unpack()[1] == 1:
                self.focused.append(path)
                self.focused_in = sender
        self.sight.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused", 0, on_changed)

    def press(self, key, patience=60):
        """Presses it; where the focus went, or None when it stayed."""
        self.watch_focus()
        before = len(self.focused)
        subprocess.run(["xdotool", "key", key], check=True)
        end = time.monotonic() + patience
        while len(self.focused) == before and time.monotonic() < end:
            self.breathe(10)
        return self.focused[-1] if len(self.focused) > before else None

    def tab_round(self, page, faults, most=150):
        """Goes on with Tab until it comes back to where it began. What was passed, in order."""
        stops = []
        while True:
            path = self.press("Tab")
            if path is None:
                faults.append(f"Tab stays where it is, after {self.say_stop(page, stops[-1]) if stops else 'nothing'}")
                break
            if path in stops:
                if path != stops[0] and not self.in_one_list(page, path, stops[0]):
                    faults.append(f"Tab turns in a circle that does not hold {self.say_stop(page, stops[0])}")
                break
            stops.append(path)
            if len(stops) > most:
                faults.append(f"Tab does not come round in {most} steps")
                break
        self.check_stops(page, stops, faults)
        return [self.say_stop(page, path) for path in stops]

    @staticmethod
    def in_one_list(page, path, other):
        """A list is entered at the row that is chosen there."""
        return path in page.nodes and other in page.nodes and page.nodes[path].parent is page.nodes[other].parent

    @staticmethod
    def say_stop(page, path):
        return describe(page.nodes[path]) if path in page.nodes else path

    @staticmethod
    def check_stops(page, stops, faults):
        known = [page.nodes[path] for path in stops if path in page.nodes]
        for node in known:
            if node.role in NO_ROLE and not (node.role == "panel" and own_name(node)):      # so GTK tells of a group: a message is one
                faults.append(f"has the focus, and no role: {describe(node)}")
        reached = set()
        for node in known:
            reached.update([node.path, *(one.path for one in above(node)), *(one.path for one in below(node))])
        # From a row that Tab reaches the arrows lead to the others, and Tab through what they hold.
        for one in [one for one in page.nodes.values() if one.role == "list item" and one.parent.path in reached]:
            reached.update(part.path for part in below(one))
        for node in page.controls():
            if node.role not in ROWS and "sensitive" in node.states and node.path not in reached and not is_of_the_frame(node):
                faults.append(f"Tab does not reach: {describe(node)}")
        rows = collections.Counter(one.parent.path for one in known if one.role in ROWS and one.parent is not None)
        for path, count in rows.items():
            if count > MANY:
                faults.append(f"Tab stops at {count} rows: {describe(page.nodes[path])}")
        if any(page.extents.get(node.path) is None for node in known):
            return
        backward = []
        for one, other in zip(known, known[1:] + known[:1]):
            if one.path in page.in_sight and other.path in page.in_sight:
                (x, y), (left, top, width, height) = page.place(one)[:2], page.place(other)
                if top + height <= y and left < x or left + width <= x and top < y:
                    backward.append((top, left, f"Tab goes back: from {describe(one)} to {describe(other)}"))
        # Once it has to, from the end to where one begins to read.
        faults.extend(words for _top, _left, words in sorted(backward)[1:])
