-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What data protection asks for: everything that is held about a person, told; and a person, forgotten.
--
-- Erasing keeps tickets readable for the company: rows, ids and texts stay, and the author is "Deleted user" from then on.
-- What goes is the account with every way to sign in, the name and the addresses wherever they were written (in the texts of
-- the person's tickets and of those of their organisations they are replaced by "[erased]"), the mail to them, what belongs to
-- them alone, and every file that they uploaded: what is in a file cannot be read over, and nobody but the person chose it.

-- Tables of rows that belong to one person alone: those that would go with the profile or the account, if it were deleted.
create function private.belongings() returns table (relation regclass, owner_column name)
language sql stable security definer set search_path = ''
as $$
  select c.conrelid::regclass, a.attname
  from pg_catalog.pg_constraint c
  join pg_catalog.pg_class t on t.oid = c.conrelid
  join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confdeltype = 'c' and cardinality(c.conkey) = 1
    and c.confrelid in ('public.profiles'::regclass, 'auth.users'::regclass)
    and t.relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and c.conrelid <> 'public.profiles'::regclass
$$;

-- Everything held about a person ------------------------------------------------------------------------------------

-- Who of staff did something is told by role alone, and what colleagues wrote is theirs: notes are no part of this, nor is any
-- message of somebody else. What staff wrote down about the person in incidents is.
create function private.do_export(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := (args ->> 'user_id')::uuid;
  belonging record;
  rows jsonb;
  owned jsonb := '{}';
begin
  perform private.check_fields(private.check_given('{}', args, 'user_id'));
  perform private.check_user(person);
  for belonging in select b.relation, b.owner_column, t.relname from private.belongings() b
                   join pg_catalog.pg_class t on t.oid = b.relation where t.relnamespace = 'public'::regnamespace loop
    -- "values" of a mail: who of staff caused it
    execute format('select coalesce(jsonb_agg(to_jsonb(t) - $v$values$v$), $j$[]$j$) from %s t where t.%I = $1',
                   belonging.relation, belonging.owner_column)
      into rows using person;
    owned := owned || jsonb_build_object(belonging.relname, coalesce(owned -> belonging.relname, '[]') || rows);
  end loop;

  return jsonb_build_object('data', owned || jsonb_build_object(
    'exported_at', private.clock(),
    'profile', (select to_jsonb(p) from public.profiles p where p.user_id = person),
    'account', (select jsonb_build_object('email', u.email, 'phone', u.phone, 'created_at', u.created_at,
                         'email_confirmed_at', u.email_confirmed_at, 'phone_confirmed_at', u.phone_confirmed_at,
                         'last_sign_in_at', u.last_sign_in_at, 'banned_until', u.banned_until,
                         'user_metadata', u.raw_user_meta_data, 'app_metadata', u.raw_app_meta_data)
                from auth.users u where u.id = person),
    'identities', (select coalesce(jsonb_agg(jsonb_build_object('provider', i.provider, 'identity_data', i.identity_data,
                            'created_at', i.created_at, 'last_sign_in_at', i.last_sign_in_at)), '[]')
                   from auth.identities i where i.user_id = person),
    'sessions', (select coalesce(jsonb_agg(jsonb_build_object('created_at', s.created_at, 'refreshed_at', s.refreshed_at,
                          'user_agent', s.user_agent, 'ip', host(s.ip)) order by s.created_at), '[]')
                 from auth.sessions s where s.user_id = person),
    'second_factors', (select coalesce(jsonb_agg(jsonb_build_object('friendly_name', f.friendly_name, 'type', f.factor_type,
                                'status', f.status, 'created_at', f.created_at)), '[]')
                       from auth.mfa_factors f where f.user_id = person),
    'sign_in_log', (select coalesce(jsonb_agg(jsonb_build_object('at', l.created_at, 'ip', l.ip_address, 'entry', l.payload) order by l.created_at), '[]')
                    from auth.audit_log_entries l where l.payload ->> 'actor_id' = person::text),
    'companies', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'member_since', m.created_at) order by c.name), '[]')
                  from public.client_members m join public.clients c on c.id = m.client_id where m.user_id = person),
    'tickets', (select coalesce(jsonb_agg(to_jsonb(t) - 'assignee_id' order by t.number), '[]')
                from public.tickets t where t.created_by = person or t.contact_user_id = person),
    'messages', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'ticket_id', m.ticket_id, 'body', m.body,
                          'visibility', m.visibility, 'created_at', m.created_at) order by m.created_at, m.id), '[]')
                 from public.ticket_messages m where m.author_id = person),
    'attachments', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'ticket_id', a.ticket_id, 'label', a.label,
                             'bucket', a.storage_bucket, 'path', a.storage_path, 'mime_type', a.mime_type,
                             'size_bytes', a.size_bytes, 'created_at', a.created_at) order by a.created_at, a.id), '[]')
                    from public.ticket_attachments a where a.created_by = person),
    'files', (select coalesce(jsonb_agg(jsonb_build_object('bucket', o.bucket_id, 'path', o.name, 'created_at', o.created_at) order by o.created_at, o.name), '[]')
              from storage.objects o where o.owner_id = person::text),
    'ticket_events', (select coalesce(jsonb_agg(jsonb_build_object('ticket_id', e.ticket_id, 'kind', e.kind, 'old_value', e.old_value,
                               'new_value', e.new_value, 'created_at', e.created_at) order by e.created_at, e.id), '[]')
                      from public.ticket_events e where e.actor_id = person),
    'privacy_requests', (select coalesce(jsonb_agg(to_jsonb(r) order by r.created_at, r.id), '[]')
                         from public.privacy_requests r where r.user_id = person),
    'incidents', (select coalesce(jsonb_agg(to_jsonb(i) - 'assignee_id' - 'created_by' order by i.created_at, i.id), '[]')
                  from public.support_incidents i where i.user_id = person),
    'audit', (select coalesce(jsonb_agg(jsonb_build_object('action', e.action, 'by', case when e.actor_id = person then 'oneself' else e.actor_role end,
                       'status', e.status, 'target_type', e.target_type, 'target_id', e.target_id, 'created_at', e.created_at) order by e.id), '[]')
              from public.audit_events e where e.subject_id = person or e.actor_id = person)));
end $$;

-- A person, forgotten -----------------------------------------------------------------------------------------------

-- A text as it stands between other words, for a regular expression; blanks of any kind and number between its own.
create function private.as_pattern(word text) returns text
language sql immutable set search_path = ''
as $$
  select '(?<![[:alnum:]_])' || regexp_replace(regexp_replace(word, '([^[:alnum:][:space:]])', '\\\1', 'g'), '\s+', '\\s+', 'g')
         || '(?![[:alnum:]_])'
$$;

-- The same for an e-mail address: not as a part of a longer one.
create function private.as_address_pattern(address text) returns text
language sql immutable set search_path = ''
as $$ select '(?<![[:alnum:]_][.%+-])' || private.as_pattern(address) || '(?![.-][[:alnum:]])' $$;

-- `folded` in capitals or not, `exact` as written.
create function private.forget(said text, folded text, exact text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  if folded is not null then
    said := regexp_replace(said, folded, '[erased]', 'gi');
  end if;
  if exact is not null then
    said := regexp_replace(said, exact, '[erased]', 'g');
  end if;
  return said;
end $$;

-- Takes the names and addresses of a person out of what was written. An address is the person wherever it stands; a name may
-- be somebody else's too, and is taken out where the person had to do with it.
create function private.forget_texts(person uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  addresses text[];
  names text[];
  -- to find the few rows in many, before the pattern looks closely
  address_likes text[];
  address_pattern text;
  folded text;
  exact text;
  own uuid[];
  theirs uuid[];
begin
  select array_agg(distinct v.word) into addresses
    from (select p.email as word from public.profiles p where p.user_id = person
          union all select u.email from auth.users u where u.id = person
          union all select i.email from auth.identities i where i.user_id = person) v
    where length(v.word) >= 3;
  select array_agg(distinct btrim(v.word)) into names
    from (select p.full_name as word from public.profiles p where p.user_id = person
          union all select u.raw_user_meta_data ->> k from auth.users u, unnest(array['full_name', 'name']) k where u.id = person
          union all select i.identity_data ->> k from auth.identities i, unnest(array['full_name', 'name']) k where i.user_id = person) v
    where length(btrim(v.word)) >= 2;
  select string_agg(private.as_address_pattern(a), '|'),
         array_agg('%' || replace(replace(replace(lower(a), '\', '\\'), '%', '\%'), '_', '\_') || '%')
    into address_pattern, address_likes from unnest(addresses) a;
  -- A name of one word is often a word of the language as well: taken out as it is written alone.
  select string_agg(private.as_pattern(n), '|') filter (where n ~ '\s'), string_agg(private.as_pattern(n), '|') filter (where n !~ '\s')
    into folded, exact from unnest(names) n;
  folded := concat_ws('|', address_pattern, folded);
  if folded = '' and exact is null then
    return;
  end if;
  folded := nullif(folded, '');

  own := array(select t.id from public.tickets t where t.created_by = person or t.contact_user_id = person
               union select m.ticket_id from public.ticket_messages m where m.author_id = person);
  theirs := own || array(select t.id from public.tickets t
                         where t.client_id in (select m.client_id from public.client_members m where m.user_id = person));

  update public.ticket_messages m set body = private.forget(m.body, folded, exact)
    where m.ticket_id = any (theirs) and m.body <> private.forget(m.body, folded, exact);
  update public.tickets t set subject = private.forget(t.subject, folded, exact)
    where t.id = any (theirs) and t.subject <> private.forget(t.subject, folded, exact);
  -- the labels before their events: a change of labels makes one
  update public.ticket_triage t set labels = array(select private.forget(l, folded, exact) from unnest(t.labels) l)
    where t.ticket_id = any (theirs) and t.labels <> array(select private.forget(l, folded, exact) from unnest(t.labels) l);
  update public.ticket_events e
    set old_value = private.forget(e.old_value, folded, exact), new_value = private.forget(e.new_value, folded, exact)
    where e.ticket_id = any (theirs)
      and (e.old_value, e.new_value) is distinct from (private.forget(e.old_value, folded, exact), private.forget(e.new_value, folded, exact));
  update public.ticket_attachments a set label = private.forget(a.label, folded, exact)
    where a.ticket_id = any (theirs) and a.label <> private.forget(a.label, folded, exact);
  -- where an excerpt was cut, the cut may go through a name
  update public.email_events e set payload_excerpt = '' where e.ticket_id = any (own) and e.payload_excerpt like '%…';
  update public.email_events e set payload_excerpt = left(private.forget(e.payload_excerpt, folded, exact), 200)
    where e.ticket_id = any (theirs) and e.payload_excerpt <> private.forget(e.payload_excerpt, folded, exact);

  if address_pattern is not null then
    update public.ticket_messages m set body = private.forget(m.body, address_pattern, null)
      where lower(m.body) like any (address_likes);
    update public.tickets t set subject = private.forget(t.subject, address_pattern, null)
      where lower(t.subject) like any (address_likes);
    update public.ticket_attachments a set label = private.forget(a.label, address_pattern, null)
      where lower(a.label) like any (address_likes);
    update public.email_events e
      set payload_excerpt = left(private.forget(e.payload_excerpt, address_pattern, null), 200),
          error = private.forget(e.error, address_pattern, null)
      where lower(e.payload_excerpt) like any (address_likes) or lower(e.error) like any (address_likes);
    update public.support_incidents i
      set title = private.forget(i.title, address_pattern, null), description = private.forget(i.description, address_pattern, null)
      where lower(i.title) like any (address_likes) or lower(i.description) like any (address_likes);
    update public.privacy_requests r set note = private.forget(r.note, address_pattern, null) where lower(r.note) like any (address_likes);
  end if;
end $$;

-- The files that the person uploaded, whether a message carries them or not: queued for storage, and no longer named. Answers
-- how many.
create function private.forget_files(person uuid) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  n integer;
begin
  insert into public.file_erasures (bucket, path, requested_at, next_attempt_at)
  select f.bucket, f.path, private.clock(), private.clock()
  from (select o.bucket_id as bucket, o.name as path from storage.objects o where o.owner_id = person::text
        union
        select a.storage_bucket, a.storage_path from public.ticket_attachments a where a.created_by = person) f
  on conflict (bucket, path) where erased_at is null do nothing;
  get diagnostics n = row_count;
  update public.ticket_attachments a
    set label = 'Deleted file', storage_path = 'erased/' || a.id, sha256 = null, size_bytes = null
    where a.created_by = person;
  return n;
end $$;

create function private.forget_account(person uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  address text := (select u.email from auth.users u where u.id = person);
  belonging record;
begin
  -- The log of the mail stays, without the address and without what was in it; what was not sent is not sent any more.
  update public.email_events e
    set "to" = 'erased@erased.invalid', payload_excerpt = '', "values" = '{}', error = null, provider_id = null, leased_until = null,
        status = case when e.status in ('queued', 'sending') then 'failed' else e.status end
    where e.recipient_id = person or lower(e."to") = lower(address);
  for belonging in select * from private.belongings() b where b.relation <> 'public.email_events'::regclass loop
    execute format('delete from %s t where t.%I = $1', belonging.relation, belonging.owner_column) using person;
  end loop;
  delete from auth.refresh_tokens t where t.user_id = person::text;
  delete from auth.flow_state f where f.user_id = person;
  delete from auth.audit_log_entries l
    where l.payload ->> 'actor_id' = person::text or l.payload #>> '{traits,user_id}' = person::text
       or strpos(lower(l.payload::text), lower(address)) > 0;

  update auth.users u
    set email = 'erased-' || u.id || '@erased.invalid', encrypted_password = '', raw_user_meta_data = '{}', raw_app_meta_data = '{}',
        phone = null, phone_confirmed_at = null, phone_change = '', phone_change_token = '', phone_change_sent_at = null,
        email_confirmed_at = null, email_change = '', email_change_token_new = '', email_change_token_current = '',
        email_change_sent_at = null, confirmation_token = '', confirmation_sent_at = null, recovery_token = '', recovery_sent_at = null,
        reauthentication_token = '', reauthentication_sent_at = null, invited_at = null, last_sign_in_at = null,
        -- a hundred years, as the service writes them: it cannot read infinity
        banned_until = private.clock() + interval '876000 hours', updated_at = private.clock()
    where u.id = person;
  update public.profiles p
    set full_name = 'Deleted user', email = null, locale = 'en', erased_at = private.clock()
    where p.user_id = person;
end $$;

create function private.do_erase(args jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  request public.privacy_requests;
  person public.profiles;
  files integer;
begin
  perform private.check_fields(private.check_given('{}', args, 'privacy_request_id'));
  select * into request from public.privacy_requests r where r.id = (args ->> 'privacy_request_id')::uuid for no key update;
  if not found then
    perform private.refuse('privacy_request_not_found', 'There is no such privacy request.');
  end if;
  if request.kind <> 'erasure' then
    perform private.refuse('validation_error', 'Some of what was sent is not valid.',
                           '{"privacy_request_id": "must be a request of the kind erasure"}');
  end if;
  if request.status <> 'processing' then
    perform private.refuse('privacy_request_invalid_transition', format('A request that is %s erases nobody.', request.status), null,
                           'The request must be in processing.');
  end if;
  select * into person from public.profiles p where p.user_id = request.user_id for no key update;
  if person.role <> 'client' then
    perform private.refuse('user_not_erasable', 'Nobody of staff is erased.', null, 'Make the person a client first, when they have left.');
  end if;
  if person.erased_at is not null then
    perform private.refuse('user_not_erasable', 'This person was erased already.');
  end if;

  perform private.forget_texts(person.user_id);
  files := private.forget_files(person.user_id);
  update public.support_incidents i set title = 'Erased', description = '' where i.user_id = person.user_id;
  update public.privacy_requests r set note = null where r.user_id = person.user_id and r.note is not null;
  perform private.forget_account(person.user_id);
  update public.privacy_requests r set status = 'completed' where r.id = request.id returning * into request;

  return jsonb_build_object(
    'data', jsonb_build_object('user_id', person.user_id, 'files_queued', files, 'privacy_request', to_jsonb(request)),
    'audit', jsonb_build_object('subject_id', person.user_id, 'details', jsonb_build_object('files', files)));
end $$;

create function public.export_user_data(user_id uuid default null) returns jsonb
language sql volatile security definer set search_path = '' set statement_timeout = '60s'
as $$
  select private.support_call('do_export', jsonb_build_object('user_id', user_id), '{support,ops,admin}', 'user_data_export', 'user',
                              user_id, user_id)
$$;

create function public.erase_user(privacy_request_id uuid default null) returns jsonb
language sql volatile security definer set search_path = '' set statement_timeout = '300s'
as $$
  select private.support_call('do_erase', jsonb_build_object('privacy_request_id', privacy_request_id), '{admin}', 'user_erase',
                              'privacy_request', privacy_request_id)
$$;

-- The files, one after the other -------------------------------------------------------------------------------------

-- Takes what is due for ten minutes; a job that dies leaves its files to the next.
create function public.claim_file_erasures(max_rows integer default 20) returns setof public.file_erasures
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  return query
    with due as (
      select f.id from public.file_erasures f
      where f.erased_at is null and f.next_attempt_at <= at
      order by f.next_attempt_at, f.id
      limit least(greatest(coalesce(max_rows, 20), 0), 500)
      for update skip locked)
    update public.file_erasures f
    set attempts = f.attempts + 1, next_attempt_at = at + interval '10 minutes'
    from due where f.id = due.id
    returning f.*;
end $$;

create function public.complete_file_erasure(id uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.file_erasures f
  set erased_at = private.clock(), path = null, error = null
  where f.id = complete_file_erasure.id and f.erased_at is null;
end $$;

-- Tried again after ever longer times, a day at most, until the file is gone: nobody may forget to forget.
create function public.fail_file_erasure(id uuid, error text default null) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.file_erasures f
  set error = left(coalesce(nullif(btrim(fail_file_erasure.error), ''), 'No reason was given.'), 500),
      next_attempt_at = private.clock() + least(interval '1 day', interval '5 minutes' * power(2, least(f.attempts, 12)))
  where f.id = fail_file_erasure.id and f.erased_at is null;
end $$;

revoke all on function
  private.belongings(), private.do_export(jsonb), private.as_pattern(text), private.as_address_pattern(text), private.forget(text, text, text),
  private.forget_texts(uuid), private.forget_files(uuid), private.forget_account(uuid), private.do_erase(jsonb),
  public.export_user_data(uuid), public.erase_user(uuid), public.claim_file_erasures(integer), public.complete_file_erasure(uuid),
  public.fail_file_erasure(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function public.export_user_data(uuid), public.erase_user(uuid) to authenticated;
grant execute on function public.claim_file_erasures(integer), public.complete_file_erasure(uuid), public.fail_file_erasure(uuid, text)
  to service_role;
