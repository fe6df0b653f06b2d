/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-support-private.h"

struct _DeskTimelineEntry
{
  GObject parent_instance;

  DeskTimelineKind kind;
  guint filters;                /* a bit per DeskTimelineFilter */
  gint64 time;
  char *actor_name;
  char *actor_role;
  char *target_id;
  gint64 number;
  char *text;
  int status;
  int privacy_kind;
  gint64 due_at;
  char *action;
  char *outcome;
  char *code;
  char *request_id;
};

G_DEFINE_FINAL_TYPE (DeskTimelineEntry, desk_timeline_entry, G_TYPE_OBJECT)

static void
desk_timeline_entry_finalize (GObject *object)
{
  DeskTimelineEntry *self = DESK_TIMELINE_ENTRY (object);

  g_free (self->actor_name);
  g_free (self->actor_role);
  g_free (self->target_id);
  g_free (self->text);
  g_free (self->action);
  g_free (self->outcome);
  g_free (self->code);
  g_free (self->request_id);

  G_OBJECT_CLASS (desk_timeline_entry_parent_class)->finalize (object);
}

static void
desk_timeline_entry_class_init (DeskTimelineEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_timeline_entry_finalize;
}

static void
desk_timeline_entry_init (DeskTimelineEntry *self)
{
}

/** desk_timeline_entry_new: (transfer full): @filters has a bit per filter under which it shows. Private to desk, as are the setters. */
DeskTimelineEntry *
desk_timeline_entry_new (DeskTimelineKind kind, guint filters, gint64 time)
{
  DeskTimelineEntry *self = g_object_new (DESK_TYPE_TIMELINE_ENTRY, NULL);

  self->kind = kind;
  self->filters = filters;
  self->time = time;
  return self;
}

void
desk_timeline_entry_set_actor (DeskTimelineEntry *self, const char *name, const char *role)
{
  self->actor_name = g_strdup (name);
  self->actor_role = g_strdup (role);
}

void
desk_timeline_entry_set_target (DeskTimelineEntry *self, const char *id, gint64 number, const char *text)
{
  self->target_id = g_strdup (id);
  self->number = number;
  self->text = g_strdup (text);
}

void
desk_timeline_entry_set_state (DeskTimelineEntry *self, int status, int privacy_kind, gint64 due_at)
{
  self->status = status;
  self->privacy_kind = privacy_kind;
  self->due_at = due_at;
}

void
desk_timeline_entry_set_record (DeskTimelineEntry *self, const char *action, const char *outcome, const char *code,
                                const char *request_id)
{
  self->action = g_strdup (action);
  self->outcome = g_strdup (outcome);
  self->code = g_strdup (code);
  self->request_id = g_strdup (request_id);
}

gboolean
desk_timeline_entry_in (DeskTimelineEntry *self, DeskTimelineFilter filter)
{
  return (self->filters & 1u << filter) != 0;
}

/** desk_timeline_entry_get_kind: what happened. */
DeskTimelineKind
desk_timeline_entry_get_kind (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), DESK_TIMELINE_RECORDED);
  return self->kind;
}

/** desk_timeline_entry_get_time: when, microseconds since 1970 UTC. */
gint64
desk_timeline_entry_get_time (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), 0);
  return self->time;
}

/** desk_timeline_entry_get_actor_name: (transfer none) (nullable): who did it, where their name may be known. */
const char *
desk_timeline_entry_get_actor_name (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->actor_name;
}

/** desk_timeline_entry_get_actor_role: (transfer none) (nullable): in which role, as the record has it. */
const char *
desk_timeline_entry_get_actor_role (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->actor_role;
}

/** desk_timeline_entry_get_target_id: (transfer none) (nullable): the incident, ticket or privacy request. */
const char *
desk_timeline_entry_get_target_id (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->target_id;
}

/** desk_timeline_entry_get_number: the number of the incident or ticket, 0 for none. */
gint64
desk_timeline_entry_get_number (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), 0);
  return self->number;
}

/** desk_timeline_entry_get_text: (transfer none) (nullable): title, subject, name of a company or plan. */
const char *
desk_timeline_entry_get_text (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->text;
}

/** desk_timeline_entry_get_status: the status that it moved to, or was opened with, by kind; -1 for none. */
int
desk_timeline_entry_get_status (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), -1);
  return self->status;
}

/** desk_timeline_entry_get_privacy_kind: what a privacy request asks for; -1 for none. */
int
desk_timeline_entry_get_privacy_kind (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), -1);
  return self->privacy_kind;
}

/** desk_timeline_entry_get_due_at: until when a privacy request has to be done, 0 for none. */
gint64
desk_timeline_entry_get_due_at (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), 0);
  return self->due_at;
}

/** desk_timeline_entry_get_action: (transfer none) (nullable): as the record names it. */
const char *
desk_timeline_entry_get_action (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->action;
}

/** desk_timeline_entry_get_outcome: (transfer none) (nullable): ok, refused or error. */
const char *
desk_timeline_entry_get_outcome (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->outcome;
}

/** desk_timeline_entry_get_code: (transfer none) (nullable): why it was refused. */
const char *
desk_timeline_entry_get_code (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->code;
}

/** desk_timeline_entry_get_request_id: (transfer none) (nullable): by which the log of the server is searched. */
const char *
desk_timeline_entry_get_request_id (DeskTimelineEntry *self)
{
  g_return_val_if_fail (DESK_IS_TIMELINE_ENTRY (self), NULL);
  return self->request_id;
}
