/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-change.h"

#include "supa-json.h"

static gboolean
read_type (const char     *name,
           SupaChangeType *type)
{
  if (g_strcmp0 (name, "INSERT") == 0)
    *type = SUPA_CHANGE_INSERT;
  else if (g_strcmp0 (name, "UPDATE") == 0)
    *type = SUPA_CHANGE_UPDATE;
  else if (g_strcmp0 (name, "DELETE") == 0)
    *type = SUPA_CHANGE_DELETE;
  else
    return FALSE;

  return TRUE;
}

/*< private >
 * supa_change_read:
 * @payload: of a `postgres_changes` frame
 *
 * Returns: whether it is a change
 */
gboolean
supa_change_read (SupaChange *self,
                  JsonObject *payload)
{
  JsonObject *data = supa_json_get_object (payload, "data");
  JsonNode *errors;

  if (data == NULL ||
      !read_type (supa_json_get_text (data, "type"), &self->type))
    return FALSE;

  self->table = supa_json_get_text (data, "table");
  self->record = self->type != SUPA_CHANGE_DELETE ? supa_json_get_object (data, "record") : NULL;
  self->old_record = self->type != SUPA_CHANGE_INSERT ? supa_json_get_object (data, "old_record") : NULL;
  if (self->table == NULL ||
      (self->type == SUPA_CHANGE_DELETE ? self->old_record == NULL : self->record == NULL))
    return FALSE;

  errors = json_object_get_member (data, "errors");
  self->complete = errors == NULL || JSON_NODE_HOLDS_NULL (errors) ||
                   (JSON_NODE_HOLDS_ARRAY (errors) && json_array_get_length (json_node_get_array (errors)) == 0);
  return TRUE;
}
