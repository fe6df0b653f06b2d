# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo, by keyboard: somebody without an account tries both sides of a help desk, and nothing of it is left."""
import os
import signal

from .journeys import BUTTON, expect, waited
from .preferences import setting
from .seek import seek

SUPPORT = "Guichet – Demo as Support"
CLIENT = "Guichet – Demo as Client"
TICKET = "Invoice shows a wrong total after the VAT change"
REPLY = "The corrected invoice leaves this afternoon"


def turn_to(person, window):
    """Brings it to the front until what is typed goes there: one that has just opened may come before it."""
    waited(lambda: person.focus(title=window) and person.count(role="frame", name=window, state="active"), f"“{window}” does not come to the front")


def ask_for(person, side):
    turn_to(person, "Guichet")
    person.see(role=BUTTON, name="Try the demo", state="sensitive")
    person.tab_to(role=BUTTON, name="Try the demo")
    person.key(keys="Return")
    person.see(role="menu item", name="As Support", state="focused")
    if side == CLIENT:
        person.key(keys="Down")
        person.see(role="menu item", name="As Client", state="focused")
    person.key(keys="Return")
    person.heard(words="Starting the demo…")


def try_the_demo(person, side):
    ask_for(person, side)
    turn_to(person, side)


def children_of(person):
    """The help desks that the person's program runs."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as line:
                    if b"--data-dir\0" + person.environment["TMPDIR"].encode() in line.read():
                        found.append(entry)
            except OSError:
                continue
    return found


def nothing_left(person):
    waited(lambda: not os.listdir(person.environment["TMPDIR"]), "a folder of the demo is still there")
    waited(lambda: not children_of(person), "a help desk of the demo still runs")


def breakable(stage):
    """A guichet-backend that finds no PostgreSQL while a file is there; where both are."""
    program, broken = (os.path.join(stage.folder, name) for name in ("guichet-backend", "no-postgresql"))
    complaint = "(guichet-backend:1): GLib-CRITICAL **: 09:00:00.000: PostgreSQL 15 or newer is not installed"
    with open(program, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o700)) as script:
        script.write(f"#!/bin/sh\nif [ -e '{broken}' ]; then echo '{complaint}' >&2; exit 1; fi\n"
                     f"exec '{stage.demo_installed()['GUICHET_BACKEND']}' \"$@\"\n")
    return program, broken


def without_postgresql(stage, visitor, broken):
    stage.say("There is no PostgreSQL: the page says what to do, and lets her try again.")
    with open(broken, "w", encoding="utf-8"):
        ask_for(visitor, SUPPORT)
    visitor.see(name="The demo needs PostgreSQL 15 or newer. Install it, then try again.")
    visitor.see(role=BUTTON, name="Try the demo", state="focused")
    nothing_left(visitor)
    stage.picture(visitor, "demo-no-postgresql")
    os.remove(broken)


def help_desk_dies(stage, visitor):
    stage.say("The help desk dies under her window, which says so; another one starts beside it.")
    try_the_demo(visitor, SUPPORT)
    visitor.see(role="list item", name="Inbox, ", part=True, window=SUPPORT)
    folder = os.path.join(visitor.environment["TMPDIR"], os.listdir(visitor.environment["TMPDIR"])[0])
    with open(os.path.join(folder, "run-directory"), encoding="utf-8") as note:
        sockets = note.read()
    os.kill(int(children_of(visitor)[0]), signal.SIGKILL)
    visitor.see(role="status bar", name="The demo ended by itself. Try again.", window=SUPPORT)
    try_the_demo(visitor, CLIENT)
    visitor.see(role="list item", name=TICKET, part=True, window=CLIENT)
    for side in (CLIENT, SUPPORT):
        turn_to(visitor, side)
        visitor.key(keys="ctrl+w")
        visitor.gone(role="frame", name=side)
    nothing_left(visitor)
    # Only the help desk itself would have removed where its sockets were.
    waited(lambda: not os.listdir(sockets), "its PostgreSQL does not end")
    os.rmdir(sockets)


def both_sides(stage, visitor):
    stage.say("She tries it as support, and answers the first ticket.")
    try_the_demo(visitor, SUPPORT)
    visitor.see(role="list item", name="Inbox, ", part=True, window=SUPPORT)
    visitor.see(role="status bar", name="Demo as support. Nothing here is kept.", window=SUPPORT)
    visitor.see(role="list item", name=TICKET, part=True, window=SUPPORT)
    visitor.key(keys="j")
    visitor.see(role="label", name=TICKET, window=SUPPORT, nth=1)
    stage.picture(visitor, "demo-support")

    stage.say("The client's side opens beside it, at the same help desk.")
    try_the_demo(visitor, CLIENT)
    visitor.see(role=BUTTON, name="New Request", window=CLIENT)
    seek(visitor, "wrong total")
    visitor.see(role="list item", name=TICKET + ", #", part=True, window=CLIENT)
    visitor.key(keys="Return")
    visitor.see(role="label", name=TICKET, window=CLIENT, nth=1)
    expect(len(children_of(visitor)) == 1, "each side has a help desk of its own")
    expect(len(os.listdir(visitor.environment["TMPDIR"])) == 1, "each side has a folder of its own")
    stage.picture(visitor, "demo-client")

    stage.say("What support answers, the client reads in the window beside.")
    turn_to(visitor, SUPPORT)
    visitor.key(keys="r")
    visitor.see(role="text|entry", name="Reply to", part=True, state="focused", window=SUPPORT)
    visitor.type(text=REPLY)
    visitor.key(keys="ctrl+Return")
    visitor.see(name=REPLY, part=True, window=CLIENT)
    turn_to(visitor, CLIENT)
    stage.picture(visitor, "demo-reply")


def leave_both(stage, visitor):
    stage.say("She closes one side; the other goes on. She signs out of that: nothing is left, and the page for signing in is.")
    visitor.key(keys="ctrl+w")
    visitor.gone(role=BUTTON, name="New Request", window=CLIENT)
    expect(len(children_of(visitor)) == 1, "the help desk went with the first window")
    turn_to(visitor, SUPPORT)
    visitor.key(keys="F10")
    visitor.see(role="menu item", name="Sign Out", window=SUPPORT)
    visitor.act(role="menu item", name="Sign Out")
    visitor.gone(role="list item", name="Inbox, ", part=True)
    nothing_left(visitor)
    expect(visitor.secrets() == 0, "the keyring holds a session of the demo")
    expect(not os.path.exists(os.path.join(visitor.home, ".local/share/guichet/account.ini")), "the demo is remembered as an account")
    visitor.see(role=BUTTON, name="Try the demo", state="sensitive")


def demo_journey(stage):
    """Both sides of the demo; each way to leave it leaves no process and no file behind."""
    temporary = os.path.join(stage.folder, "temporary")
    os.makedirs(temporary)
    stage.say("Zoé has no account anywhere, and opens Guichet.")
    program, broken = breakable(stage)
    visitor = stage.person("visitor", environment={**stage.demo_installed(), "TMPDIR": temporary, "GUICHET_BACKEND": program})
    stage.open_program(visitor)
    without_postgresql(stage, visitor, broken)
    both_sides(stage, visitor)
    leave_both(stage, visitor)
    help_desk_dies(stage, visitor)

    stage.say("She tries it again, in a smaller window, and the program is told to end: it takes the demo along, and its size is not remembered.")
    try_the_demo(visitor, SUPPORT)
    visitor.see(role="list item", name="Inbox, ", part=True, window=SUPPORT)
    visitor.resize(width=640, height=640, title=SUPPORT)
    visitor.see(role=BUTTON, name="Views", window=SUPPORT)
    expect(visitor.signal(number=signal.SIGTERM) == 0, "the program did not end well")
    expect(not os.listdir(temporary) and not children_of(visitor), "the program ended before its demo")
    expect(not setting(visitor, "window-width=640"), "the program remembers the size of the demo")

    stage.say("And once more; this time it is killed.")
    stage.open_program(visitor)
    try_the_demo(visitor, SUPPORT)
    visitor.see(role="list item", name="Inbox, ", part=True, window=SUPPORT)
    visitor.signal(number=signal.SIGKILL)
    nothing_left(visitor)
    with open(visitor.program_log, encoding="utf-8", errors="replace") as log:
        criticals = [line for line in log if "CRITICAL" in line or "WARNING" in line]
    expect(not criticals, f"the program complains: {''.join(criticals)}")
