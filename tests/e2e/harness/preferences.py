# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences by keyboard: a signature, replies that can be taken back, what is notified with a test that explains, e-mail; and signing out,
which forgets everything."""
import datetime
import glob
import os

from .api import Curious
from .journeys import BUTTON, expect, waited
from .keyboard import choose, tab_to

STORY = "Invoice shows a wrong total after the VAT change"
SIGNATURE = "Amelie, Guichet support"
REPLY = "The corrected invoice is on its way."
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def open_preferences(person):
    person.key(keys="ctrl+comma")
    person.focus(title="Preferences")
    person.see(role="label", name="Files that were opened")


def show_page(person, name):
    tab_to(person, name, role="toggle button|radio button|page tab", back=True)
    person.key(keys="space")


def setting(person, line):
    """Whether the line stands in the person's settings."""
    path = os.path.join(person.home, ".config/glib-2.0/settings/keyfile")
    if not os.path.exists(path):
        return False
    with open(path, encoding="utf-8") as file:
        return line in file.read().splitlines()


def name_herself(stage, agent):
    stage.say("Amélie has a longer name now; Escape closes the window although something is said over it.")
    open_preferences(agent)
    tab_to(agent, "Name", role="text|entry")
    agent.key(keys="End")
    agent.type(text="-Roy")
    agent.key(keys="Return")
    waited(lambda: stage.backend.sql("select full_name from public.profiles where email = 'agent@desk.test'") == "Amélie Fournier-Roy",
           "her name was not kept")
    agent.count(role="label", name="Saved")     # by now a toast says so, for some seconds: nothing is lost if it was missed
    agent.key(keys="Escape")
    agent.gone(role="label", name="Files that were opened")


def look(stage, agent):
    stage.say("Dark, with low rows, and room for fewer files: each holds at once.")
    open_preferences(agent)
    high = rows_height(agent)
    choose(agent, "Colours", "Dark")
    waited(lambda: setting(agent, "color-scheme='dark'"), "the colours were not kept")
    choose(agent, "Rows of the list", "Compact")
    waited(lambda: rows_height(agent) < high, "the rows of the list are as high as before")
    choose(agent, "Keep files up to", "100 MB")
    waited(lambda: setting(agent, "files-megabytes=100"), "the room for files was not kept")
    stage.picture(agent, "94-dark")
    agent.key(keys="Escape")
    agent.gone(role="label", name="Files that were opened")


def rows_height(agent):
    return agent.box(role="list item", name=STORY, part=True)[3]


def sign(stage, agent):
    stage.say("She writes a signature; it stands under her reply, once.")
    open_preferences(agent)
    show_page(agent, "Writing")
    tab_to(agent, "Signature", role="text|entry")
    agent.type(text=SIGNATURE)
    waited(lambda: setting(agent, f"signature='{SIGNATURE}'"), "the signature was not kept")
    stage.picture(agent, "95-writing")
    agent.key(keys="Escape")
    agent.gone(role="label", name="Undo send")
    agent.key(keys="j")
    agent.see(role="label", name=STORY, nth=1)
    agent.key(keys="r")
    agent.see(role="text|entry", name="Reply to", state="focused", part=True)
    agent.type(text=REPLY)
    agent.see(role="label", name=SIGNATURE)
    agent.key(keys="ctrl+Return")
    waited(lambda: stage.backend.sql(f"select body from public.ticket_messages where body like '{REPLY}%'") == f"{REPLY}\n\n{SIGNATURE}",
           "the reply is not signed")


def take_back(stage, agent):
    stage.say("From now on a reply waits ten seconds: she takes one back, and its signature with it.")
    open_preferences(agent)
    show_page(agent, "Writing")
    tab_to(agent, "Undo send", role="combo box")
    agent.key(keys="Return")
    agent.see(role="list item", name="10 seconds")
    agent.key(keys="Down Down Return")
    waited(lambda: setting(agent, "undo-send-seconds=10"), "undo send was not kept")
    agent.see(role="combo box", name="Undo send", state="focused")
    agent.key(keys="Escape")
    agent.gone(role="label", name="Undo send")
    agent.see(role="text|entry", name="Reply to", state="focused", part=True)
    agent.type(text="One moment, please.")
    agent.key(keys="ctrl+Return")
    agent.see(name="One moment, please.", part=True, role="label")
    agent.key(keys="ctrl+z")
    waited(lambda: agent.text(role="text|entry", name="Reply to", part=True) == f"One moment, please.\n\n{SIGNATURE}", "the reply did not come back")
    agent.key(keys="ctrl+a Delete")


def notifications(stage, agent):
    stage.say("Nothing is chosen: the page says that nothing would show, and why.")
    open_preferences(agent)
    show_page(agent, "Notifications")
    agent.see(name="Would show now")
    tab_to(agent, "Nothing", role="list item")
    agent.key(keys="Return")
    agent.see(name="Would not show: nothing is chosen above")

    stage.say("Everything is to be told, but without its words.")
    tab_to(agent, "Everything", role="list item", back=True)
    agent.key(keys="Return")
    tab_to(agent, "Show the first words", role="list item|check box")
    agent.key(keys="space")
    waited(lambda: setting(agent, "notify-about='all'") and setting(agent, "notify-words=false"), "what is to be told was not kept")
    hear_of(stage, agent, "Nobody reads this aloud", "New message from Nadia Benali")
    be_quiet(stage, agent)

    stage.say("No mail about deadlines any more: the server keeps that.")
    tab_to(agent, "When a deadline is near or missed", role="list item")
    agent.key(keys="Return")
    waited(lambda: stage.backend.sql("select wanted from public.mail_choices c join public.profiles p using (user_id) where "
                                     "p.email = 'agent@desk.test' and event = 'sla.reminder'") == "f", "the choice did not reach the server")


def be_quiet(stage, agent):
    stage.say("Not today nor tomorrow: the test says until when nothing would show, and shows all the same; a message does not.")
    tab_to(agent, "Quiet hours", role="check box|switch|toggle button")
    agent.key(keys="space")
    waited(lambda: setting(agent, "quiet-hours=true"), "the quiet hours were not kept")
    today = datetime.datetime.now(datetime.timezone.utc)
    for day in (today, today + datetime.timedelta(days=1)):         # which may begin meanwhile
        tab_to(agent, DAYS[day.weekday()], role=BUTTON, back=day > today and day.weekday() == 0)
        if not agent.count(role=BUTTON, name=DAYS[day.weekday()], state="pressed"):
            agent.key(keys="space")
    agent.see(name="Would not show now: quiet hours until", part=True)
    stage.picture(agent, "97-quiet")
    before = len(agent.notifications())
    write_as_nadia(stage, "Not now")
    agent.see(role="label", name="Not now")
    tab_to(agent, "Test", role=BUTTON)
    agent.key(keys="space")
    agent.notified(title="Notifications work")
    expect(not any("Nadia" in title + body for title, body in agent.notifications()[before:]), "somebody was told in the quiet hours")


def write_as_nadia(stage, text):
    """In the ticket that is the story of the desk, by another program of hers."""
    nadia = Curious(stage.backend.facts, "client@north.test")
    ticket = stage.backend.sql(f"select id from public.tickets where subject = '{STORY}'")
    status, answer = nadia.call("POST", "/rest/v1/ticket_messages", {"ticket_id": ticket, "body": text})
    expect(status == 201, f"Nadia was refused: {status} {answer}")


def hear_of(stage, agent, text, words):
    """A message is told in these words, not in its own."""
    write_as_nadia(stage, text)
    agent.notified(body=words)
    expect(not any(text in body for _title, body in agent.notifications()), "a notification tells what was to be hidden")


def sign_out(stage, agent):
    stage.say("She signs out and forgets: the keyring and the folder are empty.")
    show_page(agent, "General")
    tab_to(agent, "Sign Out…", role=BUTTON)
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="Sign in")
    waited(lambda: agent.secrets() == 0, "the keyring holds a session")
    waited(lambda: not glob.glob(os.path.join(agent.home, ".local/share/guichet/*/*")), "something of the desk is still there")
    expect(agent.running(), "the program is gone")


def preferences_journey(stage):
    """Each choice holds at once, where it is said to; the test says why nothing would show; signing out leaves nothing on this computer."""
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name="Inbox, ", part=True)
    agent.see(role="list item", name=STORY, part=True)
    name_herself(stage, agent)
    look(stage, agent)
    sign(stage, agent)
    take_back(stage, agent)
    notifications(stage, agent)
    sign_out(stage, agent)
