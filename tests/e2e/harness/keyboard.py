# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways that somebody without a pointer goes at every place: to a control, down a menu, into a field, through the chooser of files."""
import os

from .journeys import BUTTON


def tab_to(person, name, role=None, back=False, most=40):
    """To a control, with Tab."""
    person.tab_to(name=name, role=role, back=back, most=most)


def keys(person, name, times=1):
    person.key(keys=" ".join([name] * times))


def write_over(person, text):
    """In place of what stands in the field that has the focus."""
    person.key(keys="ctrl+a")
    person.type(text=text)


def choose(person, row, entry, role="combo box", back=False):
    """Opens a row in which one chooses, and goes down to the entry that begins so."""
    tab_to(person, row, role=role, back=back)
    person.key(keys="Return")
    person.see(role="list item", name=entry, part=True)
    person.key(keys="Home")
    person.down_to(name=entry, role="list item")
    person.key(keys="Return")
    person.see(role=role, name=row, state="focused", part=True)


def choose_end(person, row, shown, end, back=False):
    """Opens a drop-down, in which the words that it shows are there once more, and takes the entry to which the keys lead: Home, End, Home Down."""
    before = person.count(role="label", name=shown)
    tab_to(person, row, role=BUTTON, back=back)
    person.key(keys="Return")
    person.see(role="label", name=shown, nth=before)
    person.key(keys=end + " Return")


def choose_in_menu(person, name, button=None, back=False):
    """Opens the menu of a button, where one is given, and chooses in it."""
    if button:
        tab_to(person, button, role=BUTTON, back=back)
        person.key(keys="Return")
    person.see(role="menu item|push button|button", name=name, part=True)
    person.down_to(name=name, role="menu item|push button|button")
    person.key(keys="Return")


def open_my_data(person):
    """What a client may ask about their own data, by the main menu."""
    person.key(keys="F10")
    choose_in_menu(person, "My Data")
    person.see(name="What you can ask for")


def save_as(person, name):
    """In the chooser of files that has opened; where the file is then."""
    person.see(role=BUTTON, name="_Save", part=True)
    path = os.path.join(person.home, name)
    write_over(person, path)
    person.key(keys="Return")
    return path
