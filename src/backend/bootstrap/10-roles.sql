-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Roles and schemas that every Supabase project has. Run as the superuser supabase_admin, in the database postgres.
-- There are no default privileges for anon, authenticated and service_role: migrations must grant, as on new hosted projects.

create role postgres login createdb createrole replication bypassrls;
create role anon nologin inherit;
create role authenticated nologin inherit;
create role service_role nologin inherit bypassrls;
create role authenticator login noinherit;
create role dashboard_user createdb createrole replication;
create role supabase_auth_admin login noinherit createrole;
create role supabase_storage_admin login noinherit createrole;
create role supabase_realtime_admin nologin noinherit;
create role supabase_replication_admin login replication;
create role supabase_read_only_user login bypassrls;

grant anon, authenticated, service_role to authenticator, postgres, supabase_storage_admin;
grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, extensions;
alter database postgres set timezone = 'UTC';

grant create on database postgres to postgres;
alter schema public owner to postgres;

create schema extensions;
create schema auth authorization supabase_auth_admin;
create schema storage authorization supabase_storage_admin;
create schema realtime;
create schema graphql_public;
create schema supabase_migrations authorization postgres;

grant usage, create on schema extensions to postgres;
grant usage on schema public, extensions, auth, storage, realtime, graphql_public
  to postgres, anon, authenticated, service_role;
-- Passwords are hashed by pgcrypto.
grant usage on schema extensions to supabase_auth_admin;
grant all on schema auth, storage to postgres;
grant usage, create on schema realtime to postgres;
grant all on schema realtime to supabase_realtime_admin;

create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;

-- Only where the server was started with it, and in its one database.
do $$
begin
  if current_setting('shared_preload_libraries') like '%pg_cron%'
    and current_database() = current_setting('cron.database_name', true) then
    create extension pg_cron;
    grant usage on schema cron to postgres;
    grant all on all functions in schema cron to postgres;
  end if;
end
$$;

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;

create table supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
create table supabase_migrations.seed_files (
  path text primary key,
  hash text not null
);
alter table supabase_migrations.schema_migrations owner to postgres;
alter table supabase_migrations.seed_files owner to postgres;
