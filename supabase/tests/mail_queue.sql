-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who is written to about what: a table of situations, each with every mail that it queues, and so with everybody who gets none.
-- Then the sender's calls, with the clock passed in.
begin;
\ir support/world.psql

create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
as $$ select coalesce(nullif(current_setting('tests.clock', true), ''), '2026-03-02 09:00+00')::timestamptz $$;

-- Whatever else this project has (the demonstration) wants no mail here.
delete from mail_choices;
update clients set is_active = false where id not in (tests.id('North'), tests.id('South'), tests.id('Other'));

-- More people: norbert is staff as well, gone has left North, and these have an address that nobody may be written at.
insert into auth.users (id, aud, role, email, raw_user_meta_data, banned_until, deleted_at, email_confirmed_at, confirmation_sent_at)
select tests.id(w), 'authenticated', 'authenticated', mail, jsonb_build_object('full_name', initcap(w)), banned, deleted, confirmed, asked
from (values ('norbert', 'norbert@tests.test', null::timestamptz, null::timestamptz, null::timestamptz, null::timestamptz),
             ('gone', 'gone@tests.test', null, null, null, null),
             ('banned', 'banned@tests.test', '2027-01-01', null, null, null),
             ('unbanned', 'unbanned@tests.test', '2026-01-01', null, null, null),
             ('deleted', 'deleted@tests.test', null, '2026-01-01', null, null),
             ('unconfirmed', 'unconfirmed@tests.test', null, null, null, '2026-01-01'),
             ('confirmed', 'confirmed@tests.test', null, null, '2026-01-01', '2026-01-01'),
             ('nomail', null, null, null, null, null),
             ('erased', 'x@erased.invalid', null, null, null, null),
             ('header', E'a@b.test>\nBcc: c@d.test', null, null, null, null))
     as v (w, mail, banned, deleted, confirmed, asked);
update profiles set role = 'support' where user_id = tests.id('norbert');
insert into client_members (client_id, user_id)
select tests.id('North'), tests.id(w)
from unnest(array['banned', 'unbanned', 'deleted', 'unconfirmed', 'confirmed', 'nomail', 'erased', 'header']) w;
update profiles set locale = v.locale from (values ('nora', 'fr_CA'), ('sam', 'fr'), ('colin', 'de'), ('norbert', 'fr-FR')) as v (who, locale)
where user_id = tests.id(who);

-- What a person of a situation does: 'file TICKET', 'file-for PERSON', 'say', 'note', 'announce', a status, 'assign PERSON', 'want EVENT',
-- 'refuse EVENT', 'concern COMPANY', 'concern all', 'leave' (their membership), 'end COMPANY' (inactive), 'later' (eleven minutes),
-- 'forget' (what was queued until now), 'remind TARGET KIND'. Answers the mails queued, sorted.
create function tests.mails(steps text[]) returns text language plpgsql
as $$
declare
  step text;
  who text;
  what text;
  arg text;
  t constant uuid := tests.id('the ticket');
  answer text;
begin
  begin
    perform set_config('tests.clock', '2026-03-02 09:00+00', true);
    delete from public.email_events;
    foreach step in array steps loop
      who := split_part(step, ' ', 1);
      what := split_part(step, ' ', 2);
      arg := split_part(step, ' ', 3);
      if what not in ('leave', 'end', 'later', 'forget', 'remind', 'bare') and who <> 'owner' then
        perform tests.become(who);
      end if;
      case what
        when 'file' then perform public.create_ticket(t, tests.id('North'), 'A subject', 'the opening');
        when 'file-for' then
          insert into public.tickets (id, client_id, subject, contact_user_id) values (t, tests.id('North'), 'A subject', tests.id(arg));
          insert into public.ticket_messages (ticket_id, body) values (t, 'the opening');
        when 'file-bare' then insert into public.tickets (id, client_id, subject) values (t, tests.id('North'), 'A subject');
        when 'say' then insert into public.ticket_messages (ticket_id, body) values (t, 'said');
        when 'note' then insert into public.ticket_messages (ticket_id, body, visibility) values (t, 'a secret', 'internal');
        when 'announce' then insert into public.ticket_messages (ticket_id, body, visibility) values (t, 'announced', 'announcement');
        when 'assign' then update public.tickets set assignee_id = tests.id(arg) where id = t;
        when 'want', 'refuse' then
          insert into public.mail_choices (user_id, event, wanted) values (tests.id(who), arg, what = 'want')
          on conflict (user_id, event) do update set wanted = excluded.wanted;
        when 'concern' then
          if arg = 'all' then
            update public.tickets set affects_all_companies = true where id = t;
          else
            insert into public.ticket_company_link (ticket_id, company_id, role) values (t, tests.id(arg), 'affected');
          end if;
        when 'leave' then delete from public.client_members where user_id = tests.id(who);
        when 'demote' then update public.profiles set role = 'client' where user_id = tests.id(arg);
        when 'end' then update public.clients set is_active = false where id = tests.id(arg);
        when 'later' then perform set_config('tests.clock', (private.clock() + interval '11 minutes')::text, true);
        when 'forget' then delete from public.email_events;
        when 'remind' then perform private.queue_sla_reminder(t, arg, split_part(step, ' ', 4), private.clock() + interval '15 minutes');
        else update public.tickets set status = what where id = t;
      end case;
      perform tests.become('owner');
    end loop;
    select string_agg(format('%s %s %s', split_part(e."to", '@', 1), e.template, e.locale), ', ' order by e."to", e.template)
      into answer from public.email_events e;
    raise exception using errcode = 'TEST1';
  exception when sqlstate 'TEST1' then
    return coalesce(answer, 'nobody');
  end;
end $$;

create temporary table situations (place serial, name text, steps text[], expected text);
insert into situations (name, steps, expected) values
-- a new ticket
('filed by a client', '{"nora file"}', 'nora ticket.created fr'),
('filed by plain inserts', '{"nora file-for nora"}', 'nora ticket.created fr'),
('filed for a colleague: the contact alone', '{"nora file-for colin"}', 'colin ticket.created en'),
('filed by staff for a client', '{"agent file-for nora"}', 'nora ticket.created fr'),
('filed by staff for nobody: to who filed it', '{"agent file-bare"}', 'agent ticket.created en'),
('a contact who is no member: to who filed it', '{"agent file-for olga"}', 'agent ticket.created en'),
('staff who asked are alerted', '{"agent want ticket.created", "norbert want ticket.created", "nora file"}',
 'agent ticket.created.staff en, nora ticket.created fr, norbert ticket.created.staff fr'),
('staff who refused are not', '{"agent want ticket.created", "agent refuse ticket.created", "nora file"}', 'nora ticket.created fr'),
('who filed it is not alerted', '{"agent want ticket.created", "norbert want ticket.created", "agent file-for nora"}',
 'nora ticket.created fr, norbert ticket.created.staff fr'),
('who filed it for nobody gets one mail, not two', '{"agent want ticket.created", "agent file-bare"}', 'agent ticket.created en'),
('a wish of a client makes nobody staff', '{"colin want ticket.created", "nora file"}', 'nora ticket.created fr'),
('a wish of who is no longer staff counts no more', '{"norbert want ticket.created", "owner demote norbert", "nora file"}', 'nora ticket.created fr'),
('a client may decline', '{"nora refuse ticket.created", "nora file"}', 'nobody'),
('declined by the contact: nobody steps in', '{"colin refuse ticket.created", "nora file-for colin"}', 'nobody'),
('wishes are for one event', '{"agent want sla.reminder", "nora refuse ticket.status.changed", "nora file"}', 'nora ticket.created fr'),
-- nobody without an address
('a banned contact', '{"nora file-for banned"}', 'nora ticket.created fr'),
('a contact banned until last year', '{"nora file-for unbanned"}', 'unbanned ticket.created en'),
('a deleted contact', '{"nora file-for deleted"}', 'nora ticket.created fr'),
('a contact who never confirmed the address', '{"nora file-for unconfirmed"}', 'nora ticket.created fr'),
('a contact who did', '{"nora file-for confirmed"}', 'confirmed ticket.created en'),
('a contact without address', '{"nora file-for nomail"}', 'nora ticket.created fr'),
('an erased contact', '{"nora file-for erased"}', 'nora ticket.created fr'),
('an address that would write a header', '{"nora file-for header"}', 'nora ticket.created fr'),
-- messages
('the opening message has no mail of its own', '{"nora file-bare", "nora forget", "nora say"}', 'nobody'),
('the second message has', '{"agent want ticket.message.created", "nora file-bare", "nora say", "nora forget", "nora say"}',
 'agent ticket.message.created.staff en'),
('a first message long after the filing is news', '{"agent want ticket.message.created", "nora file-bare", "nora forget", "nora later", "nora say"}',
 'agent ticket.message.created.staff en'),
('a first message by somebody else is news', '{"agent want ticket.message.created", "nora file-bare", "nora forget", "colin say"}',
 'agent ticket.message.created.staff en'),
('a note before the opening message changes nothing', '{"nora file-bare", "agent note", "nora forget", "nora say"}', 'nobody'),
('a client''s reply, unassigned, nobody asked', '{"nora file", "nora forget", "nora say"}', 'nobody'),
('a client''s reply, unassigned: staff who asked', '{"agent want ticket.message.created", "nora file", "nora forget", "nora say"}',
 'agent ticket.message.created.staff en'),
('a client''s reply, assigned: the assignee alone', '{"agent want ticket.message.created", "nora file", "agent assign norbert", "nora forget", "nora say"}',
 'norbert ticket.message.created.staff fr'),
('the assignee may decline', '{"norbert refuse ticket.message.created", "nora file", "agent assign norbert", "nora forget", "nora say"}', 'nobody'),
('an assignee who is no longer staff', '{"agent want ticket.message.created", "nora file", "agent assign norbert", "owner demote norbert", "nora forget", "nora say"}',
 'agent ticket.message.created.staff en'),
('a colleague''s reply goes to staff, not to the contact', '{"nora file", "agent assign agent", "nora forget", "colin say"}',
 'agent ticket.message.created.staff en'),
('staff''s reply goes to the contact', '{"nora file-for colin", "nora forget", "agent say"}', 'colin ticket.message.created en'),
('staff''s reply is no news to staff', '{"norbert want ticket.message.created", "nora file", "norbert assign norbert", "nora forget", "agent say"}',
 'nora ticket.message.created fr'),
('the contact left: to who filed it', '{"agent file-for nora", "nora leave", "nora forget", "norbert say"}', 'agent ticket.message.created en'),
('the contact and who filed it left', '{"nora file", "nora leave", "nora forget", "agent say"}', 'nobody'),
('the company is no longer served', '{"nora file", "nora end North", "nora forget", "agent say"}', 'nobody'),
('who filed it for nobody is not told their own words', '{"agent file-bare", "agent later", "agent forget", "agent say"}', 'nobody'),
('but a colleague''s', '{"agent file-bare", "agent forget", "norbert say"}', 'agent ticket.message.created en'),
('a declined message', '{"nora refuse ticket.message.created", "nora file", "nora forget", "agent say"}', 'nobody'),
('a note mails nobody', '{"agent want ticket.message.created", "nora file", "agent assign agent", "nora forget", "norbert note"}', 'nobody'),
('a note mails nobody, even of one''s own', '{"agent want ticket.message.created", "nora file", "nora forget", "agent note"}', 'nobody'),
-- announcements
('an announcement that concerns nobody else: the contact', '{"nora file", "nora forget", "agent announce"}', 'nora ticket.message.created.announcement fr'),
('an announcement to a company named', '{"nora file", "agent concern South", "nora forget", "agent announce"}',
 'nora ticket.message.created.announcement fr, sam ticket.message.created.announcement fr'),
('not to a company named that is inactive', '{"nora file", "agent concern Idle", "nora forget", "agent announce"}',
 'nora ticket.message.created.announcement fr'),
('an announcement to all: active members, each once, no staff, no guest', '{"nora file", "agent concern all", "nora forget", "agent announce"}',
 'colin ticket.message.created.announcement en, confirmed ticket.message.created.announcement en, nora ticket.message.created.announcement fr, '
 'olga ticket.message.created.announcement en, sam ticket.message.created.announcement fr, unbanned ticket.message.created.announcement en'),
('declined by one', '{"sam refuse ticket.message.created", "nora file", "agent concern South", "nora forget", "agent announce"}',
 'nora ticket.message.created.announcement fr'),
('not to its author', '{"agent file-bare", "agent concern South", "agent forget", "agent announce"}', 'sam ticket.message.created.announcement fr'),
('a reply is not for whom the ticket concerns', '{"nora file", "agent concern South", "nora forget", "agent say"}', 'nora ticket.message.created fr'),
-- status
('staff takes a step', '{"nora file", "nora forget", "agent in_progress"}', 'nora ticket.status.changed fr'),
('the client closes their own', '{"nora file", "nora forget", "nora closed"}', 'nobody'),
('a colleague closes it', '{"nora file", "nora forget", "colin closed"}', 'nora ticket.status.changed fr'),
('reopened by the client''s reply: no news to them', '{"nora file", "agent assign agent", "agent resolved", "nora forget", "nora say"}',
 'agent ticket.message.created.staff en'),
('reopened by a colleague''s reply: no news to the contact', '{"nora file", "agent assign agent", "agent resolved", "nora forget", "colin say"}',
 'agent ticket.message.created.staff en'),
('no longer waiting by the client''s reply', '{"nora file", "agent waiting_customer", "nora forget", "nora say"}', 'nobody'),
('a service takes a step', '{"nora file", "nora forget", "service_role resolved"}', 'nora ticket.status.changed fr'),
('not to staff who asked for anything', '{"norbert want ticket.status.changed", "nora file", "nora forget", "agent in_progress"}', 'nora ticket.status.changed fr'),
('declined', '{"nora refuse ticket.status.changed", "nora file", "nora forget", "agent in_progress"}', 'nobody'),
('an assignment has no mail', '{"nora file", "nora forget", "agent assign norbert"}', 'nobody'),
('to a company that is no longer served', '{"nora file", "nora end North", "nora forget", "agent in_progress"}', 'nobody'),
-- reminders
('a reminder nobody asked for', '{"nora file", "nora forget", "owner remind resolution due_soon"}', 'nobody'),
('a reminder to the assignee', '{"nora file", "agent assign norbert", "nora forget", "owner remind resolution due_soon"}', 'norbert sla.reminder fr'),
('a reminder to the assignee and who asked, each once',
 '{"agent want sla.reminder", "norbert want sla.reminder", "nora file", "agent assign norbert", "nora forget", "owner remind first_response overdue"}',
 'agent sla.reminder.overdue en, norbert sla.reminder.overdue fr'),
('the assignee may decline reminders', '{"norbert refuse sla.reminder", "nora file", "agent assign norbert", "nora forget", "owner remind resolution overdue"}', 'nobody'),
('never to a client, whatever they wish', '{"nora want sla.reminder", "colin want sla.reminder", "nora file", "nora forget", "owner remind resolution overdue"}', 'nobody');

select plan((select count(*)::int from situations) + 76);

select is_empty($$select id from email_events where ticket_id::text like 'd0000000-0000-4000-8000-%' and status <> 'sent'$$,
                'the story of the demonstration leaves nothing to send');

select is(tests.mails(steps), expected, name) from situations order by place;

-- the row ---------------------------------------------------------------------------------------------------------------

delete from email_events;
select set_config('tests.clock', '2026-03-02 09:00+00', true);
select tests.act('nora', $$select create_ticket(tests.id('row'), tests.id('North'), E'Line\none', repeat('long ', 100))$$);
select tests.act('agent', $$insert into ticket_messages (ticket_id, body, visibility) values (tests.id('row'), 'a secret', 'internal')$$);
select tests.act('agent', $$insert into ticket_messages (ticket_id, body) values (tests.id('row'), E'first\n\nsecond ' || repeat('long ', 100))$$);
select results_eq($$select type, template, ticket_id, recipient_id, status, attempts, created_at, next_attempt_at, sent_at from email_events order by type$$,
  $$values ('ticket.created', 'ticket.created', tests.id('row'), tests.id('nora'), 'queued', 0, private.clock(), private.clock(), null::timestamptz),
           ('ticket.message.created', 'ticket.message.created', tests.id('row'), tests.id('nora'), 'queued', 0, private.clock(), private.clock(), null)$$,
  'a queued mail says what it is about, for whom, and that it is due');
select is((select payload_excerpt from email_events where type = 'ticket.created'),
          format('#%s Line one', (select number from tickets where id = tests.id('row'))), 'the excerpt names the ticket on one line');
select matches((select payload_excerpt from email_events where type = 'ticket.message.created'), '^#\d+ Line one: first second long .*…$',
               'the excerpt of a message is its beginning');
select cmp_ok((select max(length(payload_excerpt)) from email_events), '<=', 160, 'and short');
select is_empty($$select id from email_events e where e::text like '%secret%'$$, 'nothing of a note is in a mail');
select is(private.mail_excerpt(tests.id('row'), (select id from ticket_messages where body = 'a secret')),
          private.mail_excerpt(tests.id('row'), null), 'nor in an excerpt that is asked for it');

-- in the transaction of what caused it: undone together
do $$
begin
  perform tests.become('agent');
  insert into public.ticket_messages (ticket_id, body) values (tests.id('row'), 'undone');
  raise exception using errcode = 'TEST1';
exception when sqlstate 'TEST1' then
  perform tests.become('owner');
end $$;
select is((select count(*) from email_events), 2::bigint, 'what did not happen is not told');
-- ignored the second time, as a message sent again is
select tests.act('agent', $$insert into ticket_messages (id, ticket_id, body) select id, ticket_id, body from ticket_messages
                            where ticket_id = tests.id('row') and from_staff and visibility = 'public' on conflict (id) do nothing$$);
select is((select count(*) from email_events), 2::bigint, 'what is sent again is told once');

-- queue_mail
select isnt(private.queue_mail(tests.id('sam'), 'ticket.status.changed', tests.id('named'), '{"old_status": "open", "new_status": "closed"}'), null,
            'one mail by name');
select is(private.queue_mail(tests.id('banned'), 'ticket.status.changed', tests.id('named'), '{}'), null, 'none to who cannot be written to');
select is(private.queue_mail(tests.id('nobody at all'), 'ticket.status.changed', tests.id('named'), '{}'), null, 'nor to nobody');
select is(private.queue_sla_reminder(tests.id('named'), 'resolution', 'overdue', now()), 1, 'a reminder answers how many mails');

-- the sender's calls ------------------------------------------------------------------------------------------------------

delete from email_events;
select tests.become('owner');
insert into email_events (id, type, template, "to", locale, created_at, next_attempt_at)
select tests.id('mail ' || i), 'test', 'test', 'a' || i || '@tests.test', 'en', private.clock() - make_interval(mins => 10 - i), private.clock() - make_interval(mins => 10 - i)
from generate_series(1, 5) i;
create function tests.at(moment text) returns void language sql as $$ select set_config('tests.clock', moment || '+00', true) $$;
create function tests.claim(rows int) returns text language plpgsql
as $$
declare
  answer text;
begin
  perform tests.become('service_role');
  select coalesce(string_agg(split_part(c."to", '@', 1) || ' ' || c.status || ' ' || c.attempts, ', '), 'nothing') into answer
    from public.claim_email_events(rows) c;
  perform tests.become('owner');
  return answer;
end $$;
create function tests.state(i int) returns text language sql
as $$ select concat_ws(' ', status, attempts, error, provider_id) from public.email_events where id = tests.id('mail ' || i) $$;

select is(tests.claim(2), 'a1 sending 1, a2 sending 1', 'the oldest first');
select is(tests.claim(2), 'a3 sending 1, a4 sending 1', 'never twice');
select is(tests.claim(0), 'nothing', 'none when none is wanted');
select is(tests.claim(10), 'a5 sending 1', 'what is left');
select is(tests.claim(10), 'nothing', 'until nothing is');
select is((select leased_until from email_events where id = tests.id('mail 1')), private.clock() + interval '5 minutes', 'a lease of five minutes');

select is(tests.act('service_role', $$select complete_email_event(tests.id('mail 1'), 'provider-1')$$), '1', 'one is sent');
select is(tests.state(1), 'sent 1 provider-1', 'with the id of the provider');
select is((select sent_at from email_events where id = tests.id('mail 1')), private.clock(), 'and the time');
select tests.act('service_role', $$select complete_email_event(tests.id('mail 1'), 'provider-2')$$);
select is(tests.state(1), 'sent 1 provider-1', 'sent once, whatever is told later');
select tests.act('service_role', $$select fail_email_event(tests.id('mail 1'), 'too late')$$);
select is(tests.state(1), 'sent 1 provider-1', 'also that it failed');

select tests.act('service_role', $$select fail_email_event(tests.id('mail 2'), 'no such mailbox', permanent => true)$$);
select is(tests.state(2), 'failed 1 no such mailbox', 'what no repetition mends fails at once');

-- a lost sender: 3 comes back when its lease is over, not before
select tests.at('2026-03-02 09:04:59');
select is(tests.claim(10), 'nothing', 'a lease is kept');
select tests.at('2026-03-02 09:05:00');
select is(tests.claim(1), 'a3 sending 2', 'and over when its time is up');
select tests.act('service_role', $$select complete_email_event(tests.id('mail 3'), 'late')$$);

-- 4 fails five times, with growing delay
select tests.at('2026-03-02 10:00:00');
select is(tests.claim(1), 'a4 sending 2', 'the second attempt');
select tests.act('service_role', $$select fail_email_event(tests.id('mail 4'), 'busy')$$);
select is(tests.state(4), 'queued 2 busy', 'waits for the third');
select complete_email_event(tests.id('mail 5'), 'x');
select tests.at('2026-03-02 10:04:59');
select is(tests.claim(9), 'nothing', 'not before five minutes');
select tests.at('2026-03-02 10:05:00');
select is(tests.claim(9), 'a4 sending 3', 'then');
select tests.act('service_role', $$select fail_email_event(tests.id('mail 4'), 'busy', 60)$$);
select tests.at('2026-03-02 10:34:59');
select is(tests.claim(9), 'nothing', 'thirty minutes, also when the provider would have it sooner');
select tests.at('2026-03-02 10:35:00');
select is(tests.claim(9), 'a4 sending 4', 'then');
select tests.act('service_role', $$select fail_email_event(tests.id('mail 4'), 'busy', 10800)$$);
select tests.at('2026-03-02 13:34:59');
select is(tests.claim(9), 'nothing', 'as late as the provider asks: three hours, not two');
select tests.at('2026-03-02 13:35:00');
select is(tests.claim(9), 'a4 sending 5', 'the fifth attempt');
select tests.act('service_role', $$select fail_email_event(tests.id('mail 4'), 'still busy')$$);
select is(tests.state(4), 'failed 5 still busy', 'is the last');
select tests.at('2026-03-09 09:00:00');
select is(tests.claim(9), 'nothing', 'and nothing follows');

-- the administrator begins again
select is(tests.value('admin', $$select status || attempts from retry_email_event(tests.id('mail 4'))$$), 'queued0', 'an administrator begins again');
select is(tests.claim(9), 'a4 sending 1', 'and it is due at once');
-- senders that are lost each time: five attempts as well
select tests.at('2026-03-09 09:05:00'); select is(tests.claim(9), 'a4 sending 2', 'lost');
select tests.at('2026-03-09 09:10:00'); select is(tests.claim(9), 'a4 sending 3', 'lost again');
select tests.at('2026-03-09 09:15:00'); select is(tests.claim(9), 'a4 sending 4', 'and again');
select tests.at('2026-03-09 09:20:00'); select is(tests.claim(9), 'a4 sending 5', 'and for the last time');
select tests.at('2026-03-09 09:25:00'); select is(tests.claim(9), 'nothing', 'no sixth attempt');
select is(tests.state(4), 'failed 5 The sender was lost while sending.', 'it failed, and says why');
select is(tests.outcome('admin', $$select retry_email_event(tests.id('mail 1'))$$), 'PT409', 'what was sent is not begun again');
select is(tests.outcome('service_role', $$select complete_email_event(tests.id('no mail'), 'x')$$), 'PT404', 'a mail that is not there');

-- a claim looks at what waits, not at what was sent
insert into email_events (type, template, "to", locale, status, created_at, next_attempt_at)
select 'test', 'test', 'old@tests.test', 'en', 'sent', now() - interval '1 day', now() - interval '1 day' from generate_series(1, 20000);
analyze email_events;
create function tests.plan_of(query text) returns jsonb language plpgsql
as $$
declare
  answer json;
begin
  execute 'explain (format json) ' || query into answer;
  return answer::jsonb;
end $$;
select is(jsonb_path_query_array(tests.plan_of($$select id from email_events
                    where status in ('queued', 'sending') and next_attempt_at <= '2026-03-09' and attempts < 5
                    order by next_attempt_at, created_at, id limit 20$$), 'strict $.**."Index Name"'), '["email_events_due"]',
          'a claim looks at what waits, not at what was sent');

-- rights ------------------------------------------------------------------------------------------------------------------

create temporary table rights (place serial, what text, statement text, expected text[]);
insert into rights (what, statement, expected) values
--                                                                                        nora     colin    sam      olga     ivan     guest    agent    ops      admin
('the log is read by staff', $$select from email_events$$,                         '{0, 0, 0, 0, 0, 0, 20005, 20005, 20005}'),
('nobody writes it', $$update email_events set status = 'queued'$$,                 '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501}'),
('nor adds to it', $$insert into email_events (type, template, "to", locale) values ('test', 'test', 'x@y.test', 'en')$$,
                                                                                    '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501}'),
('templates are read by staff', $$select from email_templates where event = 'test' and locale = 'en'$$, '{0, 0, 0, 0, 0, 0, 1, 1, 1}'),
('an administrator changes them', $$update email_templates set subject = 'New' where event = 'test' and locale = 'en'$$, '{0, 0, 0, 0, 0, 0, 0, 0, 1}'),
('an administrator adds a language', $$insert into email_templates values ('test', 'de', 'Probe', 'Hallo {{name}}')$$,
                                                                                    '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('one''s own choice', $$insert into mail_choices (event, wanted) values ('sla.reminder', true)$$, '{1, 1, 1, 1, 1, 1, 1, 1, 1}'),
('another''s choice', $$insert into mail_choices (user_id, event, wanted) values (tests.id('norbert'), 'sla.reminder', true)$$,
                                                                                    '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('claiming', $$select claim_email_events(1)$$,                                      '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501}'),
('completing', $$select complete_email_event(tests.id('mail 4'), 'x')$$,            '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501}'),
('failing', $$select fail_email_event(tests.id('mail 4'), 'x')$$,                   '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501}'),
('beginning again', $$select retry_email_event(tests.id('mail 4'))$$,               '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('a test mail', $$select queue_test_email()$$,                                      '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('rendering', $$select render_email(tests.id('mail 4'))$$,                          '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('previewing', $$select preview_email_template('test', 'en')$$,                     '{42501, 42501, 42501, 42501, 42501, 42501, 42501, 42501, 1}'),
('the words of mails', $$update email_words set text = 'x' where word = 'status.open'$$, '{0, 0, 0, 0, 0, 0, 0, 0, 2}'),
('the settings of the desk are read by all', $$select from desk_settings$$,         '{2, 2, 2, 2, 2, 2, 2, 2, 2}'),
('and changed by an administrator', $$update desk_settings set value = 'Help' where key = 'name'$$, '{0, 0, 0, 0, 0, 0, 0, 0, 1}');
select is(array(select tests.outcome(p, r.statement) from unnest(tests.people()) p), r.expected, r.what) from rights r order by place;

select tests.act('agent', $$insert into mail_choices (event, wanted) values ('ticket.created', true)$$);
select is(tests.outcome('ops', 'select from mail_choices'), '0', 'nobody sees another''s choices');
select is(tests.outcome('agent', 'select from mail_choices'), '1', 'but one''s own');
select is(tests.outcome('admin', 'select from mail_choices'), '1', 'and an administrator all');
select is(tests.outcome('ops', 'delete from mail_choices'), '0', 'nobody gives back another''s choice');
select is(tests.outcome('agent', 'delete from mail_choices'), '1', 'but one''s own');

-- test mails
select is(tests.value('admin', $$select "to" || ' ' || locale || ' ' || status from queue_test_email()$$), 'admin@tests.test en queued', 'a test mail to oneself');
select is(tests.value('admin', $$select "to" || ' ' || locale from queue_test_email('x@y.test', 'fr')$$), 'x@y.test fr', 'or to somebody, in a language');
select is(tests.outcome('admin', $$select queue_test_email(E'x@y.test\nBcc: z@y.test')$$), 'PT422', 'not to what is no address');
select is(tests.outcome('service_role', $$select queue_test_email()$$), 'PT422', 'a service has no address of its own');
select is(tests.outcome('service_role', $$select queue_test_email('x@y.test')$$), '1', 'but may name one');

select * from finish();
rollback;
