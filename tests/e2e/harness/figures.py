# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and logs: what somebody did shows in the numbers, in a file and in both logs; by keyboard, but for the answer."""
import csv

from .journeys import BUTTON, expect, open_ticket, write
from .keyboard import choose_end, save_as, tab_to

STORY = "All parcels of today show"
ANSWER = "The tracking is back: every parcel of today shows again."


def open_place(person, name):
    """To a place of the desk by the palette."""
    person.key(keys="ctrl+k")
    person.type(text=name)
    person.see(role="list item", name=name, part=True, nth=1)       # in the views, and found
    person.key(keys="Return")


def reports_journey(stage):
    """An administrator answers, reads the reports as tables and saves them, finds the mail of the answer, which failed, and sends it again."""
    stage.say("Priya answers a ticket.")
    admin = stage.person("admin")
    stage.open_program(admin, "admin@desk.test")
    admin.see(role="list item", name="Inbox", part=True)
    open_ticket(admin, STORY)
    write(admin, ANSWER)
    admin.see(name=ANSWER, part=True)
    admin.key(keys="Escape")

    stage.say("She opens the reports, asks for one company and one week, and switches to the tables.")
    admin.key(keys="F6")
    tab_to(admin, "Reports", role="list item")
    admin.key(keys="Return")
    admin.see(role="image", name="Tickets per day", part=True)
    stage.picture(admin, "91-reports")
    choose_end(admin, "Period", "Last 30 days", "Home")
    admin.gone(role="label", name="Last 30 days")
    choose_end(admin, "Company", "All companies", "End")
    admin.gone(role="label", name="All companies")
    tab_to(admin, "Tables", role=BUTTON)
    admin.key(keys="space")
    admin.see(role="tree table|table|tree|panel|grid", name="Tickets per day")
    stage.picture(admin, "92-tables")
    export(stage, admin)
    read_mails(stage, admin)


def export(stage, admin):
    """To a file whose name is typed."""
    stage.say("She saves them as a file.")
    tab_to(admin, "Export CSV", role=BUTTON)
    admin.key(keys="Return")
    path = save_as(admin, "november.csv")
    admin.heard(words="Saved as november.csv")
    admin.see(role=BUTTON, name="Export CSV", state="focused")
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    filed = sum(int(row[3]) for row in rows if row[0] == "Tickets per day" and row[2] == "Filed")
    known = stage.backend.sql("select count(*) from public.tickets where client_id = (select id from public.clients order by name desc limit 1) "
                              "and created_at >= (current_date - 6)::timestamptz")
    expect(rows[0] == ["Report", "Row", "Measure", "Value"], f"the file begins with {rows[0]}")
    expect(str(filed) == known, f"the file says {filed} tickets were filed, the database says {known}")


def read_mails(stage, admin):
    """The mail of the answer, which failed and goes out again."""
    stage.say("The log of e-mail has the mail of her answer, which failed; she sends it again.")
    mail = stage.backend.sql("update public.email_events set status = 'failed', attempts = 5, error = '550 mailbox is full' "
                             f"where payload_excerpt like '%{ANSWER}%' and type = 'ticket.message.created' returning id")
    expect(len(mail) == 36, f"the answer queued other mails than one: {mail}")
    number = stage.backend.sql(f"select t.number from public.email_events e join public.tickets t on t.id = e.ticket_id where e.id = '{mail}'")
    open_place(admin, "E-mail log")
    admin.see(name=f"New message · #{number}", role="label")
    admin.see(role="text|entry", state="focused")
    admin.key(keys="Tab space")
    admin.see(name="Any status", nth=1)         # on the button, and in its list
    admin.key(keys="End Return")
    admin.gone(name="Sent", role="label")
    admin.see(name="550 mailbox is full", role="label")
    stage.picture(admin, "93-e-mail-log")
    tab_to(admin, "", role="table row")
    admin.key(keys="Return")
    admin.see(role="label", name="5")                               # attempts, in a sheet of its own
    tab_to(admin, "Send Again", role=BUTTON)
    admin.key(keys="Return")
    admin.heard(words="It will be sent again")
    state = stage.backend.sql(f"select status || ' ' || attempts from public.email_events where id = '{mail}'")
    expect(state in ("queued 0", "sending 1", "sent 1"), f"the mail is {state}")
    send_test(stage, admin)


def send_test(stage, admin):
    """A test, from where the mail was that is in the list no more; then the record of what was done."""
    stage.say("She goes on by keyboard to a test, and to the record of what was done.")
    admin.see(name="Nothing matches")
    admin.see(role="text|entry|" + BUTTON, state="focused")
    tab_to(admin, "Send a Test", role=BUTTON, back=True)
    admin.key(keys="Return")
    admin.see(role="entry|text", name="E-mail address", state="focused")
    admin.key(keys="Return")
    admin.heard(words="A test is on its way to admin@desk.test")
    label = stage.backend.sql("update public.ticket_categories set label = 'Parcels' where label = 'Tracking' returning label")
    expect(label == "Parcels", f"the category is called {label}")
    open_place(admin, "Audit log")
    admin.see(name="Category: changed", role="label")
    admin.see(name="The server", role="label")
