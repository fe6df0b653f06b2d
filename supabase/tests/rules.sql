-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the database does by itself: defaults, calls that may be repeated, events, notes that leave no trace, unread marks.
begin;
\ir support/world.psql

select plan(73);

-- Profiles ----------------------------------------------------------------------------------------------------------
select is(count(*), 9::bigint, 'every sign-up has a profile') from profiles where email like '%@tests.test';
select results_eq($$select full_name, role, locale from profiles where user_id = tests.id('guest')$$,
                  $$values ('Guest', 'client', 'en')$$, 'a role that somebody gives themselves at sign-up is not taken');
update auth.users set email = 'moved@tests.test' where id = tests.id('guest');
select is(email, 'moved@tests.test', 'the profile follows the e-mail address') from profiles where user_id = tests.id('guest');
select lives_ok($$insert into auth.users (id, email, raw_user_meta_data) values (tests.id('odd'), null,
                  '{"full_name": null, "locale": "<script>"}')$$, 'odd words at sign-up do not stop it');
select is(tests.act('service_role', $$update profiles set role = 'admin' where user_id = tests.id('odd')$$), '1',
          'the first administrator comes by the service key');

-- A plain insert by any program -------------------------------------------------------------------------------------
select tests.act('nora', $$insert into tickets (id, client_id, subject, status, number, created_by, assignee_id,
    affects_all_companies, priority_id, staff_filed, last_customer_activity, category_id)
  values (tests.id('new'), tests.id('North'), 'New', 'resolved', 7, tests.id('sam'), tests.id('agent'), true, null, true, now(), 9001)$$);
select results_eq($$select status, number > 1000, created_by, assignee_id, affects_all_companies, priority_id, staff_filed,
                           last_customer_activity, contact_user_id, category_id from tickets where id = tests.id('new')$$,
                  $$values ('open', true, tests.id('nora'), null::uuid, false, 2, false, null::timestamptz, tests.id('nora'), 9001)$$,
                  'what the database owns is overwritten in silence');
select ok(created_at between now() and clock_timestamp() and updated_at = created_at, 'the time is the database''s')
from tickets where id = tests.id('new');
select is(tests.value('nora', $$select jsonb_object_agg(key, value) ? 'id' from (select * from tickets where id = tests.id('new')) t,
                                jsonb_each(to_jsonb(t))$$), 'true', 'select=* works');
select tests.act('nora', $$insert into ticket_messages (id, ticket_id, body, author_id, created_at, from_staff, client_id)
  values (tests.id('m'), tests.id('new'), 'text', tests.id('agent'), '2020-01-01', true, tests.id('South'))$$);
select results_eq($$select author_id, visibility, from_staff, client_id, created_at between now() and clock_timestamp()
                    from ticket_messages where id = tests.id('m')$$,
                  $$values (tests.id('nora'), 'public', false, tests.id('North'), true)$$, 'so it is in a message');
select tests.act('agent', $$insert into tickets (id, client_id, subject, contact_user_id, assignee_id)
  values (tests.id('by staff'), tests.id('South'), 'Filed by staff', tests.id('sam'), tests.id('ops'))$$);
select results_eq($$select created_by, contact_user_id, assignee_id, staff_filed from tickets where id = tests.id('by staff')$$,
                  $$values (tests.id('agent'), tests.id('sam'), tests.id('ops'), true)$$, 'staff files for a client');
select is(tests.outcome('agent', $$insert into tickets (client_id, subject, assignee_id)
                                   values (tests.id('South'), 'x', tests.id('sam'))$$), 'PT422', 'and assigns staff alone');
select is(tests.outcome('nora', $$insert into tickets (client_id, subject) values (tests.id('North'), '   ')$$), '23514',
          'a ticket has a subject');
select is(tests.outcome('nora', $$insert into tickets (client_id, subject, follow_up_of)
                                  values (tests.id('North'), 'x', tests.id('named'))$$), '1', 'a follow-up of one''s own');

-- Numbers -----------------------------------------------------------------------------------------------------------
select is((select max(number) - min(number) + 1 = count(*) from tickets where client_id in (tests.id('North'), tests.id('Other'))
           and id in (tests.id('named'), tests.id('everyone'), tests.id('plain'), tests.id('foreign'))), true,
          'numbers follow one another');

create temporary table numbers as select last_value from ticket_number_seq;

-- Repeating ---------------------------------------------------------------------------------------------------------
select is(tests.act('nora', $$insert into tickets (id, client_id, subject) values (tests.id('new'), tests.id('North'), 'again')
                              on conflict (id) do nothing$$), '0', 'a ticket told twice does nothing');
select is((select last_value from ticket_number_seq), (select last_value from numbers), 'and takes no number');
select is(tests.act('nora', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('m'), tests.id('new'), 'again')
                              on conflict (id) do nothing$$), '0', 'a message told twice does nothing');
select tests.act('agent', $$update tickets set status = 'closed' where id = tests.id('new')$$);
select is(tests.outcome('nora', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('m'), tests.id('new'), 'again')
                                  on conflict (id) do nothing$$), '0', 'also when the ticket was closed meanwhile');
select is(tests.outcome('nora', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('m2'), tests.id('new'), 'more')
                                  on conflict (id) do nothing$$), 'PT409', 'where a new one is refused');
select is((select count(*) from ticket_messages where ticket_id = tests.id('new')), 1::bigint, 'there is one message');
select is(tests.value('nora', $$select (create_ticket(tests.id('call'), tests.id('North'), 'Call', 'first', 9001, 4,
                                        tests.id('north project'), tests.id('call message'))).number
                                       = (create_ticket(tests.id('call'), tests.id('North'), 'Other', 'second', null, 1, null,
                                          tests.id('other message'))).number$$), 'true', 'create_ticket gives the same ticket again');
select results_eq($$select subject, category_id, priority_id, project_id, created_by from tickets where id = tests.id('call')$$,
                  $$values ('Call', 9001, 4, tests.id('north project'), tests.id('nora'))$$, 'as it was first told');
select results_eq($$select id, body, visibility, author_id from ticket_messages where ticket_id = tests.id('call')$$,
                  $$values (tests.id('call message'), 'first', 'public', tests.id('nora'))$$, 'with one message');
select is(tests.outcome('colin', $$select create_ticket(tests.id('call'), tests.id('North'), 'x', 'x')$$), '42501',
          'somebody else''s id is refused');
select is(tests.outcome('olga', $$select create_ticket(tests.id('call'), tests.id('Other'), 'x', 'x')$$), '42501',
          'whoever it is');
select is((select count(*) from ticket_messages where ticket_id = tests.id('call')), 1::bigint, 'and leaves nothing behind');
select is(tests.outcome('nora', $$select create_ticket(tests.id('fails'), tests.id('North'), 'x', repeat('x', 100001))$$), '23514',
          'a first message that is refused');
select is(tests.outcome('nora', $$select from tickets where id = tests.id('fails')$$), '0', 'leaves no ticket');
select is(tests.value('nora', $$select priority_id from create_ticket(gen_random_uuid(), tests.id('North'), 'x', 'x')$$), '2',
          'without a priority it is normal');
select is(tests.value('nora', $$select awaiting_reply_since is not null and last_customer_activity = awaiting_reply_since
                                from create_ticket(gen_random_uuid(), tests.id('North'), 'x', 'x')$$), 'true',
          'the answer shows the ticket after its first message');

-- What comes with a ticket ------------------------------------------------------------------------------------------
select results_eq($$select company_id, role from ticket_company_link where ticket_id = tests.id('call')$$,
                  $$values (tests.id('North'), 'reporter')$$, 'a ticket has its reporter link');
select results_eq($$select labels from ticket_triage where ticket_id = tests.id('call')$$, $$values ('{}'::text[])$$, 'and a triage row');
select results_eq($$select kind, actor_id, new_value, visibility from ticket_events where ticket_id = tests.id('call')$$,
                  $$values ('created', tests.id('nora'), 'open', 'public')$$, 'and the event of its creation');

-- Events ------------------------------------------------------------------------------------------------------------
create function tests.last_event(ticket text) returns text language sql
as $$
  select concat_ws(' ', e.kind, coalesce(e.old_value, '-'), coalesce(e.new_value, '-'), e.visibility, p.full_name)
  from ticket_events e join profiles p on p.user_id = e.actor_id where e.ticket_id = tests.id(ticket)
  order by e.created_at desc limit 1
$$;
select tests.act('agent', $$update tickets set status = 'waiting_customer' where id = tests.id('call')$$);
select is(tests.last_event('call'), 'status open waiting_customer public Agent', 'a status');
select tests.act('nora', $$insert into ticket_messages (ticket_id, body) values (tests.id('call'), 'reply')$$);
select is(tests.last_event('call'), 'status waiting_customer in_progress public Nora', 'an automatic one names who caused it');
select tests.act('agent', $$update tickets set priority_id = 1 where id = tests.id('call')$$);
select is(tests.last_event('call'), 'priority urgent low public Agent', 'a priority');
select tests.act('agent', $$update tickets set assignee_id = tests.id('ops') where id = tests.id('call')$$);
select is(tests.last_event('call'), 'assignee - ' || tests.id('ops') || ' public Agent', 'an assignee');
select tests.act('agent', $$update tickets set category_id = null where id = tests.id('call')$$);
select is(tests.last_event('call'), 'category 9001 - internal Agent', 'a category');
select tests.act('agent', $$update ticket_triage set labels = '{ vat , vat,"",invoices}' where ticket_id = tests.id('call')$$);
select is(tests.last_event('call'), 'labels  vat, invoices internal Agent', 'labels');
select tests.act('agent', $$insert into ticket_company_link (ticket_id, company_id, role)
                            values (tests.id('call'), tests.id('South'), 'affected')$$);
select is(tests.last_event('call'), 'scope - ' || tests.id('South') || ' internal Agent', 'a company concerned');
select tests.act('agent', $$update tickets set affects_all_companies = true where id = tests.id('call')$$);
select is(tests.last_event('call'), 'scope - all internal Agent', 'all companies concerned');
select is((select count(*) from ticket_company_link where ticket_id = tests.id('call') and role = 'affected'), 0::bigint,
          'then no company is named');
select is((select count(*) from ticket_events where ticket_id = tests.id('call')), 9::bigint, 'one event each');
select tests.act('agent', $$update tickets set priority_id = 1, status = 'in_progress' where id = tests.id('call')$$);
select is((select count(*) from ticket_events where ticket_id = tests.id('call')), 9::bigint, 'and none for what stays as it is');

-- A note leaves no trace that a client could see -----------------------------------------------------------------------
create temporary table before as select * from tickets where id = tests.id('named');
select tests.act('agent', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('named'), 'note', 'internal')$$);
select tests.upload('agent', 'named', 'note-again');
select tests.act('agent', $$insert into ticket_attachments (ticket_id, label, storage_path)
                            values (tests.id('named'), 'internal file', tests.path('named', 'note-again'))$$);
select tests.act('agent', $$update ticket_triage set labels = '{other}' where ticket_id = tests.id('named')$$);
select tests.act('agent', $$insert into ticket_company_link (ticket_id, company_id, role)
                            values (tests.id('named'), tests.id('Other'), 'affected')$$);
select tests.act('agent', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), now())$$);
select results_eq($$select * from tickets where id = tests.id('named')$$, $$select * from before$$,
                  'a note, an internal file, labels, a company concerned and a look change nothing of the ticket''s row');
create temporary table version as select ctid::text as place from tickets where id = tests.id('named');
select tests.act('agent', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('named'), 'note', 'internal')$$);
select is((select ctid::text from tickets where id = tests.id('named')), (select place from version),
          'a note does not so much as write the row again, which realtime would tell');
select tests.act('agent', $$update tickets set status = status where id = tests.id('named')$$);
select is((select updated_at from tickets where id = tests.id('named')), (select updated_at from before),
          'an update that changes nothing has no time');

-- Activity ----------------------------------------------------------------------------------------------------------
select tests.act('agent', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('a1'), tests.id('named'), 'answer')$$);
select is(t.last_admin_activity, m.created_at, 'a public message of staff is activity of staff')
from tickets t, ticket_messages m where t.id = tests.id('named') and m.id = tests.id('a1');
select is(t.last_customer_activity, b.last_customer_activity, 'and none of the client')
from tickets t, before b where t.id = tests.id('named');
select tests.act('colin', $$insert into ticket_messages (id, ticket_id, body) values (tests.id('a2'), tests.id('named'), 'reply')$$);
select is(t.last_customer_activity, m.created_at, 'a message of the client is theirs')
from tickets t, ticket_messages m where t.id = tests.id('named') and m.id = tests.id('a2');
select ok(t.last_activity_at = m.created_at and t.updated_at >= m.created_at, 'and the newest')
from tickets t, ticket_messages m where t.id = tests.id('named') and m.id = tests.id('a2');

-- Unread marks ------------------------------------------------------------------------------------------------------
select tests.act('nora', $$insert into ticket_reads (ticket_id, last_read_at) values (tests.id('named'), '2026-01-02 00:00+00')$$);
select is(tests.act('nora', $$insert into ticket_reads (ticket_id, user_id, last_read_at)
    values (tests.id('named'), tests.id('nora'), '2026-01-01 00:00+00') on conflict (ticket_id, user_id)
    do update set ticket_id = excluded.ticket_id, user_id = excluded.user_id, last_read_at = excluded.last_read_at$$), '1',
  'an upsert passes');
select is(last_read_at, '2026-01-02 00:00+00', 'a mark never goes backwards') from ticket_reads
where ticket_id = tests.id('named') and user_id = tests.id('nora');
select tests.act('nora', $$update ticket_reads set last_read_at = now() + interval '1 day' where ticket_id = tests.id('named')$$);
select ok(last_read_at <= clock_timestamp() and last_read_at > '2026-01-02', 'nor ahead of the clock') from ticket_reads
where ticket_id = tests.id('named') and user_id = tests.id('nora');
select tests.act('nora', $$update ticket_reads set ticket_id = tests.id('plain'), user_id = tests.id('sam')$$);
select is((select count(*) from ticket_reads where ticket_id = tests.id('named') and user_id = tests.id('nora')), 1::bigint,
          'and stays where it is');

-- Names -------------------------------------------------------------------------------------------------------------
create function tests.names(person text) returns text language sql
as $$
  select tests.value(person, $q$select string_agg(display_name || case when is_staff then '*' else '' end, ' ' order by display_name)
                                from people(array(select tests.id(w) from unnest(tests.people() || array['nobody']) w))$q$)
$$;
select is(tests.names('nora'), 'Agent* Colin Nora Ops*', 'oneself, colleagues, and staff who wrote or answers');
select is(tests.names('colin'), 'Agent* Colin Nora Ops*', 'for each member');
select is(tests.names('sam'), 'Agent* Ops* Sam',
          'who is concerned: the assignee and who announced, never the people of the reporter');
select is(tests.names('olga'), 'Agent* Olga Ops*', 'so it is for who is concerned like everyone');
select is(tests.names('guest'), 'Guest', 'who belongs to nothing: oneself');
select is(tests.names('ivan'), 'Ivan', 'so for an inactive organisation');
select is(tests.names('agent'), 'Admin* Agent* Colin Guest Ivan Nora Olga Ops* Sam', 'staff: everybody');
select is(tests.outcome('anon', $$select from people(array[tests.id('agent')])$$), '42501', 'a visitor: nobody');
select is(tests.value('sam', $$select string_agg(display_name, ' ') from people(array[tests.id('nora'), tests.id('colin')])$$), null,
          'a guessed id has no name');

-- Active organisations ------------------------------------------------------------------------------------------------
update clients set is_active = false where id = tests.id('Other');
select is(tests.outcome('olga', $$select from tickets where id = tests.id('everyone')$$), '0',
          'what concerns everyone does not reach an organisation that is no longer active');
select is(tests.outcome('olga', $$select from tickets where id = tests.id('foreign')$$), '1', 'whose own tickets stay in sight');

-- The service key and the owner ---------------------------------------------------------------------------------------
select is(tests.outcome('service_role', $$insert into tickets (client_id, subject, created_by)
                                          values (tests.id('North'), 'x', tests.id('nora'))$$), '1', 'the service key files for somebody');
select is(tests.outcome('service_role', $$update tickets set status = 'open' where id = tests.id('new')$$), 'PT409',
          'and keeps to the steps of a status');
select is(tests.outcome('service_role', $$update ticket_messages set body = 'x'$$), '42501', 'and changes no message');
select is(tests.outcome('service_role', $$delete from tickets$$), '42501', 'and deletes no ticket');
select throws_ok($$update tickets set client_id = tests.id('South') where id = tests.id('named')$$, '42501', null,
                 'not even the owner moves a ticket to another organisation');
select matches(pg_get_functiondef('private.clock()'::regprocedure), 'clock_timestamp', 'the clock is the real one');
select is((select count(*) from tickets where abs(extract(epoch from created_at - clock_timestamp())) < 60
           and id = tests.id('call')), 1::bigint, 'and tells the time of now');

select * from finish();
rollback;
