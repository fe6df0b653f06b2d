-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- After each migration: what was there is there, unchanged, and everybody sees of it what they saw before.

begin;
create extension pgtap with schema tests;
set local search_path = tests, public, extensions;
select plan(5);

create temporary table filled as
  select 'ticket_company_link' as name,
         jsonb_build_object('ticket_id', l.ticket_id, 'company_id', l.company_id, 'role', 'reporter')::text as key,
         l.ticket_id, l.company_id
  from tests.lost_links l
  union all
  select 'ticket_triage', jsonb_build_object('ticket_id', x.ticket_id)::text, x.ticket_id, null from tests.lost_triage x;

select is_empty($$
  select b.name, b.key from tests.rows_before b left join tests.rows() r using (name, key) where r.key is null $$,
  'nothing is lost');
select is_empty($$
  select b.name, b.key, c.key as col, b.content -> c.key as before, r.content -> c.key as after
  from tests.rows_before b join tests.rows() r using (name, key), jsonb_each(b.content) c
  where r.content -> c.key is distinct from c.value $$,
  'nothing is changed, due times and times of change included');
select is_empty($$
  select r.name, r.key from tests.rows() r left join tests.rows_before b using (name, key) left join filled f using (name, key)
  where b.key is null and f.key is null $$,
  'nothing is added but what was missing');

-- A link that was missing is for staff and the company's own people, triage for staff.
create temporary table expected as
  select person, name, key from tests.sight_before
  union
  select w, f.name, f.key from filled f, unnest(tests.people()) w
  where private.is_staff_user(tests.id(w)) or private.is_member(tests.id(w), f.company_id);
create temporary table sight as
  select p.person, s.* from unnest(tests.people()) as p (person), tests.sight(p.person) s;
delete from expected e using filled f where e.name = f.name and e.key = f.key
  and not exists (select from tests.rows() r where r.name = f.name and r.key = f.key);
select is_empty('select * from sight except select * from expected', 'nobody sees more than before');
select is_empty('select * from expected except select * from sight', 'nobody sees less than before');

select * from finish();
rollback;
