# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ticket that concerns several companies, and one that concerns all, seen from each side."""
import uuid

from .api import Curious
from .journeys import BUTTON, expect, open_ticket

SUBJECT = "The warehouse in Lyon is closed today"
BETWEEN_US = "Please keep our order number between us"
NEWS = "Lyon opens again at noon"
FOR_ALL = "All deliveries leave an hour later today"


def file_ticket(stage):
    """The request of a client of North, filed by another program of hers."""
    north = Curious(stage.backend.facts, "client@north.test")
    ticket = str(uuid.uuid4())
    status, _row = north.call("POST", "/rest/v1/rpc/create_ticket", {"id": ticket, "client_id": north.rows("clients")[0]["id"],
                                                                     "subject": SUBJECT, "body": BETWEEN_US})
    expect(status == 200, f"filing answered {status}")
    return ticket


def announce(agent, text):
    """Chooses the announcement, and writes it."""
    agent.click(role=BUTTON, name="Announcement")
    agent.click(role="text|entry", name="Write an announcement", part=True)
    agent.type(text=text)
    agent.key(keys="ctrl+Return")


def sixth_journey(stage):
    """A ticket that concerns several companies, and one that concerns all, seen from each side."""
    agent = stage.person("agent")
    south = stage.person("south", (1000, 700))
    stage.open_program(agent, "agent@desk.test")
    stage.open_program(south, "client@south.test")
    south.see(role=BUTTON, name="New Request")
    agent.see(name="Inbox", role="label", part=False)
    ticket = file_ticket(stage)
    agent.see(role="list item", name=SUBJECT, part=True)
    open_ticket(agent, SUBJECT)
    agent.see(name=BETWEEN_US, part=True)
    south.gone(role="list item", name=SUBJECT, part=True)

    stage.say("Amélie says that it concerns South too, by keyboard; Paul sees it without a reload.")
    agent.click(role=BUTTON, name="alone. Change", part=True)
    agent.see(role="text|entry", name="Find a company", part=True)
    agent.type(text="south")
    agent.key(keys="Return")
    stage.picture(agent, "60-agent-scope")
    agent.key(keys="ctrl+Return")
    agent.see(role=BUTTON, name="South Bakery as well. Change", part=True)
    south.see(role="list item", name=SUBJECT, part=True)

    stage.say("She announces something; Paul reads that and nothing else, and has nowhere to write.")
    announce(agent, NEWS)
    agent.see(name=NEWS, part=True)
    stage.picture(agent, "61-agent-announced")
    open_ticket(south, SUBJECT)
    south.see(name=NEWS, part=True)
    south.see(name="Another company filed this request. You read here what Support announces.")
    south.gone(name=BETWEEN_US, part=True)
    south.gone(role="text|entry", name="Write to Support", part=True)
    stage.picture(south, "62-south-affected")

    stage.say("It comes to concern everybody: the announcement is asked about once.")
    agent.click(role=BUTTON, name="South Bakery as well. Change", part=True)
    agent.see(role="text|entry", name="Find a company", part=True)
    agent.key(keys="Tab")
    agent.key(keys="Tab")
    agent.key(keys="space")
    agent.see(name="Every client sees the request and its announcements, not the conversation.")
    agent.key(keys="ctrl+Return")
    agent.see(role=BUTTON, name="Concerns all companies. Change")
    announce(agent, FOR_ALL)
    agent.see(name="Announce to all companies?")
    agent.key(keys="alt+a")
    south.see(name=FOR_ALL, part=True)
    said = stage.backend.sql(f"select count(*) from public.ticket_messages where ticket_id = '{ticket}' and visibility = 'announcement'")
    expect(said == "2", f"{said} announcements stand in the database")

    stage.say("Amélie looks why it is due when it is.")
    agent.click(role=BUTTON, name="Why these deadlines?")
    agent.see(name="Resolve by")
    stage.picture(agent, "63-agent-deadline")
    agent.key(keys="Escape")
