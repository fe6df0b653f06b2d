# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody leaves for good: what is held about them goes to a file, then they are erased with all safeguards; by keyboard, seen from both sides."""
import json
import signal

from .api import Curious
from .console import open_console
from .journeys import BUTTON, expect
from .keyboard import choose_in_menu, open_my_data, save_as, tab_to

WHO = "Paul Moreau"
EMAIL = "client@south.test"
STORY = "Peut-on payer par virement"


def ask_to_be_erased(stage, client):
    stage.say("Paul asks for his data to be erased.")
    open_my_data(client)
    tab_to(client, "Have my data erased", role="list item")
    client.key(keys="Return")
    client.see(name="Ask for your data to be erased?", part=True)
    client.see(role=BUTTON, name="Cancel", state="focused", part=True)
    tab_to(client, "File Request", role=BUTTON)
    client.key(keys="Return")
    client.see(role="list item", name="Have my data erased. Received. You hear from us by", part=True)
    stage.picture(client, "97-asked")
    client.key(keys="Escape")
    client.gone(name="What you can ask for")
    return stage.backend.sql("select r.id from public.privacy_requests r join public.profiles p using (user_id) "
                             f"where p.email = '{EMAIL}' and r.kind = 'erasure' and r.status = 'requested'")


def open_request(admin):
    """From what is known of the person to what they asked for."""
    tab_to(admin, "Personal data exported", role="list item")
    admin.key(keys="Down")
    admin.see(role="list item", name="Privacy request: Erasure", state="focused", part=True)
    admin.key(keys="Return")
    admin.see(role=BUTTON, name="Start")


def export(stage, admin):
    stage.say("She saves what is held about him.")
    choose_in_menu(admin, "Export Data", button="Account actions", back=True)
    path = save_as(admin, "paul.json")
    admin.heard(words="The data is saved")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    expect(isinstance(json.loads(text), dict), "the file is no object of JSON")
    expect(EMAIL in text, "his address is not in the file")
    expect("client@north.test" not in text, "somebody else's address is in the file")


def erase(stage, admin, request):
    stage.say("She erases him: not before his name stands there.")
    tab_to(admin, "Erase…", role=BUTTON, back=True)
    admin.key(keys="Return")
    admin.see(name=f"Erase {WHO}?", part=True)
    tab_to(admin, "Name or e-mail, to confirm", role="text|entry")
    admin.type(text="Nadia Benali")
    admin.see(role=BUTTON, name="_Erase Erase")
    admin.gone(role=BUTTON, name="_Erase Erase", state="sensitive")
    admin.key(keys="ctrl+a")
    admin.type(text=WHO.lower())
    admin.see(role=BUTTON, name="_Erase Erase", state="sensitive")
    stage.picture(admin, "98-erase")
    tab_to(admin, "_Erase Erase", role=BUTTON)
    admin.key(keys="Return")
    admin.heard(words="Person erased")
    state = stage.backend.sql(f"select status from public.privacy_requests where id = '{request}'")
    expect(state == "completed", f"the request is {state}")
    left = stage.backend.sql(f"select count(*) from public.profiles where email = '{EMAIL}' or full_name = '{WHO}'")
    expect(left == "0", "his name or address still stands in the profiles")
    record = stage.backend.sql("select count(*) from public.audit_events where action = 'user_erase' and status = 'ok'")
    expect(record == "1", f"the record has him erased {record} times")
    stage.picture(admin, "99-erased")


def leaving_journey(stage):
    """A client asks to be erased; the administrator exports what is held and erases: with the name typed, and once. The program of who was erased has
    nothing to show when it starts, and a token that is still good opens nothing; the record says who did it."""
    client = stage.person("client", (1000, 700))
    stage.open_program(client, EMAIL)
    client.see(role="list item", name=STORY, part=True)
    request = ask_to_be_erased(stage, client)
    expect(len(request) == 36, f"what he asked for is not in the database: {request}")
    curious = Curious(stage.backend.facts, EMAIL)

    stage.say("Priya, the administrator, finds him in the support console.")
    admin = stage.person("admin")
    stage.open_program(admin, "admin@desk.test")
    open_console(admin, WHO)
    export(stage, admin)

    stage.say("She opens what he asked for, and starts.")
    open_request(admin)
    admin.see(role=BUTTON, name="Start", state="focused")
    admin.key(keys="space")
    admin.see(role=BUTTON, name="Erase…")
    erase(stage, admin, request)

    stage.say("Paul opens his program again: what it knew of his company goes, and an old token opens nothing.")
    client.signal(number=signal.SIGTERM)
    stage.open_program(client)
    client.see(name="No request yet")
    client.gone(role="list item", name=STORY, part=True)
    stage.picture(client, "100-gone")
    seen = curious.rows("tickets")
    expect(seen == [] or isinstance(seen, dict), f"an old token still reads tickets: {seen}")
