# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong at a help desk, and what the person is told: a sentence that one can act on, and nothing lost."""
import os
import signal

from .api import Curious
from .journeys import BUTTON, expect, open_ticket, waited, write


def fill_in(person, server, key, email, password, submit=True):
    """Fills the page for signing in by keyboard alone, from its first field, and signs in."""
    person.click(role="text|entry", name="Server address")
    for text in (server, key, email, password):
        person.key(keys="ctrl+a")
        person.type(text=text)
        person.key(keys="Tab")
        while person.count(role="push button|button", state="focused"):     # past the button that shows the password
            person.key(keys="Tab")
    if submit:
        person.act(role=BUTTON, name="Sign in")


def signing_in(stage):
    facts = stage.backend.facts
    person = stage.person("stranger", (640, 720))
    stage.open_program(person)

    person.see(role="label", name="File requests, follow them, answer them.\nYour help desk tells you its address and its key.\n"
                                  "What you write is kept, even offline.")
    stage.say("A wrong password.")
    fill_in(person, facts["url"], facts["publishable_key"], "client@north.test", "not-the-password")
    person.see(name="E-mail address and password do not match", part=True)
    stage.picture(person, "61-wrong-password")

    stage.say("A wrong key.")
    fill_in(person, facts["url"], "sb_publishable_aaaaaaaaaaaaaaaaaaaaaa_bbbbbbbb", "client@north.test", "guichet-demo")
    person.see(name="The server does not accept the project key", part=True)

    stage.say("A code in place of a password, which this server cannot send: the page says so, and goes on.")
    fill_in(person, facts["url"], facts["publishable_key"], "client@north.test", "guichet-demo", submit=False)
    person.act(role=BUTTON, name="Send a one-time code instead")
    person.see(name="This server sends no codes by e-mail. Sign in with your password.")
    stage.picture(person, "61b-no-codes")

    stage.say("No server at that address.")
    fill_in(person, "http://127.0.0.1:1", facts["publishable_key"], "client@north.test", "guichet-demo")
    person.see(name="The server cannot be reached|There is no help desk at this address", part=True)
    expect(person.secrets() == 0, "a session was kept that never was")

    stage.say("And then the right words.")
    fill_in(person, facts["url"], facts["publishable_key"], "client@north.test", "guichet-demo")
    person.see(role=BUTTON, name="New Request")
    waited(lambda: person.secrets() == 1, "the session is not in the keyring")
    person.signal(number=signal.SIGTERM)


def a_file_over_the_limit(stage, client):
    stage.say("A file over the limit is refused before it is sent, and says why.")
    huge = os.path.join(stage.folder, "huge.iso")
    with open(huge, "wb") as file:
        file.truncate(51 * 1024 * 1024)
    client.drop(files=[huge], role="text|entry", name="Write to Support")
    client.see(name="The file is too large", part=True)
    stage.picture(client, "62-too-large")
    client.click(role=BUTTON, name="Cancel huge.iso")
    client.gone(name="huge.iso", part=True)


def a_refused_reply(stage, client):
    stage.say("The ticket is closed by somebody while a reply waits: the reply is refused, and kept.")
    subject = "Map shows the depot in the wrong street"
    open_ticket(client, subject)
    stage.backend.stop()
    client.see(name="Offline", part=True)
    text = "The depot moved to the other side of the road in May"
    write(client, text)
    client.see(name="Waiting to send", part=True)
    client.signal(number=signal.SIGSTOP)
    stage.backend.start()
    admin = Curious(stage.backend.facts, "admin@desk.test")
    status, answer = admin.call("PATCH", f"/rest/v1/tickets?subject=eq.{subject.replace(' ', '%20')}", {"status": "closed"})
    expect(status == 204, f"closing answered {status} {answer}")
    client.signal(number=signal.SIGCONT)
    client.see(name="This request is closed", part=True)
    client.see(role=BUTTON, name="Retry")
    stage.picture(client, "63-refused")
    client.see(name=text, part=True)
    expect(stage.backend.sql(f"select count(*) from public.ticket_messages where body = '{text}'") == "0", "a refused reply was taken")


def a_server_that_stops_half_way(stage, client):
    stage.say("The server stops while a ticket is filed: it is kept, and filed once when the server is back.")
    client.click(role=BUTTON, name="New Request")
    subject = "Scales in hall two show half the weight"
    client.click(role="text|entry", name="Subject", part=True)
    client.type(text=subject)
    client.click(role="text|entry", name="Description", part=True)
    client.type(text="Since the power cut.")
    stage.backend.stop()
    client.click(role=BUTTON, name="Send", nth=-1)
    client.see(role="list item", name=subject, part=True)
    stage.backend.start()
    waited(lambda: stage.backend.sql(f"select count(*) from public.tickets where subject = '{subject}'") == "1",
           "the ticket did not arrive", patience=60)
    messages = stage.backend.sql("select count(*) from public.ticket_messages m join public.tickets t on t.id = m.ticket_id "
                                 f"where t.subject = '{subject}'")
    expect(messages == "1", f"its message stands {messages} times in the database")


def troubles_journey(stage):
    """Wrong password, wrong key, no server, a file over the limit, a refused write, a server that stops half way."""
    signing_in(stage)
    client = stage.person("client", (1000, 700))
    stage.open_program(client, "client@north.test")
    open_ticket(client, "All parcels of today show")
    a_file_over_the_limit(stage, client)
    a_refused_reply(stage, client)
    a_server_that_stops_half_way(stage, client)
