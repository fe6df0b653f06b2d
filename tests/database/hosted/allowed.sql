-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- On a hosted project `postgres` is neither superuser nor owner of storage, realtime and auth: policies on a few tables and
-- triggers on auth.users are allowed to it, and nothing else there. The local cluster lets it do more, so what the migrations
-- did (watch.sql wrote it down) is compared with what would have been allowed.

begin;
create extension pgtap with schema watch;
set local search_path = watch, public, extensions;
select plan(7);

select cmp_ok((select count(*) from watch.commands where schema_name = 'public'), '>', 50::bigint, 'the watch saw the migrations');
select cmp_ok((select count(*) from watch.commands where identity like '%on storage.objects%'), '>', 0::bigint,
              'also what they do in the schemas of others');

select is_empty($$
  select c.tag, c.kind, c.identity from watch.commands c
  where c.tag not in ('GRANT', 'REVOKE', 'ALTER DEFAULT PRIVILEGES')
    -- a policy names its table in its identity, and so do triggers
    and not (c.schema_name in ('public', 'private', 'pg_temp') or c.identity ~ ' on (public|private)\.')
    and not (c.kind = 'schema' and c.identity = 'private')
    and not (c.kind = 'policy' and c.identity ~ ' on (storage\.(objects|buckets)|realtime\.messages)$')
    and not (c.kind = 'trigger' and c.identity ~ '^guichet_\w+ on auth\.users$')
    and not (c.kind in ('publication', 'publication relation', 'publication namespace') and c.identity ~ '\msupabase_realtime\M')
    and not (c.kind = 'extension' and c.identity in ('pgcrypto', 'unaccent', 'pg_trgm', 'btree_gin', 'btree_gist', 'citext', 'pg_cron', 'pg_net')) $$,
  'nothing outside of public and private but what postgres may do on a hosted project');

select is_empty($$
  select c.tag, c.statement from watch.commands c
  where c.tag in ('GRANT', 'REVOKE', 'ALTER DEFAULT PRIVILEGES')
    and c.statement ~* '\mon\s+(all\s+\w+\s+in\s+schema\s+|table\s+|function\s+|schema\s+|sequence\s+)?(storage|auth|realtime|vault|cron|net|extensions|graphql_public)\M' $$,
  'no rights are given on what belongs to Supabase');

select is_empty($$
  (select * from watch.look() except select * from watch.privileges)
  union all (select * from watch.privileges except select * from watch.look()) $$,
  'roles, owners, rights and settings of Supabase are as they were');

select is_empty($$
  select p.oid::regprocedure from pg_proc p
  where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    and (p.prosrc ~* '\mdelete\s+from\s+(only\s+)?"?storage"?\.' or p.prosrc ~* '\m(insert\s+into|update|delete\s+from)\s+cron\.job\M') $$,
  'no function deletes rows of storage, or writes the list of the jobs of cron, which hosted projects refuse');

select is_empty($$
  select c.oid::regclass::text, c.relowner::regrole from pg_class c
  where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relowner <> 'postgres'::regrole
  union all
  select p.oid::regprocedure::text, p.proowner::regrole from pg_proc p
  where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.proowner <> 'postgres'::regrole
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') $$,
  'everything belongs to postgres');

select * from finish();
rollback;
