-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Whoever has chosen which mail they get can leave it to the desk again: then there is no choice.

grant delete on public.mail_choices to authenticated, service_role;

create policy "one's own, and all for an administrator, given back" on public.mail_choices for delete to authenticated
  using (user_id = (select auth.uid()) or (select private.is_admin()));
