# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How somebody arranges what they see, by keyboard: the views in their order, the list in groups, sorted, and with low rows."""
import re

from .api import Curious
from .journeys import BUTTON, expect, waited
from .keyboard import choose_in_menu, tab_to

OTHER = "Somewhere to begin"


def listed(person, *beginnings):
    """Those of these that are lines of a list, in the order in which they stand."""
    lines = [line.split("“", 1)[1] for line in person.outline() if line.startswith("list item ")]
    return [one for line in lines for one in beginnings if line.startswith(one)]


def order_views(stage, agent, admin, view):
    """Changes the order of two shared views, by the keys of the list and by the menu."""
    stage.say("There is another view for all; she moves hers up by keys, and down by its menu: Amélie sees them in the same order.")
    priya = Curious(stage.backend.facts, "admin@desk.test")
    before = int(stage.backend.sql(f"select position from public.saved_views where name = '{view}'")) - 1
    status, answer = priya.call("POST", "/rest/v1/saved_views", {"name": OTHER, "filter": {"mine": True}, "position": before, "shared": True})
    expect(status == 201, f"Priya was refused: {status} {answer}")
    for person in (admin, agent):
        waited(lambda person=person: listed(person, OTHER, view) == [OTHER, view], f"{person.name} does not see the other view before hers")
    admin.key(keys="alt+Up")
    for person in (admin, agent):
        waited(lambda person=person: listed(person, OTHER, view) == [view, OTHER], f"{person.name} does not see her view before the other")
    admin.see(role="list item", name=view, state="focused", part=True)
    admin.key(keys="shift+F10")
    choose_in_menu(admin, "Move Down")
    waited(lambda: listed(agent, OTHER, view) == [OTHER, view], "the menu did not move her view down")
    admin.see(role="list item", name=view, state="focused", part=True)


def ask_for(person, row, entry, up=False):
    """In what Ctrl+Shift+F opens: a row, and what is chosen there, below or above what was chosen before."""
    person.key(keys="ctrl+shift+f")
    person.see(role="list item", name="Status", state="focused", part=True)
    tab_to(person, "Sort by", role="list item")
    person.down_to(name=row, role="list item")
    person.key(keys="Return")
    person.see(role="radio button|check box", name=entry)
    person.down_to(name=entry, role="radio button|check box", up=up)
    person.key(keys="space")
    person.see(role="radio button|check box", name=entry, state="checked")
    person.key(keys="Escape")
    person.gone(role="radio button|check box", name=entry)


def numbers(person):
    """The numbers of the tickets that the list shows, in order."""
    found = [re.search(r", #(\d+), ", line) for line in person.outline() if line.startswith("list item ")]
    return [int(one.group(1)) for one in found if one]


def arrange_list(stage, agent):
    """Groups, sorts and lowers the list; what is seen is what was asked for."""
    stage.say("She groups all tickets by company, then by when they are due, sorts them by number, and makes the rows low.")
    agent.key(keys="shift+F6")
    tab_to(agent, "All, ", role="list item", back=True)
    agent.key(keys="Return")
    ask_for(agent, "Group by", "Company")
    agent.see(role="list item", name="North Logistics, ", part=True)
    stage.picture(agent, "97-by-company")
    ask_for(agent, "Group by", "Due time")
    agent.see(role="list item", name="No deadline running, ", part=True)
    agent.gone(role="list item", name="North Logistics, 1|North Logistics, 2", part=True)
    stage.picture(agent, "98-by-due-time")
    ask_for(agent, "Group by", "None", up=True)
    agent.gone(role="list item", name="No deadline running, ", part=True)
    ask_for(agent, "Sort by", "Number")
    agent.key(keys="Home")
    lowest = int(stage.backend.sql("select max(number) from public.tickets"))
    waited(lambda: numbers(agent)[:1] == [lowest], "the highest number is not the first")
    expect(numbers(agent) == sorted(numbers(agent), reverse=True), f"the tickets are not in the order of their numbers: {numbers(agent)}")
    high = agent.box(role="list item", name=f"#{lowest}, ", part=True)[3]
    ask_for(agent, "Rows", "Compact")
    waited(lambda: agent.box(role="list item", name=f"#{lowest}, ", part=True)[3] < high, "the rows are as high as before")
    stage.picture(agent, "99-compact")


def ask_for_label(stage, agent, label):
    """Asks for one label, finds the one ticket that has it, and takes the filter away by its chip."""
    stage.say("She looks for the ticket that she labelled, and for all of them again.")
    agent.key(keys="ctrl+shift+f")
    agent.see(role="list item", name="Status", state="focused", part=True)
    agent.down_to(name="Labels", role="list item")
    agent.key(keys="Return")
    tab_to(agent, label, role="check box")
    agent.key(keys="space Escape")
    agent.see(role=BUTTON, name=f"Remove the filter {label}")
    waited(lambda: len(numbers(agent)) == 1, "other tickets than the one with the label show")
    several(stage, agent, label)


def several(stage, agent, label):
    """What changes several at once says how many, and is taken back as one."""
    tab_to(agent, f"Remove the filter {label}", role=BUTTON)
    agent.key(keys="space")
    agent.gone(role=BUTTON, name=f"Remove the filter {label}")
    waited(lambda: len(numbers(agent)) > 3, "the tickets are not back")
