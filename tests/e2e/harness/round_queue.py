# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of an agent at the queue."""
from .inspector import FIELD, STORY, look_at_popover, look_at_preferences, look_at_window
from .journeys import BUTTON, open_ticket
from .keyboard import tab_to


def look_at_agent(inspector):
    agent = inspector.stage.person("agent")
    inspector.stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name=STORY, part=True)
    inspector.look(agent, "queue")
    open_ticket(agent, STORY)
    agent.see(role=FIELD, name="Reply to", part=True)
    inspector.look(agent, "conversation")
    for button, page, tab in (("Status: ", "statuses", True), ("Assignee: ", "assignees", True), ("Labels: ", "labels", True),
                              ("Concerns ", "companies concerned", True), ("Why these deadlines?", "deadlines", False),
                              ("Insert a canned reply", "canned replies", True)):
        look_at_popover(inspector, agent, button, page, tab)
    agent.click(role=BUTTON, name="Internal note")
    agent.see(role=FIELD, name="Only staff sees this")
    inspector.look(agent, "internal note")
    agent.type(text="Line seven")
    agent.see(name="Draft saved")
    inspector.look(agent, "internal note begun", tab=False)
    agent.key(keys="Escape ctrl+k")
    agent.type(text="invoice")
    agent.see(role="list item", name="nvoice", part=True)
    inspector.look(agent, "palette", tab=False)
    agent.key(keys="Escape")
    agent.click(role="list item", name=STORY, part=True)
    agent.key(keys="shift+Down")
    agent.see(name="2 tickets selected")
    inspector.look(agent, "two selected")
    agent.key(keys="Escape")


def look_at_windows(inspector):
    """What stands before the queue, and what takes its place."""
    agent = inspector.stage.person("agent at windows")
    inspector.stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name=STORY, part=True)
    agent.click(role="list item", name=STORY, part=True)
    agent.see(role=FIELD, name="Reply to", part=True)
    agent.key(keys="t")
    agent.see(role="label", name="1 of ", part=True)
    inspector.look(agent, "triage")
    agent.key(keys="Escape")
    agent.gone(role="label", name="1 of ", part=True)
    look_at_preferences(inspector, agent, [("General", "Colours"), ("Notifications", "When a ticket is filed"), ("Writing", "Undo send")])
    look_at_window(inspector, agent, "ctrl+question", "Print the conversation", "shortcuts")
    open_ticket(agent, STORY)
    agent.click(role=BUTTON, name="Insert a canned reply", part=True)
    tab_to(agent, "Manage…", role=BUTTON)
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="New canned reply")
    inspector.look(agent, "own canned replies")
    agent.click(role=BUTTON, name="New canned reply")
    agent.see(role=FIELD, name="Title")
    inspector.look(agent, "own canned reply")


ROUND = [look_at_agent, look_at_windows]
