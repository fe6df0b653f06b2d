# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several senders at the queue of mails at once: no mail is taken by two, none waits for a sender that is still at work, and what a
lost sender had comes back: at once when its transaction ended without effect, when the lease is over otherwise."""

from sessions import Session, World

NOBODY = "00000000-0000-0000-0000-000000000000"
MAILS = 200

world = World()


def queue(mails):
    world.run("delete from email_events")
    world.run("""insert into email_events (type, template, "to", locale)
                 select 'test', 'test', 'mail' || i || '@tests.test', 'en' from generate_series(1, %d) i""" % mails)


def claim(rows):
    return "select id from claim_email_events(%d)" % rows


def ids(answer):
    assert "ERROR" not in answer, answer
    return answer.split()


def sender():
    session = Session(NOBODY, "service_role")
    # a sender that waits for another fails the test, and does not hang it
    session.run("set lock_timeout = '10s'")
    return session


def set_clock(body):
    world.run("create or replace function private.clock() returns timestamptz language sql volatile set search_path = '' as '%s'" % body)


# Two at once, the first with its transaction still open.
queue(10)
first, second = sender(), sender()
first.run("begin")
of_first = ids(first.run(claim(4)))
of_second = ids(second.run(claim(10)))
assert len(of_first) == 4 and len(of_second) == 6, (of_first, of_second)
assert not set(of_first) & set(of_second)
# The first one's work is undone: what it had is there for the next, and was not counted as an attempt.
first.run("rollback")
again = ids(second.run(claim(10)))
assert set(again) == set(of_first), again
assert world.run("select string_agg(distinct attempts::text, ',') from email_events") == "1"
assert ids(first.run(claim(10))) == []

# A sender that is lost after its claim: its mails come back when the lease is over, not before.
queue(3)
lost = sender()
of_lost = ids(lost.run(claim(2)))
world.run("select pg_terminate_backend(%d, 30000)" % lost.pid)
assert len(ids(second.run(claim(10)))) == 1
set_clock("select pg_catalog.clock_timestamp() + interval ''4 minutes''")
assert ids(second.run(claim(10))) == []
set_clock("select pg_catalog.clock_timestamp() + interval ''6 minutes''")
first.run("begin")
back_at_first = ids(first.run(claim(2)))
back_at_second = ids(second.run(claim(10)))
first.run("commit")
assert set(of_lost) <= set(back_at_first) | set(back_at_second)
assert not set(back_at_first) & set(back_at_second)
# The lost one had sent after all, and says so late: sent it is, and nobody takes it again.
world.run("select complete_email_event('%s', 'late')" % of_lost[0])
set_clock("select pg_catalog.clock_timestamp() + interval ''20 minutes''")
assert of_lost[0] not in ids(second.run(claim(10)))
set_clock("select pg_catalog.clock_timestamp()")

# Four senders, each taking one mail after the other as fast as it can.
queue(MAILS)
senders = [first, second, sender(), sender()]
for session in senders:
    for _ in range(MAILS):
        session.send(claim(1))
taken = [[one for _ in range(MAILS) for one in ids(session.answer())] for session in senders]
everything = [one for mine in taken for one in mine]
assert len(everything) == MAILS, len(everything)
assert len(set(everything)) == MAILS, "a mail was taken twice"
assert world.run("select count(*) from email_events where status = 'sending' and attempts = 1") == str(MAILS)

# An administrator who begins again with a mail that a sender is just taking waits for it, and is refused: it is being sent.
queue(1)
first.run("begin")
(mail,) = ids(first.run(claim(1)))
second.send("select status from retry_email_event('%s')" % mail)
world.until_waiting(second, first)
first.run("commit")
answer = second.answer()
assert "PT409" in answer, answer
assert world.run("select status || attempts from email_events") == "sending1"

for session in [*senders, world]:
    session.close()
lost.process.kill()
lost.process.wait()
print("%d mails, taken by four senders: %s" % (MAILS, ", ".join(str(len(mine)) for mine in taken)))
