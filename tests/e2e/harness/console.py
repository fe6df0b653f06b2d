# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The support console: the seventh journey, by keyboard."""
from .api import Curious
from .journeys import BUTTON, expect, waited
from .keyboard import tab_to, write_over

TITLE = "Charged twice for November"


def open_console(person, who):
    """To the console by keyboard, and to somebody in it."""
    person.see(role="list item", name="Inbox", part=True)
    person.key(keys="F6")
    tab_to(person, "Support", role="list item")
    person.key(keys="Return")
    person.see(role="entry|text", name="Name, e-mail or id", state="focused")
    person.type(text=who.split()[0])
    person.see(role="list item", name=who + ", ", part=True)
    person.key(keys="Return")
    person.see(name="Timeline", role="label|heading")


def seventh_journey(stage):
    """An incident from its opening to its closing, by keyboard; a step that somebody else made impossible is refused and explained; the record has
    all of it."""
    stage.say("Amélie opens the support console, and finds Nadia.")
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    open_console(agent, "Nadia Benali")
    stage.picture(agent, "71-person")

    stage.say("She opens an incident.")
    tab_to(agent, "Account actions", back=True)
    agent.key(keys="Return")
    agent.see(name="New Incident", part=True, role="menu item|push button|button")
    agent.key(keys="Return")
    agent.see(name="New Incident", role="label")
    agent.type(text=TITLE)
    tab_to(agent, "Description", role="text")
    agent.type(text="Two payments of the same day.")
    agent.key(keys="ctrl+Return")
    agent.see(role=BUTTON, name="Start", state="focused")
    incident = stage.backend.sql(f"select id from public.support_incidents where title = '{TITLE}'")
    expect(len(incident) == 36, f"the incident is not in the database: {incident}")
    agent.see(role="list item", name=TITLE, part=True)

    stage.say("She starts, and Jonas of operations resolves it meanwhile.")
    agent.key(keys="space")
    agent.see(role=BUTTON, name="Resolve", state="focused")
    stage.picture(agent, "72-incident")
    jonas = Curious(stage.backend.facts, "ops@desk.test")
    status, answer = jonas.call("POST", "/rest/v1/rpc/incident_update", {"incident_id": incident, "status": "resolved"})
    expect(status == 200, f"Jonas was refused: {status} {answer}")

    stage.say("Her step is refused, she reads why, and sees where it is now.")
    agent.key(keys="space")
    agent.see(name="The incident cannot take this step", part=True)
    agent.see(role=BUTTON, name="Take Up Again")
    stage.picture(agent, "73-refused")

    stage.say("She closes it; there is no step any more.")
    agent.see(role=BUTTON, name="Close", state="focused")
    agent.key(keys="space")
    agent.see(name="Closed for good", part=True)
    agent.gone(role=BUTTON, name="Take Up Again")
    stage.picture(agent, "74-closed")

    stage.say("The record has every step, and the one that was none.")
    record = stage.backend.sql("select string_agg(action || ' ' || status || coalesce(' ' || (details ->> 'code'), ''), ', ' order by id) "
                               f"from public.audit_events where target_id = '{incident}' and action <> 'support_incident_read'")
    expect(record == "support_incident_create ok, support_incident_update ok, support_incident_update ok, "
                     "support_incident_update refused incident_invalid_transition, support_incident_close ok", f"the record says: {record}")
    agent.key(keys="Escape")
    tab_to(agent, "Audit", role=BUTTON)
    agent.key(keys="space")
    agent.see(role="list item", name="Change of an incident refused: incident_invalid_transition", part=True)
    stage.picture(agent, "75-audit")
    ask_too_often(stage, agent)


def ask_too_often(stage, agent):
    stage.say("She asked too often in this minute: it says when she may again, and counts down.")
    stage.backend.sql("insert into private.support_calls (minute, user_id, role) select date_trunc('minute', now(), 'UTC') + n * interval '1 minute', "
                      "p.user_id, p.role from public.profiles p, generate_series(0, 1) n, generate_series(1, 120) where p.email = 'agent@desk.test'")
    agent.key(keys="F6")
    tab_to(agent, "Name, e-mail or id", role="entry|text")
    write_over(agent, "Paul")
    said = agent.see(name="Too many requests at once. Try again in", part=True)
    stage.picture(agent, "76-too-often")
    waited(lambda: agent.see(name="Too many requests at once. Try again in", part=True) != said, "the seconds do not go down")


def find(person, who):
    person.click(role="list item", name="Support|Assistance", part=False)
    person.see(role="entry|text", name="Name, e-mail or id|Nom, adresse ou identifiant", state="focused")
    person.type(text=who.split()[0])
    person.see(role="list item", name=who, part=True)
    person.key(keys="Return")
    person.see(name="Timeline|Chronologie", role="label|heading")
