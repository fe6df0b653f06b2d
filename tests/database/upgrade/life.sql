-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A help desk at work, written through the rules of the migrations of 20261121 alone: what a project holds that is upgraded.
-- It must keep working on those, so it uses nothing that came later.
--
--   nora, colin  members of North     multi  member of North and South     agent, ops, admin  staff
--   sam          member of South      ivan   member of Idle, inactive      guest              signed up, member of nothing

create schema tests;
grant usage on schema tests to authenticated, service_role;

create function tests.id(word text) returns uuid language sql immutable
as $$ select md5('guichet upgrade ' || word)::uuid $$;

create function tests.become(person text) returns void language plpgsql
as $$
begin
  if person = 'owner' then
    perform set_config('request.jwt.claims', '', false), set_config('role', 'postgres', false);
  else
    perform set_config('request.jwt.claims', json_build_object('sub', tests.id(person), 'role', 'authenticated')::text, false),
            set_config('role', 'authenticated', false);
  end if;
end $$;

create function tests.people() returns text[] language sql immutable
as $$ select array['nora', 'colin', 'sam', 'multi', 'ivan', 'guest', 'agent', 'ops', 'admin'] $$;
grant execute on all functions in schema tests to authenticated, service_role;

insert into auth.users (id, aud, role, email, raw_user_meta_data)
select tests.id(w), 'authenticated', 'authenticated', w || '@upgrade.test', jsonb_build_object('full_name', initcap(w))
from unnest(tests.people()) w;
update public.profiles set role = 'support' where user_id = tests.id('agent');
update public.profiles set role = 'ops' where user_id = tests.id('ops');
update public.profiles set role = 'admin' where user_id = tests.id('admin');

insert into public.clients (id, name, is_active)
select tests.id(w), w || ' of the upgrade', w <> 'Idle' from unnest(array['North', 'South', 'Idle']) w;
insert into public.client_members (client_id, user_id)
select tests.id(company), tests.id(person)
from (values ('North', 'nora'), ('North', 'colin'), ('North', 'multi'), ('South', 'sam'), ('South', 'multi'), ('Idle', 'ivan'))
  as v (company, person);
insert into public.projects (id, client_id, name) values (tests.id('project'), tests.id('North'), 'Project of North');
insert into public.ticket_categories (label) values ('Billing'), ('Technical');

-- An administrator has changed the targets of a priority already, and set a next response.
select tests.become('admin');
update public.ticket_priorities set response_sla_minutes = 240, next_response_sla_minutes = 60 where code = 'normal';
select tests.become('owner');

-- The clock of this story: each step says when it happens.
create function tests.at(moment timestamptz) returns void language sql
as $$ select set_config('tests.now', moment::text, false) $$;
create function tests.say(person text, ticket uuid, words text, seen text default 'public') returns uuid language plpgsql
as $$
declare
  message uuid;
begin
  perform tests.become(person);
  insert into public.ticket_messages (ticket_id, body, visibility) values (ticket, words, seen) returning id into message;
  perform tests.become('owner');
  return message;
end $$;
create function tests.set_status(person text, ticket uuid, wanted text) returns void language plpgsql
as $$
begin
  perform tests.become(person);
  update public.tickets set status = wanted where id = ticket;
  perform tests.become('owner');
end $$;
create function tests.attach(person text, ticket uuid, message uuid, name text) returns void language plpgsql
as $$
declare
  path text := format('tickets/%s/%s-%s', ticket, tests.id(name), name);
begin
  perform tests.become(person);
  insert into storage.objects (bucket_id, name, owner, owner_id, metadata)
  values ('project-files', path, tests.id(person), tests.id(person)::text, '{"size": 12, "mimetype": "text/plain"}');
  insert into public.ticket_attachments (ticket_id, message_id, label, storage_path) values (ticket, message, name, path);
  perform tests.become('owner');
end $$;

do $life$
declare
  real_clock text := pg_get_functiondef('private.clock()'::regprocedure);
  client text;
  company text;
  filer text;
  ticket uuid;
  message uuid;
  began timestamptz;
begin
  create or replace function private.clock() returns timestamptz language sql volatile set search_path = ''
  as $$ select current_setting('tests.now')::timestamptz $$;

  -- Seven hours apart, across the change to summer time in Europe.
  for n in 1..84 loop
    ticket := tests.id('ticket ' || n);
    began := timestamptz '2026-03-10 07:30:00+00' + n * interval '7 hours';
    company := (array['North', 'North', 'South', 'Idle'])[1 + n % 4];
    client := (array['nora', 'colin', 'sam', 'ivan'])[1 + n % 4];
    filer := case when n % 11 = 0 then 'agent' else client end;
    perform tests.at(began);
    perform tests.become(filer);
    perform public.create_ticket(ticket, tests.id(company), 'Ticket ' || n, 'Opening of ' || n, null, 1 + n % 4,
                                 case when company = 'North' then tests.id('project') end, tests.id('message ' || n));
    perform tests.become('owner');

    case n % 8
      when 1 then  -- answered, assigned, in progress
        perform tests.at(began + n * interval '3 minutes');
        perform tests.say('agent', ticket, 'We look at it');
        perform tests.set_status('agent', ticket, 'in_progress');
        perform tests.become('admin');
        update public.tickets set assignee_id = tests.id('agent') where id = ticket;
        perform tests.become('owner');
      when 2 then  -- still waiting for the client, never answered in public
        perform tests.at(began + interval '20 minutes');
        perform tests.set_status('ops', ticket, 'waiting_customer');
        perform tests.say('ops', ticket, 'Nobody of theirs reads this', 'internal');
      when 3 then  -- waited, and the client came back
        perform tests.at(began + interval '1 hour');
        message := tests.say('agent', ticket, 'Which one do you mean?');
        perform tests.attach('agent', ticket, message, 'question-' || n || '.txt');
        perform tests.set_status('agent', ticket, 'waiting_customer');
        perform tests.at(began + interval '10 hours');
        message := tests.say(client, ticket, 'The left one');
        perform tests.attach(client, ticket, message, 'answer-' || n || '.txt');
        message := tests.say('agent', ticket, 'A note', 'internal');
        perform tests.attach('agent', ticket, message, 'note-' || n || '.txt');
      when 4 then  -- resolved at once, without a reply
        perform tests.at(began + interval '5 minutes');
        perform tests.set_status('agent', ticket, 'resolved');
      when 5 then  -- resolved while waiting, reopened by a reply, then more urgent
        perform tests.at(began + interval '15 minutes');
        perform tests.set_status('agent', ticket, 'waiting_customer');
        perform tests.at(began + interval '2 hours');
        perform tests.set_status('agent', ticket, 'resolved');
        perform tests.at(began + interval '26 hours');
        perform tests.say(client, ticket, 'It is back');
        perform tests.become('agent');
        update public.tickets set priority_id = 4 where id = ticket;
        perform tests.become('owner');
      when 6 then  -- answered late, resolved, closed by the client
        perform tests.at(began + interval '3 days');
        perform tests.say('agent', ticket, 'Sorry that it took so long');
        perform tests.set_status('agent', ticket, 'resolved');
        perform tests.at(began + interval '4 days');
        perform tests.set_status(client, ticket, 'closed');
      when 7 then  -- concerns others, with an announcement; one in two concerns everyone
        perform tests.at(began + interval '30 minutes');
        perform tests.become('agent');
        if n % 16 = 7 then
          update public.tickets set affects_all_companies = true where id = ticket;
        else
          insert into public.ticket_company_link (ticket_id, company_id, role)
          select ticket, tests.id(c), 'affected' from unnest(array['North', 'South']) c where c <> company;
        end if;
        perform tests.become('owner');
        message := tests.say('admin', ticket, 'To all of you', 'announcement');
        perform tests.attach('admin', ticket, message, 'announcement-' || n || '.txt');
      else  -- nobody has looked at it
        null;
    end case;
    if n % 6 = 0 then
      perform tests.become('agent');
      update public.ticket_triage set labels = array['printing', 'label ' || n] where ticket_id = ticket;
      perform tests.become('owner');
    end if;
    if n % 3 = 0 then
      perform tests.become(client);
      insert into public.ticket_reads (ticket_id, last_read_at) values (ticket, began + interval '1 hour');
      perform tests.become('owner');
    end if;
  end loop;

  execute real_clock;
end $life$;

-- Some rows were lost, by a tool that knew the tables and not the rules: links of reporters, and triage.
alter table public.ticket_company_link disable trigger user;
create table tests.lost_links as
  select l.ticket_id, l.company_id from public.ticket_company_link l join public.tickets t on t.id = l.ticket_id
  where l.role = 'reporter' and t.number % 5 = 0;
delete from public.ticket_company_link l using tests.lost_links x where l.ticket_id = x.ticket_id and l.role = 'reporter';
alter table public.ticket_company_link enable trigger user;
create table tests.lost_triage as select t.id as ticket_id from public.tickets t where t.number % 7 = 0;
delete from public.ticket_triage t using tests.lost_triage x where t.ticket_id = x.ticket_id;
