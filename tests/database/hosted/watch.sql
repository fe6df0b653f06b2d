-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Writes down what a migration does outside of the schemas that are its own. Run by the superuser, before the migrations.

create schema watch;
create table watch.commands (tag text, kind text, schema_name text, identity text, statement text);
create table watch.privileges (what text, acl text);

create function watch.on_command () returns event_trigger language plpgsql security definer set search_path = ''
as $$
begin
  insert into watch.commands
  select c.command_tag, c.object_type, c.schema_name, c.object_identity, pg_catalog.current_query()
  from pg_catalog.pg_event_trigger_ddl_commands() c
  -- what an extension makes of itself is no doing of the migration that asked for it
  where session_user = 'postgres' and (not c.in_extension or c.object_type = 'extension');
end $$;
create function watch.on_drop () returns event_trigger language plpgsql security definer set search_path = ''
as $$
begin
  insert into watch.commands
  select tg_tag, d.object_type, d.schema_name, d.object_identity, pg_catalog.current_query()
  from pg_catalog.pg_event_trigger_dropped_objects() d where not d.is_temporary and session_user = 'postgres';
end $$;

-- Who owns and may do what in the schemas of Supabase, and what stands outside of every schema.
create function watch.look () returns table (what text, acl text) language sql set search_path = ''
as $$
  select 'schema ' || n.nspname, n.nspowner::pg_catalog.regrole || ' ' || n.nspacl::text from pg_catalog.pg_namespace n
  where n.nspname in ('auth', 'storage', 'realtime', 'extensions', 'cron', 'net', 'vault', 'graphql_public', 'supabase_migrations')
  union all
  select 'relation ' || c.oid::pg_catalog.regclass, pg_catalog.concat_ws(' ', c.relowner::pg_catalog.regrole, c.relacl, c.relrowsecurity, c.relforcerowsecurity)
  from pg_catalog.pg_class c
  where c.relnamespace::pg_catalog.regnamespace::text in ('auth', 'storage', 'realtime', 'cron', 'net', 'vault', 'supabase_migrations')
  union all
  select 'function ' || p.oid::pg_catalog.regprocedure, pg_catalog.concat_ws(' ', p.proowner::pg_catalog.regrole, p.proacl)
  from pg_catalog.pg_proc p
  where p.pronamespace::pg_catalog.regnamespace::text in ('auth', 'storage', 'realtime', 'cron', 'net', 'vault')
  union all
  select 'role ' || r.rolname, pg_catalog.concat_ws(' ', r.rolsuper, r.rolbypassrls, r.rolcanlogin, r.rolconfig,
           array(select m.roleid::pg_catalog.regrole::text from pg_catalog.pg_auth_members m where m.member = r.oid order by 1))
  from pg_catalog.pg_roles r
  union all
  select 'setting of ' || s.setrole || ' in ' || s.setdatabase, s.setconfig::text from pg_catalog.pg_db_role_setting s
  union all
  select pg_catalog.concat_ws(' ', 'default of', d.defaclrole::pg_catalog.regrole, d.defaclobjtype, d.defaclnamespace), d.defaclacl::text from pg_catalog.pg_default_acl d
$$;
insert into watch.privileges select * from watch.look();

create event trigger watch_command on ddl_command_end execute function watch.on_command();
create event trigger watch_drop on sql_drop execute function watch.on_drop();
