-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Saved views: whose they are, who sees them, who changes them.
begin;
\ir support/world.psql

select plan(33);

create function tests.view(word text, more text default '') returns text language sql immutable
as $$ select format('insert into public.saved_views (id, name, filter%s) values (%L, %L, %L%s)',
                    case when more = '' then '' else ', ' || split_part(more, '=', 1) end, tests.id(word), word, '{"version": 1}',
                    case when more = '' then '' else ', ' || split_part(more, '=', 2) end) $$;

select is(tests.act('agent', tests.view('of the agent')), '1', 'an agent keeps a view');
select is(tests.act('ops', tests.view('of operations', 'owner_id=' || quote_literal(tests.id('agent')))), '1', 'operations keeps one');
select is(tests.value('owner', $$select owner_id::text from public.saved_views where id = tests.id('of operations')$$),
          tests.id('ops')::text, 'and is its owner, whatever was sent');
select is(tests.act('admin', tests.view('for all', 'shared=true')), '1', 'an administrator shares one with all staff');
select is(tests.outcome('agent', tests.view('mine for all', 'shared=true')), '42501', 'an agent does not');
select is(tests.outcome('ops', tests.view('mine for all', 'shared=true')), '42501', 'nor does operations');
select is(tests.outcome('nora', tests.view('of a client')), '42501', 'a client keeps none');
select is(tests.outcome('guest', tests.view('of a guest')), '42501', 'nor does somebody who merely signed up');
select is(tests.outcome('anon', tests.view('of a visitor')), '42501', 'nor a visitor');
select is(tests.outcome('service_role', tests.view('of nobody', 'owner_id=' || quote_literal(tests.id('agent')))), '1',
          'the service key may');

select is(tests.value(person, 'select string_agg(name, '', '' order by name) from public.saved_views where name in (''of the agent'', ''of operations'', ''for all'')'),
          expected, person || ' sees one''s own, and what is shared')
from (values ('agent', 'for all, of the agent'), ('ops', 'for all, of operations'), ('admin', 'for all'), ('nora', null), ('sam', null),
             ('guest', null)) v (person, expected);

select is(tests.outcome('agent', $$update public.saved_views set name = 'Big', position = 7, filter = '{"mine": true}', sort = 'due.asc',
                                   grouping = 'company' where id = tests.id('of the agent')$$), '1', 'one changes one''s own');
select is(tests.outcome('agent', $$update public.saved_views set deleted_at = now() where id = tests.id('of the agent')$$), '1',
          'and gives it up');
select is(tests.outcome('agent', $$update public.saved_views set shared = true where id = tests.id('of the agent')$$), '42501',
          'but does not share it');
select is(tests.outcome('agent', $$update public.saved_views set name = 'x' where id = tests.id('for all')$$), '0',
          'an agent does not change what is shared');
select is(tests.outcome('agent', $$update public.saved_views set name = 'x' where id = tests.id('of operations')$$), '0',
          'nor what is somebody else''s');
select is(tests.outcome('admin', $$update public.saved_views set name = 'x' where id = tests.id('of the agent')$$), '0',
          'nor does an administrator');
select is(tests.outcome('nora', $$update public.saved_views set name = 'x'$$), '0', 'a client changes nothing');
select is(tests.outcome('agent', 'delete from public.saved_views'), '42501', 'nothing is deleted');
select is(tests.outcome('admin', $$update public.saved_views set shared = false where id = tests.id('for all')$$), '1',
          'an administrator takes their own back');

-- The program sends a view as a whole; again, when the answer was lost.
select is(tests.act('agent', tests.view('of the agent') || ' on conflict (id) do update set id = excluded.id, name = ''again'', filter = excluded.filter'),
          '1', 'sending a view twice keeps it once');
select is(tests.value('agent', $$select name from public.saved_views where id = tests.id('of the agent')$$), 'again', 'as it was sent last');
select is(tests.outcome('ops', tests.view('of the agent') || ' on conflict (id) do update set name = ''taken'''), '42501',
          'nobody takes over a view by its id');
select is(tests.act('agent', $$update public.saved_views set owner_id = tests.id('ops') where id = tests.id('of the agent')$$), '1',
          'a new owner');
select is(tests.value('owner', $$select owner_id::text from public.saved_views where id = tests.id('of the agent')$$), tests.id('agent')::text,
          'is passed over');

-- Another administrator looks after what is shared; it stays its owner's.
insert into auth.users (id, aud, role, email) values (tests.id('second'), 'authenticated', 'authenticated', 'second@tests.test');
update public.profiles set role = 'admin' where user_id = tests.id('second');
select is(tests.act('second', $$update public.saved_views set name = 'For everybody' where id = tests.id('for all')$$), '1',
          'another administrator changes what is shared');
select is(tests.value('owner', $$select owner_id::text from public.saved_views where id = tests.id('for all')$$), tests.id('admin')::text,
          'which stays its owner''s');

-- An administrator who is one no longer keeps the view, and changes it no more.
update public.profiles set role = 'support' where user_id = tests.id('admin');
select is(tests.outcome('admin', $$update public.saved_views set name = 'x' where id = tests.id('for all')$$), '0',
          'an administrator of yesterday does not change what they shared');

select * from finish();
rollback;
