-- SPDX-FileCopyrightText: The Guichet authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A role decides what somebody may see as much as a company does: whoever gets another is told live, and does not learn of it by a refusal.

create trigger tell_role after update on public.profiles for each row
  when (old.role is distinct from new.role) execute function private.note_person();
