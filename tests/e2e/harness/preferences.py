# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences by keyboard: what is notified, with a test that explains, e-mail, undo send; and signing out, which forgets all."""
import glob
import os

from .console import tab_to
from .journeys import BUTTON, expect, waited


def switch_page(person, name):
    person.act(role=BUTTON + "|radio button|page tab", name=name)


def preferences_journey(stage):
    """Each choice holds at once, where it is said to; the test says why nothing would show; signing out leaves nothing on this computer."""
    stage.say("Amélie opens the preferences by their key.")
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    agent.see(role="list item", name="Inbox, ", part=True)
    agent.key(keys="ctrl+comma")
    agent.focus(title="Preferences")
    agent.see(role="label", name="Colours")
    agent.see(role="label", name="Kept here")

    stage.say("Replies shall wait ten seconds, so that she can take one back.")
    settings = os.path.join(agent.home, ".config/glib-2.0/settings/keyfile")
    switch_page(agent, "Writing")
    tab_to(agent, "Undo send", role="list item|combo box|push button|button|toggle button")
    agent.key(keys="Return")
    agent.key(keys="Down Down Return")
    waited(lambda: os.path.exists(settings) and "undo-send-seconds=10" in open(settings, encoding="utf-8").read(), "undo send was not kept")
    stage.picture(agent, "95-writing")

    stage.say("Nothing is chosen: the test says that nothing would show, and why; it shows all the same.")
    switch_page(agent, "Notifications")
    agent.see(name="Would show now")
    agent.act(role="check box|radio button", name="Nothing", part=True)
    agent.see(name="Would not show: nothing is chosen above")
    agent.act(role=BUTTON, name="Test")
    agent.notified(title="Notifications work")
    agent.act(role="check box|radio button", name="Everything", part=True)
    agent.see(name="Would show now")
    stage.picture(agent, "96-notifications")

    stage.say("Mail about deadlines: the server keeps it.")
    agent.act(role="switch|toggle button|check box", name="When a deadline is near or missed", part=True)
    waited(lambda: stage.backend.sql("select wanted from public.mail_choices c join public.profiles p using (user_id) where "
                                     "p.email = 'agent@desk.test' and event = 'sla.reminder'") == "t", "the choice did not reach the server")

    stage.say("She signs out here: the keyring and the folder are empty.")
    switch_page(agent, "General")
    agent.act(role=BUTTON, name="Sign Out…")
    agent.see(role=BUTTON, name="Sign in")
    waited(lambda: agent.secrets() == 0, "the keyring holds a session")
    waited(lambda: not glob.glob(os.path.join(agent.home, ".local/share/guichet/*/desk.db")), "the cache is still there")
    expect(agent.running(), "the program is gone")
