# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Scans of the targets that run at the same moment, that die half way, or that meet somebody at work: each reminder goes out once,
nothing is left half done, and nobody waits for the other in a circle."""

import time
import uuid

from sessions import PATIENCE, Session, World

world = World()
agent, other, client = str(uuid.uuid4()), str(uuid.uuid4()), str(uuid.uuid4())
for person in (agent, other, client):
    world.run("insert into auth.users (id, aud, role, email) values ('%s', 'authenticated', 'authenticated', '%s@tests.test')"
              % (person, person))
world.run("update profiles set role = 'support' where user_id in ('%s', '%s')" % (agent, other))
company = str(uuid.uuid4())
world.run("insert into clients (id, name) values ('%s', 'North')" % company)

SCAN = "select public.sla_scan()"


def file():
    """A ticket of a client, assigned, whose first answer was due an hour ago and that nobody looked at since."""
    ticket = str(uuid.uuid4())
    world.run("insert into tickets (id, client_id, subject, created_by, assignee_id) values ('%s', '%s', 'x', '%s', '%s')"
              % (ticket, company, client, agent))
    world.run("""begin; alter table tickets disable trigger user;
                 update tickets set first_response_due_at = now() - interval '1 hour', resolve_due_at = now() + interval '1 day'
                 where id = '%s'; alter table tickets enable trigger user; commit""" % ticket)
    return ticket


def left_by(ticket):
    """What scans and changes have left: reminders, mails, breaches, events of escalation, and the labels."""
    return world.run("""
      select concat_ws(' ', (select count(*) from sla_reminders where ticket_id = t),
                       (select count(*) from email_events where ticket_id = t and type = 'sla.reminder'),
                       (select count(*) from sla_breaches where ticket_id = t),
                       (select count(*) from ticket_events where ticket_id = t and kind = 'escalation'),
                       (select labels from ticket_triage where ticket_id = t))
      from (select '%s'::uuid) x (t)""" % ticket)


def counts(answer):
    assert "ERROR" not in answer, answer
    return world.run("select concat_ws(' ', a ->> 'queued', a ->> 'escalated', a ->> 'cleared') from (select '%s'::jsonb) x (a)" % answer)


def scanner():
    session = Session(client, "service_role")
    session.run("set statement_timeout = '20s'")
    return session


def terminate(session):
    world.run("select pg_terminate_backend(%d)" % session.pid)
    end = time.monotonic() + PATIENCE
    while world.run("select count(*) from pg_stat_activity where pid = %d" % session.pid) != "0":
        assert time.monotonic() < end, "the session did not end"
    session.process.stdin.close()
    session.process.wait(timeout=PATIENCE)
    session.process.stdout.close()


NOTHING, ONCE = "0 0 0 0 {}", "1 1 1 1 {escalated}"
first, second, staff, colleague, locker = scanner(), scanner(), Session(agent), Session(other), Session()

# Two at the same moment: the second waits and then finds nothing to do.
tickets = [file() for _ in range(5)]
first.run("begin")
assert counts(first.run(SCAN)) == "5 5 0"
second.send(SCAN)
world.until_waiting(second, first)
first.run("commit")
assert counts(second.answer()) == "0 0 0"
assert [left_by(t) for t in tickets] == [ONCE] * 5, [left_by(t) for t in tickets]

# One is undone: the one that waited does the work.
tickets = [file() for _ in range(3)]
first.run("begin")
assert counts(first.run(SCAN)) == "3 3 0"
second.send(SCAN)
world.until_waiting(second, first)
first.run("rollback")
assert counts(second.answer()) == "3 3 0"
assert [left_by(t) for t in tickets] == [ONCE] * 3

# One dies half way, at its first mail, when reminders, breaches and labels are written: nothing of it is left.
tickets = [file() for _ in range(3)]
locker.run("begin; lock table email_events in access exclusive mode")
doomed = scanner()
doomed.send(SCAN)
world.until_waiting(doomed, locker)
assert world.run("select count(*) from pg_locks where pid = %d and relation = 'sla_reminders'::regclass and mode = 'RowExclusiveLock'"
                 % doomed.pid) == "1"
terminate(doomed)
locker.run("commit")
assert [left_by(t) for t in tickets] == [NOTHING] * 3, [left_by(t) for t in tickets]
assert counts(first.run(SCAN)) == "3 3 0"
assert counts(second.run(SCAN)) == "0 0 0"
assert [left_by(t) for t in tickets] == [ONCE] * 3

# One dies half way while another waits for it.
tickets = [file() for _ in range(3)]
locker.run("begin; lock table email_events in access exclusive mode")
doomed = scanner()
doomed.send(SCAN)
world.until_waiting(doomed, locker)
second.send(SCAN)
world.until_waiting(second, doomed)
terminate(doomed)
locker.run("commit")
assert counts(second.answer()) == "3 3 0"
assert [left_by(t) for t in tickets] == [ONCE] * 3

# Somebody is answering: the scan does not wait, and leaves the ticket alone. The answer records the breach itself.
ticket, free = file(), file()
staff.run("begin")
assert "ERROR" not in staff.run("insert into ticket_messages (ticket_id, body) values ('%s', 'late')" % ticket)
assert counts(first.run(SCAN)) == "1 1 0"
assert left_by(free) == ONCE and left_by(ticket) == NOTHING
staff.run("commit")
assert counts(first.run(SCAN)) == "0 0 0"
assert left_by(ticket) == "0 0 1 0 {}", left_by(ticket)

# The answer is taken back: the next scan reminds.
ticket = file()
staff.run("begin")
staff.run("insert into ticket_messages (ticket_id, body) values ('%s', 'late')" % ticket)
assert counts(first.run(SCAN)) == "0 0 0"
staff.run("rollback")
assert counts(first.run(SCAN)) == "1 1 0"
assert left_by(ticket) == ONCE

# The answer comes while a scan is at work: it waits for the scan, and ends the escalation that the scan began.
ticket = file()
first.run("begin")
assert counts(first.run(SCAN)) == "1 1 0"
staff.send("insert into ticket_messages (ticket_id, body) values ('%s', 'late')" % ticket)
world.until_waiting(staff, first)
first.run("commit")
assert "ERROR" not in staff.answer()
assert left_by(ticket) == "1 1 1 2 {}", left_by(ticket)
assert counts(second.run(SCAN)) == "0 0 0"

# A note waits for nobody, and nobody for it.
ticket = file()
first.run("begin")
assert counts(first.run(SCAN)) == "1 1 0"
assert "ERROR" not in staff.run("insert into ticket_messages (ticket_id, body, visibility) values ('%s', 'note', 'internal')" % ticket)
first.run("commit")
assert left_by(ticket) == ONCE

# Somebody is changing labels: the scan does not wait, and comes back to it.
ticket = file()
staff.run("begin")
assert "ERROR" not in staff.run("update ticket_triage set labels = '{vip}' where ticket_id = '%s'" % ticket)
assert counts(first.run(SCAN)) == "0 0 0"
staff.run("commit")
assert counts(first.run(SCAN)) == "1 1 0"
assert left_by(ticket) == "1 1 1 1 {vip,escalated}", left_by(ticket)

# Somebody who holds one ticket wants another one, which the scan holds: no circle, since the scan waits for no person.
held, wanted = file(), file()
staff.run("begin")
assert "ERROR" not in staff.run("update tickets set subject = 'y' where id = '%s'" % held)
first.run("begin")
assert counts(first.run(SCAN)) == "1 1 0"
staff.send("update tickets set subject = 'y' where id = '%s'" % wanted)
world.until_waiting(staff, first)
first.run("commit")
assert "ERROR" not in staff.answer()
staff.run("commit")
assert counts(second.run(SCAN)) == "1 1 0"
assert [left_by(t) for t in (held, wanted)] == [ONCE] * 2, [left_by(t) for t in (held, wanted)]

# Two of staff change the hours of a calendar in use at once: one of its two ranges stays.
calendar = str(uuid.uuid4())
world.run("insert into calendars (id, name, time_zone) values ('%s', 'two ranges', 'Europe/Paris')" % calendar)
world.run("insert into calendar_ranges (calendar_id, weekday, starts, ends) values ('%s', 1, '09:00', '12:00'), ('%s', 2, '09:00', '12:00')"
          % (calendar, calendar))
world.run("update ticket_priorities set calendar_id = '%s' where code = 'low'" % calendar)
world.run("update profiles set role = 'admin' where user_id in ('%s', '%s')" % (agent, other))
staff.run("begin")
assert "ERROR" not in staff.run("delete from calendar_ranges where calendar_id = '%s' and weekday = 1" % calendar)
colleague.send("delete from calendar_ranges where calendar_id = '%s' and weekday = 2" % calendar)
world.until_waiting(colleague, staff)
staff.run("commit")
assert "PT409" in colleague.answer()
assert world.run("select count(*) from calendar_ranges where calendar_id = '%s'" % calendar) == "1"

# A priority comes to count by a calendar whose hours somebody is taking away.
world.run("update ticket_priorities set calendar_id = null where code = 'low'")
staff.run("begin")
assert "ERROR" not in staff.run("delete from calendar_ranges where calendar_id = '%s'" % calendar)
colleague.send("update ticket_priorities set calendar_id = '%s' where code = 'low'" % calendar)
world.until_waiting(colleague, staff)
staff.run("commit")
assert "PT409" in colleague.answer()

for session in (first, second, staff, colleague, locker):
    session.close()
world.close()
print("each reminder once: two scans at once, scans that died, and people at work")
