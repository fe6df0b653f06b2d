-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Search: words without their case and accents, in subjects and messages, found by index and told only to who may read them.
-- The vector of a text is an index over it and no column: it is in no answer of a table and in no live record.

create extension if not exists unaccent with schema extensions;
create extension if not exists btree_gin with schema extensions;

-- Words ------------------------------------------------------------------------------------------------------------

-- Every language the same: no stems and no stop words, so that French, English, names and references are all found as written.
create text search configuration private.search (copy = pg_catalog.simple);
do $$
begin
  -- a project may have had the extension before, in a schema of its own choice
  execute format('alter text search configuration private.search
                    alter mapping for word, numword, hword, hword_part, hword_numpart, numhword with %I.unaccent, pg_catalog.simple',
                 (select n.nspname from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
                  where e.extname = 'unaccent'));
end $$;

-- The text with blanks for the signs by which the parser would make one word of an address or a file name, a negative number
-- of the second half of AV-318, and nothing of what looks like HTML. Its length stays.
create function private.search_text(said text) returns text
language sql immutable parallel safe
as $$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(
           said, '-', ' '), '+', ' '), '_', ' '), '/', ' '), '.', ' '), ':', ' '), '@', ' '), '<', ' '), '&', ' ')
$$;

create function private.search_vector(said text) returns tsvector
language sql immutable parallel safe
as $$
  select to_tsvector('private.search'::regconfig,
                     private.search_text(case when said is nfc normalized then said else normalize(said, nfc) end))
$$;

create function private.search_month(at timestamptz) returns timestamp
language sql immutable parallel safe
as $$ select pg_catalog.date_trunc('month', at at time zone 'UTC') $$;

-- What was typed, as people know it from elsewhere: all words, "a phrase", -without, this or that; the last word may be a
-- beginning. Anything can be typed; what has no word to look for is null.
create function private.search_query(typed text) returns tsquery
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  chunk text[];
  part tsquery;
  last_part text;
  alternative tsquery;
  found tsquery;
  positive boolean := false;
begin
  -- A word of more than 2 KB would be an error.
  for chunk in select regexp_matches(normalize(left(typed, 200), nfc), '(-?)(?:"([^"]*)"?|([^\s"]+))', 'g') loop
    if lower(chunk[3]) = 'or' and chunk[1] = '' then
      if positive then
        found := case when found is null then alternative else found || alternative end;
        alternative := null;
        positive := false;
      end if;
      continue;
    end if;
    if private.search_text(coalesce(chunk[2], chunk[3])) !~ '\S' then
      continue;
    end if;
    part := phraseto_tsquery('private.search', private.search_text(coalesce(chunk[2], chunk[3])));
    if numnode(part) = 0 then
      continue;
    end if;
    last_part := null;
    if chunk[1] = '-' then
      part := !!part;
    else
      positive := true;
      -- Beginnings of one or two letters are those of too many words.
      if chunk[3] is not null and part::text ~ '\w{3}''$' then
        last_part := part::text;
      end if;
    end if;
    alternative := case when alternative is null then part else alternative && part end;
  end loop;
  -- The last word, if nothing follows it: what was joined last stands last in the text of the query too.
  if last_part is not null then
    alternative := (left(alternative::text, -1) || ''':*')::tsquery;
  end if;
  if positive then
    found := case when found is null then alternative else found || alternative end;
  end if;
  return found;
end $$;

-- The place in a text that was searched for, as plain text. The marks are U+E000 before and U+E001 after each word that was
-- found: characters of nobody's writing, which are no HTML and are taken out of the text itself.
create function private.search_headline(said text, wanted tsquery) returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  before_mark constant text := chr(57344);
  after_mark constant text := chr(57345);
  width constant integer := 200;
  plain text := translate(normalize(left(said, 20000), nfc), before_mark || after_mark, '  ');
  pieces text[];
  piece text;
  start_at integer := 1;
  end_at integer;
  place integer := 1;
  marked boolean := false;
  answer text := '';
begin
  -- The marks are set in the text that the index knows, which has the length of the real one.
  pieces := case when wanted is null then array[plain]
                 else regexp_split_to_array(ts_headline('private.search', private.search_text(plain), wanted,
                        format('HighlightAll=true, StartSel=%s, StopSel=%s', before_mark, after_mark)),
                        '[' || before_mark || after_mark || ']') end;
  -- some words before the first one that was found
  if cardinality(pieces) > 1 and length(pieces[1]) > width / 4 then
    start_at := length(pieces[1]) + 1 - width / 4;
    start_at := start_at + coalesce(length(substring(substr(plain, start_at, width / 4) from '^\S*\s+')), 0);
  end if;
  end_at := start_at + width - 1;
  if end_at < length(plain) then
    end_at := end_at - coalesce(length(substring(substr(plain, start_at + width / 2, width - width / 2) from '\s+\S*$')), 0);
  end if;
  foreach piece in array pieces loop
    exit when place > end_at;
    if place + length(piece) > start_at then
      piece := substr(plain, greatest(place, start_at),
                      least(place + length(piece) - 1, end_at) - greatest(place, start_at) + 1);
      answer := answer || case when marked then before_mark || piece || after_mark else piece end;
      place := greatest(place, start_at) + length(piece);
    else
      place := place + length(piece);
    end if;
    marked := not marked;
  end loop;
  answer := btrim(regexp_replace(answer, '[[:space:][:cntrl:]]+', ' ', 'g'));
  return case when start_at > 1 then '… ' else '' end || answer || case when end_at < length(plain) then ' …' else '' end;
end $$;

-- Indexes ----------------------------------------------------------------------------------------------------------
-- With the organisation beside the words: a client's few messages are found among a million others without looking at those.
-- With the month beside them: of a word that is everywhere, the newest are found without looking at all.

create index ticket_messages_words on public.ticket_messages
  using gin (client_id, private.search_month(created_at), private.search_vector(body)) with (gin_pending_list_limit = 1024);
create index ticket_messages_announced_words on public.ticket_messages
  using gin (private.search_vector(body)) where visibility = 'announcement';
create index tickets_words on public.tickets
  using gin (client_id, private.search_vector(subject)) with (gin_pending_list_limit = 1024);
create index tickets_for_everyone_words on public.tickets
  using gin (private.search_vector(subject)) where affects_all_companies;

-- The call ---------------------------------------------------------------------------------------------------------

-- Tickets in which the words stand in the subject, or in one message that the caller may read: best first, then newest first. Only
-- what the caller may read is looked for, ranked, counted and quoted. Of all messages that have the words, the newest are ranked;
-- for a phrase more of them, because the index knows words and not their order.
create function public.search_tickets(query text, max_rows integer default 50)
returns table (ticket_id uuid, rank real, headline text)
-- Each plan knows the words; a bitmap of a million messages fits; and no word is so common that parsing every text anew would do.
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set work_mem = '64MB'
  set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  staff constant boolean := private.is_staff() or coalesce(auth.role(), '') = 'service_role';
  mine constant uuid[] := array(select private.my_client_ids());
  active constant boolean := private.is_active_member();
  affected constant uuid[] := array(select private.affected_ticket_ids());
  concerned constant uuid[] := array(select private.concerned_ticket_ids());
  wanted constant tsquery := private.search_query(search_tickets.query);
  wanted_number constant bigint := substring(search_tickets.query from '^\s*#?\s*(\d{1,15})\s*$')::bigint;
  -- as the index answers it: without the order of a phrase, and first without words that only begin so
  words constant tsquery := case when wanted::text ~ '!' then wanted else regexp_replace(wanted::text, '<[-\d]+>', '&', 'g')::tsquery end;
  whole_words constant tsquery := replace(words::text, ':*', '')::tsquery;
  most constant integer := case when wanted::text ~ '<[-\d]+>' then 4000 else 500 end;
  messages uuid[] := '{}';
  subjects uuid[] := '{}';
  newest timestamp;
  month timestamp;
  sought tsquery;
begin
  -- Candidates, by index. Nothing that the caller may not read takes the place of something that they may.
  if wanted is null then
    null;
  elsif staff then
    -- Of a common word the newest months are enough; a rare one is looked for everywhere.
    newest := private.search_month((select max(m.created_at) from public.ticket_messages m));
    for step in 1 .. 4 loop
      exit when cardinality(messages) >= most;
      continue when step = 3 and words = whole_words;
      if step < 4 then
        sought := case when step = 3 then words else whole_words end;
        month := case when step = 2 then newest - interval '1 month' else newest end;
        messages := case when step = 2 then messages else '{}' end || array(
          select c.id from (select m.id, m.created_at from public.ticket_messages m
                            where private.search_vector(m.body) @@ sought and private.search_month(m.created_at) = month
                            offset 0) c
          order by c.created_at desc, c.id limit most);
      else
        messages := array(
          select c.id from (select m.id, m.created_at from public.ticket_messages m
                            where private.search_vector(m.body) @@ words offset 0) c
          order by c.created_at desc, c.id limit most);
      end if;
    end loop;
    subjects := array(
      select c.id from (select t.id, t.last_activity_at from public.tickets t
                        where private.search_vector(t.subject) @@ words offset 0) c
      order by c.last_activity_at desc, c.id limit most);
  else
    foreach sought in array array[whole_words, words] loop
      messages := array(
        select c.id from (
          select m.id, m.created_at
          from (select m.id, m.created_at, m.visibility from public.ticket_messages m
                where m.client_id = any (mine) and private.search_vector(m.body) @@ sought offset 0) m
          where m.visibility in ('public', 'announcement')
          union
          select m.id, m.created_at
          from (select m.id, m.ticket_id, m.created_at from public.ticket_messages m
                where m.visibility = 'announcement' and private.search_vector(m.body) @@ sought offset 0) m
          where m.ticket_id = any (concerned)) c
        order by c.created_at desc, c.id limit most);
      exit when cardinality(messages) >= most;
    end loop;
    subjects := array(
      select c.id from (
        select t.id, t.last_activity_at from public.tickets t
        where t.client_id = any (mine) and private.search_vector(t.subject) @@ words
        union
        select t.id, t.last_activity_at from public.tickets t
        where active and t.affects_all_companies and private.search_vector(t.subject) @@ words
        union
        select t.id, t.last_activity_at from public.tickets t
        where t.id = any (affected) and private.search_vector(t.subject) @@ words) c
      order by c.last_activity_at desc, c.id limit most);
  end if;

  -- Each of them against the words in their order and against the rights, row by row, whatever found it.
  return query
    with message_hits as materialized (
      select distinct on (r.ticket_id) r.ticket_id, r.id, r.score
      from (select v.ticket_id, v.id, v.created_at, round(ts_rank(v.vector, wanted, 32)::numeric, 2) as score
            from (select m.ticket_id, m.id, m.created_at, private.search_vector(m.body) as vector
                  from public.ticket_messages m
                  where m.id = any (messages)
                    and (staff
                         or (m.visibility in ('public', 'announcement') and m.client_id = any (mine))
                         or (m.visibility = 'announcement'
                             and exists (select from public.tickets t where t.id = m.ticket_id
                                         and ((t.affects_all_companies and active) or t.id = any (affected)))))
                  offset 0) v
            where v.vector @@ wanted) r
      order by r.ticket_id, r.score desc, r.created_at desc, r.id
    ), subject_hits as materialized (
      select v.id, round(ts_rank(v.vector, wanted, 32)::numeric, 2) as score
      from (select t.id, private.search_vector(t.subject) as vector from public.tickets t where t.id = any (subjects) offset 0) v
      where v.vector @@ wanted
    ), hits as materialized (
      select t.id, t.subject, t.last_activity_at, m.id as message_id,
             coalesce(m.score, 0) + coalesce(1 + s.score, 0) + case when t.number = wanted_number then 4 else 0 end as score
      from (select m.ticket_id as id from message_hits m
            union select s.id from subject_hits s
            union select n.id from public.tickets n where n.number = wanted_number) f
      join public.tickets t on t.id = f.id
      left join message_hits m on m.ticket_id = f.id
      left join subject_hits s on s.id = f.id
      where staff or t.client_id = any (mine) or (t.affects_all_companies and active) or t.id = any (affected)
      order by score desc, t.last_activity_at desc, t.id
      limit least(greatest(coalesce(search_tickets.max_rows, 50), 1), 200)
    )
    select h.id, h.score::real,
           private.search_headline(coalesce((select m.body from public.ticket_messages m where m.id = h.message_id), h.subject), wanted)
    from hits h
    order by h.score desc, h.last_activity_at desc, h.id;
end $$;

-- Rights -----------------------------------------------------------------------------------------------------------

revoke all on function
  private.search_text(text), private.search_vector(text), private.search_month(timestamptz), private.search_query(text),
  private.search_headline(text, tsquery), public.search_tickets(text, integer)
  from public, anon, authenticated, service_role;
-- Whoever writes a text also writes its line in the index.
grant execute on function private.search_text(text), private.search_vector(text), private.search_month(timestamptz) to authenticated, service_role;
grant execute on function public.search_tickets(text, integer) to authenticated, service_role;
