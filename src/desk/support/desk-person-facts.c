/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is known of a person. */

#include "config.h"

#include "desk-person-private.h"

/** desk_person_get_id: (transfer none). */
const char *
desk_person_get_id (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->id;
}

/** desk_person_get_name: (transfer none) (nullable): until something was loaded, for who came by id alone. */
const char *
desk_person_get_name (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->name;
}

/** desk_person_get_email: (transfer none) (nullable): nobody has one who was erased. */
const char *
desk_person_get_email (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->email;
}

/** desk_person_get_role: what they are at the help desk. */
DeskRole
desk_person_get_role (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), DESK_ROLE_CLIENT);
  return self->role;
}

/** desk_person_get_created_at: since when there is the account. */
gint64
desk_person_get_created_at (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->created_at;
}

/** desk_person_get_erased_at: when the person was erased, 0 for never. */
gint64
desk_person_get_erased_at (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->erased_at;
}

/** desk_person_get_last_sign_in_at: 0 for never. */
gint64
desk_person_get_last_sign_in_at (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->last_sign_in_at;
}

/** desk_person_get_banned_until: 0 for not at all. */
gint64
desk_person_get_banned_until (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->banned_until;
}

/** desk_person_get_loaded_at: how fresh what is known is, 0 for nothing yet. */
gint64
desk_person_get_loaded_at (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->loaded_at;
}

/** desk_person_get_loading: whether the backend was asked and has not answered. */
gboolean
desk_person_get_loading (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), FALSE);
  return self->cancellable != NULL;
}

/** desk_person_get_trouble: (transfer none) (nullable): why the last question had no answer. */
const GError *
desk_person_get_trouble (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->trouble;
}

/** desk_person_get_companies: (transfer none) (array zero-terminated=1): names of the organisations, by name. */
const char *const *
desk_person_get_companies (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return (const char *const *) self->companies;
}

/** desk_person_get_n_open_tickets: of the newest fifty of theirs, those neither resolved nor closed. */
guint
desk_person_get_n_open_tickets (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->n_open_tickets;
}

/** desk_person_get_plan: (transfer none) (nullable): what they pay for, in the words of whoever bills. */
const char *
desk_person_get_plan (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->plan;
}

/** desk_person_get_plan_status: (transfer none) (nullable): in the words of whoever bills. */
const char *
desk_person_get_plan_status (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->plan_status;
}

/** desk_person_get_plan_end: until when it is paid, 0 for not known. */
gint64
desk_person_get_plan_end (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), 0);
  return self->plan_end;
}

/** desk_person_get_incidents: (transfer none): of #DeskIncident, newest first. */
GListModel *
desk_person_get_incidents (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return G_LIST_MODEL (self->incidents);
}

/** desk_person_get_privacy_requests: (transfer none): of #DeskPrivacyRequest, newest first. */
GListModel *
desk_person_get_privacy_requests (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return G_LIST_MODEL (self->privacy_requests);
}

/** desk_person_get_timeline: (transfer none): everything that happened around them. */
DeskTimeline *
desk_person_get_timeline (DeskPerson *self)
{
  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);
  return self->timeline;
}
