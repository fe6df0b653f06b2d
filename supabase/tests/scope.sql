-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which companies a ticket concerns: who says so, what follows from it, and how reports count it.
begin;
\ir support/world.psql

-- what concerns whom, in one line
create function tests.scope(ticket text) returns text language sql
as $$
  select concat_ws('; ', case when t.affects_all_companies then 'all' end,
                   (select string_agg(l.role || ' ' || split_part(c.name, ' ', 1), ', ' order by l.role desc, c.name)
                    from ticket_company_link l join clients c on c.id = l.company_id where l.ticket_id = t.id))
  from tickets t where t.id = tests.id(ticket)
$$;
create function tests.scope_events(ticket text) returns text language sql
as $$
  select string_agg(format('%s > %s, %s, %s', coalesce(e.old_value, '-'), coalesce(e.new_value, '-'), e.visibility,
                           (select p.full_name from profiles p where p.user_id = e.actor_id)), '; ' order by e.created_at)
  from ticket_events e where e.ticket_id = tests.id(ticket) and e.kind = 'scope'
$$;
create function tests.ids(variadic words text[]) returns text language sql
as $$ select string_agg(tests.id(w)::text, ', ' order by tests.id(w)) from unnest(words) w $$;
grant execute on all functions in schema tests to authenticated, service_role;

select plan(57);

-- who may
select is(tests.outcome(p.person, $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('South')])$$), p.expected,
          'sets the scope: ' || p.person)
from (values ('nora', '42501'), ('colin', '42501'), ('sam', '42501'), ('olga', '42501'), ('ivan', '42501'), ('guest', '42501'),
             ('agent', '1'), ('ops', '1'), ('admin', '1'), ('anon', '42501'), ('service_role', '1')) p (person, expected);
select is(tests.outcome('nora', $$select from set_ticket_scope(tests.id('no ticket'), true, null)$$), '42501',
          'a client is told the same of a ticket that does not exist');
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('no ticket'), true, null)$$), 'PT404',
          'staff is told that there is none');

-- what follows
select is(tests.scope('plain'), 'reporter North', 'a plain ticket has its reporter alone');
select is(tests.value('agent', $$select id = tests.id('plain') and not affects_all_companies
                                 from set_ticket_scope(tests.id('plain'), false, array[tests.id('South'), tests.id('Other')])$$), 'true',
          'it answers the row of the ticket');
select is(tests.scope('plain'), 'reporter North, affected Other, affected South', 'both companies are named');
select is(tests.scope_events('plain'), '- > ' || tests.ids('Other', 'South') || ', internal, Agent', 'in one internal event');
select is(tests.outcome('sam', $$select from tickets where id = tests.id('plain')$$), '1', 'their members see the ticket');
select is(tests.outcome('sam', $$select from ticket_events where ticket_id = tests.id('plain')$$), '0', 'and not the event');
select is(tests.outcome('nora', $$select from ticket_events where ticket_id = tests.id('plain') and kind = 'scope'$$), '0',
          'nor do the reporter''s');
select is(tests.act('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('Other'), tests.id('South'),
                                                             tests.id('South'), tests.id('North')])$$), '1',
          'the same again, in another order, twice, and with the reporter');
select is(tests.scope('plain'), 'reporter North, affected Other, affected South', 'changes nothing');
select is(tests.scope_events('plain'), '- > ' || tests.ids('Other', 'South') || ', internal, Agent', 'and is no event');
select tests.act('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('Other')])$$);
select is(tests.scope('plain'), 'reporter North, affected Other', 'who is not in the list is named no more');
select is(tests.outcome('sam', $$select from tickets where id = tests.id('plain')$$), '0', 'and sees the ticket no more');
select tests.act('ops', $$select from set_ticket_scope(tests.id('plain'), true, array[tests.id('South')])$$);
select is(tests.scope('plain'), 'all; reporter North', 'a ticket that concerns everyone names nobody');
select is(tests.scope_events('plain'),
          concat('- > ', tests.ids('Other', 'South'), ', internal, Agent; ', tests.ids('Other', 'South'), ' > ', tests.ids('Other'),
                 ', internal, Agent; ', tests.ids('Other'), ' > all, internal, Ops'), 'each change is one event');
select is(tests.outcome('sam', $$select from tickets where id = tests.id('plain')$$), '1', 'members of active organisations see it');
select is(tests.outcome('ivan', $$select from tickets where id = tests.id('plain')$$), '0', 'those of inactive ones do not');
select is(tests.outcome('guest', $$select from tickets where id = tests.id('plain')$$), '0', 'nor does who merely signed up');
select tests.act('agent', $$select from set_ticket_scope(tests.id('plain'), true)$$);
select is((select count(*) from ticket_events where ticket_id = tests.id('plain') and kind = 'scope'), 3::bigint, 'everyone again is no event');
select tests.act('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('South')])$$);
select is(tests.scope('plain'), 'reporter North, affected South', 'from everyone to one company in one call');
select is((select concat(old_value, ' > ', new_value) from ticket_events where ticket_id = tests.id('plain') and kind = 'scope'
           order by created_at desc limit 1), 'all > ' || tests.ids('South'), 'which is one event too');
select tests.act('agent', $$select from set_ticket_scope(tests.id('plain'), null, null)$$);
select is(tests.scope('plain'), 'reporter North', 'nothing at all is a plain ticket');

-- what is refused
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('South'), tests.id('Idle')])$$),
          'PT422', 'an inactive company cannot be named');
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[tests.id('no company')])$$),
          'PT422', 'nor one that does not exist');
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('plain'), false, array[null]::uuid[])$$),
          'PT422', 'nor none');
select is(tests.scope('plain'), 'reporter North', 'and nothing of it stays');
update clients set is_active = false where id = tests.id('South');
select is(tests.outcome('agent', $$select from set_ticket_scope(tests.id('named'), false, array[tests.id('South'), tests.id('Other')])$$),
          '1', 'a company that was named before may stay though it is inactive now');
update clients set is_active = true where id = tests.id('South');

-- one by one, as before
select tests.act('agent', $$insert into ticket_company_link (ticket_id, company_id, role) values (tests.id('plain'), tests.id('Other'), 'affected')$$);
select is((select concat(old_value, ' > ', new_value) from ticket_events where ticket_id = tests.id('plain') and kind = 'scope'
           order by created_at desc limit 1), ' > ' || tests.id('Other'), 'a link on its own has its own event');
select tests.act('agent', $$update tickets set affects_all_companies = true where id = tests.id('plain')$$);
select is((select concat(old_value, ' > ', new_value) from ticket_events where ticket_id = tests.id('plain') and kind = 'scope'
           order by created_at desc limit 1), ' > all', 'and so has the column on its own');
select is(tests.scope('plain'), 'all; reporter North', 'which drops what was named');
select is(tests.outcome('service_role', $$delete from ticket_company_link where role = 'reporter'$$), '42501',
          'not even the service key takes a reporter''s link away');

-- tickets of before
alter table ticket_company_link disable trigger user;
delete from ticket_company_link where ticket_id in (tests.id('plain'), tests.id('foreign')) and role = 'reporter';
delete from ticket_triage where ticket_id = tests.id('foreign');
alter table ticket_company_link enable trigger user;
create temporary table events_before as select count(*) from ticket_events;
select is(private.complete_tickets(), 3::bigint, 'links and rows that are missing are made');
select is(tests.scope('foreign'), 'reporter Other', 'each for the company of its ticket');
select is((select count(*) from ticket_triage where ticket_id = tests.id('foreign')), 1::bigint, 'with the row for staff');
select is(private.complete_tickets(), 0::bigint, 'once');
select results_eq('select count(*) from ticket_events', 'select * from events_before', 'and without an event');
select is_empty($$select t.id from tickets t left join ticket_company_link l on l.ticket_id = t.id and l.role = 'reporter'
                  group by t.id having count(l.id) <> 1 or bool_or(l.company_id <> t.client_id)$$,
                'every ticket has one reporter, which is its company');

-- Reports: North filed named (South and Other), everyone and plain (for all); Other filed foreign.
select tests.act('agent', $$select from set_ticket_scope(tests.id('named'), false, array[tests.id('South'), tests.id('Other')])$$);
select tests.act('agent', $$update tickets set status = 'closed', priority_id = 4 where id = tests.id('everyone')$$);
select results_eq($$select split_part(company_name, ' ', 1), tickets, unfinished, finished, open, closed, normal, urgent, for_everyone, affected
                    from report_tickets_by_company where company_name like '% of the tests' order by 1$$,
                  $$values ('Idle', 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint),
                           ('North', 3, 2, 1, 2, 1, 2, 1, 2, 0), ('Other', 1, 1, 0, 1, 0, 1, 0, 0, 1), ('South', 0, 0, 0, 0, 0, 0, 0, 0, 1)$$,
                  'a ticket counts for its reporter, and apart for whom it names');
select is((select sum(tickets) from report_tickets_by_company), (select count(*) from tickets)::numeric,
          'every ticket counts once, for its reporter');
select is((select tickets from report_tickets_for_everyone), (select count(*) from tickets where affects_all_companies),
          'those for everyone are counted apart');
select is(tests.value('sam', $$select string_agg(concat_ws(' ', split_part(company_name, ' ', 1), tickets, affected), '; ')
                               from report_tickets_by_company$$), 'South 0 1', 'a client counts their own organisation alone');
select is(tests.value('nora', $$select string_agg(concat_ws(' ', split_part(company_name, ' ', 1), tickets, affected), '; ')
                                from report_tickets_by_company$$), 'North 3 0', 'as the reporter does');
select is(tests.value('guest', $$select count(*) from report_tickets_by_company$$), '0', 'who merely signed up counts nothing');
select is(tests.value('guest', $$select tickets from report_tickets_for_everyone$$), '0', 'nor what concerns everyone');
select is(tests.outcome('anon', $$select from report_tickets_by_company$$), '42501', 'a visitor sees no report');

select * from finish();
rollback;
