# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette by keyboard alone, and links that open a ticket in the program that runs."""
from .journeys import BUTTON, expect, waited
from .keyboard import choose_in_menu
from .queue import name_view

ENTRY = "Search tickets, people and commands|Search requests and commands"
STORY = "Invoice shows a wrong total after the VAT change"
OLD = "Delivery slots are one hour off"


def number_of(stage, subject):
    return stage.backend.sql(f"select number from public.tickets where subject = $words${subject}$words$")


def seek(person, words):
    """Opens the palette and writes into it."""
    person.key(keys="ctrl+k")
    person.see(role="entry|text", name=ENTRY, state="focused")
    person.type(text=words)


def shown(person, subject, number):
    """The ticket is the one that is open: its number stands under the title of the conversation."""
    person.see(role="label", name=f"#{number}", part=True)
    person.see(role="label", name=subject, nth=0)


def copy_link(agent, number):
    """By the menu of the ticket that a number leads to, and out of the clipboard again; another ticket shows then."""
    seek(agent, f"#{number}")
    agent.key(keys="Return")
    agent.see(role="label", name=f"#{number}", part=True)
    choose_in_menu(agent, "Copy Link", button="Ticket menu", back=True)
    agent.heard(words="The link is copied")
    seek(agent, "les caisses")
    agent.see(role="list item", name="Les caisses", part=True, nth=1)
    agent.key(keys="Return")
    agent.see(role="text|entry", name="Reply to South Bakery", part=True)
    agent.key(keys="n")
    agent.see(role="text|entry", name="Only staff sees this", state="focused", part=True)
    agent.key(keys="ctrl+v")
    link = f"guichet://ticket/{number}"
    waited(lambda: agent.text(role="text|entry", name="Only staff sees this", part=True) == link, "the link is not what was copied")
    agent.key(keys="ctrl+a Delete Escape")
    return link


def palette_journey(stage):
    """A ticket, its number, what was written in it, a command, a person, a view: each by Ctrl+K and a few keys; and a link from outside."""
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name="Inbox, ", part=True)
    agent.see(role="list item", name=STORY, part=True)

    stage.say("Amélie opens a ticket by a word of its subject.")
    seek(agent, "vat ch")
    agent.see(role="list item", name=f"{STORY}, #{number_of(stage, STORY)} · North Logistics, Tickets")
    agent.see(name=f"{STORY}, #{number_of(stage, STORY)} · North Logistics, Tickets, 1 of ", part=True)
    stage.picture(agent, "91-palette")
    agent.key(keys="Return")
    agent.gone(role="entry|text", name=ENTRY)
    agent.see(role="text|entry", name="Reply to North Logistics", part=True)

    stage.say("One that was closed weeks ago, by its number; the palette gives the focus back on Escape.")
    old = number_of(stage, OLD)
    seek(agent, f"#{old}")
    agent.key(keys="Return")
    agent.see(name="This request is closed", part=True)
    seek(agent, "nothing of the kind")
    agent.see(name="Nothing found")
    agent.key(keys="Escape")
    agent.gone(role="entry|text", name=ENTRY)
    agent.see(state="focused")

    stage.say("What only stands in a message that this computer never had: the server finds it.")
    seek(agent, "certificat passerelle")
    agent.see(role="list item", name="Les caisses n’enregistrent plus les commandes, ", part=True)
    stage.picture(agent, "92-server-found")
    agent.key(keys="Return")
    agent.see(role="text|entry", name="Reply to South Bakery", part=True)

    stage.say("A command, found by its words, does what its key does.")
    seek(agent, "internal note")
    agent.see(role="list item", name="Write an internal note, Commands")
    agent.key(keys="Return")
    agent.see(role="text|entry", name="Only staff sees this", state="focused", part=True)

    stage.say("A colleague leads to what he has, a view that she keeps shows as it was kept.")
    agent.key(keys="Escape")
    seek(agent, "jonas")
    agent.see(role="list item", name="Jonas Weber, People")
    agent.see(role="status bar", name="Jonas Weber, People, 1 of ", part=True)
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="Remove the filter Jonas Weber")
    agent.key(keys="ctrl+s")
    name_view(agent, "Save as View", "What Jonas has")
    waited(lambda: stage.backend.sql("select count(*) from public.saved_views where name = 'What Jonas has'") == "1", "the view was not kept")
    seek(agent, "inbox")
    agent.see(role="list item", name="Inbox, Views")
    agent.key(keys="Return")
    agent.gone(role=BUTTON, name="Remove the filter Jonas Weber")
    seek(agent, "what jonas")
    agent.see(role="list item", name="What Jonas has, Views")
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="Remove the filter Jonas Weber")
    agent.see(role="list item", state="focused", name="Assigned to Jonas Weber", part=True)

    stage.say("She copies the link of a ticket into a note; clicked elsewhere, it opens the ticket in the program that runs, and leaves no second one.")
    link = copy_link(agent, number_of(stage, STORY))
    stage.open_program(agent, extra=[link], name="second")
    expect(agent.wait_exit(name="second") == 0, "the second program did not end well")
    expect(agent.running(), "the first program is gone")
    agent.see(role="text|entry", name="Reply to North Logistics", part=True)
    stage.open_program(agent, extra=["guichet://ticket/999999"], name="second")
    expect(agent.wait_exit(name="second") == 0, "the second program did not end well")
    agent.see(name="There is no ticket with this number that you can see.", part=True)
