-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The order of the categories: who changes it, and that every move ends where it was meant to.
begin;
\ir support/world.psql

-- The categories of this test alone, by their places.
create function tests.order_of() returns text language sql
as $$ select string_agg(c.label, ' ' order by c.position, c.id) from ticket_categories c where c.id between 9101 and 9199 $$;
create function tests.category(word text) returns integer language sql
as $$ select c.id from ticket_categories c where c.label = word and c.id between 9101 and 9199 $$;
create function tests.move(word text, after text default null) returns text language plpgsql
as $$
begin
  perform tests.act('admin', format('select from move_category(%s, %s)', tests.category(word),
                                    coalesce(tests.category(after), (select max(c.id) from ticket_categories c where c.id < 9000))));
  return tests.order_of();
end $$;
create function tests.moves_recorded() returns integer language sql
as $$ select count(*)::int from audit_events e where e.action = 'ticket_category_update' $$;
grant execute on all functions in schema tests to authenticated, service_role;

select plan(40);

select ok((select bool_and(c.position = s.place * 1000) from ticket_categories c
           join (select id, row_number() over (order by lower(label), id) as place from ticket_categories where id < 9000) s using (id)),
          'the first ones are in the order of their names, with room between them');
delete from ticket_categories where id = 9001;
insert into ticket_categories (id, label) values (9101, 'a'), (9102, 'b'), (9103, 'c');
select is(tests.order_of(), 'a b c', 'new ones come one after the other');
select is(tests.act('admin', $$insert into ticket_categories (id, label) values (9104, 'd')$$), '1', 'an administrator adds one without a word of its place');
select is((select label from ticket_categories order by position desc, id desc limit 1), 'd', 'it comes last');
select is(tests.outcome('admin', $$insert into ticket_categories (label, position) values ('far', 9223372036854775807)$$), '23514', 'no place is so far away that none could follow');

-- who may
select is(tests.outcome(p.person, format('select from move_category(%s)', tests.category('c'))),
          case p.expected when 'all' then (select count(*)::text from ticket_categories) else p.expected end, 'moves a category: ' || p.person)
from (values ('nora', '42501'), ('colin', '42501'), ('sam', '42501'), ('olga', '42501'), ('ivan', '42501'), ('guest', '42501'),
             ('agent', '42501'), ('ops', '42501'), ('admin', 'all'), ('anon', '42501'), ('service_role', 'all')) p (person, expected);
select is(tests.order_of(), 'a b c d', 'who may not moved nothing');

-- every move
select is(tests.move('d', 'a'), 'a d b c', 'up, between two');
select is(tests.move('a', 'd'), 'd a b c', 'down by one');
select is(tests.move('d', 'c'), 'a b c d', 'to the end');
select is(tests.move('a', 'd'), 'b c d a', 'behind the last');
select is(tests.move('a'), 'a b c d', 'behind one of others');
select is(tests.act('admin', format('select from move_category(%s)', tests.category('c'))), (select count(*)::text from ticket_categories),
          'before all, and all are answered');
select is((select label from ticket_categories order by position, id limit 1), 'c', 'it is the very first');
select is(tests.move('c', 'b'), 'a b c d', 'and back');
select is((select string_agg(m.label, ' ' order by m.place) from (
             select m.label, m.place from move_category(tests.category('b'), tests.category('a')) with ordinality
               as m (id, label, created_at, updated_at, "position", place) where m.id between 9101 and 9199) m),
          'a b c d', 'the answer is in the order');

-- what changes nothing
create temporary table before as select id, position, updated_at from ticket_categories;
create temporary table recorded as select tests.moves_recorded() as n;
grant select on before, recorded to authenticated;
select is(tests.move('b', 'a'), 'a b c d', 'where it is already');
select is(tests.move('b', 'b'), 'a b c d', 'behind itself');
select is((select count(*)::int from ticket_categories c join before b using (id) where (c.position, c.updated_at) is distinct from (b.position, b.updated_at)), 0,
          'writes nothing');
select is(tests.moves_recorded(), (select n from recorded), 'and is no event');

-- one move, one row
select is(tests.move('d', 'a'), 'a d b c', 'a move');
select is((select count(*)::int from ticket_categories c join before b using (id) where c.position <> b.position), 1, 'writes one row');
select is(tests.moves_recorded(), (select n + 1 from recorded), 'and is one event');
select is((select e.details from audit_events e where e.action = 'ticket_category_update' order by e.id desc limit 1),
          jsonb_build_object('id', 9104, 'columns', array['position']), 'which tells what was changed');

-- no room left
update ticket_categories set position = 500000 where id between 9101 and 9104;
select is(tests.move('d', 'a'), 'a d b c', 'between two in the same place');
select ok((select count(distinct c.position) = count(*) from ticket_categories c), 'all have places of their own then');
select is(tests.move('d', 'c'), 'a b c d', 'and everything goes on');
select is((select string_agg(tests.move(case n % 2 when 0 then 'b' else 'c' end, 'a'), ', ' order by n) from generate_series(1, 30) n),
          (select string_agg(case n % 2 when 0 then 'a b c d' else 'a c b d' end, ', ' order by n) from generate_series(1, 30) n),
          'as often as somebody likes');

-- what does not exist
select is(tests.outcome('admin', 'select from move_category(9999)'), 'PT404', 'no such category');
select is(tests.outcome('admin', 'select from move_category(9101, 9999)'), 'PT404', 'none to put it after');

select * from finish();
rollback;
