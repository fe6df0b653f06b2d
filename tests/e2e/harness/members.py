# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the desk serves, and who works at it: what an administrator makes of companies, projects, members and staff shows at once at the program of whom
it is about; by keyboard on both sides."""
from .api import Curious
from .journeys import BUTTON, expect, kept_on_disk, waited
from .keyboard import choose, choose_end, keys, tab_to, write_over
from .office import go_to, open_settings, to_the_sections

COMPANY = "Quay Chandlers"
BETTER = "Quay and Sons"
PROJECT = "Till system"
SUBJECT = "The till prints nothing"
TEXT = "The paper is new, the light is green."
ANSWER = "Please turn the roll over."
REPLY = "Opening hours of the hotline"
ENTRY = "text|entry"
MEMBERS = "select coalesce(string_agg(p.email, ' '), 'nobody') from public.clients c left join public.client_members m on m.client_id = c.id " \
          "left join public.profiles p using (user_id) where c.name = '{}'"


def find_person(person, button, words, name):
    """In the dialog of a button that adds somebody: looked for by a part of the name, and taken by keys."""
    tab_to(person, button, role=BUTTON, back=True)
    person.key(keys="Return")
    person.see(role="entry|text", name="Name or e-mail address", state="focused")
    person.type(text=words)
    person.see(role="list item", name=name, part=True)
    person.key(keys="Down")
    person.see(role="list item", name=name, state="focused", part=True)
    person.key(keys="Return")
    person.gone(role="entry|text", name="Name or e-mail address")


def serve_company(stage, admin, client):
    stage.say("Priya makes a company and its project, and Nadia, who is writing a request, a member of it.")
    go_to(admin, "Members and roles")
    admin.see(role=ENTRY, name="New company")
    tab_to(admin, "New company", role=ENTRY)
    admin.type(text=COMPANY)
    keys(admin, "Return")
    admin.see(role=ENTRY, name="New project")
    admin.see(name="Nobody yet")
    tab_to(admin, "New project", role=ENTRY)
    admin.type(text=PROJECT)
    keys(admin, "Return")
    admin.see(role=ENTRY, name="Project")
    find_person(admin, "Add a Member", "nadia", "Nadia Benali")
    admin.see(role=BUTTON, name="Remove Nadia Benali")
    stage.picture(admin, "members-01-company")
    held = stage.backend.sql(MEMBERS.format(COMPANY))
    expect(held == "client@north.test", f"the members are {held}")

    stage.say("Nadia's page asks at once for which company the request is, and knows the project.")
    choose(client, "Company (required)", COMPANY, role=BUTTON)
    choose(client, "Project", PROJECT)
    tab_to(client, "Description (required)", role=ENTRY)
    client.type(text=TEXT)
    stage.picture(client, "members-02-choice")
    client.key(keys="ctrl+Return")
    client.see(role="list item", name=SUBJECT, part=True)
    filed = waited(lambda: stage.backend.sql(
        "select c.name || ', ' || j.name || ', ' || p.email from public.tickets t join public.clients c on c.id = t.client_id join public.projects j "
        f"on j.id = t.project_id join public.profiles p on p.user_id = t.created_by where t.subject = '{SUBJECT}'"), "the request is not in the database")
    expect(filed == f"{COMPANY}, {PROJECT}, client@north.test", f"what was filed: {filed}")


def offered(client, *companies):
    """Opens the choice of a company, where there is one, and looks which are in it."""
    client.see(role=BUTTON, name="Company (required)")
    tab_to(client, "Company (required)", role=BUTTON)
    client.key(keys="Return")
    for company in companies:
        client.see(role="list item", name=company)
    client.key(keys="Escape")
    client.see(role=BUTTON, name="Company (required)", state="focused")


def change_company(stage, admin, client):
    stage.say("The company is not served for a while: nobody files anything for it, and Nadia keeps what she filed.")
    client.key(keys="ctrl+n")
    client.see(role=ENTRY, name="Subject (required)", state="focused")
    offered(client, "North Logistics", COMPANY)
    tab_to(admin, "Active", role="switch|toggle button|check box", back=True)
    keys(admin, "space")
    admin.see(name="Saved")
    client.gone(role=BUTTON, name="Company (required)")
    client.see(role="label", name="North Logistics")
    client.see(role="list item", name=SUBJECT, part=True)
    stage.picture(client, "members-03-not-served")
    active = stage.backend.sql(f"select is_active from public.clients where name = '{COMPANY}'")
    expect(active == "f", f"whether the company is active: {active}")

    stage.say("It has another name, and is served again.")
    tab_to(admin, "Name", role=ENTRY, back=True)
    write_over(admin, BETTER)
    keys(admin, "Return")
    admin.see(role="label|heading", name=BETTER)
    tab_to(admin, "Active", role="switch|toggle button|check box")
    keys(admin, "space")
    offered(client, "North Logistics", BETTER)
    names = stage.backend.sql(f"select name || ' ' || is_active from public.clients where name in ('{COMPANY}', '{BETTER}')")
    expect(names == f"{BETTER} true", f"the company is {names}")
    client.key(keys="Escape")
    client.gone(role=ENTRY, name="Subject (required)")


def end_membership(stage, admin, client):
    stage.say("Nadia reads an answer when her membership ends: what is the company's goes, from the screen and from the disk.")
    agent = Curious(stage.backend.facts, "agent@desk.test")
    ticket = stage.backend.sql(f"select id from public.tickets where subject = '{SUBJECT}'")
    status, answer = agent.call("POST", "/rest/v1/ticket_messages", {"ticket_id": ticket, "body": ANSWER})
    expect(status == 201, f"Amélie was refused: {status} {answer}")
    client.see(name=ANSWER, part=True)
    waited(lambda: kept_on_disk(client, ANSWER), "her cache never held what is looked for")
    tab_to(admin, "Remove Nadia Benali", role=BUTTON)
    keys(admin, "Return")
    admin.see(name="Remove Nadia Benali?", part=True)
    admin.see(role=BUTTON, name="_Cancel Cancel", state="focused")
    stage.picture(admin, "members-04-remove")
    admin.key(keys="alt+r")
    admin.see(name="Nobody yet")
    client.gone(role="list item", name=SUBJECT, part=True)
    client.gone(name=ANSWER, part=True)
    stage.picture(client, "members-05-gone")
    waited(lambda: not kept_on_disk(client, ANSWER), "her cache still holds an answer to the company")
    client.key(keys="ctrl+n")
    client.see(role=ENTRY, name="Subject (required)", state="focused")
    client.gone(role=BUTTON, name="Company (required)")
    held = stage.backend.sql(MEMBERS.format(BETTER))
    expect(held == "nobody", f"the members are {held}")
    left = stage.backend.sql(f"select count(*) from public.tickets where subject = '{SUBJECT}'")
    expect(left == "1", "what she wrote is not there for the desk any more")


def add_staff(stage, admin):
    stage.say("Paul, a client until now, comes to work at the desk: as an agent, then in operations, and is told of each new ticket.")
    tab_to(admin, "All companies", role=BUTTON, back=True)
    keys(admin, "Return")
    admin.see(role="list item", state="focused")
    find_person(admin, "Add to the Staff", "moreau", "Paul Moreau")
    admin.see(name="Added as support agent")
    admin.see(role=BUTTON, name="Role of Paul Moreau")
    choose_end(admin, "Role of Paul Moreau", "Support agent", "Home Down Down")
    admin.see(name="Paul Moreau is now: Operations")
    tab_to(admin, "Paul Moreau", role="list item", back=True)
    keys(admin, "Return")
    tab_to(admin, "E-mail for each new ticket", role="switch|toggle button|check box")
    keys(admin, "space")
    stage.picture(admin, "members-06-staff")
    waited(lambda: stage.backend.sql("select p.role || ' ' || coalesce(string_agg(m.event || ' ' || m.wanted, ', '), '') from public.profiles p left join "
                                     "public.mail_choices m using (user_id) where p.email = 'client@south.test' group by p.role")
           == "ops ticket.created true", "his role or his mail is another")


def keep_reply(stage, admin):
    stage.say("She writes a canned reply for everybody: a variable that does not exist is refused.")
    to_the_sections(admin)
    go_to(admin, "Canned replies", up=True)
    admin.see(role=ENTRY, name="New canned reply")
    tab_to(admin, "New canned reply", role=ENTRY)
    admin.type(text=REPLY)
    keys(admin, "Return")
    admin.see(role=BUTTON, name="Insert Client")
    admin.type(text="Dear {{nobody}}, we are here from 8 to 18.")
    admin.key(keys="ctrl+s")
    admin.see(name="A canned reply has no variable {{nobody}}.")
    write_over(admin, "Dear {{client}}, we are here from 8 to 18.")
    admin.key(keys="ctrl+s")
    admin.see(name="Saved. All staff can insert it.")
    stage.picture(admin, "members-07-canned")
    kept = stage.backend.sql(f"select coalesce(owner_id::text, 'of the desk') from public.canned_replies where title = '{REPLY}'")
    expect(kept == "of the desk", f"the canned reply is {kept or 'not there'}")


def work_at_the_desk(stage):
    stage.say("Paul opens his program: the queue is there, and in the composer the canned reply, filled in.")
    paul = stage.person("paul")
    stage.open_program(paul, "client@south.test")
    paul.see(role="list item", name="Inbox", part=True)
    paul.key(keys="ctrl+k")
    paul.type(text=SUBJECT)
    paul.see(role="list item", name=SUBJECT, part=True, nth=1)
    keys(paul, "Return")
    paul.see(name=TEXT, part=True)
    paul.key(keys="r")
    paul.see(role=ENTRY, name="Reply to", state="focused", part=True)
    paul.key(keys="ctrl+t")
    paul.see(role=ENTRY, name="Find a canned reply", state="focused")
    paul.type(text="hotline")
    paul.see(name=f"Dear {BETTER}, we are here from 8 to 18.", part=True)
    stage.picture(paul, "members-08-inserted")
    keys(paul, "Return")
    paul.see(name="Draft saved")
    expect(f"Dear {BETTER}, we are here" in paul.text(role=ENTRY, name="Reply to", part=True), "the canned reply is not in what he writes")


def members_journey(stage):
    """A company, its project, its member; renamed, not served, served again; the membership taken away. Then somebody new at the desk, and a canned reply
    for them."""
    client = stage.person("client", (1000, 700))
    admin = stage.person("admin")
    stage.open_program(client, "client@north.test")
    client.see(role=BUTTON, name="New Request")
    client.key(keys="ctrl+n")
    client.see(role=ENTRY, name="Subject (required)", state="focused")
    client.type(text=SUBJECT)
    expect(client.count(role=BUTTON, name="Company (required)") == 0, "somebody of one company is asked for which")
    open_settings(stage, admin)
    serve_company(stage, admin, client)
    change_company(stage, admin, client)
    end_membership(stage, admin, client)
    add_staff(stage, admin)
    keep_reply(stage, admin)
    work_at_the_desk(stage)
