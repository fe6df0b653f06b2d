-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The edge functions on a schedule, by pg_cron and pg_net where the project has them, and how that goes.

-- What runs, how often, and after how long without a run somebody should look.
create function private.jobs() returns table (job text, edge_function text, schedule text, late_after interval)
language sql immutable set search_path = ''
as $$
  values ('guichet-send-emails', 'send-emails', '* * * * *', interval '10 minutes'),
         ('guichet-sla-monitor', 'sla-monitor', '*/5 * * * *', interval '20 minutes'),
         ('guichet-erase-files', 'erase-files', '7 * * * *', interval '3 hours')
$$;

-- Each function tells of its runs, whoever called it: pg_cron knows only that a request was sent.
create table public.job_runs (
  id uuid primary key default gen_random_uuid(),
  job text not null check (job ~ '^[a-z0-9-]{1,60}$'),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  ok boolean not null,
  -- numbers and the text of an error, never a name or an address
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object' and length(detail::text) <= 4000),
  created_at timestamptz not null default now()
);
create index job_runs_newest on public.job_runs (job, finished_at desc);

alter table public.job_runs enable row level security;
alter table public.job_runs force row level security;
revoke all on public.job_runs from public, anon, authenticated, service_role;
grant select on public.job_runs to authenticated, service_role;
create policy "operations and administrators read" on public.job_runs for select to authenticated using ((select private.is_ops()));

-- One run. What is older than a week is forgotten.
create function public.report_job_run(job text, started_at timestamptz, ok boolean, detail jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
begin
  insert into public.job_runs (job, started_at, finished_at, ok, detail)
  values (report_job_run.job, least(report_job_run.started_at, at), at, report_job_run.ok,
          case when length(report_job_run.detail::text) <= 4000 then report_job_run.detail
               else jsonb_build_object('error', left(report_job_run.detail::text, 1000)) end);
  delete from public.job_runs r where r.job = report_job_run.job and r.finished_at < at - interval '7 days';
end $$;

-- What is there -----------------------------------------------------------------------------------------------------

-- Whether the caller may use a function of another schema. The function is asked for, not the extension: what matters is that
-- it can be called.
create function private.has_function(schema text, name text) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                 where n.nspname = has_function.schema and p.proname = has_function.name
                   and has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute'))
$$;

create function private.has_relation(schema text, name text) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = has_relation.schema and c.relname = has_relation.name
                   and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select'))
$$;

-- A secret of the Vault, null when it is not there. The vault itself may be missing, so this is looked up when it runs.
create function private.vault_secret(name text) returns text
language plpgsql stable set search_path = ''
as $$
declare
  secret text;
begin
  if private.has_relation('vault', 'decrypted_secrets') then
    execute 'select nullif(btrim(s.decrypted_secret), '''') from vault.decrypted_secrets s where s.name = $1' into secret using name;
  end if;
  return secret;
end $$;

-- Asks pg_net to call an edge function: where it is, and the secret that it wants, stand in the Vault and are read now, so that
-- both can be changed at any time and stand in no job. Answers the number of the request.
create function private.call_edge_function(name text) returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  url text := private.vault_secret('guichet_functions_url');
  secret text := private.vault_secret('guichet_functions_secret');
  request bigint;
begin
  if url is null or secret is null then
    raise exception using errcode = '55000', message = 'vault_secret_missing',
      detail = 'The Vault has no ' || case when url is null then 'guichet_functions_url' else 'guichet_functions_secret' end || '.',
      hint = 'Add it with vault.create_secret(secret, name).';
  end if;
  execute 'select net.http_post(url := $1, body := $2, headers := $3, timeout_milliseconds := $4)' into request
    using rtrim(url, '/') || '/' || name, '{}'::jsonb,
          jsonb_build_object('Content-Type', 'application/json', 'x-guichet-secret', secret), 120000;
  return request;
end $$;

-- Scheduling --------------------------------------------------------------------------------------------------------

-- Makes an extension where the project offers it. Answers why not, null when it is there.
create function private.make_extension(name text, schema text) returns text
language plpgsql volatile set search_path = ''
as $$
begin
  if exists (select from pg_catalog.pg_extension e where e.extname = name) then
    return null;
  end if;
  if not exists (select from pg_catalog.pg_available_extensions e where e.name = make_extension.name) then
    return name || ' is not available';
  end if;
  execute format('create extension %I with schema %I', name, schema);
  return null;
exception
  -- a project without it still gets its migration: whatever the reason is, it is told
  when others then
    return name || ' could not be made: ' || sqlerrm;
end $$;

-- Schedules the edge functions. It may be called again at any time: a job of the same name is replaced. What it could not do, and
-- why, is said by notice and in the answer; nothing else fails then.
create function public.install_cron() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  why text[] := '{}';
  reason text;
  scheduled text[] := '{}';
  j record;
begin
  reason := private.make_extension('pg_cron', 'pg_catalog');
  if not private.has_function('cron', 'schedule') then
    why := why || coalesce(reason, 'cron.schedule() may not be called');
  end if;
  reason := private.make_extension('pg_net', 'extensions');
  if not private.has_function('net', 'http_post') then
    why := why || coalesce(reason, 'net.http_post() may not be called');
  end if;
  if not private.has_relation('vault', 'decrypted_secrets') then
    why := why || 'there is no Vault'::text;
  end if;

  if why = '{}' then
    for j in select * from private.jobs() loop
      execute 'select cron.schedule($1, $2, $3)'
        using j.job, j.schedule, format('select private.call_edge_function(%L)', j.edge_function);
      scheduled := scheduled || j.job;
    end loop;
    execute 'select cron.schedule($1, $2, $3)'
      using 'guichet-forget-runs', '17 3 * * *',
            $command$delete from cron.job_run_details where end_time < now() - interval '7 days'$command$;
    scheduled := scheduled || 'guichet-forget-runs'::text;
    foreach reason in array array['guichet_functions_url', 'guichet_functions_secret'] loop
      if private.vault_secret(reason) is null then
        why := why || ('the Vault has no ' || reason || ' yet');
      end if;
    end loop;
  end if;
  if scheduled = '{}' then
    raise notice 'The edge functions are not scheduled: %.', array_to_string(why, '; ');
  elsif why <> '{}' then
    raise notice 'The edge functions are scheduled, but cannot be called: %.', array_to_string(why, '; ');
  end if;
  return jsonb_build_object('scheduled', scheduled, 'missing', why);
end $$;

-- Health ------------------------------------------------------------------------------------------------------------

-- What pg_cron knows of a job, null when it does not know it.
create function private.cron_state(job text) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  state jsonb;
begin
  if private.has_relation('cron', 'job') and private.has_relation('cron', 'job_run_details') then
    execute '
      select jsonb_build_object(''schedule'', j.schedule, ''active'', j.active, ''started_at'', d.start_time, ''status'', d.status,
                                ''message'', d.return_message)
      from cron.job j
      left join lateral (select * from cron.job_run_details r where r.jobid = j.jobid order by r.runid desc limit 1) d on true
      where j.jobname = $1 limit 1'
      into state using job;
  end if;
  return state;
end $$;

-- How the help desk fares behind the scenes: the last run of each job, by what the function told and by pg_cron, and the mail
-- that waits. For the service key, operations and administrators.
create function public.help_desk_health() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  at timestamptz := private.clock();
  jobs jsonb;
  mail jsonb;
begin
  if current_setting('role') = 'authenticated' and not private.is_ops() then
    raise exception using errcode = '42501', message = 'operations_only',
      detail = 'Only operations and administrators see the health of the help desk.';
  end if;

  select jsonb_agg(jsonb_build_object(
           'job', j.job, 'cron', private.cron_state(j.job), 'late', r.finished_at is null or r.finished_at < at - j.late_after,
           'last_run', case when r.id is not null then
             jsonb_build_object('started_at', r.started_at, 'finished_at', r.finished_at, 'ok', r.ok, 'detail', r.detail) end)
         order by j.job)
  into jobs
  from private.jobs() j
  left join lateral (select * from public.job_runs r where r.job = j.job order by r.finished_at desc limit 1) r on true;

  select jsonb_build_object(
           'queued', count(*) filter (where e.status = 'queued'), 'sending', count(*) filter (where e.status = 'sending'),
           'failed', (select count(*) from public.email_events f where f.status = 'failed'),
           'oldest_unsent_at', min(e.created_at), 'oldest_unsent_seconds', floor(extract(epoch from at - min(e.created_at))))
  into mail
  from public.email_events e where e.status in ('queued', 'sending');

  return jsonb_build_object(
    'at', at, 'cron', private.has_function('cron', 'schedule'), 'net', private.has_function('net', 'http_post'),
    'vault', private.has_relation('vault', 'decrypted_secrets'),
    'secrets', private.vault_secret('guichet_functions_url') is not null
               and private.vault_secret('guichet_functions_secret') is not null,
    'jobs', jobs, 'mail', mail);
end $$;

revoke all on function
  private.jobs(), private.has_function(text, text), private.has_relation(text, text), private.vault_secret(text),
  private.call_edge_function(text), private.make_extension(text, text), private.cron_state(text),
  public.report_job_run(text, timestamptz, boolean, jsonb), public.install_cron(), public.help_desk_health()
  from public, anon, authenticated, service_role;
grant execute on function public.report_job_run(text, timestamptz, boolean, jsonb), public.install_cron() to service_role;
grant execute on function public.help_desk_health() to authenticated, service_role;

select public.install_cron();
