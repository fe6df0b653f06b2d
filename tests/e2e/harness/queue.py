# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue as people work it, by keyboard alone: a filter that becomes a view, is named, renamed and shared; several tickets at once,
and one after the other, and back."""
from .api import Curious
from .arrange import arrange_list, ask_for_label, order_views
from .journeys import BUTTON, expect, waited
from .keyboard import tab_to

NAME = "Urgent ones"
BETTER = "Urgent, everywhere"
LABEL = "call back"


def words(name, count):
    return f"{name}, {count} ticket" + ("" if count == 1 else "s")


def name_view(person, heading, name):
    """An entry row of libadwaita 1.2 does not say that it has the focus: its window does."""
    person.see(role="text", name="Name")
    person.focus(title=heading)
    person.type(text=name)
    person.key(keys="Return")
    person.gone(role="dialog", name=heading)
    person.focus()


def keep_view(stage, admin, count):
    stage.say("Priya opens all tickets, and asks for the urgent ones.")
    stage.open_program(admin, "admin@desk.test")
    admin.see(role="list item", name="Inbox", part=True)
    admin.key(keys="shift+F6")
    tab_to(admin, "Inbox", role="list item")
    admin.key(keys="End Return")
    admin.key(keys="ctrl+shift+f")
    admin.see(role="list item", name="Status", state="focused", part=True)
    admin.key(keys="Down Return")
    admin.see(role="check box|radio button", name="Urgent", state="focused")
    admin.key(keys="space")
    admin.key(keys="Escape")
    admin.see(role=BUTTON, name="Remove the filter Urgent")

    stage.say("She keeps them as a view.")
    admin.key(keys="ctrl+s")
    name_view(admin, "Save as View", NAME)
    admin.see(role="list item", name=words(NAME, count))
    stage.picture(admin, "91-view")

    stage.say("She finds a better name, and shares it by its menu; the focus stays on it.")
    admin.key(keys="shift+F6")
    tab_to(admin, NAME, role="list item")
    admin.key(keys="F2")
    name_view(admin, "Rename View", BETTER)
    admin.see(role="list item", name=words(BETTER, count), state="focused")
    admin.key(keys="shift+F10")
    admin.see(name="Share with All Staff", part=True, role="menu item|push button|button")
    admin.key(keys="s")
    admin.gone(name="Share with All Staff", part=True, role="menu item|push button|button")


def follow_count(stage, agent, admin, count):
    stage.say("Amélie has it too, and the count of both follows what clients file.")
    stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name=words(BETTER, count))
    kept = stage.backend.sql("select name || ' ' || shared || ' ' || (filter -> 'priority') from public.saved_views where deleted_at is null")
    expect(kept == f'{BETTER} true ["urgent"]', f"the database keeps something else: {kept}")
    nadia = Curious(stage.backend.facts, "client@north.test")
    urgent = int(stage.backend.sql("select id from public.ticket_priorities where code = 'urgent'"))
    status, answer = nadia.call("POST", "/rest/v1/tickets", {"client_id": nadia.rows("clients")[0]["id"],
                                                             "subject": "The gate does not open", "priority_id": urgent})
    expect(status == 201, f"Nadia was refused: {status} {answer}")
    agent.see(role="list item", name=words(BETTER, count + 1))
    admin.see(role="list item", name=words(BETTER, count + 1))


def assign_all(stage, agent, admin, count):
    stage.say("She takes all of them at once, and gives them back: Priya sees both.")
    agent.focus()
    agent.key(keys="shift+F6")
    tab_to(agent, BETTER, role="list item")
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="Remove the filter Urgent")
    agent.key(keys="F6")
    agent.see(role="list item", name="Urgent.", state="focused", part=True)
    agent.key(keys="ctrl+a")
    agent.see(role="label", name=f"{count} selected")
    stage.picture(agent, "93-selected")
    agent.key(keys="a")
    agent.see(name=f"{count} tickets assigned to you")
    admin.see(role="list item", name="Assigned to Amélie Fournier", part=True, nth=count - 1)
    agent.key(keys="ctrl+z")
    admin.gone(role="list item", name="Assigned to Amélie Fournier", part=True)
    admin.see(role="list item", name="Assigned to Jonas Weber", part=True, nth=1)
    agent.see(role="label", name=f"{count} selected")


def label_two(stage, agent):
    labelled = f"select count(*) from public.ticket_triage where '{LABEL}' = any (labels)"
    stage.say("She puts a new label on two of them, by the keys of the page, and takes it back.")
    agent.key(keys="Escape")
    agent.see(role="label", name=BETTER, nth=1)
    agent.key(keys="Home")
    agent.key(keys="shift+Down")
    agent.see(role="label", name="2 selected")
    agent.key(keys="F6")
    tab_to(agent, "Set labels…", role="list item")
    agent.key(keys="Return")
    agent.see(role="entry|text", name="Find or add a label")
    agent.type(text=LABEL)
    agent.see(role=BUTTON, name=f"Add “{LABEL}”")
    agent.key(keys="Return")
    agent.see(role="check box", name=LABEL, state="checked")
    agent.key(keys="Escape")
    agent.see(role="list item", name="Set labels…", state="focused", part=True)
    waited(lambda: stage.backend.sql(labelled) == "2", "the label did not arrive")
    stage.picture(agent, "94-labelled")
    agent.key(keys="ctrl+z")
    waited(lambda: stage.backend.sql(labelled) == "0", "the label was not taken back")
    agent.key(keys="Escape")
    agent.see(role="label", name=BETTER, nth=1)
    agent.see(role="list item", name="Urgent.", state="focused", part=True)


def one_by_one(stage, agent, admin, count):
    stage.say("She goes through the view ticket by ticket: leaves the first one, takes the second, and takes that back.")
    agent.key(keys="t")
    agent.see(role="label", name=f"1 of {count}")
    agent.key(keys="s")
    agent.see(role="label", name=f"2 of {count}")
    agent.key(keys="a")
    agent.see(role="label", name=f"3 of {count}")
    stage.picture(agent, "95-one-by-one")
    admin.see(role="list item", name="Assigned to Amélie Fournier", part=True)
    agent.key(keys="z")
    agent.see(role="label", name=f"2 of {count}")
    admin.gone(role="list item", name="Assigned to Amélie Fournier", part=True)
    decide(stage, agent, count)
    agent.key(keys="Escape")
    agent.see(role="list item", name="Urgent.", state="focused", part=True)


def decide(stage, agent, count):
    """The other decisions: a label, waiting for the client, closing."""
    stage.say("She labels it, says that it waits for the client, closes the next one, and takes that back.")
    agent.key(keys="l")
    agent.see(role="entry|text", name="Find or add a label", state="focused")
    agent.type(text=LABEL)
    agent.see(role=BUTTON, name=f"Add “{LABEL}”")
    agent.key(keys="Return")
    agent.see(role="check box", name=LABEL, state="checked")
    agent.key(keys="Escape")
    agent.gone(role="entry|text", name="Find or add a label")
    waited(lambda: stage.backend.sql(f"select count(*) from public.ticket_triage where '{LABEL}' = any (labels)") == "1", "the label did not arrive")
    waiting = "select count(*) from public.tickets where status = 'waiting_customer'"
    before = int(stage.backend.sql(waiting))
    agent.key(keys="w")
    agent.see(role="label", name=f"3 of {count}")
    waited(lambda: int(stage.backend.sql(waiting)) == before + 1, "nothing waits for the client")
    agent.key(keys="e")
    agent.see(role="label", name=f"4 of {count}")
    agent.key(keys="z")
    agent.see(role="label", name=f"3 of {count}")
    waited(lambda: agent.count(role=BUTTON, name="Status: Closed", part=True) == 0, "what was closed was not taken back")


def queue_journey(stage):
    """An administrator keeps a filter as a view and shares it; an agent works what it holds: several at once, and undoes it."""
    count = int(stage.backend.sql("select count(*) from public.tickets t join public.ticket_priorities p on p.id = t.priority_id"
                                  " where p.code = 'urgent'"))
    admin = stage.person("admin")
    agent = stage.person("agent")
    keep_view(stage, admin, count)
    follow_count(stage, agent, admin, count)
    stage.picture(agent, "92-shared")
    admin.focus()
    order_views(stage, agent, admin, BETTER)
    assign_all(stage, agent, admin, count + 1)
    label_two(stage, agent)
    one_by_one(stage, agent, admin, count + 1)
    arrange_list(stage, agent)
    ask_for_label(stage, agent, LABEL)
