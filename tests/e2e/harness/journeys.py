# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journeys of two people, step by step. The demo plays the first; the tests play all of them."""
import json
import os
import signal
import subprocess
import threading
import time
import uuid

from .api import Curious
from .stage import Failed

BUTTON = "push button|button|toggle button"
SUBJECT = "Two pallets of our order are missing"
QUESTION = "The truck of this morning brought four pallets, the order says six. A photo of the delivery note is attached."
ANSWER = "Thank you for the photo. The two pallets stand in Lyon and leave tonight."


def picture_file(folder, name="delivery-note.png"):
    """A small photo, made here, for somebody to drop."""
    path = os.path.join(folder, name)
    subprocess.run(["convert", "-size", "600x400", "xc:#fdfdfb", "-fill", "#3584e4", "-draw", "rectangle 0,0 600,56", "-fill", "#9a9996",
                    "-draw", "rectangle 40,110 360,128", "-draw", "rectangle 40,160 300,178", "-draw", "rectangle 40,210 330,228",
                    "-fill", "none", "-stroke", "#c01c28", "-strokewidth", "6", "-draw", "rectangle 400,250 560,330", path], check=True)
    return path


def expect(true, words):
    if not true:
        raise Failed(words)


def open_ticket(person, subject):
    person.click(role="list item", name=subject, part=True)
    person.see(role="label", name=subject, part=True, nth=1)       # in the list, and as the title of the conversation


def write(person, text, button="Send", picture=None):
    """Puts the words into the composer that shows, by keyboard, and sends them with the button."""
    person.click(role="text|entry", name="Only staff sees this" if button == "Add note" else "Write to Support|Reply to", part=True)
    person.type(text=text)
    if picture:
        picture()
    person.click(role=BUTTON, name=button)


def first_journey(stage):
    """A client files a ticket with a dropped file; staff sees it without a reload and answers; the client sees the answer live and gets a
    notification, whose click opens the ticket."""
    stage.say("Nadia, a client of North, and Amélie, a support agent, each open Guichet.")
    client = stage.person("client", (1000, 700))
    agent = stage.person("agent")
    stage.open_program(client, "client@north.test")
    stage.open_program(agent, "agent@desk.test")
    agent.see(name="Inbox", role="label", part=False)
    client.see(role=BUTTON, name="New Request")
    stage.say("Both are signed in; the tokens are in their keyrings.")
    stage.picture(agent, "01-agent-queue")
    stage.picture(client, "02-client-requests")
    expect(client.secrets() >= 1, "the client's keyring holds no session")

    stage.say("Nadia writes a new request and drops a photo on it.")
    client.click(role=BUTTON, name="New Request")
    client.click(role="text|entry", name="Subject", part=True)
    client.type(text=SUBJECT)
    client.click(role="text|entry", name="Description", part=True)
    client.type(text=QUESTION)
    client.drop(files=[picture_file(stage.folder)], role="text|entry", name="Description", part=True)
    client.see(name="delivery-note.png", part=True)
    stage.picture(client, "03-client-new-request")
    client.click(role=BUTTON, name="Send")

    stage.say("It shows at once in her list, and in Amélie's queue without a reload.")
    began = time.monotonic()
    client.see(role="list item", name=SUBJECT, part=True)
    agent.see(role="list item", name=SUBJECT, part=True)
    stage.say(f"Amélie saw it {time.monotonic() - began:.1f} s after Nadia's click.")
    agent.notified(title=SUBJECT)
    open_ticket(agent, SUBJECT)
    agent.see(name=QUESTION, part=True)
    agent.see(role=BUTTON, name="Send and change the status")
    agent.see(name="delivery-note.png", part=True)
    stage.picture(agent, "04-agent-conversation")

    stage.say("Nadia looks at another request meanwhile; Amélie answers.")
    open_ticket(client, "All parcels of today show")
    agent.click(role="text|entry", name="Reply to", part=True)
    agent.type(text=ANSWER)
    stage.picture(agent, "05-agent-reply")
    agent.click(role=BUTTON, name="Send")
    agent.see(name=ANSWER, part=True)

    stage.say("Nadia's desktop notifies her; she clicks the notification and reads the answer.")
    client.notified(title=SUBJECT, body=ANSWER[:20])
    stage.picture(client, "06-client-notified")
    client.click_notification()
    client.see(name=ANSWER, part=True)
    stage.picture(client, "07-client-answer")
    number = stage.backend.sql(f"select count(*) from public.ticket_messages where body = '{ANSWER}'")
    expect(number == "1", f"the answer stands {number} times in the database")
    stage.say("The answer is in the database once.")


def second_journey(stage):
    """A client never sees another client's ticket: not by the list, by search, by a guessed id, by storage, live, or in what is kept on disk."""
    stage.say("Paul is a client of South; Nadia, of North, files a ticket with a file.")
    south = stage.person("south", (1000, 700))
    stage.open_program(south, "client@south.test")
    south.see(role=BUTTON, name="New Request")
    own = stage.backend.sql("select subject from public.tickets t join public.clients c on c.id = t.client_id "
                            "where c.name like 'South%' order by t.last_activity_at desc limit 1")
    south.see(role="list item", name=own, part=True)
    north = Curious(stage.backend.facts, "client@north.test")
    company = north.rows("clients")[0]["id"]
    secret = "Bottling line four stops every hour"
    ticket = str(uuid.uuid4())
    status, _row = north.call("POST", "/rest/v1/rpc/create_ticket", {"id": ticket, "client_id": company, "subject": secret, "body": secret})
    expect(status == 200, f"filing answered {status}")
    path = f"tickets/{ticket}/{uuid.uuid4()}-line.txt"
    status, _answer = north.call("POST", f"/storage/v1/object/project-files/{path}", "line four")
    expect(status == 200, f"the upload answered {status}")
    status, answer = north.call("POST", "/rest/v1/ticket_attachments", {"ticket_id": ticket, "label": "line.txt", "storage_path": path})
    expect(status == 201, f"naming the file answered {status} {answer}")

    stage.say("Paul files one too, afterwards: when his shows, Nadia's would have shown.")
    paul = Curious(stage.backend.facts, "client@south.test")
    mine = "Our bread slicer needs a new blade"
    paul.call("POST", "/rest/v1/rpc/create_ticket", {"id": str(uuid.uuid4()), "client_id": paul.rows("clients")[0]["id"], "subject": mine,
                                                     "body": mine})
    south.see(role="list item", name=mine, part=True)
    expect(south.count(role="list item", name=secret, part=True) == 0, "South's list shows North's ticket")
    stage.picture(south, "21-south-list")

    stage.say("He searches for it.")
    south.key(keys="ctrl+f")
    south.type(text="Bottling")
    south.see(name="No request matches|No ticket matches|No Results|No result")
    stage.picture(south, "22-south-search")

    stage.say("He guesses ids and paths, and asks the server directly.")
    for table, filters in (("tickets", {"id": f"eq.{ticket}"}), ("ticket_messages", {"ticket_id": f"eq.{ticket}"}),
                           ("ticket_events", {"ticket_id": f"eq.{ticket}"}), ("ticket_attachments", {"ticket_id": f"eq.{ticket}"}),
                           ("ticket_company_link", {"ticket_id": f"eq.{ticket}"}), ("clients", {"id": f"eq.{company}"}),
                           ("tickets", {"subject": f"eq.{secret}"})):
        found = paul.rows(table, **filters)
        expect(found == [], f"{table} tells South: {found}")
    embedded = paul.rows("clients", select="name,tickets(subject,ticket_messages(body))")
    expect(secret not in json.dumps(embedded), "an embedded select tells South of North's ticket")
    for method, where, body in (("GET", f"object/project-files/{path}", None), ("GET", f"object/authenticated/project-files/{path}", None),
                                ("POST", f"object/sign/project-files/{path}", {"expiresIn": 60}),
                                ("POST", f"object/upload/sign/project-files/tickets/{ticket}/x.txt", {}),
                                ("POST", f"object/project-files/tickets/{ticket}/{uuid.uuid4()}-x.txt", "x")):
        status, answer = paul.call(method, "/storage/v1/" + where, body)
        expect(status >= 400 and "line four" not in str(answer), f"{method} {where} answered {status} {answer}")
    status, listed = paul.call("POST", "/storage/v1/object/list/project-files", {"prefix": f"tickets/{ticket}"})
    expect(status == 200 and listed == [], f"the listing of the folder answered {status} {listed}")
    status, _answer = paul.call("POST", "/rest/v1/ticket_messages", {"ticket_id": ticket, "body": "hello"})
    expect(status in (401, 403, 404), f"writing into it answered {status}")

    stage.say("Nothing of it is kept in what his program wrote on disk.")
    expect(not kept_on_disk(south, secret), "South's cache holds North's ticket")


def third_journey(stage):
    """An internal note and its attachment never reach a client."""
    stage.say("Nadia has a request open; Amélie opens the same.")
    client = stage.person("client", (1000, 700))
    agent = stage.person("agent")
    stage.open_program(client, "client@north.test")
    stage.open_program(agent, "agent@desk.test")
    nadia = Curious(stage.backend.facts, "client@north.test")
    subject = "Scanner reads every label twice"
    ticket = str(uuid.uuid4())
    nadia.call("POST", "/rest/v1/rpc/create_ticket", {"id": ticket, "client_id": nadia.rows("clients")[0]["id"], "subject": subject,
                                                      "body": "Since Monday."})
    open_ticket(client, subject)
    open_ticket(agent, subject)
    before = nadia.rows("tickets", id=f"eq.{ticket}")

    stage.say("Amélie writes an internal note and drops a file on it.")
    note = "Firmware 2.1 is the culprit, do not promise a date"
    agent.click(role=BUTTON, name="Internal note")
    agent.click(role="text|entry", name="Only staff sees this")
    agent.type(text=note)
    agent.drop(files=[picture_file(stage.folder, "firmware-secret.png")], role="text|entry", name="Only staff sees this")
    agent.see(name="firmware-secret.png", part=True)
    stage.picture(agent, "31-agent-note")
    agent.click(role=BUTTON, name="Add note")
    path = waited(lambda: stage.backend.sql(f"select storage_path from public.ticket_attachments where ticket_id = '{ticket}' and visibility = 'internal'"),
                  "the note's file did not arrive in the database")
    expect(stage.backend.sql(f"select visibility from public.ticket_messages where body = '{note}'") == "internal", "the note is not internal")
    expect(nadia.rows("tickets", id=f"eq.{ticket}") == before, "the note changed the ticket's row, which the client may read")

    stage.say("Then a public answer: when Nadia sees that, the note would have reached her too.")
    answer = "We found the cause and are testing a fix"
    agent.click(role=BUTTON, name="Reply")
    write(agent, answer)
    client.see(name=answer, part=True)
    stage.picture(client, "32-client-without-note")
    heard = "\n".join(client.outline())
    expect(note not in heard and "firmware-secret" not in heard and "Internal note" not in heard, "the client's screen tells of the note")
    expect(not any("Firmware" in body for _title, body in client.notifications()), "a notification tells of the note")

    stage.say("She asks the server directly, with every guess.")
    expect(all(m["visibility"] == "public" for m in nadia.rows("ticket_messages", ticket_id=f"eq.{ticket}")), "messages tell of the note")
    expect(nadia.rows("ticket_attachments", storage_path=f"eq.{path}") == [], "the attachment's row is readable")
    expect(nadia.rows("ticket_triage", ticket_id=f"eq.{ticket}") == [], "the triage row is readable")
    for method, where, body in (("GET", f"object/project-files/{path}", None), ("POST", f"object/sign/project-files/{path}", {"expiresIn": 60})):
        status, told = nadia.call(method, "/storage/v1/" + where, body)
        expect(status >= 400, f"{method} {where} answered {status} {told}")
    expect(not kept_on_disk(client, note) and not kept_on_disk(client, "firmware-secret"), "the client's cache holds the note")


def fifth_journey(stage):
    """Offline: write, kill the program, start it, go online: delivered exactly once."""
    stage.say("Nadia has a request open when the network goes.")
    client = stage.person("client", (1000, 700))
    stage.open_program(client, "client@north.test")
    subject = stage.backend.sql("select t.subject from public.tickets t join public.clients c on c.id = t.client_id where c.name like 'North%' "
                                "and t.status = 'in_progress' order by t.last_activity_at desc limit 1")
    open_ticket(client, subject)
    stage.backend.stop()
    client.see(name="Offline", part=True)

    stage.say("She writes an answer. It is kept, and marked.")
    text = "The driver called back, both pallets arrived"
    write(client, text)
    client.see(name=text, part=True)
    client.see(name="Waiting to send", part=True)
    stage.picture(client, "51-client-offline")

    stage.say("The program is killed, and started again, still without a network.")
    client.signal(number=signal.SIGKILL)
    stage.open_program(client)
    open_ticket(client, subject)
    client.see(name=text, part=True)
    client.see(name="Waiting to send", part=True)
    stage.picture(client, "52-client-after-kill")

    stage.say("The network comes back: delivered exactly once.")
    stage.backend.start()
    client.gone(name="Waiting to send", part=True, patience=60)
    count = stage.backend.sql(f"select count(*) from public.ticket_messages where body = '{text}'")
    expect(count == "1", f"the answer stands {count} times in the database")
    expect(client.count(role="label|text|static", name=text) == 1, "the answer shows more than once")
    stage.picture(client, "53-client-delivered")

    stage.say("Signing out takes the session from the keyring.")
    expect(client.secrets() >= 1, "the session was not in the keyring")
    client.click(role=BUTTON, name="Main menu")
    client.act(role="menu item", name="Sign Out")
    waited(lambda: client.secrets() == 0, "the session is still in the keyring")
    client.see(role="text|entry", name="E-mail")
    stage.picture(client, "54-client-signed-out")


def kept_on_disk(person, words):
    """Whether any file of that person's home holds these words."""
    wanted = words.encode()
    for folder, _folders, files in os.walk(person.home):
        for name in files:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    if wanted in file.read():
                        return True
            except FileNotFoundError:
                # Gone since the folder was listed, and its words with it.
                continue
    return False


def waited(look, problem, patience=90):
    """Asks again until there is an answer."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        threading.Event().wait(0.05)
    raise Failed(problem)
