-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Makes room for the data of a back-up in a project that has the migrations and nothing else, and silences triggers until the end of
-- the session. See backend.md. It refuses a project in which somebody has filed a ticket.

do $$
begin
  if exists (select from public.tickets) then
    raise exception 'This project is in use: restore into a new one.';
  end if;
end $$;

set session_replication_role = replica;

do $$
declare
  tables text;
begin
  select string_agg(c.oid::regclass::text, ', ') into tables
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p');
  execute 'truncate ' || tables;
end $$;
