-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The order in which people choose from the categories, as an administrator put them.

-- Places have room between them, so that a move writes one row. What shares a place goes by its id.
alter table public.ticket_categories add column position bigint check (abs(position) <= 1000000000000);

-- Those that are there stay in the order in which they were shown, and nobody has changed them.
alter table public.ticket_categories disable trigger user;
update public.ticket_categories c set position = o.place * 1000
  from (select k.id, row_number() over (order by lower(k.label), k.id) as place from public.ticket_categories k) o
  where o.id = c.id;
alter table public.ticket_categories enable trigger user;
alter table public.ticket_categories alter column position set not null;

-- A new one comes last.
create function private.place_category() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.position := coalesce(new.position, (select max(c.position) + 1000 from public.ticket_categories c), 1000);
  return new;
end $$;
create trigger place before insert on public.ticket_categories for each row execute function private.place_category();

-- Puts a category after another one, or before all. Answers all of them, in their order.
create function public.move_category(category_id integer, after_id integer default null)
returns setof public.ticket_categories
language plpgsql volatile security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  lower_place bigint;
  upper_place bigint;
begin
  perform private.check_mail_admin();
  -- Who moves at the same time waits here, and then sees what the first one left.
  perform from public.ticket_categories c order by c.id for no key update;
  if not exists (select from public.ticket_categories c where c.id = move_category.category_id)
     or (move_category.after_id is not null and not exists (select from public.ticket_categories c where c.id = move_category.after_id)) then
    raise exception using errcode = 'PT404', message = 'category_not_found', detail = 'There is no such category.';
  end if;

  if move_category.after_id is distinct from move_category.category_id
     and move_category.after_id is distinct from (
       select o.before_id from (select c.id, lag(c.id) over (order by c.position, c.id) as before_id from public.ticket_categories c) o
       where o.id = move_category.category_id) then
    loop
      select max(o.position), max(o.next_position) into lower_place, upper_place
      from (select c.id, c.position, lead(c.position) over (order by c.position, c.id) as next_position
            from public.ticket_categories c where c.id <> move_category.category_id) o
      where o.id = move_category.after_id;
      if move_category.after_id is null then
        select min(c.position) into upper_place from public.ticket_categories c where c.id <> move_category.category_id;
        lower_place := upper_place - 2000;
      end if;
      upper_place := coalesce(upper_place, lower_place + 2000);
      exit when upper_place - lower_place >= 2;
      -- No room between the two: all of them get some.
      update public.ticket_categories c set position = o.place * 1000
        from (select k.id, row_number() over (order by k.position, k.id) as place from public.ticket_categories k) o
        where o.id = c.id and c.position <> o.place * 1000;
    end loop;
    update public.ticket_categories c set position = lower_place + (upper_place - lower_place) / 2
      where c.id = move_category.category_id;
  end if;

  return query select c.* from public.ticket_categories c order by c.position, c.id;
end $$;

revoke all on function private.place_category(), public.move_category(integer, integer) from public, anon, authenticated, service_role;
grant execute on function public.move_category(integer, integer) to authenticated, service_role;
