# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and the log of e-mail, by keyboard, and their pictures."""
import csv
import os

from .console import tab_to
from .journeys import BUTTON, expect, open_ticket, waited, write

STORY = "Invoice shows a wrong total after the VAT change"
ANSWER = "The corrected invoice is on its way to you."


def open_place(person, name):
    """To a place of the desk by keyboard."""
    person.see(role="list item", name="Inbox", part=True)
    person.key(keys="F6")
    tab_to(person, "Support", role="list item")
    for _row in range(6):
        if person.count(role="list item", name=name, state="focused"):
            break
        person.key(keys="Down")
    person.see(role="list item", name=name, state="focused")
    person.key(keys="Return")


def read_report(path, patience=30):
    """The file, once it is there: numbers by table, row and measure."""
    waited(lambda: os.path.exists(path), f"nothing was saved as {path}", patience)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    expect(all(len(row) == 4 for row in rows), "a line of the file has not four fields")
    return {tuple(row[:3]): row[3] for row in rows}


def figures_journey(stage):
    """An agent answers, reads the reports as tables and saves them, and finds the mail of the answer in the log; all but the answer by keyboard."""
    stage.say("Amélie answers a ticket.")
    agent = stage.person("agent")
    stage.open_program(agent, "agent@desk.test")
    open_ticket(agent, STORY)
    write(agent, ANSWER)
    agent.see(name=ANSWER, part=True)

    stage.say("She opens the reports, and switches to the tables.")
    open_place(agent, "Reports")
    agent.see(role="image", name="Tickets per day", part=True)
    stage.picture(agent, "81-reports")
    tab_to(agent, "Tables", role="push button|toggle button|radio button")
    agent.key(keys="space")
    agent.see(name="Not finished", role="label|column header")
    stage.picture(agent, "82-tables")

    stage.say("She saves them as a file, whose numbers are those of the database.")
    path = os.path.join(stage.folder, "report.csv")
    tab_to(agent, "Export CSV", role=BUTTON)
    agent.key(keys="Return")
    agent.see(role=BUTTON, name="Save")
    agent.key(keys="ctrl+a")
    agent.type(text=path)
    agent.key(keys="Return")
    numbers = read_report(path)
    filed = stage.backend.sql("select count(*) from public.tickets where created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' "
                              "- interval '29 days'")
    told = sum(int(value) for (table, _row, measure), value in numbers.items() if table == "Tickets per day" and measure == "Filed")
    expect(told == int(filed), f"the file tells of {told} tickets, the database of {filed}")
    north = stage.backend.sql("select count(*) from public.tickets t join public.clients c on c.id = t.client_id where c.name = 'North Logistics' "
                              "and t.created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '29 days'")
    expect(numbers[("By company", "North Logistics", "Tickets")] == north, "the file does not have the tickets of North")

    stage.say("The log of e-mail has the mail of her answer.")
    open_place(agent, "E-mail log")
    number = stage.backend.sql(f"select t.number from public.email_events e join public.tickets t on t.id = e.ticket_id "
                               f"where e.payload_excerpt like '%{ANSWER}%' and e.type = 'ticket.message.created'")
    expect(number.isdigit(), "the answer queued no mail")
    agent.see(name=f"Reply · #{number}", part=True, role="label")
    stage.picture(agent, "83-e-mail-log")
