-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Fills a backend with the life of a large help desk: 200 companies, 400 people of theirs, 10 of staff, as many tickets as are
-- asked for and ten messages to each, of the last two years up to now. For measuring, never for a real project.
--
--   psql "$DB_URL" -v tickets=100000 -f tests/bench/database/fill.sql
--
-- As a superuser: the triggers are off while it runs, since row by row they would take hours, and what they would have written
-- is worked out here for all rows at once. tests/bench/database/invariants.sql says what has to be true of it afterwards. The
-- same number gives the same help desk, but for the moment that its times end at. What was there before stays.

\set ON_ERROR_STOP on
\if :{?tickets}
\else
  \set tickets 100000
\endif
begin;
set local client_min_messages = warning;
set local search_path = public;
set local session_replication_role = replica;
set local synchronous_commit = off;
set local work_mem = '256MB';
set local maintenance_work_mem = '256MB';
set local jit = off;

do $$
begin
  if exists (select from clients where id = md5('guichet bench company 1')::uuid) then
    raise exception 'This backend has been filled before.';
  end if;
end $$;

-- Chance that knows no order of evaluation: the same number and word give the same value between 0 and 1.
create function pg_temp.chance(i bigint, word text) returns double precision language sql immutable parallel safe
as $$ select (hashint8extended(i, hashtext(word)) & 4294967295) / 4294967296.0 $$;

create function pg_temp.id(word text, i bigint) returns uuid language sql immutable parallel safe
as $$ select md5('guichet bench ' || word || ' ' || i)::uuid $$;

-- Indexes come back when everything is there: a tenth of the time. Those of constraints stay.
create temporary table kept_indexes on commit drop as
  select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  where i.indrelid::regclass::text = any (array['tickets', 'ticket_triage', 'ticket_messages', 'ticket_attachments', 'ticket_events',
                                                'ticket_company_link', 'ticket_reads', 'ticket_pauses', 'sla_breaches'])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    -- nor those that keep no statistics, which their definition does not say
    and not exists (select from pg_attribute a where a.attrelid = i.indexrelid and a.attstattarget = 0);
do $$
declare
  one record;
begin
  for one in select * from kept_indexes loop
    execute format('drop index %s', one.name);
  end loop;
end $$;

-- People and companies --------------------------------------------------------------------------------------------------

create temporary table given_names (i serial, name text) on commit drop;
insert into given_names (name)
select unnest(string_to_array('Adele Ahmed Aline Andrei Anna Bruno Camille Carla Chloé David Diego Elena Émile Fatou Felix Gabriel Hana Hugo Ida
  Inès Jakob Julie Karim Lara Léa Louis Malik Maria Mehdi Nina Noah Olga Oscar Paula Quentin Rosa Sami Sofia Théo Yara', ' '));
create temporary table family_names (i serial, name text) on commit drop;
insert into family_names (name)
select unnest(string_to_array('Albrecht Amrani Bauer Bernard Bianchi Blanc Caron Conti Costa Dubois Durand Ferrari Fontaine Garcia Girard Haddad
  Hansen Ivanova Jensen Keller Kowalski Lambert Lefèvre Lopez Marchand Martin Meyer Moreau Nguyen Novak Okafor Petit Renard Ricci Rossi Schmidt
  Silva Tanaka Vidal Weber', ' '));

insert into clients (id, name, created_at, updated_at)
select pg_temp.id('company', c), format('%s %s %s', f.name, (array['Transport', 'Logistics', 'Énergie', 'Bakery', 'Santé', 'Textile', 'Foods',
         'Conseil', 'Print', 'Immobilier'])[1 + c % 10], lpad(c::text, 3, '0')), at.two_years, at.two_years
from generate_series(1, 200) c
join family_names f on f.i = 1 + c % 40, (select now() - interval '2 years 1 month') at (two_years);

insert into projects (id, client_id, name)
select pg_temp.id('project', c * 2 + k), pg_temp.id('company', c), (array['Portal', 'Application mobile'])[k + 1] || ' ' || c
from generate_series(1, 200) c, generate_series(0, 1) k;

-- Persons 1 to 400 are of company 1 + (person - 1) % 200, the first forty of a second one too; 401 belongs to nothing;
-- persons 1001 to 1010 are staff: six of support, two of operations, two administrators.
create temporary table persons on commit drop as
select p.i, pg_temp.id('person', p.i) as id, g.name || ' ' || f.name as name,
       case when p.i % 2 = 0 then 'fr' else 'en' end as locale,
       case when p.i <= 401 then 'client' when p.i <= 1006 then 'support' when p.i <= 1008 then 'ops' else 'admin' end as role
from (select generate_series(1, 401) union all select generate_series(1001, 1010)) p (i)
join given_names g on g.i = 1 + (p.i * 7) % 40 join family_names f on f.i = 1 + (p.i * 11 + p.i / 40) % 40;

insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at,
                        updated_at)
select '00000000-0000-0000-0000-000000000000', p.id, 'authenticated', 'authenticated', format('bench-%s@guichet.test', p.i),
       password.hash, now(), '{"provider": "email", "providers": ["email"]}',
       jsonb_build_object('full_name', p.name, 'locale', p.locale), now() - interval '2 years 1 month', now()
from persons p, (select extensions.crypt('guichet-bench', extensions.gen_salt('bf'))) as password (hash);
insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
select p.id::text, p.id, jsonb_build_object('sub', p.id::text, 'email', format('bench-%s@guichet.test', p.i), 'email_verified', true),
       'email', now(), now()
from persons p;
insert into profiles (user_id, full_name, email, role, locale, created_at, updated_at)
select p.id, p.name, format('bench-%s@guichet.test', p.i), p.role, p.locale, now() - interval '2 years 1 month', now() from persons p;
insert into client_members (client_id, user_id)
select pg_temp.id('company', 1 + (i - 1) % 200), id from persons where i <= 400
union all
select pg_temp.id('company', 101 + i), id from persons where i <= 40;

insert into ticket_categories (label, position)
select l, place * 1000 from unnest(array['Billing', 'Account', 'Tracking', 'Technical', 'Delivery', 'Contract']) with ordinality o (l, place)
where not exists (select from ticket_categories c where c.label = l);

-- Texts -------------------------------------------------------------------------------------------------------------------

-- Words as languages have them: the first of the list in nearly every sentence, the last seldom.
create temporary table words (language text, place integer, word text, primary key (language, place)) on commit drop;
insert into words
select l.language, w.place, w.word
from (values
  ('en', 'the to a is we and of our not you it in for this on please when that with order have invoice still can delivery has since yesterday after
    error account been page from but number shows portal customer again warehouse login parcel address payment report driver update missing price
    screen password contract label printer refund template archive tariff pallet signature customs insurance forklift quarantine reconciliation
    thermostat manifest bonded tachograph demurrage cabotage incoterm'),
  ('fr', 'le de la nous est et les à une ne pas que pour dans votre en un sur avec depuis commande plus facture hier toujours livraison merci
    compte erreur page mais après client numéro affiche portail connexion colis adresse paiement encore entrepôt rapport chauffeur manque prix
    écran réclamation contrat étiquette imprimante remboursement modèle archive tarif palette signature douane assurance chariot quarantaine
    rapprochement thermostat manifeste consigne chronotachygraphe surestarie cabotage bordereau')) l (language, list),
  lateral unnest(regexp_split_to_array(l.list, '\s+')) with ordinality as w (word, place);

-- Six thousand sentences, that bodies are put together from.
create temporary table sentences on commit drop as
select s.language, s.i,
       (select upper(left(string_agg(w.word, ' ' order by k), 1)) || substr(string_agg(w.word, ' ' order by k), 2) || '.'
        from generate_series(1, 6 + (pg_temp.chance(s.i, s.language) * 8)::integer) k
        join words w on w.language = s.language
          and w.place = 1 + floor(n.words * pg_temp.chance(s.i * 20 + k, 'word ' || s.language) ^ 2.2)::integer) as sentence
from (select l.language, i from unnest(array['en', 'fr']) l (language), generate_series(0, 2999) i) s
join (select language, count(*) as words from words group by 1) n on n.language = s.language;
alter table sentences add primary key (language, i);
analyze sentences;

-- Four thousand names of things that are seldom spoken of.
create temporary table rare_words on commit drop as
select i, (array['ba', 'cor', 'del', 'fi', 'gra', 'ho', 'jul', 'kel', 'lu', 'mor', 'ni', 'or', 'pra', 'qui', 'ri', 'so'])[1 + i % 16]
       || (array['ban', 'di', 'fer', 'lo', 'ma', 'nu', 'pe', 'ro', 'ta', 'ver', 'xi', 'zo', 'ce', 'mi', 'gu', 'le'])[1 + i / 16 % 16]
       || (array['do', 'lan', 'mex', 'nor', 'pan', 'ric', 'sta', 'tor', 'vin', 'wen', 'zar', 'bel', 'cas', 'der', 'fon', 'gim'])[1 + i / 256] as word
from generate_series(0, 3999) i;
alter table rare_words add primary key (i);
analyze rare_words;

-- Tickets, in outline -------------------------------------------------------------------------------------------------------

-- The companies are of very different size, the first has some 7 %, the last five hardly any. The newest twentieth is
-- mostly under way, of the rest one in two hundred still.
create temporary table outline on commit drop as
select o.*, pg_temp.id('ticket', i) as id, pg_temp.id('company', company) as client_id,
       case when o.company % 2 = 0 then 'fr' else 'en' end as language,
       -- the more messages the longer it lasts, and never beyond now
       least(o.created_at + make_interval(secs => -ln(1 - pg_temp.chance(i, 'lasts')) * 86400 * (0.5 + messages / 4.0)),
             moment - make_interval(secs => 60 + pg_temp.chance(i, 'until') * 3600)) as last_at,
       pg_temp.id('person', 1001 + floor(10 * pg_temp.chance(i, 'staff') ^ 1.5)::integer) as agent,
       pg_temp.id('person', o.company + 200 * floor(2 * pg_temp.chance(i, 'contact') ^ 1.5)::integer) as contact,
       pg_temp.chance(i, 'staff filed') < 0.08 as staff_filed
from (
  select i, moment,
         moment - interval '2 hours' - make_interval(secs => 86400 * 730 * (1 - (i - pg_temp.chance(i, 'created') * 0.9) / n) ^ 1.3) as created_at,
         case when size.company <= 195 then size.company when pg_temp.chance(i, 'tiny') < 0.05 then size.company else size.company - 100 end as company,
         case
           when i > n * 0.97 or pg_temp.chance(i, 'under way') < 0.005 or (i > n * 0.94 and pg_temp.chance(i, 'under way') < 0.4)
             then (array['open', 'open', 'open', 'in_progress', 'in_progress', 'in_progress', 'in_progress', 'waiting_customer', 'waiting_customer',
                         'resolved'])[1 + floor(10 * pg_temp.chance(i, 'status'))]
           when i > n * 0.94 then 'resolved'
           else (array['closed', 'resolved'])[1 + (pg_temp.chance(i, 'status') < 0.04)::integer]
         end as status,
         case when i % 1000 = 500 then 200 else least(200, 1 + floor(-ln(1 - pg_temp.chance(i, 'messages')) * 9.3)::integer) end as messages
  from generate_series(1, :tickets) i,
       (select :tickets::double precision, date_trunc('milliseconds', now())) fixed (n, moment),
       lateral (select 1 + floor(200 * pg_temp.chance(i, 'company') ^ 2)::integer) size (company)) o;
-- who is not answered yet has not said much; who waits has been answered
update outline set messages = least(messages, 3) where status = 'open' and messages < 200;
update outline set messages = greatest(messages, 2) where status = 'waiting_customer';
update outline set status = 'in_progress' where status = 'open' and messages = 200;
alter table outline add primary key (i);
analyze outline;

create temporary table concerned on commit drop as
select o.i, o.id as ticket_id, pg_temp.id('company', c.company) as company_id, o.created_at
from outline o, lateral (select distinct 1 + floor(200 * pg_temp.chance(o.i * 8 + k, 'concerned'))::integer as company
                         from generate_series(1, 1 + floor(5 * pg_temp.chance(o.i, 'how many'))::integer) k) c
where pg_temp.chance(o.i, 'affected') < 0.02 and o.i % 5000 <> 77 and c.company <> o.company;
create index on concerned (i);
analyze concerned;

-- Messages ------------------------------------------------------------------------------------------------------------------

-- kind: client, staff, internal or announcement
create temporary table lines on commit drop as
select o.i, k, o.id as ticket_id, o.client_id, o.language,
       o.created_at + (o.last_at - o.created_at) * (case when o.messages = 1 then 0 else ((k - 1)::double precision / (o.messages - 1)) ^ 1.5 end)
         + make_interval(secs => k * 0.001) as at,
       case
         when k = 1 then case when o.staff_filed then 'staff' else 'client' end
         when o.status = 'waiting_customer' and k = o.messages then 'staff'
         when o.status = 'open' then case when pg_temp.chance(o.i * 256 + k, 'kind') < 0.5 then 'internal' else 'client' end
         when pg_temp.chance(o.i * 256 + k, 'kind') < 0.45
           then case when pg_temp.chance(o.i * 256 + k, 'announcement') < 0.2
                          and (o.i % 5000 = 77 or exists (select from concerned c where c.i = o.i)) then 'announcement' else 'staff' end
         when pg_temp.chance(o.i * 256 + k, 'kind') < 0.6 then 'internal'
         else 'client' end as kind,
       o.agent, o.contact
from outline o, generate_series(1, o.messages) k;
analyze lines;

insert into ticket_messages (id, ticket_id, client_id, author_id, from_staff, body, visibility, created_at)
select pg_temp.id('message', l.i * 256 + l.k), l.ticket_id, l.client_id, case l.kind when 'client' then l.contact else l.agent end, l.kind <> 'client',
       one.sentence || coalesce(' ' || two.sentence, '') || coalesce(' ' || initcap(rare.word), '') || coalesce(E'\n\n' || three.sentence, '')
         || case when l.k = 1 then ' Ref. GX' || lpad(l.i::text, 7, '0') else '' end,
       case l.kind when 'internal' then 'internal' when 'announcement' then 'announcement' else 'public' end, l.at
from lines l
join sentences one on one.language = l.language and one.i = floor(3000 * pg_temp.chance(l.i * 256 + l.k, 'one'))::integer
left join sentences two on two.language = l.language and two.i = floor(6000 * pg_temp.chance(l.i * 256 + l.k, 'two'))::integer
left join sentences three on three.language = l.language and three.i = floor(15000 * pg_temp.chance(l.i * 256 + l.k, 'three'))::integer
left join rare_words rare on rare.i = floor(8000 * pg_temp.chance(l.i * 256 + l.k, 'rare'))::integer
order by l.at;

-- What follows from them --------------------------------------------------------------------------------------------------------

-- One pause for three of ten: from a public answer until the client writes next. A third of them had been resolved and are reopened.
create temporary table pauses on commit drop as
select distinct on (n.i) n.i, n.ticket_id, case when pg_temp.chance(n.i, 'pause') < 0.1 then 'resolved' else 'waiting' end as kind, n.at as started_at,
       n.next_at as ended_at
from (select l.*, lead(kind) over w as next_kind, lead(at) over w as next_at from lines l where kind in ('client', 'staff')
      window w as (partition by i order by k)) n
join outline o on o.i = n.i
where o.status <> 'open' and n.kind = 'staff' and n.next_kind = 'client' and pg_temp.chance(n.i, 'pause') < 0.3
order by n.i, n.at;
analyze pauses;

create temporary table said on commit drop as
select l.i, max(at) filter (where kind = 'client') as client_at, max(at) filter (where kind in ('staff', 'announcement')) as staff_at,
       min(at) filter (where kind = 'staff') as answered_at, max(at) filter (where kind = 'staff') as last_answer_at, max(at) as last_at
from lines l group by 1;
analyze said;
create temporary table awaiting on commit drop as
select l.i, min(l.at) as since from lines l join said s on s.i = l.i
where l.kind = 'client' and (s.last_answer_at is null or l.at > s.last_answer_at) group by 1;
analyze awaiting;

create temporary table whole on commit drop as
select o.i, o.id, o.client_id, o.language, o.status, o.created_at, o.contact, o.agent, o.staff_filed, o.moment,
       case when o.status <> 'open' or pg_temp.chance(o.i, 'assigned') < 0.4 then o.agent end as assignee_id,
       case when chosen.priority < 0.25 then 'low' when chosen.priority < 0.75 then 'normal' when chosen.priority < 0.93 then 'high' else 'urgent' end
         as priority,
       s.client_at, s.staff_at, a.since as awaiting_since,
       case when not o.staff_filed then s.answered_at end as first_responded_at,
       case when o.status in ('resolved', 'closed') then least(s.last_at + make_interval(secs => 30 + 3600 * pg_temp.chance(o.i, 'resolved')), o.moment)
         end as resolved_at,
       case when o.status = 'waiting_customer' then s.last_answer_at end as waiting_since,
       p.kind as pause_kind, p.started_at as pause_started_at, p.ended_at as pause_ended_at
from outline o join said s on s.i = o.i left join awaiting a on a.i = o.i left join pauses p on p.i = o.i,
  lateral (select pg_temp.chance(o.i, 'priority')) chosen (priority);
alter table whole add column closed_at timestamptz;
update whole set closed_at = least(resolved_at + make_interval(secs => 86400 * 3 * pg_temp.chance(i, 'closed')), moment) where status = 'closed';
analyze whole;

insert into tickets (id, number, client_id, project_id, category_id, priority_id, subject, status, response_sla_minutes, resolve_sla_minutes,
                     next_response_sla_minutes, calendar_id, staff_filed, first_response_applies, first_response_due_at, first_responded_at,
                     resolve_due_at, resolved_at, closed_at, next_response_due_at, awaiting_reply_since, waiting_since, waiting_seconds,
                     resolved_seconds, last_customer_activity, last_admin_activity, last_activity_at, contact_user_id, created_by, assignee_id,
                     affects_all_companies, created_at, updated_at)
select w.id, number.last + w.i, w.client_id,
       case when pg_temp.chance(w.i, 'project') < 0.4 then pg_temp.id('project', o.company * 2 + w.i % 2) end, category.ids[1 + w.i % array_length(category.ids, 1)],
       p.id, left(subject.sentence, 80) || coalesce(' – ' || rare.word, ''), w.status, p.response_sla_minutes, p.resolve_sla_minutes,
       p.next_response_sla_minutes, p.calendar_id, w.staff_filed,
       not w.staff_filed and not (w.first_responded_at is null and w.resolved_at is not null and w.resolved_at <= due.first_response),
       case when not w.staff_filed then due.first_response end, w.first_responded_at,
       due.resolution, w.resolved_at, w.closed_at,
       w.awaiting_since + make_interval(mins => p.next_response_sla_minutes),
       w.awaiting_since, w.waiting_since,
       case when w.pause_kind = 'waiting' then floor(extract(epoch from w.pause_ended_at - w.pause_started_at)) else 0 end,
       case when w.pause_kind = 'resolved' then floor(extract(epoch from w.pause_ended_at - w.pause_started_at)) else 0 end,
       w.client_at, w.staff_at, greatest(w.created_at, w.client_at, w.staff_at), w.contact,
       case when w.staff_filed then w.agent else w.contact end, w.assignee_id, w.i % 5000 = 77, w.created_at,
       least(w.moment, greatest(w.created_at, w.client_at, w.staff_at, w.resolved_at, w.closed_at) + interval '1 millisecond')
from whole w
join outline o on o.i = w.i
join ticket_priorities p on p.code = w.priority
join sentences subject on subject.language = w.language and subject.i = floor(3000 * pg_temp.chance(w.i, 'subject'))::integer
left join rare_words rare on rare.i = floor(6000 * pg_temp.chance(w.i, 'subject rare')),
  (select coalesce(max(t.number), 1000) as last from tickets t) number,
  (select array_agg(c.id order by c.id) as ids from ticket_categories c) category,
  lateral (select w.created_at + make_interval(mins => p.response_sla_minutes) as first_response,
                  w.created_at + make_interval(mins => p.resolve_sla_minutes)
                    + coalesce(w.pause_ended_at - w.pause_started_at, interval '0') as resolution) due
order by w.i;
select setval(pg_get_serial_sequence('tickets', 'number'), (select max(number) from tickets)) \g /dev/null

-- What ended late is on record.
insert into sla_breaches (id, ticket_id, target, due_at, target_minutes, created_at)
select pg_temp.id('late answer', w.i), t.id, 'first_response', t.first_response_due_at, t.response_sla_minutes, coalesce(t.first_responded_at, t.resolved_at)
from whole w join tickets t on t.id = w.id
where t.first_response_applies and coalesce(t.first_responded_at, t.resolved_at) > t.first_response_due_at
union all
select pg_temp.id('late end', w.i), t.id, 'resolution', t.resolve_due_at, t.resolve_sla_minutes, t.resolved_at
from whole w join tickets t on t.id = w.id where t.resolved_at > t.resolve_due_at;

insert into ticket_pauses (id, ticket_id, kind, started_at, ended_at)
select pg_temp.id('pause', i), id, pause_kind, pause_started_at, pause_ended_at from whole where pause_kind is not null
union all
select pg_temp.id('waits', i), id, 'waiting', waiting_since, null from whole where waiting_since is not null
union all
select pg_temp.id('rests', i), id, 'resolved', resolved_at, null from whole where resolved_at is not null;

insert into ticket_triage (ticket_id, labels, updated_at)
select w.id,
       case when pg_temp.chance(w.i, 'labels') >= 0.25 then '{}'
            else array(select distinct l.all_of_them[1 + floor(12 * pg_temp.chance(w.i * 4 + k, 'label') ^ 1.5)]
                       from generate_series(1, 1 + floor(2.5 * pg_temp.chance(w.i, 'many'))::integer) k) end, w.created_at
from whole w, (select array['vip', 'bug', 'billing', 'urgent call', 'rma', 'rappel', 'contrat', 'migration', 'training', 'legal', 'fraud', 'beta']) l (all_of_them);

insert into ticket_company_link (id, ticket_id, company_id, role, created_at)
select pg_temp.id('reporter', i), id, client_id, 'reporter', created_at from whole
union all
select pg_temp.id('affected', i * 256 + row_number() over (partition by i order by company_id)), ticket_id, company_id, 'affected', created_at from concerned;

-- The timeline: created, assigned, and each change of the status.
create temporary table steps on commit drop as
select i, created_at as at, 0 as place, null::text as old_status, 'open' as new_status from whole
union all
select i, least(coalesce(first_responded_at, created_at + interval '10 minutes'), pause_started_at, resolved_at, waiting_since, moment), 1, 'open', 'in_progress'
from whole where status <> 'open'
union all
select i, pause_started_at, 2, 'in_progress', case pause_kind when 'waiting' then 'waiting_customer' else 'resolved' end from whole where pause_kind is not null
union all
select i, pause_ended_at, 3, case pause_kind when 'waiting' then 'waiting_customer' else 'resolved' end, 'in_progress' from whole where pause_kind is not null
union all
select i, coalesce(waiting_since, resolved_at), 4, 'in_progress', case when status = 'waiting_customer' then status else 'resolved' end
from whole where status in ('waiting_customer', 'resolved', 'closed')
union all
select i, closed_at, 5, 'resolved', 'closed' from whole where status = 'closed';

insert into ticket_events (id, ticket_id, client_id, actor_id, kind, old_value, new_value, visibility, created_at)
select pg_temp.id('step', s.i * 8 + s.place), w.id, w.client_id,
       case when s.place in (0, 3) and not (s.place = 0 and w.staff_filed) then w.contact else w.agent end,
       case s.place when 0 then 'created' else 'status' end, s.old_status, s.new_status, 'public', s.at + s.place * interval '1 microsecond'
from steps s join whole w on w.i = s.i
union all
select pg_temp.id('assigned', w.i), w.id, w.client_id, w.agent, 'assignee', null, w.assignee_id::text, 'public', least(w.created_at + interval '5 minutes', w.moment)
from whole w where w.assignee_id is not null
order by 9;

insert into ticket_reads (ticket_id, user_id, last_read_at, updated_at)
select w.id, w.contact, r.at, r.at from whole w, lateral (select least(greatest(w.created_at, w.staff_at), w.moment)) r (at)
where pg_temp.chance(w.i, 'client reads') < 0.7
union all
select w.id, w.assignee_id, r.at, r.at from whole w, lateral (select least(greatest(w.created_at, w.client_at), w.moment)) r (at)
where w.assignee_id is not null and pg_temp.chance(w.i, 'staff reads') < 0.8;

-- A file with the opening of one in twenty.
insert into ticket_attachments (id, ticket_id, message_id, client_id, label, storage_path, mime_type, size_bytes, visibility, created_by, created_at)
select pg_temp.id('file', w.i), w.id, pg_temp.id('message', w.i * 256 + 1), w.client_id, 'Capture ' || w.i || '.png',
       format('tickets/%s/%s-Capture_%s.png', w.id, pg_temp.id('file', w.i), w.i), 'image/png', (20000 + pg_temp.chance(w.i, 'size') * 900000)::bigint, 'public',
       case when w.staff_filed then w.agent else w.contact end, w.created_at + interval '2 milliseconds'
from whole w where pg_temp.chance(w.i, 'file') < 0.05;
insert into storage.objects (bucket_id, name, owner, owner_id, metadata, created_at, updated_at)
select a.storage_bucket, a.storage_path, a.created_by, a.created_by::text, jsonb_build_object('size', a.size_bytes, 'mimetype', a.mime_type), a.created_at, a.created_at
from ticket_attachments a join whole w on w.id = a.ticket_id;

do $$
declare
  one record;
begin
  for one in select definition from kept_indexes loop
    execute one.definition;
  end loop;
end $$;
commit;

-- As the housekeeping of a server that has run for a while leaves it.
vacuum (analyze) public.profiles, public.clients, public.client_members, public.projects, public.tickets, public.ticket_triage,
  public.ticket_messages, public.ticket_attachments, public.ticket_events, public.ticket_company_link, public.ticket_reads,
  public.ticket_pauses, public.sla_breaches, storage.objects;
