-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The data model as it stands in the catalogue, as a diagram in the language of Mermaid: each table with its columns, and a line for
-- each foreign key, named after its column.

with tables as (
  select c.oid, c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
), columns as (
  select t.oid, t.name, a.attnum, a.attname as col,
         replace(replace(replace(format_type(a.atttypid, null), 'timestamp with time zone', 'timestamptz'), ' without time zone', ''), '[]', '_array') as type,
         concat_ws(', ',
           case when exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p' and a.attnum = any (k.conkey)) then 'PK' end,
           case when exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and a.attnum = any (k.conkey)) then 'FK' end) as keys
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
), lines as (
  select 1 as part, t.name as place, 0 as nth, format(E'  %s {', t.name) as line from tables t
  union all
  select 1, c.name, c.attnum, rtrim(format('    %s %s %s', regexp_replace(c.type, '\W+', '_', 'g'), c.col, c.keys)) from columns c
  union all
  select 1, t.name, 10000, '  }' from tables t
  union all
  select 2, r.relname || ' ' || t.name, k.conkey[1],
         format('  %s %s--%s %s : "%s"',
                case r.relnamespace when 'public'::regnamespace then '' else r.relnamespace::regnamespace::text || '_' end || r.relname,
                case when (select bool_and(a.attnotnull) from pg_attribute a where a.attrelid = t.oid and a.attnum = any (k.conkey)) then '||' else '|o' end,
                case when exists (select from pg_index i where i.indrelid = t.oid and i.indisunique and i.indpred is null
                                  and (select array_agg(x order by x) from unnest(i.indkey::smallint[]) x)
                                      = (select array_agg(x order by x) from unnest(k.conkey) x)) then 'o|' else 'o{' end,
                t.name,
                (select string_agg(a.attname, ', ' order by u.nth) from unnest(k.conkey) with ordinality u (attnum, nth)
                 join pg_attribute a on a.attrelid = t.oid and a.attnum = u.attnum))
  from tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join pg_class r on r.oid = k.confrelid
)
select line from lines order by part, place collate "C", nth, line collate "C";
