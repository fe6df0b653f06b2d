/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-problem.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "desk-error-private.h"
#include "supa-error.h"

static DeskError
judge_supa (const GError *error)
{
  switch ((SupaError) error->code)
    {
    case SUPA_ERROR_OFFLINE:
      return DESK_ERROR_OFFLINE;
    case SUPA_ERROR_NO_SERVER:
      return DESK_ERROR_NO_SERVER;
    case SUPA_ERROR_CERTIFICATE:
      return DESK_ERROR_CERTIFICATE;
    case SUPA_ERROR_API_KEY:
      return DESK_ERROR_KEY;
    case SUPA_ERROR_CREDENTIALS:
      return DESK_ERROR_PASSWORD;
    case SUPA_ERROR_SESSION_ENDED:
    case SUPA_ERROR_TOKEN:
      return DESK_ERROR_SESSION_ENDED;
    case SUPA_ERROR_FORBIDDEN:
      return DESK_ERROR_FORBIDDEN;
    case SUPA_ERROR_NOT_FOUND:
      return DESK_ERROR_NOT_FOUND;
    case SUPA_ERROR_CONFLICT:
      /* The two refusals of the rules have names of their own, which stand where PostgREST puts the message. */
      if (g_str_equal (error->message, "ticket_closed"))
        return DESK_ERROR_CLOSED;
      if (g_str_equal (error->message, "invalid_status_change"))
        return DESK_ERROR_STATUS;
      return DESK_ERROR_INVALID;
    case SUPA_ERROR_TOO_LARGE:
      return DESK_ERROR_TOO_LARGE;
    case SUPA_ERROR_RATE_LIMITED:
    case SUPA_ERROR_SERVER:
      return DESK_ERROR_BUSY;
    case SUPA_ERROR_SECOND_FACTOR:
      return DESK_ERROR_SECOND_FACTOR;
    case SUPA_ERROR_INVALID:
    default:
      return DESK_ERROR_INVALID;
    }
}

static DeskError
judge_local (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return DESK_ERROR_DISK_FULL;
  return DESK_ERROR_FILE;
}

/* The members `fields` of the details that a refused call answers with: an object or a list of their names. */
static char **
dup_fields (const GError *error)
{
  const char *details = supa_error_get_details (error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonNode *root, *fields;

  if (details == NULL || !json_parser_load_from_data (parser, details, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  fields = json_object_get_member (json_node_get_object (root), "fields");
  if (fields != NULL && JSON_NODE_HOLDS_OBJECT (fields))
    {
      g_autoptr (GList) members = json_object_get_members (json_node_get_object (fields));

      for (GList *member = members; member != NULL; member = member->next)
        g_ptr_array_add (names, g_strdup (member->data));
    }
  else if (fields != NULL && JSON_NODE_HOLDS_ARRAY (fields))
    {
      JsonArray *array = json_node_get_array (fields);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *name = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING)
            g_ptr_array_add (names, g_strdup (json_node_get_string (name)));
        }
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/* The stable code of a refusal: the rules of the database put theirs where PostgREST has the message, under a state of SQL. */
static const char *
get_refusal (const GError *error)
{
  const char *code = supa_error_get_server_code (error);

  if (code != NULL && (g_str_has_prefix (code, "PT") || g_str_equal (code, "42501")) && *error->message != '\0'
      && strspn (error->message, "abcdefghijklmnopqrstuvwxyz_") == strlen (error->message))
    return error->message;
  return code;
}

/**
 * desk_problem_new:
 * @error: of the Supabase client, of the disk, or of the desk already
 *
 * Returns: (transfer full): the same as an error of %DESK_ERROR; being cancelled stays what it is
 */
GError *
desk_problem_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == DESK_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == SUPA_ERROR)
    {
      g_auto (GStrv) fields = dup_fields (error);

      return desk_error_new_refused (judge_supa (error), error->message, get_refusal (error),
                                     (const char * const *) fields, supa_error_get_retry_after (error));
    }
  return g_error_new_literal (DESK_ERROR, judge_local (error), error->message);
}

/**
 * desk_problem_is_transient:
 * @error: what sending something ended with
 *
 * Whether the same may go through later although the person changes nothing. A session that must be renewed and a key that was changed
 * count: what was written goes out once they are in order.
 */
gboolean
desk_problem_is_transient (const GError *error)
{
  return supa_error_is_transient (error)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_TOKEN)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_API_KEY);
}

/** desk_problem_is_silence: whether nobody answered at all, so that one is offline. */
gboolean
desk_problem_is_silence (const GError *error)
{
  return g_error_matches (error, SUPA_ERROR, SUPA_ERROR_OFFLINE)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_NO_SERVER)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_CERTIFICATE);
}
