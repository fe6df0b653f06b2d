-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- After fill.sql: what the logs and the support console of such a help desk hold. A mail and an event of the record for each ticket, an incident for
-- each fiftieth, a request about data for each two hundredth.

\set ON_ERROR_STOP on
begin;
set local search_path = public;
set local session_replication_role = replica;
set local synchronous_commit = off;

insert into email_events (ticket_id, type, template, "to", locale, status, payload_excerpt, attempts, error, next_attempt_at, created_at, sent_at)
select t.id, 'ticket.created', 'ticket.created', p.email, p.locale, case when t.number % 50 = 0 then 'failed' else 'sent' end, left(t.subject, 100), 1,
       case when t.number % 50 = 0 then '550 mailbox is full' end, t.created_at, t.created_at, case when t.number % 50 <> 0 then t.created_at end
from tickets t join profiles p on p.user_id = t.created_by;

insert into audit_events (request_id, actor_id, actor_role, action, target_type, target_id, subject_id, created_at)
select 'bench-' || t.number, a.user_id, a.role, 'support_user_read', 'user', t.created_by, t.created_by, t.created_at
from tickets t join profiles a on a.email = 'bench-' || 1001 + t.number % 10 || '@guichet.test';

insert into support_incidents (user_id, category, priority, status, title, description, created_at, updated_at, resolved_at, closed_at)
select t.created_by, 'account', 'medium', case when t.number % 100 = 0 then 'open' else 'closed' end, left(t.subject, 100), t.subject, t.created_at,
       t.created_at, case when t.number % 100 <> 0 then t.created_at + interval '1 hour' end,
       case when t.number % 100 <> 0 then t.created_at + interval '2 hours' end
from tickets t where t.number % 50 = 0 and t.created_by is not null;

insert into privacy_requests (user_id, kind, status, due_at, created_at, updated_at)
select t.created_by, 'access', 'requested', t.created_at + interval '30 days', t.created_at, t.created_at
from tickets t where t.number % 200 = 0 and t.created_by is not null;
commit;

vacuum (analyze) public.email_events, public.audit_events, public.support_incidents, public.privacy_requests;
