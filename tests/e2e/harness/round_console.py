# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the support console."""
from .api import Curious
from .console import find
from .inspector import FIELD, look_at_popover
from .journeys import BUTTON


def look_at_console(inspector):
    agent = inspector.stage.person("agent at the console")
    inspector.stage.open_program(agent, "agent@desk.test")
    agent.click(role="list item", name="Support")
    agent.see(role=FIELD, name="Name, e-mail or id", state="focused")
    inspector.look(agent, "console")
    agent.click(role=FIELD, name="Name, e-mail or id")
    agent.type(text="Nadia")
    agent.see(role="list item", name="Nadia Benali, ", part=True)
    agent.key(keys="Return")
    agent.see(name="Timeline", role="label|heading")
    inspector.look(agent, "person")
    agent.click(role="list item", name="Faces on photographs", part=True)
    agent.see(name="Description", role="label|text")
    inspector.look(agent, "incident")
    agent.key(keys="Escape")
    agent.click(role=BUTTON, name="Privacy requests", part=True)
    agent.see(name="Note to the person")
    inspector.look(agent, "privacy request")


def look_at_erasing(inspector):
    """What an administrator sees before somebody is forgotten."""
    facts = inspector.stage.backend.facts
    Curious(facts, "client@south.test").call("POST", "/rest/v1/privacy_requests", {"kind": "erasure"})
    request = inspector.stage.backend.sql("select id from public.privacy_requests where kind = 'erasure'")
    Curious(facts, "agent@desk.test").call("POST", "/rest/v1/rpc/privacy_request_update",
                                           {"privacy_request_id": request, "status": "processing", "note": "We are preparing it."})
    admin = inspector.stage.person("administrator at the console")
    inspector.stage.open_program(admin, "admin@desk.test")
    find(admin, "Paul Moreau")
    look_at_popover(inspector, admin, "Account actions", "menu of the person", tab=False)
    admin.click(role="list item", name="Privacy request: Erasure", part=True)
    admin.see(role=BUTTON, name="Erase…")
    inspector.look(admin, "request to be erased")
    admin.click(role=BUTTON, name="Erase…")
    admin.see(name="This cannot be undone.", part=True)
    inspector.look(admin, "erase")


ROUND = [look_at_console, look_at_erasing]
