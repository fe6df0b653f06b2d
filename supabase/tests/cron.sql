-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The schedule of the edge functions, with pg_cron where this server has it and without, and the health of the help desk. Debian has
-- no pg_net and the tests no Vault: stubs of both stand in, with the signature of the real ones, and go with the transaction.
begin;
\ir support/world.psql

select plan(55);

create function tests.has_cron() returns boolean language sql as $$ select private.has_function('cron', 'schedule') $$;

-- Nothing is there ----------------------------------------------------------------------------------------------------

select is(public.install_cron() -> 'scheduled', '[]', 'nothing is scheduled where there is no pg_net');
select ok(public.install_cron() ->> 'missing' like '%pg_net%' and public.install_cron() ->> 'missing' like '%Vault%',
          'the answer says what is missing');
select is(public.install_cron() ->> 'missing' like '%pg_cron%', not tests.has_cron(), 'and that pg_cron is, only where it is');
select is(public.help_desk_health() ->> 'cron', tests.has_cron()::text, 'the health tells whether pg_cron is there');
select is(public.help_desk_health() ->> 'net', 'false', 'and that pg_net is not');
select is(public.help_desk_health() ->> 'vault', 'false', 'nor the Vault');
select throws_ok($$select private.call_edge_function('send-emails')$$, '55000', 'vault_secret_missing',
                 'a call without a Vault says what is missing');

-- With pg_net and the Vault -------------------------------------------------------------------------------------------

create schema net;
create table net.calls (id bigint generated always as identity, url text, body jsonb, params jsonb, headers jsonb, patience integer);
create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
                              headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000)
returns bigint language sql
as $$ insert into net.calls (url, body, params, headers, patience) values ($1, $2, $3, $4, $5) returning id $$;
create schema vault;
create table vault.entries (name text, secret text);
create view vault.decrypted_secrets as select e.name, e.secret as decrypted_secret from vault.entries e;

select ok(public.install_cron() ->> 'missing' like '%guichet_functions_url%guichet_functions_secret%',
          'the answer tells of secrets that are not in the Vault yet')
where tests.has_cron();
select skip('this server has no pg_cron', 1) where not tests.has_cron();

insert into vault.entries values ('guichet_functions_url', 'https://example.test/functions/v1/'), ('guichet_functions_secret', ' a-secret-of-the-tests ');
select is(public.help_desk_health() ->> 'secrets', 'true', 'the health tells that the secrets are there, not what they are');
select ok(public.help_desk_health()::text not like '%a-secret-of-the-tests%', 'they stand nowhere in it');

select is(private.call_edge_function('sla-monitor') > 0, true, 'a function is called');
select results_eq($$select url, body, headers, patience from net.calls order by id desc limit 1$$,
                  $$values ('https://example.test/functions/v1/sla-monitor', '{}'::jsonb,
                            '{"Content-Type": "application/json", "x-guichet-secret": "a-secret-of-the-tests"}'::jsonb, 120000)$$,
                  'with its address, the secret and enough patience');
update vault.entries set secret = 'another' where name = 'guichet_functions_secret';
select private.call_edge_function('sla-monitor');
select is((select headers ->> 'x-guichet-secret' from net.calls order by id desc limit 1), 'another', 'the Vault is read at each call');
delete from vault.entries where name = 'guichet_functions_secret';
select throws_ok($$select private.call_edge_function('sla-monitor')$$, '55000', 'vault_secret_missing', 'a secret that is gone is told');
insert into vault.entries values ('guichet_functions_secret', 'the third');
truncate net.calls;

-- Where there is pg_cron: what it really has, and what its commands do.
create function tests.jobs() returns text language plpgsql
as $$
declare
  answer text;
begin
  execute 'select string_agg(concat_ws('' '', jobid, jobname, schedule, active), '', '' order by jobname) from cron.job' into answer;
  return answer;
end $$;

create function tests.with_cron() returns setof text language plpgsql
as $$
declare
  before text;
  command text;
  names text[] := '{guichet-erase-files,guichet-forget-runs,guichet-send-emails,guichet-sla-monitor}';
begin
  if not tests.has_cron() then
    return next is(public.install_cron() -> 'scheduled', '[]', 'without pg_cron nothing is scheduled');
    return next skip('this server has no pg_cron', 12);
    return;
  end if;
  return next is(public.install_cron(), jsonb_build_object('scheduled', array['guichet-send-emails', 'guichet-sla-monitor',
                 'guichet-erase-files', 'guichet-forget-runs'], 'missing', '{}'::text[]), 'all is scheduled and nothing is missing');
  before := tests.jobs();
  return next set_eq('select jobname from cron.job', names, 'pg_cron has the jobs');
  return next set_eq('select username from cron.job', array['postgres'], 'they belong to the owner of the database');
  return next is_empty($q$select command from cron.job where command ~ 'example.test|third'$q$, 'no job holds an address or a secret');
  perform public.install_cron();
  return next is(tests.jobs(), before, 'called again, it changes nothing');
  execute 'select cron.schedule(''guichet-send-emails'', ''0 0 1 1 *'', ''select 1'')';
  perform public.install_cron();
  return next is(tests.jobs(), before, 'and brings back what was changed');
  for command in execute 'select command from cron.job where jobname <> ''guichet-forget-runs'' order by jobname' loop
    execute command;
  end loop;
  return next set_eq('select url from net.calls', array['https://example.test/functions/v1/erase-files',
                         'https://example.test/functions/v1/send-emails', 'https://example.test/functions/v1/sla-monitor'],
                         'the command of each job calls its function');
  execute 'select command from cron.job where jobname = ''guichet-forget-runs''' into command;
  return next lives_ok(command, 'and the one that forgets old runs runs');
  return next results_eq($q$select j ->> 'job', j -> 'cron' ->> 'schedule', j -> 'cron' ->> 'active'
                            from jsonb_array_elements(public.help_desk_health() -> 'jobs') j$q$,
                         $q$values ('guichet-erase-files', '7 * * * *', 'true'), ('guichet-send-emails', '* * * * *', 'true'),
                                   ('guichet-sla-monitor', '*/5 * * * *', 'true')$q$, 'the health tells of each job');
  return next is(public.help_desk_health() -> 'jobs' -> 0 -> 'cron' ->> 'status', null, 'that has not run yet');
  drop function net.http_post;
  return next ok(public.install_cron() ->> 'missing' like '%pg_net%', 'without pg_net it says so again');
  return next is(tests.jobs(), before, 'and leaves the jobs alone');
  return next throws_ok('select private.call_edge_function(''sla-monitor'')', '42883', null, 'whose runs fail, as pg_cron then tells');
end $$;
select * from tests.with_cron();

-- Runs ------------------------------------------------------------------------------------------------------------------

select results_eq(format($$select tests.outcome(%L, 'select public.report_job_run(''guichet-sla-monitor'', now(), true)')$$, person),
                  array[expected], 'who tells of a run: ' || person)
from (values ('anon', '42501'), ('nora', '42501'), ('agent', '42501'), ('admin', '42501'), ('service_role', '1')) v (person, expected);

create temporary table run_times as select private.clock() as at;
insert into public.job_runs (job, started_at, finished_at, ok)
select 'guichet-erase-files', at - interval '8 days', at - interval '8 days', true from run_times;
insert into public.job_runs (job, started_at, finished_at, ok)
select 'guichet-sla-monitor', at - interval '21 minutes', at - interval '21 minutes', true from run_times;
select tests.act('service_role', $$select public.report_job_run('guichet-send-emails', now() + interval '1 day', false, '{"sent": 3}')$$);
select results_eq($$select job, ok, detail, started_at <= finished_at from public.job_runs where job = 'guichet-send-emails'$$,
                  $$values ('guichet-send-emails', false, '{"sent": 3}'::jsonb, true)$$, 'a run is kept, and never ends before it began');
select tests.act('service_role', format('select public.report_job_run(''guichet-send-emails'', now(), true, jsonb_build_object(''error'', %L))',
                                        repeat('x', 5000)));
select is((select max(length(detail::text)) < 4000 from public.job_runs where job = 'guichet-send-emails'), true, 'a long story is cut');
select is((select count(*) from public.job_runs where job = 'guichet-erase-files'), 1::bigint, 'an old run stays while no newer one comes');
select tests.act('service_role', $$select public.report_job_run('guichet-erase-files', now(), true)$$);
select is((select count(*) from public.job_runs where job = 'guichet-erase-files'), 1::bigint, 'and is forgotten when one comes');
select throws_ok($$select public.report_job_run('No name!', now(), true)$$, '23514', null, 'a run has the name of a job');

select is(tests.outcome(person, 'select from public.job_runs'), expected, 'who reads runs: ' || person)
from (values ('anon', '42501'), ('nora', '0'), ('agent', '0'), ('ops', '4'), ('admin', '4'), ('service_role', '4')) v (person, expected);
select is(tests.outcome('admin', $$insert into public.job_runs (job, started_at, finished_at, ok) values ('x', now(), now(), true)$$), '42501',
          'nobody writes a run by hand');

-- Health ------------------------------------------------------------------------------------------------------------------

select is(tests.outcome(person, 'select public.help_desk_health()'), expected, 'who sees the health: ' || person)
from (values ('anon', '42501'), ('nora', '42501'), ('agent', '42501'), ('ops', '1'), ('admin', '1'), ('service_role', '1')) v (person, expected);

update public.email_events set status = 'failed' where id = (select id from public.email_events order by id limit 1);
update public.email_events set created_at = private.clock() - interval '90 minutes'
where id = (select id from public.email_events where status = 'queued' order by id limit 1);
select is(tests.value('ops', $$select public.help_desk_health() -> 'mail' ->> 'queued'$$),
          (select count(*)::text from public.email_events where status = 'queued'), 'it counts the mails that wait');
select is(tests.value('ops', $$select public.help_desk_health() -> 'mail' ->> 'failed'$$),
          (select count(*)::text from public.email_events where status = 'failed'), 'and those that failed');
select is((public.help_desk_health() -> 'mail' ->> 'oldest_unsent_at')::timestamptz,
          (select min(created_at) from public.email_events where status in ('queued', 'sending')), 'tells which waits for longest');
select is(round((h -> 'mail' ->> 'oldest_unsent_seconds')::numeric, -1),
          round(extract(epoch from (h ->> 'at')::timestamptz - (h -> 'mail' ->> 'oldest_unsent_at')::timestamptz), -1), 'and for how long')
from public.help_desk_health() h;
select results_eq($$select j ->> 'job', j ->> 'late', j -> 'last_run' ->> 'ok' from jsonb_array_elements(public.help_desk_health() -> 'jobs') j$$,
                  $$values ('guichet-erase-files', 'false', 'true'), ('guichet-send-emails', 'false', 'true'), ('guichet-sla-monitor', 'true', 'true')$$,
                  'each job has its last run, and is late when that was long ago');
select * from finish();
rollback;
