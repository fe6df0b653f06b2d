# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's side: a request filed by somebody who never saw the program, with a file and with the keyboard alone, followed to its end; and what
the person may ask about their own data."""
import os
import time

from .api import Curious
from .journeys import BUTTON, expect, picture_file, waited
from .keyboard import choose, open_my_data, tab_to
from .paper import save_conversation

SUBJECT = "Wrapping machine stops after two turns"
TEXT = "It beeps three times, then it stands still."
SOUTH = "c0000000-0000-4000-8000-000000000002"
NADIA = "a0000000-0000-4000-8000-000000000001"


def attach(person, path):
    """By its name, as whoever knows it would: the chooser's place for it opens with Ctrl+L."""
    tab_to(person, "Attach files", role=BUTTON)
    person.key(keys="Return")
    person.see(role="push button|button", name="_Attach", part=True)
    person.focus(title="Attach Files")
    person.key(keys="ctrl+l")
    person.see(role="text|entry", name="GtkFileChooserEntry", state="focused")
    person.type(text=path)
    person.key(keys="Return")
    person.see(name=path.rsplit("/", 1)[1], part=True)


def file_request(stage, client):
    began = time.monotonic()
    client.key(keys="ctrl+n")
    client.see(role="text|entry", name="Subject (required)")
    client.type(text=SUBJECT)
    client.key(keys="ctrl+Return")
    client.see(name="Choose the company that it is for")
    client.see(name="Describe the problem, a sentence is enough")
    choose(client, "Company (required)", "North Logistics", role=BUTTON)
    client.gone(name="Choose the company that it is for")
    choose(client, "Priority", "High. A part of our work stands still. First answer within 2\u00a0hours")
    client.see(name="First answer within 2\u00a0hours")
    choose(client, "Project", "Warehouse portal")
    tab_to(client, "Description (required)", role="text|entry")
    client.type(text=TEXT)
    client.gone(name="Describe the problem, a sentence is enough")
    attach(client, picture_file(stage.folder, "wrapping.png"))
    stage.picture(client, "91-client-request")
    client.key(keys="ctrl+Return")
    client.see(role="list item", name=SUBJECT, part=True)
    stage.say(f"It took her {time.monotonic() - began:.0f} s.")
    filed = waited(lambda: stage.backend.sql(
        "select c.name || ', ' || p.code || ', ' || j.name || ', ' || a.label from public.tickets t join public.clients c on c.id = t.client_id "
        "join public.ticket_priorities p on p.id = t.priority_id join public.projects j on j.id = t.project_id "
        f"join public.ticket_attachments a on a.ticket_id = t.id where t.subject = '{SUBJECT}'"), "the request is not in the database with its file")
    expect(filed == "North Logistics, high, Warehouse portal, wrapping.png", f"what was filed: {filed}")
    return stage.backend.sql(f"select id from public.tickets where subject = '{SUBJECT}'")


def state_of(stage, ticket):
    return stage.backend.sql(f"select status from public.tickets where id = '{ticket}'")


def ask_for_correction(stage, client):
    stage.say("She has something about herself corrected, and reads until when she hears of it.")
    open_my_data(client)
    client.see(name="Being worked on. Done by", part=True)
    tab_to(client, "Have something corrected", role="list item")
    client.key(keys="Return")
    client.see(name="Ask for a correction?", part=True)
    client.see(role=BUTTON, name="File Request", state="focused", part=True)
    client.key(keys="Return")
    client.see(role="list item", name="Have something corrected. Received. You hear from us by", part=True)
    stage.picture(client, "93-client-data")
    client.key(keys="Escape")
    client.gone(name="What you can ask for")
    asked = stage.backend.sql(f"select status from public.privacy_requests where user_id = '{NADIA}' and kind = 'rectification'")
    expect(asked == "requested", f"what she asked for is {asked or 'not there'}")


def follow_up(stage, client, ticket):
    stage.say("It stops once more: she files a follow-up of the request that is closed.")
    tab_to(client, "Follow-up Request", role=BUTTON)
    client.key(keys="Return")
    client.see(role="text|entry", name="Subject (required)", state="focused")
    expect(client.text(role="text|entry", name="Subject (required)") == SUBJECT, "the subject is another than that of the request")
    tab_to(client, "Description (required)", role="text|entry")
    again = "Today it stops after one turn."
    client.type(text=again)
    client.key(keys="ctrl+Return")
    client.see(role="label", name=again, nth=0)
    filed = f"select follow_up_of = '{ticket}' from public.tickets where subject = '{SUBJECT}' and id <> '{ticket}'"
    waited(lambda: stage.backend.sql(filed) == "t", "the follow-up is not in the database, or follows nothing")


def choose_notifications(client):
    client.key(keys="ctrl+comma")
    client.see(role="page tab", name="Notifications")
    tab_to(client, "Notifications", role="page tab")
    client.key(keys="space")
    tab_to(client, "Show the first words", role="list item|check box")
    client.key(keys="space")
    settings = os.path.join(client.home, ".config/glib-2.0/settings/keyfile")
    waited(lambda: os.path.exists(settings) and "notify-words=false" in open(settings, encoding="utf-8").read(), "what she chose is not kept")
    client.key(keys="Escape")
    client.gone(role="page tab", name="Notifications")


def client_journey(stage):
    """Somebody who never saw the program files a request with a file, follows it, opens it again and closes it, and asks for their data: by keyboard
    alone."""
    stage.say("Nadia belongs to two companies, and opens Guichet for the first time.")
    stage.backend.sql(f"insert into public.client_members (client_id, user_id) values ('{SOUTH}', '{NADIA}')")
    client = stage.person("client", (1000, 700))
    stage.open_program(client, "client@north.test")
    client.see(role=BUTTON, name="New Request")

    stage.say("She files a request with a file.")
    ticket = file_request(stage, client)
    agent = Curious(stage.backend.facts, "agent@desk.test")

    stage.say("Support answers, she replies, and it is resolved.")
    answer = "Please press the red button once."
    agent.call("POST", "/rest/v1/ticket_messages", {"ticket_id": ticket, "body": answer})
    client.see(name=answer, part=True)
    client.key(keys="r")
    client.see(role="text|entry", name="Write to Support", state="focused")
    reply = "It turns again, thank you"
    client.type(text=reply)
    client.key(keys="ctrl+Return")
    waited(lambda: stage.backend.sql(f"select count(*) from public.ticket_messages where body = '{reply}'") == "1", "her reply did not arrive")
    agent.call("PATCH", f"/rest/v1/tickets?id=eq.{ticket}", {"status": "resolved"})

    stage.say("The machine stops again: she opens the request again, and stays in the conversation.")
    tab_to(client, "Reopen", role=BUTTON, back=True)
    client.key(keys="Return")
    waited(lambda: state_of(stage, ticket) == "in_progress", "the request is not open again")
    client.gone(role=BUTTON, name="Reopen")
    client.see(role="panel", state="focused")
    stage.picture(client, "92-client-reopened")

    stage.say("She closes it by mistake, takes that back, and closes it in the end.")
    client.key(keys="e ctrl+z")
    client.see(name="Undone")
    client.see(role=BUTTON, name="Close Request")
    client.key(keys="e")
    client.see(role=BUTTON, name="Follow-up Request")

    stage.say("She keeps the conversation as a PDF.")
    kept = save_conversation(client, "request.pdf", button="Request menu")
    expect(SUBJECT in kept and answer in kept and reply in kept and "wrapping.png" in kept, f"the PDF holds something else: {kept}")

    ask_for_correction(stage, client)
    waited(lambda: state_of(stage, ticket) == "closed", "the request is not closed")
    expect(stage.backend.sql("select count(*) from public.ticket_events where kind = 'status' and new_value = 'closed' "
                             f"and ticket_id = '{ticket}'") == "1", "it was closed more than once")
    follow_up(stage, client, ticket)
    stage.say("She wants to be told that there is an answer, and not what it says.")
    choose_notifications(client)
