# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is looked at on every page, and what was found wrong there."""
import sys

from .journeys import BUTTON

STORY = "Invoice shows a wrong total after the VAT change"
FIELD = "text|entry"
POPOVER = "GtkPopoverContent"           # what shows while one is open


class Inspector:
    """Keeps what was found wrong, and says of each page what was looked at."""

    def __init__(self, stage):
        self.stage = stage
        self.problems = []
        self.pages = 0
        self.lowest = {}

    def look(self, person, page, tab=True):
        """Everything that can be said of the page that a person has before them."""
        found = person.examine(tab=tab)
        for fault in found["faults"]:
            self.problems.append(f"{person.name}, {page}: {fault}")
            print(self.problems[-1], file=sys.stderr, flush=True)
        for look, ratio in found["lowest"].items():
            self.lowest[look] = min(self.lowest.get(look, ratio), ratio)
        self.pages += 1
        ratios = ", ".join(f"{look} {ratio:.1f}" for look, ratio in found["lowest"].items())
        self.stage.say(f"{person.name}, {page}: {found['controls']} controls, {len(found['stops'])} stops of Tab, {found['texts']} texts, "
                       f"{found['signs']} signs; {ratios}")


def look_at_popover(inspector, person, button, page, tab=True):
    person.click(role=BUTTON, name=button, part=True)
    person.see(role="filler", name=POPOVER)
    person.point(x=person.size[0] // 2, y=1)        # away from the button, whose tooltip would come
    inspector.look(person, page, tab)
    person.key(keys="Escape")
    person.gone(role="filler", name=POPOVER)


def look_at_window(inspector, person, keys, name, page, tab=True):
    """Opens a window of its own, and closes it again."""
    person.key(keys=keys)
    person.see(name=name, part=True)
    inspector.look(person, page, tab)
    person.key(keys="Escape")
    person.gone(name=name, part=True)


def look_at_preferences(inspector, person, pages):
    """Each page of theirs: its name, and what stands on it."""
    person.key(keys="ctrl+comma")
    person.focus(title="Preferences")
    for name, shown in pages:
        person.click(role="page tab", name=name)
        person.see(name=shown)
        person.point(x=person.size[0] // 2, y=1)
        inspector.look(person, f"preferences, {name}")
    person.key(keys="Escape")
    person.gone(role="page tab", name=pages[0][0])
