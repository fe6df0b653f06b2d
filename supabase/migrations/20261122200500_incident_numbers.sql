-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A number by which people call an incident: I-218. It comes from the database, and never changes.
alter table public.support_incidents add column number bigint generated always as identity;
create unique index support_incidents_number on public.support_incidents (number);
revoke all on sequence public.support_incidents_number_seq from public, anon, authenticated, service_role;
