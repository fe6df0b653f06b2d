-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- E-mail: what there is to say, who wants to hear it, and the queue. Triggers queue a row for each recipient in the
-- transaction of what caused it; a sender claims rows, and tells how each went.

-- The words of an e-mail. What is told to staff about the same event has a template of its own, and so has an announcement.
create table public.email_templates (
  event text not null
    check (event in ('ticket.created', 'ticket.created.staff', 'ticket.message.created', 'ticket.message.created.staff',
                     'ticket.message.created.announcement', 'ticket.status.changed', 'sla.reminder', 'sla.reminder.overdue',
                     'test')),
  locale text not null check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  subject text not null check (length(btrim(subject)) between 1 and 300 and subject !~ '[[:cntrl:]]'),
  body text not null check (length(btrim(body)) between 1 and 20000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (event, locale)
);

create table public.email_events (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid references public.tickets (id),
  -- whoever leaves takes their addresses with them
  recipient_id uuid references public.profiles (user_id) on delete cascade,
  type text not null
    check (type in ('ticket.created', 'ticket.message.created', 'ticket.status.changed', 'sla.reminder', 'test')),
  template text not null,
  "to" text not null,
  locale text not null,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed')),
  provider_id text,
  -- enough for staff to recognise the mail in the log, never a whole message and nothing of a note
  payload_excerpt text not null default '' check (length(payload_excerpt) <= 200),
  -- what the template is filled from, beside the ticket as it is when the mail is sent: ids and states, no texts
  "values" jsonb not null default '{}',
  attempts integer not null default 0,
  -- how often an administrator began again with what had failed: a new round is a new mail for the provider
  rounds integer not null default 1,
  error text,
  next_attempt_at timestamptz not null default now(),
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
-- What is due comes first, whether it was never tried or its sender was lost; what was sent is not in this index.
create index email_events_due on public.email_events (next_attempt_at, created_at, id) where status in ('queued', 'sending');
create index email_events_lost on public.email_events (next_attempt_at) where status = 'sending' and attempts >= 5;
create index email_events_newest on public.email_events (created_at desc, id);
create index email_events_failed on public.email_events (created_at desc, id) where status = 'failed';
create index email_events_ticket on public.email_events (ticket_id, created_at);
create index email_events_recipient on public.email_events (recipient_id);

-- Staff are alerted where they asked for it; everybody else gets their mail unless they declined it.
create table public.mail_choices (
  user_id uuid not null default auth.uid() references public.profiles (user_id) on delete cascade,
  event text not null
    check (event in ('ticket.created', 'ticket.message.created', 'ticket.status.changed', 'sla.reminder')),
  wanted boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, event)
);
create index mail_choices_wanted on public.mail_choices (event, user_id) where wanted;

create trigger touch before insert or update on public.email_templates for each row execute function private.touch();
create trigger touch before insert or update on public.mail_choices for each row execute function private.touch();

-- Rights ----------------------------------------------------------------------------------------------------------

do $$
declare
  t text;
begin
  foreach t in array array['email_templates', 'email_events', 'mail_choices'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
  end loop;
end $$;
grant insert, update on public.email_templates, public.mail_choices to authenticated, service_role;

create policy "staff reads" on public.email_templates for select to authenticated using ((select private.is_staff()));
create policy "an administrator adds" on public.email_templates for insert to authenticated
  with check ((select private.is_admin()));
create policy "an administrator changes" on public.email_templates for update to authenticated
  using ((select private.is_admin())) with check ((select private.is_admin()));

-- Written by triggers and by the sender's calls alone.
create policy "staff reads" on public.email_events for select to authenticated using ((select private.is_staff()));

create policy "one's own, and all for an administrator" on public.mail_choices for select to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));
create policy "one's own, and all for an administrator, added" on public.mail_choices for insert to authenticated
  with check (user_id = (select auth.uid()) or (select private.is_admin()));
create policy "one's own, and all for an administrator, changed" on public.mail_choices for update to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()))
  with check (user_id = (select auth.uid()) or (select private.is_admin()));

-- Who can be written to -------------------------------------------------------------------------------------------

-- An address that cannot be read as anything else in the header of a mail.
create function private.is_mail_address(address text) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(address ~ '^[^[:space:][:cntrl:]@<>(),;:"\\]+@[^[:space:][:cntrl:]@<>(),;:"\\]+$'
                  and length(address) <= 254 and lower(address) !~ '\.invalid$', false)
$$;

-- The address of a person, or null: nobody who was erased or banned, and nobody who was asked to confirm an address and did not.
create function private.mail_address(person uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select p.email
  from public.profiles p join auth.users u on u.id = p.user_id
  where p.user_id = person and private.is_mail_address(p.email) and u.deleted_at is null
    and (u.banned_until is null or u.banned_until <= private.clock())
    and (u.email_confirmed_at is not null or u.confirmation_sent_at is null)
$$;

-- The language of a mail: that of the person, where the template speaks it (fr-CA, else fr), else English.
create function private.mail_locale(template text, wanted text) returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce((select t.locale from public.email_templates t
                   where t.event = template
                     and lower(t.locale) in (lower(replace(wanted, '_', '-')), lower(split_part(replace(wanted, '_', '-'), '-', 1)))
                   order by length(t.locale) desc limit 1), 'en')
$$;

create function private.wants_mail(person uuid, type text, otherwise boolean) returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select c.wanted from public.mail_choices c where c.user_id = person and c.event = type), otherwise)
$$;

create function private.staff_who_want(type text) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(c.user_id), '{}')
  from public.mail_choices c join public.profiles p on p.user_id = c.user_id
  where c.event = type and c.wanted and p.role in ('support', 'ops', 'admin')
$$;

create function private.is_active_member_of(person uuid, client uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.client_members m join public.clients c on c.id = m.client_id
                 where m.user_id = person and m.client_id = client and c.is_active)
$$;

-- To whom the client's side of a ticket is told: the contact, else who filed it; whoever has left the organisation, or whose
-- organisation is no longer served, hears nothing more.
create function private.client_side(ticket public.tickets) returns uuid
language sql stable security definer set search_path = ''
as $$
  select v.person
  from (values (1, ticket.contact_user_id), (2, ticket.created_by)) as v (place, person)
  where (private.is_active_member_of(v.person, ticket.client_id) or private.is_staff_user(v.person))
    and private.mail_address(v.person) is not null
  order by v.place limit 1
$$;

-- Whom a ticket concerns: the members of the companies that it names, or of every company when it concerns all; inactive
-- companies are not served.
create function private.people_concerned(ticket public.tickets) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct m.user_id), '{}')
  from public.client_members m
  join public.clients c on c.id = m.client_id and c.is_active
  where ticket.affects_all_companies
     or exists (select from public.ticket_company_link l
                where l.ticket_id = ticket.id and l.company_id = m.client_id and l.role = 'affected')
$$;

-- The queue ---------------------------------------------------------------------------------------------------------

create function private.mail_excerpt(ticket uuid, message uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select case when length(e.line) > 160 then left(e.line, 159) || '…' else e.line end
  from (select btrim(regexp_replace(concat('#', t.number, ' ', t.subject, ': ' || m.body), '[[:space:][:cntrl:]]+', ' ', 'g')) as line
        from public.tickets t
        left join public.ticket_messages m on m.id = message and m.ticket_id = t.id and m.visibility <> 'internal'
        where t.id = ticket) e
$$;

-- One row for each of the recipients who can be written to, each once. Answers how many.
create function private.queue_mails(recipients uuid[], type text, template text, ticket uuid, "values" jsonb) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  excerpt text := coalesce(private.mail_excerpt(ticket, (queue_mails."values" ->> 'message_id')::uuid), '');
  n integer;
begin
  insert into public.email_events (ticket_id, recipient_id, type, template, "to", locale, payload_excerpt, "values",
                                   next_attempt_at, created_at)
  select queue_mails.ticket, p.user_id, queue_mails.type, queue_mails.template, a.address,
         private.mail_locale(queue_mails.template, p.locale), excerpt, coalesce(queue_mails."values", '{}'), at, at
  from public.profiles p, lateral (select private.mail_address(p.user_id) as address) a
  where p.user_id = any (recipients) and a.address is not null;
  get diagnostics n = row_count;
  return n;
end $$;

-- One mail; null when this person cannot be written to.
create function private.queue_mail(recipient uuid, type text, ticket uuid, "values" jsonb, template text default null) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  address text := private.mail_address(recipient);
  template_name text := coalesce(queue_mail.template, queue_mail.type);
  event uuid;
begin
  if address is null then
    return null;
  end if;
  insert into public.email_events (ticket_id, recipient_id, type, template, "to", locale, payload_excerpt, "values",
                                   next_attempt_at, created_at)
  select queue_mail.ticket, recipient, queue_mail.type, template_name, address, private.mail_locale(template_name, p.locale),
         coalesce(private.mail_excerpt(queue_mail.ticket, (queue_mail."values" ->> 'message_id')::uuid), ''),
         coalesce(queue_mail."values", '{}'), at, at
  from public.profiles p where p.user_id = recipient
  returning id into event;
  return event;
end $$;

-- The reminder of a target goes to the assignee and to the staff who asked for it, never to a client. Answers how many mails.
create function private.queue_sla_reminder(ticket uuid, target text, kind text, due_at timestamptz) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  assignee uuid := (select t.assignee_id from public.tickets t where t.id = ticket);
  people uuid[] := private.staff_who_want('sla.reminder');
begin
  if private.is_staff_user(assignee) and private.wants_mail(assignee, 'sla.reminder', true) then
    people := people || assignee;
  end if;
  return private.queue_mails(people, 'sla.reminder', case kind when 'overdue' then 'sla.reminder.overdue' else 'sla.reminder' end,
                             ticket, jsonb_build_object('target', target, 'kind', kind, 'due_at', due_at));
end $$;

-- What causes a mail ------------------------------------------------------------------------------------------------

create function private.mail_ticket_created() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  client uuid := private.client_side(new);
  told jsonb := jsonb_build_object('actor_id', new.created_by);
begin
  if private.wants_mail(client, 'ticket.created', true) then
    perform private.queue_mails(array[client], 'ticket.created', 'ticket.created', new.id, told);
  end if;
  perform private.queue_mails(array_remove(array_remove(private.staff_who_want('ticket.created'), new.created_by), client),
                              'ticket.created', 'ticket.created.staff', new.id, told);
  return null;
end $$;

-- The message that a ticket was filed with, in the same call or in one that followed at once: its mail is ticket.created.
create function private.is_opening_message(ticket public.tickets, message public.ticket_messages) returns boolean
language sql stable security definer set search_path = ''
as $$
  select message.visibility = 'public' and message.author_id = ticket.created_by
     and message.created_at <= ticket.created_at + interval '10 minutes'
     and not exists (select from public.ticket_messages m
                     where m.ticket_id = ticket.id and m.visibility <> 'internal' and m.id <> message.id
                       and m.created_at <= message.created_at)
$$;

-- Notes never come here: the trigger is not for them.
create function private.mail_message_created() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  ticket public.tickets;
  people uuid[];
  staff uuid[];
  template text;
begin
  select * into ticket from public.tickets t where t.id = new.ticket_id;
  if private.is_opening_message(ticket, new) then
    return null;
  end if;

  if new.visibility = 'announcement' then
    template := 'ticket.message.created.announcement';
    people := private.people_concerned(ticket) || private.client_side(ticket);
  elsif new.from_staff then
    template := 'ticket.message.created';
    people := array[private.client_side(ticket)];
  else
    template := 'ticket.message.created.staff';
    if private.is_staff_user(ticket.assignee_id) and private.mail_address(ticket.assignee_id) is not null then
      people := array[ticket.assignee_id];
    else
      people := private.staff_who_want('ticket.message.created');
    end if;
  end if;

  -- never to the author, and not to who declined
  select array_agg(u.person) into people
  from unnest(people) as u (person)
  where u.person <> new.author_id
    and not exists (select from public.mail_choices c
                    where c.user_id = u.person and c.event = 'ticket.message.created' and not c.wanted);
  perform private.queue_mails(people, 'ticket.message.created', template, ticket.id,
                              jsonb_build_object('message_id', new.id, 'actor_id', new.author_id));
  return null;
end $$;

-- A step that somebody took. What the reply of a client does by itself (reopening, no longer waiting) is no news to its side.
create function private.mail_status_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  client uuid := private.client_side(new);
begin
  if pg_trigger_depth() = 1 and client is distinct from auth.uid() and private.wants_mail(client, 'ticket.status.changed', true) then
    perform private.queue_mails(array[client], 'ticket.status.changed', 'ticket.status.changed', new.id,
                                jsonb_build_object('old_status', old.status, 'new_status', new.status, 'actor_id', auth.uid()));
  end if;
  return null;
end $$;

create trigger mail after insert on public.tickets for each row execute function private.mail_ticket_created();
create trigger mail_status after update on public.tickets for each row
  when (old.status is distinct from new.status) execute function private.mail_status_changed();
create trigger mail after insert on public.ticket_messages for each row
  when (new.visibility <> 'internal') execute function private.mail_message_created();

-- The sender's calls --------------------------------------------------------------------------------------------------

-- Takes what is due for five minutes. Two senders never get the same row; what a sender lost (it crashed, its network hung)
-- is due again when its time is up, and failed when that was the fifth attempt.
create function public.claim_email_events(max_rows integer default 20) returns setof public.email_events
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  update public.email_events e
  set status = 'failed', leased_until = null, error = coalesce(e.error, 'The sender was lost while sending.')
  where e.id in (select d.id from public.email_events d
                 where d.status = 'sending' and d.attempts >= 5 and d.next_attempt_at <= at
                 for update skip locked);

  return query
    with due as (
      select d.id from public.email_events d
      where d.status in ('queued', 'sending') and d.next_attempt_at <= at and d.attempts < 5
      order by d.next_attempt_at, d.created_at, d.id
      limit least(greatest(coalesce(max_rows, 20), 0), 500)
      for update skip locked),
    claimed as (
      update public.email_events e
      set status = 'sending', attempts = e.attempts + 1, leased_until = at + interval '5 minutes',
          next_attempt_at = at + interval '5 minutes'
      from due where e.id = due.id
      returning e.*)
    select * from claimed c order by c.created_at, c.id;
end $$;

create function private.check_email_event(event_id uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not exists (select from public.email_events e where e.id = event_id) then
    raise exception using errcode = 'PT404', message = 'email_event_not_found', detail = 'There is no such e-mail in the queue.';
  end if;
end $$;

-- It was sent, whatever became of the claim meanwhile. Telling it twice changes nothing.
create function public.complete_email_event(event_id uuid, provider_id text default null) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.check_email_event(event_id);
  update public.email_events e
  set status = 'sent', provider_id = left(complete_email_event.provider_id, 500), sent_at = private.clock(), error = null,
      leased_until = null
  where e.id = event_id and e.status <> 'sent';
end $$;

-- It could not be sent: tried again after 1, 5, 30 and 120 minutes, not before the time that the provider asked for, five
-- times in all; what no repetition can mend (an address that does not exist) is failed at once.
create function public.fail_email_event(event_id uuid, error text, retry_after_seconds integer default null,
                                        permanent boolean default false) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  perform private.check_email_event(event_id);
  update public.email_events e
  set status = case when n.over then 'failed' else 'queued' end,
      error = left(coalesce(nullif(btrim(fail_email_event.error), ''), 'No reason was given.'), 1000),
      leased_until = null,
      next_attempt_at = at + greatest((array[1, 5, 30, 120])[least(greatest(e.attempts, 1), 4)] * interval '1 minute',
                                      least(greatest(coalesce(retry_after_seconds, 0), 0), 86400) * interval '1 second')
  from (select f.id, coalesce(permanent, false) or f.attempts >= 5 as over from public.email_events f where f.id = event_id) n
  where e.id = n.id and e.status = 'sending';
end $$;

-- The administrator's calls -------------------------------------------------------------------------------------------

-- Whoever comes over the API is an administrator or the service; the owner of the database is nobody's guest.
create function private.check_mail_admin() returns void
language plpgsql stable set search_path = ''
as $$
begin
  if current_setting('role') in ('anon', 'authenticated') and not private.is_admin() then
    raise exception using errcode = '42501', message = 'administrator_only', detail = 'Only an administrator does this.';
  end if;
end $$;

-- Begins again with a mail that failed, or that waits for its next attempt.
create function public.retry_email_event(event_id uuid) returns public.email_events
language plpgsql volatile security definer set search_path = ''
as $$
declare
  event public.email_events;
begin
  perform private.check_mail_admin();
  perform private.check_email_event(event_id);
  update public.email_events e
  set status = 'queued', attempts = 0, rounds = e.rounds + (e.status = 'failed')::integer, error = null, leased_until = null, next_attempt_at = private.clock()
  where e.id = event_id and e.status in ('queued', 'failed')
  returning e.* into event;
  if not found then
    raise exception using errcode = 'PT409', message = 'email_not_waiting', detail = 'This e-mail was sent, or is being sent.';
  end if;
  return event;
end $$;

-- A mail that says that mail arrives, to the administrator who asks, or to another address.
create function public.queue_test_email(recipient text default null, locale text default null) returns public.email_events
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  address text := coalesce(nullif(btrim(recipient), ''), private.mail_address(auth.uid()));
  event public.email_events;
begin
  perform private.check_mail_admin();
  if not private.is_mail_address(address) then
    raise exception using errcode = 'PT422', message = 'address_not_valid', detail = 'This is no e-mail address.';
  end if;
  insert into public.email_events (recipient_id, type, template, "to", locale, payload_excerpt, next_attempt_at, created_at)
  values ((select p.user_id from public.profiles p where p.user_id = auth.uid()), 'test', 'test', address,
          private.mail_locale('test', coalesce(queue_test_email.locale,
                                               (select p.locale from public.profiles p where p.user_id = auth.uid()), 'en')),
          'test', at, at)
  returning * into event;
  return event;
end $$;

revoke all on function
  private.is_mail_address(text), private.mail_address(uuid), private.mail_locale(text, text),
  private.wants_mail(uuid, text, boolean), private.staff_who_want(text), private.is_active_member_of(uuid, uuid),
  private.client_side(public.tickets), private.people_concerned(public.tickets), private.mail_excerpt(uuid, uuid),
  private.queue_mails(uuid[], text, text, uuid, jsonb), private.queue_mail(uuid, text, uuid, jsonb, text),
  private.queue_sla_reminder(uuid, text, text, timestamptz), private.mail_ticket_created(),
  private.is_opening_message(public.tickets, public.ticket_messages), private.mail_message_created(),
  private.mail_status_changed(), private.check_email_event(uuid), private.check_mail_admin(),
  public.claim_email_events(integer), public.complete_email_event(uuid, text),
  public.fail_email_event(uuid, text, integer, boolean), public.retry_email_event(uuid), public.queue_test_email(text, text)
  from public, anon, authenticated, service_role;
grant execute on function
  public.claim_email_events(integer), public.complete_email_event(uuid, text),
  public.fail_email_event(uuid, text, integer, boolean) to service_role;
grant execute on function public.retry_email_event(uuid), public.queue_test_email(text, text) to authenticated, service_role;
