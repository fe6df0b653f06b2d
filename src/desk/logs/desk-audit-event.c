/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-audit-private.h"

#include "desk-support-wire.h"

static const char *const statuses[] = { "ok", "refused", "error", NULL };

struct _DeskAuditEvent
{
  GObject parent_instance;

  gint64 time;
  DeskAuditStatus status;
  char *actor;
  char *actor_id;
  char *actor_role;
  char *action;
  char *target_type;
  char *target_id;
  char *request_id;
  char *details;
};

G_DEFINE_FINAL_TYPE (DeskAuditEvent, desk_audit_event, G_TYPE_OBJECT)

static void
desk_audit_event_finalize (GObject *object)
{
  DeskAuditEvent *self = DESK_AUDIT_EVENT (object);

  g_free (self->actor);
  g_free (self->actor_id);
  g_free (self->actor_role);
  g_free (self->action);
  g_free (self->target_type);
  g_free (self->target_id);
  g_free (self->request_id);
  g_free (self->details);

  G_OBJECT_CLASS (desk_audit_event_parent_class)->finalize (object);
}

static void
desk_audit_event_class_init (DeskAuditEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_audit_event_finalize;
}

static void
desk_audit_event_init (DeskAuditEvent *self)
{
}

/* Ids and codes, a line each. */
static char *
dup_details (JsonObject *row)
{
  JsonObject *details = desk_wire_get_object (row, "details");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) members = details != NULL ? json_object_get_members (details) : NULL;

  for (GList *member = members; member != NULL; member = member->next)
    {
      g_autofree char *value = json_to_string (json_object_get_member (details, member->data), FALSE);

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", (const char *) member->data, value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/*< private >
 * desk_audit_event_new:
 * @row: of audit_list
 *
 * Returns: (transfer full): the event; who did it has no name yet
 */
DeskAuditEvent *
desk_audit_event_new (JsonObject *row)
{
  DeskAuditEvent *self = g_object_new (DESK_TYPE_AUDIT_EVENT, NULL);

  self->time = desk_wire_read_time (row, "created_at");
  self->status = desk_wire_read_word (row, "status", statuses);
  self->actor_id = desk_wire_dup_text (row, "actor_id");
  self->actor_role = desk_wire_dup_text (row, "actor_role");
  self->action = desk_wire_dup_text (row, "action");
  self->target_type = desk_wire_dup_text (row, "target_type");
  self->target_id = desk_wire_dup_text (row, "target_id");
  self->request_id = desk_wire_dup_text (row, "request_id");
  self->details = dup_details (row);
  return self;
}

/*< private > desk_audit_event_set_actor: before anybody has seen it. */
void
desk_audit_event_set_actor (DeskAuditEvent *self, const char *name)
{
  g_free (self->actor);
  self->actor = g_strdup (name);
}

gint64
desk_audit_event_get_time (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), 0);
  return self->time;
}

DeskAuditStatus
desk_audit_event_get_status (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), DESK_AUDIT_OK);
  return self->status;
}

/** desk_audit_event_get_actor: (transfer none) (nullable): the name of who did it, where they have one. */
const char *
desk_audit_event_get_actor (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->actor;
}

/** desk_audit_event_get_actor_id: (transfer none) (nullable): %NULL for the server itself. */
const char *
desk_audit_event_get_actor_id (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->actor_id;
}

const char *
desk_audit_event_get_actor_role (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->actor_role != NULL ? self->actor_role : "";
}

const char *
desk_audit_event_get_action (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->action != NULL ? self->action : "";
}

/** desk_audit_event_get_target_type: (transfer none) (nullable). */
const char *
desk_audit_event_get_target_type (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->target_type;
}

/** desk_audit_event_get_target_id: (transfer none) (nullable). */
const char *
desk_audit_event_get_target_id (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->target_id;
}

/** desk_audit_event_get_request_id: (transfer none) (nullable): by which the server's own log knows it. */
const char *
desk_audit_event_get_request_id (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->request_id;
}

/** desk_audit_event_get_details: (transfer none): ids and codes, a line each. */
const char *
desk_audit_event_get_details (DeskAuditEvent *self)
{
  g_return_val_if_fail (DESK_IS_AUDIT_EVENT (self), NULL);
  return self->details;
}
