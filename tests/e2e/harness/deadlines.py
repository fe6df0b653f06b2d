# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ticket whose first response comes close to its due time, passes it, and is answered late."""
import uuid

from .api import Curious
from .journeys import BUTTON, expect, open_ticket, waited
from .post import PostOffice

SUBJECT = "Labels print upside down since this morning"
AGENT = "agent@desk.test"
CLIENT = "client@north.test"
ANSWER = "Please turn the roll round, the arrow has to point to the right"


def file_ticket(stage):
    north = Curious(stage.backend.facts, CLIENT)
    ticket = str(uuid.uuid4())
    status, _row = north.call("POST", "/rest/v1/rpc/create_ticket", {"id": ticket, "client_id": north.rows("clients")[0]["id"],
                                                                     "subject": SUBJECT, "body": "All of them, on both printers."})
    expect(status == 200, f"filing answered {status}")
    return ticket


def age(stage, ticket, left):
    """Makes the ticket older, with the reminders that it had, until the first response is due in this time. The clock of the database goes on as it is."""
    stage.backend.sql(f"""
      set local session_replication_role = replica;
      with older as (select first_response_due_at - clock_timestamp() - interval '{left}' as by from public.tickets where id = '{ticket}'),
      reminders as (update public.sla_reminders r set due_at = r.due_at - older.by from older where r.ticket_id = '{ticket}')
      update public.tickets t set created_at = t.created_at - older.by, first_response_due_at = t.first_response_due_at - older.by,
             resolve_due_at = t.resolve_due_at - older.by, updated_at = clock_timestamp()
      from older where t.id = '{ticket}'""")


def wait_for_scans(stage, ticket):
    """Lets the deadlines be looked at twice more, from beginning to end, and what they queued be sent."""
    looked = "select count(*) from public.job_runs where job = '{}' and ok and started_at > (select max(created_at) from public.sla_reminders)"
    for job in ("guichet-sla-monitor", "guichet-send-emails"):
        waited(lambda job=job: int(stage.backend.sql(looked.format(job))) >= 2, f"{job} did not run twice")
    left = stage.backend.sql(f"select count(*) from public.email_events where ticket_id = '{ticket}' and status <> 'sent'")
    expect(left == "0", f"{left} mails were not sent")


def fourth_journey(stage):
    """The countdown turns, the reminder goes out once, then the ticket is late, escalated, and answered."""
    with PostOffice() as post:
        stage.backend.stop()
        stage.backend.start(*post.settings(stage.build))
        play(stage, post)


def play(stage, post):
    stage.say("Nadia files a request; Amélie reads it, and has time.")
    agent = stage.person("agent")
    stage.open_program(agent, AGENT)
    agent.see(name="Inbox", role="label", part=False)
    ticket = file_ticket(stage)
    open_ticket(agent, SUBJECT)
    agent.see(name="First response", part=True)
    post.wait_for(AGENT, SUBJECT)

    stage.say("Fifteen minutes are left: the countdown turns by itself, and a reminder goes out, once.")
    age(stage, ticket, "15 minutes 8 seconds")
    agent.see(role="status bar", name="First response due in 1", part=True)
    stage.picture(agent, "41-agent-due-soon")
    post.wait_for(AGENT, "Due soon", SUBJECT)
    wait_for_scans(stage, ticket)
    expect(len(post.find(AGENT, "Due soon", SUBJECT)) == 1, "the reminder went out more than once")

    stage.say("The time is over: it is late on the screen before anybody says so, then escalated; that is said once too.")
    age(stage, ticket, "4 seconds")
    agent.see(role="status bar", name="First response late by", part=True)
    post.wait_for(AGENT, "Overdue", SUBJECT)
    agent.see(name="Escalated: a deadline has passed", part=True)
    agent.see(role=BUTTON, name="Labels: Escalated", part=True)
    stage.picture(agent, "42-agent-overdue")
    wait_for_scans(stage, ticket)
    expect(len(post.find(AGENT, "Overdue", SUBJECT)) == 1, "the second reminder went out more than once")
    expect(len(post.find(AGENT, "Due soon", SUBJECT)) == 1, "the first reminder went out again")

    stage.say("Amélie answers: nothing is late any more, the breach stays on record, and Nadia has a mail.")
    agent.click(role="text|entry", name="Reply to", part=True)
    agent.type(text=ANSWER)
    agent.key(keys="ctrl+Return")
    agent.see(name="No longer escalated", part=True)
    agent.gone(role=BUTTON, name="Labels: Escalated", part=True)
    stage.picture(agent, "43-agent-answered")
    post.wait_for(CLIENT, ANSWER)
    breaches = stage.backend.sql(f"select target from public.sla_breaches where ticket_id = '{ticket}'")
    expect(breaches == "first_response", f"the breaches on record are: {breaches}")
