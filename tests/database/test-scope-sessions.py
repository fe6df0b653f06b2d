# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a ticket concerns, changed by two sessions at once, in every pair of ways and in both orders: a ticket that concerns
everyone never names a company, and its reporter's link is always there, once."""

import itertools
import uuid

from sessions import Session, World

world = World()
agent, other = str(uuid.uuid4()), str(uuid.uuid4())
companies = {name: str(uuid.uuid4()) for name in ("North", "South", "East")}
for person in (agent, other):
    world.run("insert into auth.users (id, aud, role, email) values ('%s', 'authenticated', 'authenticated', '%s@tests.test')"
              % (person, person))
    world.run("update profiles set role = 'support' where user_id = '%s'" % person)
for name, company in companies.items():
    world.run("insert into clients (id, name) values ('%s', '%s')" % (company, name))

SOUTH, EAST = companies["South"], companies["East"]


def call(affects_all, *named):
    return lambda t: ("select from set_ticket_scope('%s', %s, array[%s]::uuid[])"
                      % (t, affects_all, ", ".join("'%s'" % n for n in named)))


WAYS = {
    "call: everyone": call("true"),
    "call: South": call("false", SOUTH),
    "call: East": call("false", EAST),
    "call: South and East": call("false", SOUTH, EAST),
    "link: South": lambda t: "insert into ticket_company_link (ticket_id, company_id, role) values ('%s', '%s', 'affected')"
                             % (t, SOUTH),
    "column: everyone": lambda t: "update tickets set affects_all_companies = true where id = '%s'" % t,
}
# what a ticket may concern after both, whichever came first
ENDS = {"all", "South", "East", "East, South"}
BEFORE = {"plain": None, "names South": "call: South", "names East": "call: East", "everyone": "call: everyone"}


def scope(ticket):
    return world.run("""
      select case when t.affects_all_companies then 'all' else '' end
             || coalesce((select string_agg(c.name, ', ' order by c.name) from ticket_company_link l
                          join clients c on c.id = l.company_id where l.ticket_id = t.id and l.role = 'affected'), '')
      from tickets t where t.id = '%s'""" % ticket)


def reporters(ticket):
    return world.run("""
      select string_agg(c.name, ', ') from ticket_company_link l join clients c on c.id = l.company_id
      where l.ticket_id = '%s' and l.role = 'reporter'""" % ticket)


first, second = Session(agent), Session(other)
waited = 0
cases = list(itertools.product(BEFORE, WAYS, WAYS))
for before, one, two in cases:
    what = "%s; %s, then %s" % (before, one, two)
    ticket = str(uuid.uuid4())
    world.run("insert into tickets (id, client_id, subject, created_by) values ('%s', '%s', 'x', '%s')"
              % (ticket, companies["North"], agent))
    if BEFORE[before]:
        assert "ERROR" not in second.run(WAYS[BEFORE[before]](ticket)), what

    first.run("begin")
    done = first.run(WAYS[one](ticket))
    second.send(WAYS[two](ticket))
    # The second one waits if the first changed or locked the ticket; a refusal of the first has left no lock.
    if "ERROR" in done:
        first.run("rollback")
        outcome = second.answer()
    elif one.startswith("link") and two.startswith("link"):
        world.until_waiting(second, first)
        first.run("commit")
        outcome = second.answer()
        assert "23505" in outcome, "%s: %s" % (what, outcome)
        waited += 1
    else:
        world.until_waiting(second, first)
        first.run("commit")
        outcome = second.answer()
        waited += 1

    # Each is done or refused for a reason: the company is named already, or everyone is concerned. Never a deadlock.
    for answer in (done, outcome):
        assert "ERROR" not in answer or "23505" in answer or "PT409" in answer, "%s: %s" % (what, answer)
    assert scope(ticket) in ENDS, "%s: %s" % (what, scope(ticket))
    assert reporters(ticket) == "North", what
    # Serial: the result is that of the second after the first, on a ticket that nobody else touches.
    again = str(uuid.uuid4())
    world.run("insert into tickets (id, client_id, subject, created_by) values ('%s', '%s', 'x', '%s')"
              % (again, companies["North"], agent))
    for way in (BEFORE[before], one, two):
        if way:
            second.run(WAYS[way](again))
    assert scope(ticket) == scope(again), "%s: %s, and one after the other %s" % (what, scope(ticket), scope(again))

# One transaction that sets the scope twice, and somebody who names a company in between: the second call must not meet a link
# that waits for it.
ticket = str(uuid.uuid4())
world.run("insert into tickets (id, client_id, subject, created_by) values ('%s', '%s', 'x', '%s')"
          % (ticket, companies["North"], agent))
first.run("begin")
assert "ERROR" not in first.run(WAYS["call: East"](ticket))
second.send(WAYS["link: South"](ticket))
world.until_waiting(second, first)
answer = first.run(WAYS["call: South"](ticket))
assert "ERROR" not in answer, answer
first.run("commit")
answer = second.answer()
assert "23505" in answer, answer
assert scope(ticket) == "South", scope(ticket)

assert waited > 100, waited
for session in (first, second, world):
    session.close()
print("%d pairs, %d of which waited" % (len(cases), waited))
