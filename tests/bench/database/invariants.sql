-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What is true of every help desk that its own rules have made has to be true of the one that fill.sql makes as well.
begin;
set local client_min_messages = warning;
set local search_path = "$user", public, extensions;

create temporary table made as
  select t.* from tickets t where t.client_id = any (select md5('guichet bench company ' || c)::uuid from generate_series(1, 200) c);
create temporary table spoken as
  select m.ticket_id, count(*) as messages, min(m.created_at) as first_at, max(m.created_at) as last_at,
         max(m.created_at) filter (where not m.from_staff and m.visibility = 'public') as client_at,
         max(m.created_at) filter (where m.from_staff and m.visibility <> 'internal') as staff_at,
         min(m.created_at) filter (where m.from_staff and m.visibility = 'public') as answered_at,
         max(m.created_at) filter (where m.from_staff and m.visibility = 'public') as last_answer_at
  from ticket_messages m group by 1;

select no_plan();

-- the size and the shape of it
select cmp_ok(count(*), '>=', 1000::bigint, 'there are tickets') from made;
select ok(avg(s.messages) between 8 and 12, 'with some ten messages each') from made t join spoken s on s.ticket_id = t.id;
select is(max(s.messages), 200::bigint, 'and one of two hundred') from made t join spoken s on s.ticket_id = t.id;
select ok(avg((status in ('open', 'in_progress', 'waiting_customer'))::integer) between 0.03 and 0.08, 'some 5 % are under way') from made;
select is(count(distinct status), 5::bigint, 'every status occurs') from made;
select is(count(distinct priority_id), 4::bigint, 'and every priority') from made;
select ok(count(distinct client_id) > 150, 'most companies have tickets') from made;
select ok(count(*) > 0, 'some concern everyone') from made where affects_all_companies;
select ok(count(distinct l.ticket_id)::numeric / (select count(*) from made) between 0.01 and 0.03, 'some 2 % concern companies')
from ticket_company_link l join made t on t.id = l.ticket_id where l.role = 'affected';
select ok(count(*)::numeric / (select count(*) from made) between 3 and 6, 'some four events each')
from ticket_events e join made t on t.id = e.ticket_id;

-- No row may be found that breaks one of these.
create temporary table broken (what text, query text);
insert into broken values
('a ticket has no message, or other people''s company in one', $$select from made t left join ticket_messages m on m.ticket_id = t.id
  where m.id is null or m.client_id <> t.client_id$$),
('what is said lies before the ticket or after now', $$select from made t join spoken s on s.ticket_id = t.id
  where s.first_at < t.created_at or s.last_at > now()$$),
('a ticket has not exactly one reporter, its own company', $$select from made t where
  (select array_agg(l.company_id) from ticket_company_link l where l.ticket_id = t.id and l.role = 'reporter') is distinct from array[t.client_id]$$),
('a ticket that concerns everyone names a company', $$select from made t join ticket_company_link l on l.ticket_id = t.id
  where t.affects_all_companies and l.role = 'affected'$$),
('a company is affected by its own ticket', $$select from made t join ticket_company_link l on l.ticket_id = t.id
  where l.role = 'affected' and l.company_id = t.client_id$$),
('a ticket has no row in triage', $$select from made t left join ticket_triage r on r.ticket_id = t.id where r.ticket_id is null$$),
('an announcement in a ticket that concerns nobody else', $$select from ticket_messages m join made t on t.id = m.ticket_id
  where m.visibility = 'announcement' and not t.affects_all_companies
    and not exists (select from ticket_company_link l where l.ticket_id = t.id and l.role = 'affected')$$),
('an author is not of the company, or from_staff is not so', $$select from ticket_messages m join made t on t.id = m.ticket_id
  where m.from_staff <> private.is_staff_user(m.author_id)
     or not m.from_staff and not private.is_member(m.author_id, m.client_id)
     or not m.from_staff and m.visibility <> 'public'$$),
('a contact is not of the company', $$select from made t where not private.is_member(t.contact_user_id, t.client_id)$$),
('an assignee is not of staff', $$select from made t where t.assignee_id is not null and not private.is_staff_user(t.assignee_id)$$),
('staff_filed is not so', $$select from made t where t.staff_filed <> private.is_staff_user(t.created_by)$$),
('activity is not what was said', $$select from made t join spoken s on s.ticket_id = t.id
  where (t.last_customer_activity, t.last_admin_activity, t.last_activity_at)
        is distinct from (s.client_at, s.staff_at, greatest(t.created_at, s.client_at, s.staff_at))$$),
('the first answer is not the first answer', $$select from made t join spoken s on s.ticket_id = t.id
  where t.first_responded_at is distinct from case when not t.staff_filed then s.answered_at end$$),
('the one who waits for an answer is not the oldest without', $$select from made t join spoken s on s.ticket_id = t.id
  where t.awaiting_reply_since is distinct from
    (select min(m.created_at) from ticket_messages m where m.ticket_id = t.id and m.visibility = 'public' and not m.from_staff
       and m.created_at > coalesce(s.last_answer_at, '-infinity'))$$),
('the minutes are not those of the priority', $$select from made t join ticket_priorities p on p.id = t.priority_id
  where (t.response_sla_minutes, t.resolve_sla_minutes) is distinct from (p.response_sla_minutes, p.resolve_sla_minutes)$$),
('the resolution is due at another time', $$select from made t where abs(extract(epoch from t.resolve_due_at -
  private.due_at(t.created_at, t.resolve_sla_minutes,
    private.stopped_time(t.id, t.created_at, coalesce(t.waiting_since, t.resolved_at, now()), t.calendar_id), t.calendar_id))) > 0.001
  or t.resolve_due_at is null$$),
('the first response is due at another time', $$select from made t where t.first_response_due_at is distinct from
  case when not t.staff_filed then private.due_at(t.created_at, t.response_sla_minutes,
    private.stopped_time(t.id, t.created_at, coalesce(t.first_responded_at, t.resolved_at, now()), t.calendar_id), t.calendar_id) end$$),
('the first response applies where it does not', $$select from made t where t.first_response_applies is distinct from
  (not t.staff_filed and not (t.first_responded_at is null and t.resolved_at is not null and t.resolved_at <= t.first_response_due_at))$$),
('status and times differ', $$select from made t where (t.status in ('resolved', 'closed')) <> (t.resolved_at is not null)
  or (t.status = 'closed') <> (t.closed_at is not null) or (t.status = 'waiting_customer') <> (t.waiting_since is not null)
  or t.closed_at < t.resolved_at or t.updated_at > now() or t.created_at > t.updated_at$$),
('status and the open pause differ', $$select from made t left join ticket_pauses p on p.ticket_id = t.id and p.ended_at is null
  where (p.kind, p.started_at) is distinct from
    (case when t.status = 'waiting_customer' then 'waiting' when t.resolved_at is not null then 'resolved' end,
     coalesce(t.waiting_since, t.resolved_at))$$),
('pauses of a ticket overlap', $$select from ticket_pauses a join ticket_pauses b on a.ticket_id = b.ticket_id and a.id <> b.id
  where tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)$$),
('the client writes while a ticket is resolved', $$select from made t join spoken s on s.ticket_id = t.id where s.client_at > t.resolved_at$$),
('a sum of pauses is not their sum', $$select from made t where (t.waiting_seconds, t.resolved_seconds) is distinct from
  (private.stopped_seconds(t.id, 'waiting'), private.stopped_seconds(t.id, 'resolved'))$$),
('the last event is not the status', $$select from made t where t.status is distinct from
  (select e.new_value from ticket_events e where e.ticket_id = t.id and e.kind in ('created', 'status') order by e.created_at desc limit 1)$$),
('an event does not follow the one before', $$select from
  (select e.old_value, lag(e.new_value) over (partition by e.ticket_id order by e.created_at) as before from ticket_events e
   join made t on t.id = e.ticket_id where e.kind in ('created', 'status')) e where e.old_value is distinct from e.before$$),
('a late end is not on record', $$select from made t join ticket_targets g on g.ticket_id = t.id and g.state = 'missed'
  where not exists (select from sla_breaches b where b.ticket_id = t.id and b.target = g.target and b.due_at = g.due_at)$$),
('a breach of what ended in time', $$select from sla_breaches b join made t on t.id = b.ticket_id
  join ticket_targets g on g.ticket_id = t.id and g.target = b.target where g.state <> 'missed'$$),
('a file without its object', $$select from ticket_attachments a join made t on t.id = a.ticket_id
  left join storage.objects o on o.bucket_id = a.storage_bucket and o.name = a.storage_path
  where o.id is null or storage.foldername(a.storage_path) <> array['tickets', a.ticket_id::text] or o.owner_id <> a.created_by::text$$),
('a project of another company', $$select from made t join projects p on p.id = t.project_id where p.client_id <> t.client_id$$),
('a number was given twice or will be', $$select from made t where t.number > (select last_value from ticket_number_seq)$$);
select is_empty(query, 'never: ' || what) from broken;

-- the rules go on from there
create function pg_temp.one_more() returns public.tickets language plpgsql
as $$
declare
  one made;
  answer public.tickets;
begin
  select * into one from made where status = 'waiting_customer' order by number desc limit 1;
  perform set_config('request.jwt.claims', json_build_object('sub', one.contact_user_id, 'role', 'authenticated')::text, true),
          set_config('role', 'authenticated', true);
  insert into ticket_messages (ticket_id, body) values (one.id, 'An answer.');
  select * into answer from tickets where id = one.id;
  perform set_config('role', 'postgres', true);
  return answer;
end $$;
grant select on made to authenticated;
select is((pg_temp.one_more()).status, 'in_progress', 'a client of it answers, and the ticket goes on');

-- every index that there was is there again
select is_empty($$select from pg_index where not indisvalid$$, 'every index is whole');
select has_index('public', 'tickets', 'tickets_by_client', 'the indexes are back');
select has_index('public', 'ticket_messages', 'ticket_messages_thread', 'those of messages as well');
-- and foreign keys, which were not looked at, hold
select is_empty(format('select from %s a left join %s b on (%s) where b is null and (%s)', c.conrelid::regclass, c.confrelid::regclass,
         (select string_agg(format('a.%I = b.%I', x.attname, y.attname), ' and ') from unnest(c.conkey, c.confkey) k (here, there)
          join pg_attribute x on x.attrelid = c.conrelid and x.attnum = here join pg_attribute y on y.attrelid = c.confrelid and y.attnum = there),
         (select string_agg(format('a.%I is not null', x.attname), ' and ') from unnest(c.conkey) k (here)
          join pg_attribute x on x.attrelid = c.conrelid and x.attnum = here)), 'nothing hangs in the air: ' || c.conrelid::regclass || ' ' || c.conname)
from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace;

select * from finish();
rollback;
