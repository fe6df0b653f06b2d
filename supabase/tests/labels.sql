-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Labels of tickets: who changes them, and that nobody's are lost.
begin;
\ir support/world.psql

create function tests.labels(ticket text) returns text language sql
as $$ select array_to_string(g.labels, ', ') from ticket_triage g where g.ticket_id = tests.id(ticket) $$;
create function tests.label_events(ticket text) returns text language sql
as $$
  select string_agg(format('%s > %s, %s, %s', coalesce(nullif(e.old_value, ''), '-'), coalesce(nullif(e.new_value, ''), '-'), e.visibility,
                           (select p.full_name from profiles p where p.user_id = e.actor_id)), '; ' order by e.created_at)
  from ticket_events e where e.ticket_id = tests.id(ticket) and e.kind = 'labels'
$$;
grant execute on all functions in schema tests to authenticated, service_role;

select plan(38);

-- who may
select is(tests.outcome(p.person, $$select from change_labels(array[tests.id('plain')], '{vat}')$$), p.expected, 'changes labels: ' || p.person)
from (values ('nora', '42501'), ('colin', '42501'), ('sam', '42501'), ('olga', '42501'), ('ivan', '42501'), ('guest', '42501'),
             ('agent', '1'), ('ops', '1'), ('admin', '1'), ('anon', '42501'), ('service_role', '1')) p (person, expected);
select is(tests.outcome('nora', $$select from change_labels(array[tests.id('no ticket')], '{vat}')$$), '42501',
          'a client is told the same of a ticket that does not exist');
select is(tests.outcome('agent', $$select from change_labels(array[tests.id('plain'), tests.id('no ticket')], '{vat}')$$), 'PT404',
          'staff is told that there is none');
select is(tests.labels('plain'), '', 'and nothing was changed');

-- adding and taking away
select is(tests.value('agent', $$select array_to_string(labels, ', ') from change_labels(array[tests.id('plain')], '{vat, " invoices ", vat, ""}')$$),
          'vat, invoices', 'it answers the row, with each label once and without blanks');
select is(tests.label_events('plain'), '- > vat, invoices, internal, Agent', 'in one internal event');
select is(tests.outcome('nora', $$select from ticket_events where ticket_id = tests.id('plain') and kind = 'labels'$$), '0', 'which no client sees');
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], '{vat, invoices}', '{unknown}')$$), '1', 'the same again');
select is(tests.label_events('plain'), '- > vat, invoices, internal, Agent', 'is no event');
select is(tests.act('ops', $$select from change_labels(array[tests.id('plain')], '{printer}')$$), '1', 'somebody else adds another one');
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], '{june}', '{vat}')$$), '1', 'than somebody who does not know of it');
select is(tests.labels('plain'), 'invoices, printer, june', 'and neither is lost');
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], '{june}', '{june}')$$), '1', 'what is added and taken away at once');
select is(tests.labels('plain'), 'invoices, printer, june', 'is there');
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], null, null)$$), '1', 'nothing at all');
select is(tests.labels('plain'), 'invoices, printer, june', 'changes nothing');

-- several at once
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain'), tests.id('everyone'), tests.id('plain')], '{printer, urgent}')$$), '2',
          'several tickets at once, each once');
select is(tests.labels('plain'), 'invoices, printer, june, urgent', 'the first');
select is(tests.labels('everyone'), 'printer, urgent', 'and the second');
select is((select count(*)::int from ticket_events where kind = 'labels' and ticket_id = tests.id('everyone')), 1, 'with one event each');
select is(tests.act('agent', $$select from change_labels('{}', '{printer}')$$), '0', 'or none');

-- what is refused
select is(tests.outcome('agent', $$select from change_labels(array[tests.id('plain')], array[repeat('x', 61)])$$), 'PT422', 'a label that is too long');
select is(tests.outcome('agent', $$select from change_labels(array[tests.id('plain')], array[E'two\nlines'])$$), 'PT422', 'one of two lines');
select is(tests.outcome('agent', $$select from change_labels(array(select gen_random_uuid() from generate_series(1, 1001)), '{vat}')$$), 'PT422',
          'and more tickets than at once');

-- the clock's label
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], '{escalated}')$$), '1', 'nobody says that a ticket is escalated');
select is(tests.labels('plain'), 'invoices, printer, june, urgent', 'but the clock');
update ticket_triage set labels = labels || '{escalated}', escalated_at = now() where ticket_id = tests.id('plain');
select is(tests.act('agent', $$select from change_labels(array[tests.id('plain')], '{}', '{escalated, june}')$$), '1', 'and nobody says that it is not');
select is(tests.labels('plain'), 'invoices, printer, urgent, escalated', 'any more');

select * from finish();
rollback;
