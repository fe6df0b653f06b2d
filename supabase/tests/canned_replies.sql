-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Canned replies: whose they are, who sees them, who changes them.
begin;
\ir support/world.psql

select plan(36);

create function tests.reply(word text, owner text default 'auth.uid()') returns text language sql immutable
as $$ select format('insert into public.canned_replies (id, title, body, owner_id) values (%L, %L, %L, %s)', tests.id(word), word,
                    'Dear {{contact}}', owner) $$;

select is(tests.act('agent', format('insert into public.canned_replies (id, title, body) values (%L, %L, %L)', tests.id('of the agent'),
                                    'of the agent', 'Dear {{contact}}')), '1', 'an agent keeps a reply');
select is(tests.act('ops', tests.reply('of operations', quote_literal(tests.id('agent')))), '1', 'operations keeps one');
select is(tests.value('owner', $$select owner_id::text from public.canned_replies where id = tests.id('of operations')$$),
          tests.id('ops')::text, 'and is its owner, whatever was sent');
select is(tests.act('admin', tests.reply('of the desk', 'null')), '1', 'an administrator writes one for all staff');
select is(tests.outcome('agent', tests.reply('mine for all', 'null')), '42501', 'an agent does not');
select is(tests.outcome('ops', tests.reply('mine for all', 'null')), '42501', 'nor does operations');
select is(tests.outcome('nora', tests.reply('of a client')), '42501', 'a client keeps none');
select is(tests.outcome('nora', tests.reply('of a client', 'null')), '42501', 'nor for all');
select is(tests.outcome('guest', tests.reply('of a guest')), '42501', 'nor does somebody who merely signed up');
select is(tests.outcome('anon', tests.reply('of a visitor')), '42501', 'nor a visitor');
select is(tests.outcome('service_role', tests.reply('of nobody', quote_literal(tests.id('agent')))), '1', 'the service key may');

select is(tests.value(person, 'select string_agg(title, '', '' order by title) from public.canned_replies where title like ''of %'''),
          expected, person || ' sees one''s own, and the desk''s')
from (values ('agent', 'of the agent, of the desk'), ('ops', 'of operations, of the desk'), ('admin', 'of the desk'), ('nora', null),
             ('sam', null), ('guest', null)) v (person, expected);

select is(tests.outcome('agent', $$insert into public.canned_replies (title, body) values (' ', 'x')$$), '23514', 'not without a title');
select is(tests.outcome('agent', $$insert into public.canned_replies (title, body) values (E'a\nb', 'x')$$), '23514', 'nor with one of two lines');
select is(tests.outcome('agent', $$insert into public.canned_replies (title, body) values (repeat('x', 81), 'x')$$), '23514', 'nor with a long one');
select is(tests.outcome('agent', $$insert into public.canned_replies (title, body) values ('x', E' \n')$$), '23514', 'nor without words');
select is(tests.outcome('agent', $$insert into public.canned_replies (title, body) values ('x', repeat('x', 20001))$$), '23514', 'nor with too many');

select is(tests.outcome('agent', $$update public.canned_replies set title = 'Hello', body = 'Good day' where id = tests.id('of the agent')$$), '1',
          'one changes one''s own');
select is(tests.outcome('agent', $$update public.canned_replies set deleted_at = now() where id = tests.id('of the agent')$$), '1', 'and gives it up');
select is(tests.outcome('agent', $$update public.canned_replies set title = 'x' where id = tests.id('of the desk')$$), '0',
          'an agent does not change the desk''s');
select is(tests.outcome('ops', $$update public.canned_replies set title = 'x' where id = tests.id('of the desk')$$), '0', 'nor does operations');
select is(tests.outcome('agent', $$update public.canned_replies set title = 'x' where id = tests.id('of operations')$$), '0',
          'nor what is somebody else''s');
select is(tests.outcome('admin', $$update public.canned_replies set title = 'x' where id = tests.id('of operations')$$), '0', 'nor does an administrator');
select is(tests.outcome('admin', $$update public.canned_replies set title = 'x' where id = tests.id('of the desk')$$), '1',
          'who changes the desk''s');
select is(tests.outcome('nora', $$update public.canned_replies set title = 'x'$$), '0', 'a client changes nothing');
select is(tests.outcome('agent', 'delete from public.canned_replies'), '42501', 'nothing is deleted');

-- The program sends a reply as a whole; again, when the answer was lost.
select is(tests.act('agent', tests.reply('of the agent') || ' on conflict (id) do update set title = ''again'''), '1',
          'sending one twice keeps it once');
select is(tests.value('agent', $$select title from public.canned_replies where id = tests.id('of the agent')$$), 'again', 'as it was sent last');
select is(tests.outcome('ops', tests.reply('of the agent') || ' on conflict (id) do update set title = ''taken'''), '42501',
          'nobody takes over one by its id');
select is(tests.act('admin', $$update public.canned_replies set owner_id = tests.id('admin') where id = tests.id('of the desk')$$), '1', 'a new owner');
select is(tests.value('owner', $$select coalesce(owner_id::text, 'nobody') from public.canned_replies where id = tests.id('of the desk')$$), 'nobody',
          'is passed over');

select * from finish();
rollback;
