-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What a person may see becomes another: their own row says so, to them alone, and nothing else does.
begin;
\ir support/world.psql

select plan(34);

create temporary table before (person text primary key, changed_at timestamptz);
grant all on before to public;

create function tests.note() returns void language sql
as $$
  delete from before;
  insert into before select p, (select a.changed_at from public.access_changes a where a.user_id = tests.id(p)) from unnest(tests.people()) p
$$;

-- Whom it was told since.
create function tests.told() returns text language sql
as $$
  select coalesce(string_agg(b.person, ', ' order by b.person), 'nobody') from before b
  where (select a.changed_at from public.access_changes a where a.user_id = tests.id(b.person)) is distinct from b.changed_at
$$;

-- Members.
select tests.note();
delete from client_members where client_id = tests.id('South') and user_id = tests.id('sam');
select is(tests.told(), 'sam', 'whoever is a member no more is told');
select tests.note();
insert into client_members (client_id, user_id) values (tests.id('South'), tests.id('sam'));
select is(tests.told(), 'sam', 'and whoever becomes one');
select tests.note();
update client_members set user_id = tests.id('guest') where client_id = tests.id('South') and user_id = tests.id('sam');
select is(tests.told(), 'guest, sam', 'both, where one takes the place of another');
update client_members set user_id = tests.id('sam') where client_id = tests.id('South') and user_id = tests.id('guest');

-- Of a person nothing but their role, and that they are erased.
select tests.note();
update profiles set full_name = 'Guest of another name', locale = 'fr' where user_id = tests.id('guest');
select is(tests.told(), 'nobody', 'another name is no other sight');
update profiles set role = 'client' where user_id = tests.id('agent');
select is(tests.told(), 'agent', 'whose role is taken away is told');
select tests.note();
update profiles set role = 'support' where user_id = tests.id('agent');
select is(tests.told(), 'agent', 'and who gets one');
select tests.note();
update profiles set role = 'support' where user_id = tests.id('agent');
select is(tests.told(), 'nobody', 'the same role again is no other one');
select tests.note();
update profiles set erased_at = now() where user_id = tests.id('guest');
select is(tests.told(), 'guest', 'whoever is erased is told');
update profiles set erased_at = null where user_id = tests.id('guest');

-- Companies.
select tests.note();
update clients set name = 'South of the tests, renamed' where id = tests.id('South');
select is(tests.told(), 'nobody', 'a company of another name is the same');
update clients set is_active = false where id = tests.id('South');
select is(tests.told(), (select coalesce(string_agg(p, ', ' order by p), 'nobody') from unnest(tests.people()) p
                         where tests.id(p) in (select m.user_id from client_members m where m.client_id = tests.id('South'))),
          'one that is inactive tells its members');
select isnt(tests.told(), 'nobody', 'of whom there are some');
update clients set is_active = true where id = tests.id('South');

-- What a ticket concerns.
select tests.note();
select is(tests.act('agent', $$delete from ticket_company_link where ticket_id = tests.id('named') and role = 'affected'$$), '1', 'a company is taken back');
select is(tests.told(), 'sam', 'its members are told');
select tests.note();
select is(tests.act('agent', $$select set_ticket_scope(tests.id('everyone'), false, array[tests.id('Other')])$$), '1', 'a ticket concerns everyone no more');
select is(tests.told(), 'ivan, olga, sam', 'whoever is of another company is told');
select tests.note();
select is(tests.act('agent', $$select set_ticket_scope(tests.id('everyone'), true)$$), '1', 'and again');
select is(tests.told(), 'olga', 'whom it concerned by name, when it concerns everyone instead');
select tests.note();
update tickets set subject = 'It still concerns everyone' where id = tests.id('everyone');
select is(tests.told(), 'nobody', 'another subject is no other sight');

-- Whose row it is.
select is(tests.value(person, $$select count(*) || ' ' || coalesce(bool_and(user_id = auth.uid()), true) from public.access_changes$$), '1 true',
          person || ' sees one''s own alone')
from unnest(array['sam', 'guest']) person;
select is(tests.value('admin', $$select count(*)::text from public.access_changes where user_id <> auth.uid()$$), '0', 'so does an administrator');
select is(tests.outcome('anon', 'select * from public.access_changes'), '42501', 'a visitor sees none');
select is(tests.outcome(person, $$insert into public.access_changes (user_id, changed_at) values (tests.id('nora'), now())$$), '42501', person || ' writes none')
from unnest(array['sam', 'agent', 'admin']) person;
select is(tests.outcome(person, 'update public.access_changes set changed_at = now()'), '42501', person || ' changes none')
from unnest(array['sam', 'agent', 'admin']) person;
select is(tests.outcome(person, 'delete from public.access_changes'), '42501', person || ' deletes none')
from unnest(array['sam', 'agent', 'admin']) person;

-- It stays with somebody who has no company any more, and goes with the account, also of a member.
select is(tests.outcome('owner', $$delete from client_members where user_id = tests.id('sam')$$), '1', 'the last company goes');
select is((select count(*) from access_changes where user_id = tests.id('sam')), 1::bigint, 'and it stays');
insert into client_members (client_id, user_id) values (tests.id('South'), tests.id('guest'));
delete from auth.users where id = tests.id('guest');
select is((select count(*) from access_changes where user_id = tests.id('guest')), 0::bigint, 'with the account it goes');

select * from finish();
rollback;
