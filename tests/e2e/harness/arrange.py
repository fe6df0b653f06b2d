# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How somebody arranges what they see, by keyboard: the views in their order, the list sorted, in groups, and with one label alone."""
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
    waited(lambda: listed(admin, OTHER, view) == [OTHER, view], "she does not see the other view before hers")
    admin.key(keys="alt+Up")
    for person in (admin, agent):
        waited(lambda person=person: listed(person, OTHER, view) == [view, OTHER], f"{person.name} does not see her view before the other")
    admin.see(role="list item", name=view, state="focused", part=True)
    admin.key(keys="shift+F10")
    choose_in_menu(admin, "Move Down")
    waited(lambda: listed(agent, OTHER, view) == [OTHER, view], "the menu did not move her view down")
    admin.see(role="list item", name=view, state="focused", part=True)


def ask_for(person, row, entry):
    """In what Ctrl+Shift+F opens: a row of how the list is arranged, and what is chosen there."""
    person.key(keys="ctrl+shift+f")
    person.see(role="list item", name="Status", state="focused", part=True)
    tab_to(person, row, role="list item", back=True)
    person.key(keys="Return")
    person.see(role="radio button|check box", name=entry)
    person.down_to(name=entry, role="radio button|check box")
    person.key(keys="space Escape")
    person.gone(role="radio button|check box", name=entry)


def numbers(person):
    """The numbers of the tickets that the list shows, in order."""
    found = [re.search(r", #(\d+), ", line) for line in person.outline() if line.startswith("list item ")]
    return [int(one.group(1)) for one in found if one]


def arrange_list(stage, agent):
    """Sorts and groups the list; what is seen is what was asked for."""
    stage.say("She sorts all tickets by number, groups them by company, then by when they are due.")
    agent.key(keys="shift+F6")
    tab_to(agent, "All, ", role="list item", back=True)
    agent.key(keys="Return")
    ask_for(agent, "Sort by", "Number")
    highest = int(stage.backend.sql("select max(number) from public.tickets"))
    waited(lambda: numbers(agent)[:1] == [highest], "the highest number is not the first")
    found = numbers(agent)
    expect(found == sorted(found, reverse=True), f"the tickets are not in the order of their numbers: {found}")
    ask_for(agent, "Group by", "Company")
    north = stage.backend.sql("select count(*) from public.tickets t join public.clients c on c.id = t.client_id where c.name = 'North Logistics'")
    agent.see(role="list item", name=f"North Logistics, {north} tickets. ", part=True)
    stage.picture(agent, "97-by-company")
    ask_for(agent, "Group by", "Due time")
    agent.see(role="list item", name="Overdue, ", part=True, nth=1)
    agent.gone(role="list item", name=f"North Logistics, {north} tickets. ", part=True)
    stage.picture(agent, "98-by-due-time")


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
    tab_to(agent, f"Remove the filter {label}", role=BUTTON)
    agent.key(keys="space")
    agent.gone(role=BUTTON, name=f"Remove the filter {label}")
    waited(lambda: len(numbers(agent)) > 3, "the tickets are not back")
