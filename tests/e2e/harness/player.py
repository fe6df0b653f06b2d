# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person at one desk: runs inside a session bus of its own, with a real keyring, a real notification daemon and a window
manager, and does to the real program what it is told, one JSON object a line on standard input, one answer a line on a pipe of its own.

It sees what a screen reader sees (AT-SPI) and acts as hands do (pointer and keyboard through the X server)."""
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

from gi.repository import GLib

from examine import Examiner
from sight import Sight

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE = float(os.environ.get("GUICHET_E2E_PATIENCE", "90"))


class NotThere(Exception):
    """What was waited for did not come."""


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options).stdout


def breathe(milliseconds=40):
    """Lets AT-SPI's events in for a moment, so that the next look sees a fresh tree."""
    context = GLib.MainContext.default()
    done = []
    GLib.timeout_add(milliseconds, lambda: done.append(1) and False)
    while not done:
        context.iteration(True)


class Notifications:
    """Every Notify call on this session bus, as the daemon gets it."""

    def __init__(self):
        self.lines = []
        self.monitor = subprocess.Popen(
            ["dbus-monitor", "--session", "interface='org.freedesktop.Notifications',member='Notify'"],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.seen = []
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        strings = None
        for line in self.monitor.stdout:
            if "member=Notify" in line:
                strings = []
                self.seen.append(strings)
            elif strings is not None:
                found = re.match(r'\s*string "(.*)$', line)
                if found and len(strings) < 4:
                    strings.append(found.group(1).rstrip("\n").rstrip('"'))

    def texts(self):
        """Title and body of each notification so far."""
        return [(s[2], s[3]) for s in list(self.seen) if len(s) >= 4]


class Player(Examiner):
    breathe = staticmethod(breathe)

    def __init__(self):
        self.programs = {}
        self.helpers = []
        self.notifications = None
        self.sight = None
        self.said = []

    # The neighbours --------------------------------------------------------------------------------------------------

    def do_neighbours(self, keyring_password="demo"):
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets", "--daemonize"], input=keyring_password,
                       text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.helpers.append(subprocess.Popen(["openbox", "--sm-disable", "--config-file", os.path.join(HERE, "openbox.xml")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        # Without a compositor, shadows and the corners of menus are black.
        self.helpers.append(subprocess.Popen(["xcompmgr", "-n"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        self.helpers.append(subprocess.Popen(["dunst", "-conf", os.path.join(HERE, "dunstrc")], stdout=subprocess.DEVNULL,
                                             stderr=subprocess.DEVNULL))
        run("gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.Notifications")
        run("gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets")
        self.notifications = Notifications()
        self.sight = Sight()
        self.listen()
        return True

    # The program -----------------------------------------------------------------------------------------------------

    def do_launch(self, command, name="guichet", log=None):
        out = open(log, "ab") if log else subprocess.DEVNULL
        self.programs[name] = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        return self.programs[name].pid

    def do_signal(self, number, name="guichet"):
        program = self.programs[name]
        program.send_signal(number)
        if number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            return program.wait(20)
        return None

    def do_running(self, name="guichet"):
        return self.programs[name].poll() is None

    def do_wait_exit(self, name="guichet", patience=PATIENCE):
        return self.programs[name].wait(patience)

    # Looking ---------------------------------------------------------------------------------------------------------

    def wait_for(self, role=None, name=None, state=None, part=False, nth=0, window=None, patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            found = self.sight.look(role, name, state, part, window)
            if len(found) > (nth if nth >= 0 else -nth - 1):
                return found[nth]
            if time.monotonic() > end:
                raise NotThere(f"no {role or 'widget'} “{name}”{' ' + state if state else ''}{f' in “{window}”' if window else ''} within {patience:.0f} s; showing: "
                               + "; ".join(self.do_outline()))
            breathe()

    def do_see(self, **what):
        """Waits until it shows; says what a screen reader would say of it."""
        return self.wait_for(**what).words

    def do_text(self, **what):
        """What stands in an editable field."""
        return self.wait_for(**what).text

    def do_box(self, **what):
        """Where it is in its window, and its width and height."""
        return list(self.wait_for(**what).extents)

    def do_gone(self, role=None, name=None, state=None, part=False, window=None, patience=PATIENCE):
        end = time.monotonic() + patience
        while self.sight.look(role, name, state, part, window):
            if time.monotonic() > end:
                raise NotThere(f"{role or 'widget'} “{name}” is still there after {patience:.0f} s")
            breathe()
        return True

    def do_count(self, **what):
        return len(self.sight.look(**what))

    def listen(self):
        """Remembers what the program calls something anew, as a screen reader hears it: a toast is gone before a slow look at the whole tree."""
        def on_named(_connection, _sender, _path, _interface, _signal, arguments):
            self.said.append(str(arguments.unpack()[3]))
        self.sight.connection.signal_subscribe(None, "org.a11y.atspi.Event.Object", "PropertyChange", None, "accessible-name", 0, on_named)

    def do_heard(self, words, patience=PATIENCE):
        """Waits until it was said, be it still there or not."""
        end = time.monotonic() + patience
        while words not in self.said:
            if time.monotonic() > end:
                raise NotThere(f"“{words}” was not said within {patience:.0f} s; said: " + "; ".join(self.said[-20:]))
            breathe()
        return True

    def do_outline(self):
        lines = []
        for node in self.sight.everything():
            try:
                words = node.words
            except GLib.Error:
                continue
            if words and node.role not in ("filler", "panel"):
                lines.append(f"{node.role} “{words}”")
        return lines

    def do_tree(self):
        lines = []

        def walk(node, depth):
            lines.append("  " * depth + f"{node.role} “{node.words}”" + (" *" if "focused" in node.states else ""))
            for child in node.children:
                if "visible" in child.states:
                    walk(child, depth + 1)
        for root in self.sight.roots():
            walk(root, 0)
        return lines

    # Hands -----------------------------------------------------------------------------------------------------------

    def place(self, node):
        """The middle of it on the screen: its extents in the window, and where the X server has that window."""
        x, y, width, height = node.extents
        left, top = self.window_origin(node.window)
        return left + x + width // 2, top + y + height // 2

    @staticmethod
    def windows():
        """Number, name, place and width of each window that shows. One that closes while it is looked at is not there."""
        try:
            numbers = run("xdotool", "search", "--onlyvisible", "--name", ".*").split()
        except subprocess.CalledProcessError:
            return []                   # a window went away under the search: the next look sees the rest
        found = []
        for number in numbers:
            try:
                name = run("xdotool", "getwindowname", number).strip()
                geometry = dict(line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", number).split())
                found.append((number, name, int(geometry["X"]), int(geometry["Y"]), int(geometry["WIDTH"])))
            except (subprocess.CalledProcessError, ValueError):
                continue
        return found

    def find_window(self, title):
        """Waits until a window of that name shows; its number, and where it is."""
        end = time.monotonic() + PATIENCE
        while True:
            found = [(width, number, x, y) for number, name, x, y, width in self.windows() if name == title and width > 50]
            if found:
                return max(found)[1:]   # tooltips and popovers are named after the program too
            if time.monotonic() > end:
                raise NotThere(f"the X server has no window named “{title}”")
            breathe()

    def window_origin(self, window):
        _number, x, y = self.find_window(window.name if window is not None else "")
        return x, y

    def roll_into_view(self, node):
        """Turns the wheel over what scrolls until the node shows."""
        pane = node
        while pane is not None and pane.role != "scroll pane":
            pane = pane.parent
        if pane is None:
            return
        left, top, width, height = pane.extents
        window_x, window_y = self.window_origin(node.window)
        for _turn in range(60):
            _x, y, _width, high = node.extents
            if top <= y + high // 2 < top + height:
                return
            run("xdotool", "mousemove", str(window_x + left + width // 2), str(window_y + top + height // 2))
            run("xdotool", "click", "5" if y + high // 2 >= top + height else "4")
            breathe()
        raise NotThere(f"“{node.words}” cannot be scrolled into view")

    def do_click(self, button=1, times=1, **what):
        node = self.wait_for(**what)
        breathe()
        self.roll_into_view(node)
        x, y = self.place(node)
        run("xdotool", "mousemove", str(x), str(y))
        breathe()
        run("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))
        return [x, y]

    def do_act(self, action=0, **what):
        """What a screen reader's user does: the widget's own action."""
        return self.wait_for(**what).act(action)

    def do_type(self, text):
        run("xdotool", "type", "--delay", "12", "--", text)
        return True

    def do_key(self, keys):
        run("xdotool", "key", "--delay", "30", *keys.split())
        return True

    def has_focus(self, role, name):
        """Whether what the program told last to have the focus is what is looked for: that one node is asked, not the whole tree."""
        node = self.sight.find(self.focused_in, self.focused[-1])
        return node is not None and (role is None or re.fullmatch(role, node.role)) and any(one in node.words for one in name.split("|"))

    def go_to(self, key, name, role, most):
        """Presses a key until the focus is there."""
        self.watch_focus()
        there = bool(self.sight.look(role, name, "focused", True))
        breathe()                       # what was told before the first press says nothing of it
        for _step in range(most):
            if there:
                return True
            told = self.press(key, patience=2)
            breathe(20)
            there = self.has_focus(role, name) if told else bool(self.sight.look(role, name, "focused", True))
        raise NotThere(f"{key} does not lead to “{name}”")

    def do_tab_to(self, name, role=None, back=False, most=40):
        """Goes there with Tab, as somebody without a pointer does."""
        return self.go_to("shift+Tab" if back else "Tab", name, role, most)

    def do_down_to(self, name, role=None, up=False, most=12):
        """Goes there with the arrow, in a menu or a list."""
        return self.go_to("Up" if up else "Down", name, role, most)

    def do_focus(self, title="Guichet"):
        number, _x, _y = self.find_window(title)
        run("xdotool", "windowactivate", "--sync", number)
        return True

    def do_resize(self, width, height, title="Guichet"):
        number, _x, _y = self.find_window(title)
        run("xdotool", "windowsize", number, str(width), str(height))
        run("xdotool", "windowmove", number, "0", "0")
        return True

    def do_point(self, x, y):
        run("xdotool", "mousemove", str(x), str(y))
        return True

    def do_drop(self, files, **what):
        """Drags files from another program's window onto a widget, with the pointer, in small steps."""
        target = self.wait_for(**what)
        source = subprocess.Popen(["/usr/bin/python3", os.path.join(HERE, "drag_source.py"), *files], stdout=subprocess.PIPE, text=True)
        try:
            source.stdout.readline()
            number, _x, _y = self.find_window("Files to drag")
            run("xdotool", "windowactivate", "--sync", number)
            geometry = dict(line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", number).split())
            x0 = int(geometry["X"]) + int(geometry["WIDTH"]) // 2
            y0 = int(geometry["Y"]) + int(geometry["HEIGHT"]) // 2
            x1, y1 = self.place(target)
            run("xdotool", "mousemove", str(x0), str(y0))
            breathe(200)
            run("xdotool", "mousedown", "1")
            for step in range(1, 25):
                run("xdotool", "mousemove", str(x0 + (x1 - x0) * step // 24), str(y0 + (y1 - y0) * step // 24))
                breathe(30)
            breathe(400)
            shot = os.environ.get("GUICHET_E2E_DROP_PICTURE")
            if shot:
                self.do_shot(shot)
            run("xdotool", "mouseup", "1")
            breathe(300)
        finally:
            source.terminate()
            source.wait(10)
        return True

    # What came of it ---------------------------------------------------------------------------------------------------

    def do_shot(self, path, crop=None):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        command = ["import", "-window", "root"]
        if crop:
            command += ["-crop", crop, "+repage"]
        run(*command, path)
        return path

    def do_notified(self, title="", body="", patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            found = [n for n in self.notifications.texts() if title in n[0] and body in n[1]]
            if found:
                return found[-1]
            if time.monotonic() > end:
                raise NotThere(f"no notification “{title}” / “{body}”; there were {self.notifications.texts()}")
            breathe()

    def do_notifications(self):
        return self.notifications.texts()

    def do_displayed(self):
        return int(run("dunstctl", "count", "displayed"))

    def do_click_notification(self):
        run("dunstctl", "action", "0")
        return True

    def do_secrets(self):
        """How many secrets of the program the keyring holds."""
        done = subprocess.run(["secret-tool", "search", "--all", "xdg:schema", "io.github.guichet.Guichet"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        return done.stdout.count("[/")

    def close(self):
        for program in self.programs.values():
            if program.poll() is None:
                program.kill()
                program.wait(10)
        if self.notifications:
            self.notifications.monitor.terminate()
            self.notifications.monitor.wait(10)
        for helper in self.helpers:
            helper.terminate()
            helper.wait(10)


def main():
    player = Player()
    # Services that the bus starts write on standard output when they like: the answers have a pipe of their own.
    answer = os.fdopen(int(os.environ.pop("GUICHET_E2E_ANSWERS")), "w", buffering=1)
    for line in sys.stdin:
        request = json.loads(line)
        what = request.pop("do")
        if what == "end":
            break
        try:
            reply = {"ok": getattr(player, "do_" + what)(**request)}
        except Exception as problem:        # told to the stage, which fails the journey with it
            reply = {"error": f"{type(problem).__name__}: {problem}"}
        answer.write(json.dumps(reply) + "\n")
    player.close()


main()
