-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- From a template and a ticket to an e-mail: plain text and HTML. A placeholder that is not known, or has no value, is an
-- error that is told, and never an empty mail.

-- What the desk is called, and which time zone its mails tell times in.
create table public.desk_settings (
  key text primary key check (key in ('name', 'time_zone')),
  value text not null check (length(btrim(value)) between 1 and 100 and value !~ '[[:cntrl:]]'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
insert into public.desk_settings (key, value) values ('name', 'Guichet'), ('time_zone', 'UTC') on conflict (key) do nothing;

-- The words that stand for states, months and the like in each language; what a language lacks is said in English.
create table public.email_words (
  word text not null check (word ~ '^[a-z_]+(\.[a-z0-9_]+)*$'),
  locale text not null check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  text text not null check (length(text) between 1 and 300),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (word, locale)
);

create function private.check_desk_setting() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.key = 'time_zone' and not exists (select from pg_catalog.pg_timezone_names z where z.name = new.value) then
    raise exception using errcode = 'PT422', message = 'time_zone_not_known', detail = 'A time zone is named like Europe/Paris.';
  end if;
  return new;
end $$;

create trigger touch before insert or update on public.desk_settings for each row execute function private.touch();
create trigger check_value before insert or update on public.desk_settings for each row execute function private.check_desk_setting();
create trigger touch before insert or update on public.email_words for each row execute function private.touch();

do $$
declare
  t text;
begin
  foreach t in array array['desk_settings', 'email_words'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', t);
    execute format('grant select, insert, update on public.%I to authenticated, service_role', t);
  end loop;
end $$;

create policy "everybody reads" on public.desk_settings for select to authenticated using (true);
create policy "an administrator adds" on public.desk_settings for insert to authenticated with check ((select private.is_admin()));
create policy "an administrator changes" on public.desk_settings for update to authenticated
  using ((select private.is_admin())) with check ((select private.is_admin()));

create policy "staff reads" on public.email_words for select to authenticated using ((select private.is_staff()));
create policy "an administrator adds" on public.email_words for insert to authenticated with check ((select private.is_admin()));
create policy "an administrator changes" on public.email_words for update to authenticated
  using ((select private.is_admin())) with check ((select private.is_admin()));

-- Placeholders ------------------------------------------------------------------------------------------------------

-- What may stand in {{ }} in the template of an event; null for an event that there is not. An announcement names no company:
-- those whom a ticket concerns do not learn who filed it.
create function private.mail_placeholders(event text) returns text[]
language sql immutable set search_path = ''
as $$
  select case
    when event = 'test' then array['date', 'desk', 'name']
    when event = 'ticket.message.created.announcement' then array['author', 'date', 'desk', 'message', 'name', 'number', 'subject', 'url']
    when event in ('ticket.created', 'ticket.created.staff', 'ticket.message.created', 'ticket.message.created.staff')
      then array['assignee', 'author', 'company', 'date', 'desk', 'message', 'name', 'number', 'priority', 'status', 'subject', 'url']
    when event = 'ticket.status.changed'
      then array['assignee', 'author', 'company', 'date', 'desk', 'name', 'new_status', 'number', 'old_status', 'priority', 'subject', 'url']
    when event in ('sla.reminder', 'sla.reminder.overdue')
      then array['assignee', 'company', 'date', 'desk', 'due', 'name', 'number', 'priority', 'status', 'subject', 'target', 'time', 'url']
    end
$$;

-- What is wrong with a text as a template: names that are not known, braces that belong to no name.
create function private.mail_template_errors(template text, known text[]) returns text[]
language sql immutable set search_path = ''
as $$
  select coalesce(array_agg(distinct e.error), '{}')
  from (select 'unknown_placeholder: ' || btrim(m[1]) as error
        from regexp_matches(template, '\{\{([^{}]*)\}\}', 'g') m
        where btrim(m[1]) <> all (known)
        union all
        select 'broken_placeholder'
        where regexp_replace(template, '\{\{[^{}]*\}\}', '', 'g') ~ '\{\{|\}\}') e
$$;

-- The known names in a text that have no value.
create function private.mail_missing_values(template text, known text[], "values" jsonb) returns text[]
language sql immutable set search_path = ''
as $$
  select coalesce(array_agg(distinct 'missing_value: ' || btrim(m[1])), '{}')
  from regexp_matches(template, '\{\{([^{}]*)\}\}', 'g') m
  where btrim(m[1]) = any (known) and coalesce("values" ->> btrim(m[1]), '') = ''
$$;

create function private.check_email_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  errors text[] := private.mail_template_errors(new.subject || E'\n' || new.body, private.mail_placeholders(new.event));
begin
  new.body := replace(replace(new.body, E'\r\n', E'\n'), E'\r', E'\n');
  if errors <> '{}' then
    raise exception using errcode = 'PT422',
      message = case when errors[1] = 'broken_placeholder' then 'broken_placeholder' else 'unknown_placeholder' end,
      detail = array_to_string(errors, ', '),
      hint = 'Known are: ' || array_to_string(private.mail_placeholders(new.event), ', ') || '.';
  end if;
  return new;
end $$;
create trigger check_placeholders before insert or update on public.email_templates
  for each row execute function private.check_email_template();

-- Text ----------------------------------------------------------------------------------------------------------------

-- One line: no line break, control character or change of writing direction gets into a header or a name.
create function private.mail_line(words text) returns text
language sql immutable set search_path = ''
as $$
  select btrim(regexp_replace(words, '[\u0001-\u0020\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g'))
$$;

-- Several lines, without what only a terminal would understand.
create function private.mail_lines(words text) returns text
language sql immutable set search_path = ''
as $$
  select btrim(regexp_replace(regexp_replace(words, '\r\n?|[\u0085\u2028\u2029]', E'\n', 'g'),
                              '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+', '', 'g'), E' \t\n')
$$;

create function private.html_escape(words text) returns text
language sql immutable set search_path = ''
as $$
  select replace(replace(replace(replace(replace(words, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;')
$$;

-- Addresses of the web in escaped text become links; a placeholder may stand in one ({{number}}), not those that bring HTML.
create function private.html_links(escaped text) returns text
language sql immutable set search_path = ''
as $$
  select regexp_replace(escaped,
    '(https?://(?:[^[:space:]<>{}&]|&amp;|\{\{(?!message|url)[a-z_]+\}\})*(?:[^[:space:]<>{}&.,;:!?)]|\{\{(?!message|url)[a-z_]+\}\}))',
    '<a href="\1" style="color:#1a5fb4">\1</a>', 'g')
$$;

-- Puts the values in, in one pass: what a value says is never read as a placeholder.
create function private.mail_fill(template text, "values" jsonb) returns text
language sql immutable set search_path = ''
as $$
  select string_agg(p.literal || coalesce("values" ->> m.name[1], '{{' || m.name[1] || '}}', ''), '' order by p.place)
  from regexp_split_to_table(template, '\{\{[a-z_]+\}\}') with ordinality p (literal, place)
  left join regexp_matches(template, '\{\{([a-z_]+)\}\}', 'g') with ordinality m (name, place) on m.place = p.place
$$;

create function private.mail_word(word text, locale text) returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce((select w.text from public.email_words w
                   where w.word = mail_word.word and w.locale in (mail_word.locale, split_part(mail_word.locale, '-', 1), 'en')
                   order by w.locale = mail_word.locale desc, w.locale = 'en' limit 1), mail_word.word)
$$;

create function private.desk_setting(key text) returns text
language sql stable security definer set search_path = ''
as $$ select s.value from public.desk_settings s where s.key = desk_setting.key $$;

-- A moment in the words of the language and the time zone of the desk, which is named.
create function private.mail_date(at timestamptz, locale text) returns text
language sql stable security definer set search_path = ''
as $$
  select replace(replace(to_char(l.there, private.mail_word('date', locale)),
                         '{day}', case when extract(day from l.there) = 1 then private.mail_word('day.1', locale)
                                       else extract(day from l.there)::text end),
                 '{month}', private.mail_word('month.' || extract(month from l.there), locale)) || ' (' || z.name || ')'
  from (select coalesce(private.desk_setting('time_zone'), 'UTC') as name) z, lateral (select at at time zone z.name as there) l
$$;

-- 15 min, 1 h 20 min, 2 d 3 h
create function private.mail_duration(amount interval, locale text) returns text
language sql stable security definer set search_path = ''
as $$
  select array_to_string(array(
    select u.n || E'\u00a0' || private.mail_word(u.word, locale)
    from (values (m.total / 1440, 'unit.day', m.total >= 1440), (m.total / 60 % 24, 'unit.hour', m.total >= 60),
                 (m.total % 60, 'unit.minute', m.total < 1440)) as u (n, word, shown)
    where u.shown and (u.n > 0 or m.total = 0)), ' ')
  from (select greatest(round(extract(epoch from amount) / 60), 0)::bigint as total) m
$$;

-- Values --------------------------------------------------------------------------------------------------------------

-- What stands for the placeholders of a template, as plain text. `told` is what was noted when the mail was queued. Whoever has
-- no name is called by their side, never by an address.
create function private.mail_values(event text, ticket public.tickets, locale text, person_name text, told jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  desk text := coalesce(private.desk_setting('name'), 'Guichet');
  company text := (select c.name from public.clients c where c.id = ticket.client_id);
  actor uuid := (told ->> 'actor_id')::uuid;
  due timestamptz := (told ->> 'due_at')::timestamptz;
  message text;
  answer jsonb;
begin
  if event in ('ticket.created', 'ticket.created.staff') then
    -- the message that the ticket was filed with, unless it came without one
    select m.body into message from public.ticket_messages m
      where m.ticket_id = ticket.id and m.visibility = 'public' and m.author_id = ticket.created_by
      order by m.created_at, m.id limit 1;
    message := coalesce(nullif(private.mail_lines(message), ''), private.mail_word('message.none', locale));
  elsif told ? 'message_id' then
    select coalesce(nullif(private.mail_lines(m.body), ''), private.mail_word('message.none', locale)) into message
      from public.ticket_messages m
      where m.id = (told ->> 'message_id')::uuid and m.ticket_id = ticket.id and m.visibility <> 'internal';
  end if;
  if length(message) > 20000 then
    message := left(message, 20000) || '…';
  end if;

  -- the client's side reads that it is awaited itself
  if event not like '%.staff' and event not like 'sla.%' then
    ticket.status := replace(ticket.status, 'waiting_customer', 'waiting_you');
    told := told || jsonb_build_object('old_status', replace(told ->> 'old_status', 'waiting_customer', 'waiting_you'),
                                       'new_status', replace(told ->> 'new_status', 'waiting_customer', 'waiting_you'));
  end if;

  answer := jsonb_build_object(
    'date', private.mail_date(at, locale),
    'desk', private.mail_line(desk),
    'name', private.mail_line(person_name),
    'number', ticket.number,
    'subject', private.mail_line(ticket.subject),
    'company', private.mail_line(company),
    'url', 'guichet://ticket/' || ticket.number,
    'status', private.mail_word('status.' || ticket.status, locale),
    'priority', (select private.mail_word('priority.' || p.code, locale) from public.ticket_priorities p where p.id = ticket.priority_id),
    'assignee', coalesce((select nullif(private.mail_line(p.full_name), '') from public.profiles p where p.user_id = ticket.assignee_id),
                         private.mail_word(case when ticket.assignee_id is null then 'assignee.none' else 'assignee.someone' end, locale)),
    'author', coalesce((select case when private.mail_line(p.full_name) <> '' then private.mail_line(p.full_name)
                                    when p.role = 'client' then private.mail_line(company) end
                        from public.profiles p where p.user_id = actor), private.mail_line(desk)),
    'message', message,
    'old_status', (select private.mail_word('status.' || s, locale) from (values (told ->> 'old_status')) v (s)),
    'new_status', (select private.mail_word('status.' || s, locale) from (values (told ->> 'new_status')) v (s)),
    'target', (select private.mail_word('target.' || s, locale) from (values (told ->> 'target')) v (s)),
    'due', private.mail_date(due, locale),
    -- how long there is left, or how long it has been late
    'time', private.mail_duration(case when event = 'sla.reminder.overdue' then at - due else due - at end, locale));
  return (select jsonb_object_agg(v.key, v.value) from jsonb_each(answer) v
          where v.key = any (private.mail_placeholders(event)));
end $$;

-- The mail ------------------------------------------------------------------------------------------------------------

-- Subject, text and HTML of a template with its values, and what is wrong with it. Every mail says where to look (#1042 and a
-- link), whatever the template says.
create function private.mail_compose(event text, locale text, subject text, body text, ticket_number bigint, "values" jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  known text[] := private.mail_placeholders(event);
  errors text[];
  -- {{ name }} and {{name}} are the same
  subject_template text := private.mail_line(regexp_replace(coalesce(subject, ''), '\{\{\s*([a-z_]+)\s*\}\}', '{{\1}}', 'g'));
  body_template text := private.mail_lines(regexp_replace(coalesce(body, ''), '\{\{\s*([a-z_]+)\s*\}\}', '{{\1}}', 'g'));
  paragraph text;
  html_values jsonb;
  quoted text;
  subject_line text;
  desk text := coalesce(private.desk_setting('name'), 'Guichet');
  url text := 'guichet://ticket/' || ticket_number;
  plain text := '';
  html text := '';
  answer_text text;
  answer_html text;
begin
  if known is null then
    return jsonb_build_object('subject', null, 'text', null, 'html', null, 'errors', jsonb_build_array('unknown_event: ' || coalesce(event, '')));
  end if;
  errors := private.mail_template_errors(subject_template || E'\n' || body_template, known)
            || private.mail_missing_values(subject_template || E'\n' || body_template, known, "values");
  if subject_template = '' then
    errors := errors || 'empty_subject'::text;
  end if;
  if body_template = '' then
    errors := errors || 'empty_body'::text;
  end if;

  select coalesce(jsonb_object_agg(v.key, case v.key
           when 'message' then replace(private.html_links(private.html_escape(v.value)), E'\n', '<br>')
           when 'url' then format('<a href="%1$s" style="color:#1a5fb4">%1$s</a>', private.html_escape(v.value))
           else private.html_escape(v.value) end), '{}')
    into html_values from jsonb_each_text("values") v where v.value is not null;
  quoted := '> ' || replace("values" ->> 'message', E'\n', E'\n> ');

  foreach paragraph in array regexp_split_to_array(body_template, '\n[ \t]*(\n[ \t]*)+') loop
    plain := plain || case when plain <> '' then E'\n\n' else '' end;
    if paragraph = '{{message}}' and quoted is not null then
      plain := plain || quoted;
      html := html || '<blockquote style="margin:16px 0;padding:4px 0 4px 16px;border-left:3px solid #c0bfbc">'
                   || (html_values ->> 'message') || '</blockquote>';
    else
      plain := plain || private.mail_fill(paragraph, "values");
      html := html || '<p style="margin:16px 0">'
                   || private.mail_fill(replace(private.html_links(private.html_escape(paragraph)), E'\n', '<br>'), html_values) || '</p>';
    end if;
  end loop;

  subject_line := left(private.mail_line(private.mail_fill(subject_template, "values")), 250);
  answer_text := plain || E'\n\n-- \n' || private.mail_line(desk) || coalesce(format(' · #%s · %s', ticket_number, url), '') || E'\n';
  answer_html := concat(
    '<!DOCTYPE html><html lang="', private.html_escape(locale), '" dir="',
    case when split_part(locale, '-', 1) in ('ar', 'fa', 'he', 'ur') then 'rtl' else 'ltr' end,
    '"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>',
    private.html_escape(subject_line), '</title></head>',
    '<body style="margin:0;padding:24px 12px;background:#f6f5f4;color:#241f31;font-family:sans-serif;font-size:15px;line-height:1.5">',
    '<div style="max-width:600px;margin:0 auto;padding:8px 24px 24px;background:#ffffff;border-radius:8px">', html,
    case when url is not null then format(
      '<p style="margin:24px 0 0"><a href="%s" style="color:#1a5fb4;font-weight:bold">%s #%s</a></p>',
      private.html_escape(url), private.html_escape(private.mail_word('layout.open', locale)), ticket_number) end,
    '</div><p style="max-width:600px;margin:16px auto 0;text-align:center;color:#5e5c64;font-size:13px">',
    private.html_escape(private.mail_line(desk)), '</p></body></html>');
  return jsonb_build_object('subject', subject_line, 'text', answer_text, 'html', answer_html, 'errors', to_jsonb(errors));
end $$;

-- Whether the mail is still for its recipient when it is sent: people leave, and roles are taken back.
create function private.may_get_mail(person uuid, ticket public.tickets, template text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.mail_address(person) is not null
     and (ticket.id is null or private.is_staff_user(person)
          or (template not like 'sla.%' and template not like '%.staff'
              and (private.is_active_member_of(person, ticket.client_id)
                   or (template = 'ticket.message.created.announcement'
                       and exists (select from public.client_members m join public.clients c on c.id = m.client_id and c.is_active
                                   where m.user_id = person
                                     and (ticket.affects_all_companies
                                          or exists (select from public.ticket_company_link l
                                                     where l.ticket_id = ticket.id and l.company_id = m.client_id
                                                       and l.role = 'affected')))))))
$$;

-- The mail of a row of the queue, as the sender hands it on: {to, subject, text, html, errors, idempotency_key}. With errors there
-- is no mail. The key stays the same until an administrator begins again, so that a provider can tell a repetition.
create function public.render_email(event_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  event public.email_events;
  ticket public.tickets;
  template public.email_templates;
  mail jsonb;
begin
  perform private.check_mail_admin();
  perform private.check_email_event(event_id);
  select * into event from public.email_events e where e.id = event_id;
  select * into ticket from public.tickets t where t.id = event.ticket_id;
  select * into template from public.email_templates t
    where t.event = event.template and t.locale in (event.locale, 'en') order by t.locale = event.locale desc limit 1;
  if not private.is_mail_address(event."to") or (event.recipient_id is not null and not private.may_get_mail(event.recipient_id, ticket, event.template)) then
    mail := jsonb_build_object('errors', jsonb_build_array('recipient_gone'));
  elsif template.event is null then
    mail := jsonb_build_object('errors', jsonb_build_array('no_template: ' || event.template));
  else
    mail := private.mail_compose(template.event, template.locale, template.subject, template.body, ticket.number,
                                 private.mail_values(template.event, ticket, template.locale,
                                   coalesce((select nullif(p.full_name, '') from public.profiles p where p.user_id = event.recipient_id), event."to"),
                                   event."values"));
  end if;
  if mail -> 'errors' <> '[]' then
    mail := jsonb_build_object('subject', null, 'text', null, 'html', null, 'errors', mail -> 'errors');
  end if;
  return mail || jsonb_build_object('to', event."to", 'idempotency_key', format('guichet-%s-%s', event.id, event.rounds));
end $$;

-- What the template editor shows ----------------------------------------------------------------------------------------

-- The placeholders that the template of an event may use.
create function public.email_placeholders(event text) returns setof text
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.check_mail_admin();
  return query select unnest(private.mail_placeholders(event));
end $$;

-- A template, saved or not, as the mail that it makes of a ticket; what is left out is taken from the saved one.
create function public.preview_email_template(event text, locale text, subject text default null, body text default null,
                                              ticket_id uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  ticket public.tickets;
  saved public.email_templates;
  message public.ticket_messages;
  told jsonb;
  mail jsonb;
begin
  perform private.check_mail_admin();
  select * into saved from public.email_templates t where t.event = preview_email_template.event and t.locale = preview_email_template.locale;
  select * into ticket from public.tickets t where t.id = preview_email_template.ticket_id;
  if ticket.id is null and event <> 'test' and private.mail_placeholders(event) is not null then
    return jsonb_build_object('subject', null, 'text', null, 'html', null, 'errors', jsonb_build_array('ticket_not_found'));
  end if;

  -- what such a mail would tell: the newest message of its kind, a step, the target that is due
  select * into message from public.ticket_messages m
    where m.ticket_id = ticket.id and m.visibility <> 'internal'
    order by (m.visibility = 'announcement') = (event = 'ticket.message.created.announcement') desc,
             m.from_staff = (event not like '%.staff') desc, m.created_at desc, m.id limit 1;
  told := jsonb_build_object('actor_id', case when event like 'ticket.created%' then ticket.created_by else coalesce(message.author_id, ticket.created_by) end,
                             'old_status', case ticket.status when 'open' then 'resolved' else 'open' end, 'new_status', ticket.status,
                             'target', case when ticket.first_responded_at is null and ticket.first_response_due_at is not null
                                            then 'first_response' else 'resolution' end,
                             'due_at', coalesce(case when ticket.first_responded_at is null then ticket.first_response_due_at end,
                                                ticket.resolve_due_at, private.clock()));
  if message.id is not null then
    told := told || jsonb_build_object('message_id', message.id);
  end if;
  mail := private.mail_values(event, ticket, locale,
                              coalesce((select nullif(p.full_name, '') from public.profiles p where p.user_id = auth.uid()),
                                       private.mail_word('preview.name', locale)), told);
  if message.id is null and mail ? 'message' and mail ->> 'message' is null then
    mail := mail || jsonb_build_object('message', private.mail_word('message.none', locale));
  end if;
  return private.mail_compose(event, locale, coalesce(preview_email_template.subject, saved.subject),
                              coalesce(preview_email_template.body, saved.body), ticket.number, mail);
end $$;

revoke all on function
  private.check_desk_setting(), private.mail_placeholders(text), private.mail_template_errors(text, text[]),
  private.mail_missing_values(text, text[], jsonb), private.check_email_template(), private.mail_line(text),
  private.mail_lines(text), private.html_escape(text), private.html_links(text), private.mail_fill(text, jsonb),
  private.mail_word(text, text), private.desk_setting(text), private.mail_date(timestamptz, text),
  private.mail_duration(interval, text), private.mail_values(text, public.tickets, text, text, jsonb),
  private.mail_compose(text, text, text, text, bigint, jsonb), private.may_get_mail(uuid, public.tickets, text),
  public.render_email(uuid), public.email_placeholders(text), public.preview_email_template(text, text, text, text, uuid)
  from public, anon, authenticated, service_role;
grant execute on function
  public.render_email(uuid), public.email_placeholders(text), public.preview_email_template(text, text, text, text, uuid)
  to authenticated, service_role;
