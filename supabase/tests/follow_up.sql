-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A ticket that follows up another one, by the call that programs use.
begin;
\ir support/world.psql

select plan(4);

create function tests.file(word text, followed text) returns text language sql immutable
as $$ select format('select public.create_ticket(id := %L, client_id := %L, subject := %L, body := %L, follow_up_of := %s)', tests.id(word),
                    tests.id('North'), word, 'again', coalesce(quote_literal(tests.id(followed)), 'null')) $$;

select is(tests.act('nora', tests.file('the next one', 'named')), '1', 'a client files one that follows up another');
select is(tests.value('nora', $$select follow_up_of::text from public.tickets where id = tests.id('the next one')$$), tests.id('named')::text,
          'and the ticket names it');
select is(tests.outcome('nora', tests.file('of others', 'foreign')), '42501', 'not one of another organisation');
select is(tests.outcome('nora', tests.file('of nothing', null)), '1', 'or none at all');

select * from finish();
rollback;
