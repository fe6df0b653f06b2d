# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in a window that is as narrow as a telephone."""
from .inspector import FIELD, STORY
from .journeys import BUTTON


def look_at_narrow_client(inspector):
    client = inspector.stage.person("client at 360", (360, 720))
    inspector.stage.open_program(client, "client@south.test")
    subject = inspector.stage.backend.sql("select subject from public.tickets t join public.clients c on c.id = t.client_id "
                                          "where c.name like 'South%' order by t.last_activity_at desc limit 1")
    client.see(role="list item", name=subject, part=True)
    inspector.look(client, "list")
    client.click(role="list item", name=subject, part=True)
    client.see(role=FIELD, name="Write to Support")
    inspector.look(client, "conversation")


def look_at_narrow_settings(inspector):
    admin = inspector.stage.person("administrator at 360", (360, 720))
    inspector.stage.open_program(admin, "admin@desk.test")
    admin.click(role=BUTTON, name="Views")
    admin.click(role="list item", name="Desk settings")
    admin.see(role="list item", name="Categories")
    inspector.look(admin, "settings")
    for section, shown in (("Categories", "New category"), ("Priorities and targets", "Normal, First response"),
                           ("Members and roles", "New company")):
        admin.click(role="list item", name=section)
        admin.see(role=FIELD, name=shown)
        inspector.look(admin, section)
        admin.key(keys="Escape")
        admin.see(role="list item", name="Desk")


def look_at_narrow_console(inspector, agent):
    agent.key(keys="Escape")
    agent.see(role="list item", name=STORY, part=True)
    agent.click(role=BUTTON, name="Views")
    agent.click(role="list item", name="Support")
    agent.see(role=FIELD, name="Name, e-mail or id")
    inspector.look(agent, "console")
    agent.click(role=FIELD, name="Name, e-mail or id")
    agent.type(text="Nadia")
    agent.see(role="list item", name="Nadia Benali, ", part=True)
    agent.key(keys="Return")
    agent.see(name="Timeline", role="label|heading")
    inspector.look(agent, "person")
    agent.click(role=BUTTON, name="Privacy requests", part=True)
    agent.see(name="Note to the person")
    inspector.look(agent, "privacy request")


def look_at_narrow_agent(inspector):
    agent = inspector.stage.person("agent at 360", (360, 720))
    inspector.stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name=STORY, part=True)
    inspector.look(agent, "queue")
    agent.click(role="list item", name=STORY, part=True)
    agent.see(role=FIELD, name="Reply to", part=True)
    inspector.look(agent, "conversation")
    look_at_narrow_console(inspector, agent)
    inspector.stage.backend.stop()
    agent.see(name="Offline", part=True)
    inspector.look(agent, "offline", tab=False)


ROUND = [look_at_narrow_client, look_at_narrow_settings, look_at_narrow_agent]
