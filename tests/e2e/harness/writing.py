# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two agents write in the same ticket: they see each other, no answer passes another unseen, and what was sent can be taken back."""
import os
import signal

from .journeys import expect, open_ticket
from .paper import print_conversation, save_both

STORY = "Invoice shows a wrong total after the VAT change"
FIRST = "The corrected invoice is on its way."
SECOND = "It leaves with tonight's mail, Nadia."
HASTY = "Never mind, wrong window."


def like_undo(person, seconds):
    """The preference, as the program itself would have written it."""
    folder = os.path.join(person.home, ".config/glib-2.0/settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as settings:
        settings.write(f"[io/github/guichet/Guichet]\nundo-send-seconds={seconds}\n")


def sent(stage, text):
    return stage.backend.sql(f"select count(*) from public.ticket_messages where body = $words${text}$words$").strip()


def writing_journey(stage):
    """Presence, the answer that came meanwhile, a canned reply by keyboard, and undo send."""
    amelie = stage.person("amelie")
    jonas = stage.person("jonas")
    like_undo(amelie, 10)
    stage.open_program(amelie, "agent@desk.test")
    stage.open_program(jonas, "ops@desk.test")

    stage.say("Both open the same ticket, and each sees that the other is there.")
    open_ticket(amelie, STORY)
    jonas.click(role="list item", name="All, ", part=True)
    open_ticket(jonas, STORY)
    amelie.see(role="list item", name="Jonas Weber, reading")
    jonas.see(role="list item", name="Amélie Fournier, reading")

    stage.say("Amélie begins a reply; Jonas sends his meanwhile.")
    amelie.click(role="text|entry", name="Reply to", part=True)
    amelie.type(text=SECOND)
    jonas.see(role="list item", name="Amélie Fournier, writing a reply")
    amelie.see(name="Draft saved")
    jonas.click(role="text|entry", name="Reply to", part=True)
    jonas.type(text=FIRST)
    jonas.key(keys="ctrl+Return")
    amelie.see(role="push button|button", name="1 new")
    stage.picture(amelie, "writing-01-here-now")

    stage.say("Her reply does not pass his: she is asked, looks first, and has lost nothing.")
    amelie.key(keys="ctrl+Return")
    amelie.see(name="Jonas Weber answered meanwhile")
    stage.picture(amelie, "writing-02-meanwhile")
    amelie.key(keys="Escape")
    amelie.gone(name="Jonas Weber answered meanwhile")
    expect(sent(stage, SECOND) == "0", "the reply went without an answer to the question")
    amelie.see(name="Draft saved")

    stage.say("She sends it now, and takes it back while it waits.")
    amelie.click(role="text|entry", name="Reply to", part=True)
    amelie.key(keys="ctrl+Return")
    amelie.see(role="push button|button", name="Undo")
    stage.picture(amelie, "writing-03-undo")
    amelie.key(keys="ctrl+z")
    amelie.gone(role="push button|button", name="Undo")
    amelie.see(name="Draft saved")
    expect(sent(stage, SECOND) == "0", "what was taken back was sent")

    stage.say("Sent again, and the program is killed while it waits: the next start sends it, once.")
    amelie.key(keys="ctrl+Return")
    amelie.see(role="push button|button", name="Undo")
    amelie.signal(number=signal.SIGKILL)
    stage.open_program(amelie)
    jonas.see(name=SECOND, part=True)
    open_ticket(amelie, STORY)
    expect(sent(stage, SECOND) == "1", "the reply is not there exactly once")

    stage.say("A canned reply comes in by a few keys, filled in, and nothing is sent by itself.")
    amelie.click(role="text|entry", name="Reply to", part=True)
    amelie.key(keys="ctrl+t")
    amelie.see(role="text|entry", name="Find a canned reply", state="focused")
    amelie.type(text="screen")
    amelie.see(name="Hello Nadia Benali", part=True)
    stage.picture(amelie, "writing-04-canned")
    amelie.key(keys="Return")
    amelie.see(name="Draft saved")
    expect(stage.backend.sql("select count(*) from public.ticket_messages where body like 'Hello Nadia Benali,%screenshot%'").strip() == "0",
           "the canned reply was sent by itself")

    amelie.key(keys="ctrl+a Delete Escape")
    save_both(stage, amelie, SECOND)
    print_conversation(stage, amelie, SECOND)
