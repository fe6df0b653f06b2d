# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the documentation: the real program on the demonstration's data, in light and dark, wide and narrow."""
import argparse
import os
import subprocess
import sys

from harness import console
from harness.journeys import BUTTON, open_ticket
from harness.stage import Failed, Stage

STORY = "Invoice shows a wrong total after the VAT change"


def small(path):
    """Takes away what a picture does not need."""
    subprocess.run(["convert", path, "-strip", "-alpha", "off", "-define", "png:compression-level=9", "-define", "png:compression-filter=5",
                    path], check=True)


class Album:
    def __init__(self, stage, folder):
        self.stage = stage
        self.folder = os.path.abspath(folder)

    def person(self, name, size, email=None, **environment):
        person = self.stage.person(name, size, environment=environment)
        self.stage.open_program(person, email)
        return person

    def keep(self, person, name, crop=None):
        self.stage.say(name)
        person.point(x=person.size[0] // 2, y=2)        # the header bar: nothing lights up under the pointer
        path = os.path.join(self.folder, name + ".png")
        person.shot(path=path, crop=crop)
        small(path)


def pictures(album):
    stranger = album.person("stranger", (560, 660))
    stranger.click(role="text|entry", name="Server address")
    stranger.type(text="https://desk.example.org")
    album.keep(stranger, "sign-in")

    client = album.person("client", (1000, 700), "client@north.test")
    open_ticket(client, STORY)
    client.see(name="Write to Support", role="text|entry")
    album.keep(client, "client")
    client.click(role=BUTTON, name="New Request")
    client.see(role="text|entry", name="Subject", part=True)
    client.see(name="Description", part=True)
    album.keep(client, "new-request", crop="640x700+180+0")

    agent = album.person("agent", (1280, 800), "agent@desk.test")
    open_ticket(agent, STORY)
    agent.see(name="Reply to", part=True, role="text|entry")
    album.keep(agent, "staff-queue")
    agent.click(role=BUTTON, name="Internal note")
    agent.click(role="text|entry", name="Only staff sees this")
    agent.type(text="Rounding patch is on staging. Compare both exports before we tell the client.")
    agent.see(name="Draft saved")
    album.keep(agent, "internal-note")

    dark = album.person("dark", (1280, 800), "agent@desk.test", ADW_DEBUG_COLOR_SCHEME="prefer-dark")
    open_ticket(dark, STORY)
    dark.see(name="Reply to", part=True, role="text|entry")
    album.keep(dark, "staff-queue-dark")

    narrow = album.person("narrow", (360, 720), "agent@desk.test")
    narrow.see(role="list item", name=STORY, part=True)
    album.keep(narrow, "narrow-list")
    narrow.click(role="list item", name=STORY, part=True)
    narrow.see(name="Reply to", part=True, role="text|entry")
    album.keep(narrow, "narrow-conversation")

    album.stage.backend.sql("update public.tickets set assignee_id = null where assignee_id = "
                            "(select user_id from public.profiles where email = 'ops@desk.test') and status <> 'closed'")
    album.stage.backend.sql("update public.tickets set assignee_id = (select user_id from public.profiles where email = 'agent@desk.test') "
                            "where assignee_id = (select user_id from public.profiles where email = 'ops@desk.test')")
    ops = album.person("ops", (1280, 800), "ops@desk.test")
    ops.click(role="list item", name="Mine, ", part=True)
    ops.see(name="Nothing is waiting for you")
    album.keep(ops, "empty")

    console.find(ops, "Nadia Benali")
    album.keep(ops, "support")
    ops.click(role="list item", name="Reports")
    ops.see(name="Tickets per day", part=True)
    album.keep(ops, "reports")

    album.stage.backend.stop()
    agent.see(name="Offline", part=True)
    album.keep(agent, "offline")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--pictures", required=True)
    options = parser.parse_args()
    try:
        with Stage(options.build) as stage:
            pictures(Album(stage, options.pictures))
    except Failed:
        return 1
    return 0


sys.exit(main())
