/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-support-wire.h"

#include "desk-time.h"

const char *const desk_wire_incident_statuses[] = { "open", "in_progress", "resolved", "closed", NULL };
const char *const desk_wire_incident_priorities[] = { "low", "medium", "high", NULL };
const char *const desk_wire_incident_categories[] = { "account", "subscription", "content", NULL };
const char *const desk_wire_privacy_kinds[] = { "access", "export", "erasure", "rectification", NULL };
const char *const desk_wire_privacy_statuses[] = { "requested", "processing", "completed", "rejected", NULL };

/**
 * desk_incident_step_exists:
 * @from: where an incident is
 * @to: where it might go
 *
 * Returns: whether there is such a step; one to where it is already is none
 */
gboolean
desk_incident_step_exists (DeskIncidentStatus from, DeskIncidentStatus to)
{
  switch (from)
    {
    case DESK_INCIDENT_OPEN:
      return to == DESK_INCIDENT_IN_PROGRESS || to == DESK_INCIDENT_RESOLVED;
    case DESK_INCIDENT_IN_PROGRESS:
      return to == DESK_INCIDENT_RESOLVED || to == DESK_INCIDENT_OPEN;
    case DESK_INCIDENT_RESOLVED:
      return to == DESK_INCIDENT_CLOSED || to == DESK_INCIDENT_IN_PROGRESS;
    case DESK_INCIDENT_CLOSED:
    default:
      return FALSE;
    }
}

/**
 * desk_privacy_step_exists:
 * @from: where a privacy request is
 * @to: where it might go
 *
 * Returns: whether there is such a step
 */
gboolean
desk_privacy_step_exists (DeskPrivacyStatus from, DeskPrivacyStatus to)
{
  if (from == DESK_PRIVACY_REQUESTED)
    return to == DESK_PRIVACY_PROCESSING || to == DESK_PRIVACY_REJECTED;
  return from == DESK_PRIVACY_PROCESSING && (to == DESK_PRIVACY_COMPLETED || to == DESK_PRIVACY_REJECTED);
}

/** desk_wire_get_text: (transfer none) (nullable). */
const char *
desk_wire_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/** desk_wire_get_object: (transfer none) (nullable). */
JsonObject *
desk_wire_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/** desk_wire_read_word: the place of the word among @words; 0 for one that is not known. */
guint
desk_wire_read_word (JsonObject *object, const char *member, const char *const *words)
{
  const char *text = desk_wire_get_text (object, member);

  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      return i;
  return 0;
}

/** desk_wire_dup_text: (transfer full) (nullable). */
char *
desk_wire_dup_text (JsonObject *object, const char *member)
{
  return g_strdup (desk_wire_get_text (object, member));
}

/** desk_wire_read_time: microseconds since 1970 UTC, 0 for none. */
gint64
desk_wire_read_time (JsonObject *object, const char *member)
{
  const char *text = desk_wire_get_text (object, member);
  gint64 time = 0;

  return text != NULL && desk_time_parse (text, &time) ? time : 0;
}

/** desk_wire_read_number: 0 for none. */
gint64
desk_wire_read_number (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

/** desk_wire_get_array: (transfer none) (nullable). */
JsonArray *
desk_wire_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/** desk_wire_get_element: (transfer none) (nullable): what is an object there. */
JsonObject *
desk_wire_get_element (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/** desk_wire_get_data: (transfer none) (nullable): the one thing that a call answers with. */
JsonObject *
desk_wire_get_data (JsonNode *answer)
{
  return JSON_NODE_HOLDS_OBJECT (answer) ? desk_wire_get_object (json_node_get_object (answer), "data") : NULL;
}

/** desk_wire_get_rows: (transfer none) (nullable): the list that a call answers with. */
JsonArray *
desk_wire_get_rows (JsonNode *answer)
{
  return JSON_NODE_HOLDS_OBJECT (answer) ? desk_wire_get_array (json_node_get_object (answer), "data") : NULL;
}
