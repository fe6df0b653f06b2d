# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every page of every role as somebody does who hears the screen, or who has a keyboard alone: each control says what it is and
is reached by Tab, Tab comes round and goes as one reads, and words stand out from what is behind them, in the light, in the dark and in
high contrast."""
import argparse
import sys
import threading

from harness.journeys import BUTTON, open_ticket
from harness.stage import Failed, Stage

STORY = "Invoice shows a wrong total after the VAT change"
FIELD = "text|entry"
ITEM = "menu item|push button|button"


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
    client.see(role=ITEM, name="Preferences")
    inspector.look(client, "main menu", tab=False)
    client.key(keys="Escape")
    client.click(role=BUTTON, name="Filter and sort")
    client.see(role="list item", name="Status", part=True)
    inspector.look(client, "filters")
    client.key(keys="Escape")
    open_ticket(client, STORY)
    client.see(role=FIELD, name="Write to Support")
    inspector.look(client, "conversation")
    client.key(keys="ctrl+n")
    client.see(role=FIELD, name="Subject", part=True)
    inspector.look(client, "new request")


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
    agent.click(role=BUTTON, name="Internal note")
    agent.see(role=FIELD, name="Only staff sees this")
    inspector.look(agent, "internal note")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("who", choices=["clients", "staff"])
    options = parser.parse_args()
    rounds = {"clients": [look_at_stranger, look_at_client, look_at_narrow_client], "staff": [look_at_agent]}[options.who]
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
