# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journeys of two people, step by step. The demo plays the first; the tests play all of them."""
import os
import signal
import subprocess
import time

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
    person.see(name=subject, role="label|heading|static", part=False)


def write(person, text, button="Send"):
    """Puts the words into the composer that shows, by keyboard, and sends them with the button."""
    person.click(role="text|entry", name="seen by", part=True) if button == "Reply" else None
    person.type(text=text)
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
    agent.see(name="delivery-note.png", part=True)
    stage.picture(agent, "04-agent-conversation")

    stage.say("Nadia looks at another request meanwhile; Amélie answers.")
    client.click(role="list item", nth=-1)
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


def stop_processes(stage):
    for person in stage.people:
        if person.running():
            person.signal(number=signal.SIGTERM)
