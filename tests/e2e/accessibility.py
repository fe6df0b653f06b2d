# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every page of every role as somebody does who hears the screen, or who has a keyboard alone: each control says what it is and
is reached by Tab, Tab comes round and goes as one reads, and words stand out from what is behind them, in the light, in the dark and in
high contrast."""
import argparse
import sys

from harness.journeys import BUTTON, open_ticket
from harness.stage import Failed, Stage

STORY = "Invoice shows a wrong total after the VAT change"
FIELD = "text|entry"
POPOVER = "GtkPopoverContent"           # what shows while one is open


class Inspector:
    """Keeps what was found wrong, and says of each page what was looked at."""

    def __init__(self, stage):
        self.stage = stage
        self.problems = []
        self.pages = 0
        self.lowest = {}

    def look(self, person, page, tab=True):
        """Everything that can be said of the page that a person has before them."""
        found = person.examine(tab=tab)
        for fault in found["faults"]:
            self.problems.append(f"{person.name}, {page}: {fault}")
            print(self.problems[-1], file=sys.stderr, flush=True)
        for look, ratio in found["lowest"].items():
            self.lowest[look] = min(self.lowest.get(look, ratio), ratio)
        self.pages += 1
        ratios = ", ".join(f"{look} {ratio:.1f}" for look, ratio in found["lowest"].items())
        self.stage.say(f"{person.name}, {page}: {found['controls']} controls, {len(found['stops'])} stops of Tab, {found['texts']} texts; {ratios}")


def look_at_popover(inspector, person, button, page, tab=True):
    person.click(role=BUTTON, name=button, part=True)
    person.see(role="filler", name=POPOVER)
    person.point(x=person.size[0] // 2, y=1)        # away from the button, whose tooltip would come
    inspector.look(person, page, tab)
    person.key(keys="Escape")
    person.gone(role="filler", name=POPOVER)


def look_at_window(inspector, person, keys, name, page, tab=True):
    """Opens a window of its own, and closes it again."""
    person.key(keys=keys)
    person.see(name=name, part=True)
    inspector.look(person, page, tab)
    person.key(keys="Escape")
    person.gone(name=name, part=True)


def look_at_stranger(inspector):
    stranger = inspector.stage.person("somebody new", (560, 660))
    inspector.stage.open_program(stranger)
    stranger.see(role=FIELD, name="Server address")
    inspector.look(stranger, "sign in")


def look_at_client(inspector):
    client = inspector.stage.person("client", (1000, 700))
    inspector.stage.open_program(client, "client@north.test")
    client.see(role="list item", name=STORY, part=True)
    inspector.look(client, "list")
    client.key(keys="F10")
    client.see(role="menu item", name="Preferences")
    inspector.look(client, "main menu", tab=False)
    client.key(keys="Escape")
    look_at_popover(inspector, client, "Filter and sort", "filters")
    open_ticket(client, STORY)
    client.see(role=FIELD, name="Write to Support")
    inspector.look(client, "conversation")
    look_at_popover(inspector, client, "Ticket menu", "menu of the ticket")
    look_at_window(inspector, client, "ctrl+n", "Description", "new request")
    look_at_window(inspector, client, "ctrl+comma", "Colours", "preferences")


def look_at_narrow_client(inspector):
    client = inspector.stage.person("client at 360", (360, 720))
    inspector.stage.open_program(client, "client@south.test")
    subject = inspector.stage.backend.sql("select subject from public.tickets t join public.clients c on c.id = t.client_id "
                                          "where c.name like 'South%' order by t.last_activity_at desc limit 1")
    client.see(role="list item", name=subject, part=True)
    inspector.look(client, "list")
    open_ticket(client, subject)
    client.see(role=FIELD, name="Write to Support")
    inspector.look(client, "conversation")


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
    look_at_window(inspector, agent, "ctrl+comma", "Colours", "preferences")


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


def look_at_figures(inspector):
    ops = inspector.stage.person("operations")
    inspector.stage.open_program(ops, "ops@desk.test")
    ops.click(role="list item", name="Reports")
    ops.see(role=BUTTON, name="Tables")
    ops.see(name="met", part=True)
    inspector.look(ops, "reports")
    ops.click(role="list item", name="E-mail log")
    ops.see(role="label", name="client@north.test")
    inspector.look(ops, "e-mail log")
    ops.click(role="list item", name="Audit log")
    ops.see(role="label", name="Done")
    inspector.look(ops, "audit log")


def look_at_settings(inspector):
    admin = inspector.stage.person("administrator")
    inspector.stage.open_program(admin, "admin@desk.test")
    admin.click(role="list item", name="Desk settings")
    admin.see(role=FIELD, name="New category")
    inspector.look(admin, "categories")
    for section, name in (("Priorities and targets", "Normal, First response"), ("Calendars", "New calendar"),
                          ("E-mail templates", "Acknowledgement"), ("Members and roles", "New company"), ("Desk", "Name of the desk")):
        admin.click(role="list item", name=section)
        admin.see(role=FIELD + "|list item", name=name, part=True)
        inspector.look(admin, section)


def look_at_narrow_agent(inspector):
    agent = inspector.stage.person("agent at 360", (360, 720))
    inspector.stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name=STORY, part=True)
    inspector.look(agent, "queue")
    open_ticket(agent, STORY)
    agent.see(role=FIELD, name="Reply to", part=True)
    inspector.look(agent, "conversation")
    inspector.stage.backend.stop()
    agent.see(name="Offline", part=True)
    inspector.look(agent, "offline", tab=False)


ROUNDS = {
    "clients": [look_at_stranger, look_at_client, look_at_narrow_client],
    "staff": [look_at_agent, look_at_console, look_at_narrow_agent],
    "desk": [look_at_figures, look_at_settings],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("who", choices=list(ROUNDS))
    options = parser.parse_args()
    rounds = ROUNDS[options.who]
    done = []
    try:
        with Stage(options.build) as stage:
            inspector = Inspector(stage)
            for look in rounds:
                look(inspector)
                done.append(look)
    except Failed:
        return 1
    print(f"{inspector.pages} pages, {len(inspector.problems)} faults; lowest contrast: "
          + ", ".join(f"{look} {ratio:.2f}" for look, ratio in inspector.lowest.items()))
    return 0 if not inspector.problems and len(done) == len(rounds) else 1


sys.exit(main())
