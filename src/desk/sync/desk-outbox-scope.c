/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-db.h"
#include "desk-outbox.h"

/* Only the last thing that the ticket waits for is replaced: what lies between two changes may depend on the first. */
static gboolean
replace_waiting (sqlite3 *db, DeskStoreChanges *changes, const char *ticket_id, const char *payload, gboolean *done, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *last = desk_db_get_text (db, &failure,
                                            "SELECT id FROM outbox WHERE seq = (SELECT max(seq) FROM outbox WHERE ticket_id = ?"
                                            " AND kind <> 'read') AND kind = '" DESK_OUTBOX_SCOPE "' AND state = ?",
                                            "si", ticket_id, (gint64) DESK_DELIVERY_WAITING);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *done = last != NULL;
  if (last == NULL)
    return TRUE;

  desk_store_changes_add (changes, "outbox", last, ticket_id);
  return desk_db_run (db, error, "UPDATE outbox SET payload = ?, attempts = 0, next_attempt_at = 0 WHERE id = ?", "ss", payload, last);
}

/**
 * desk_outbox_add_scope:
 * @companies: (nullable): the ids of the companies that it concerns beside the one that filed it; none when it concerns everyone
 *
 * What a ticket concerns, as a whole: shown in the cache at once, and put into the outbox.
 */
gboolean
desk_outbox_add_scope (sqlite3            *db,
                       DeskStoreChanges   *changes,
                       const char         *id,
                       const char         *ticket_id,
                       gboolean            all,
                       const char * const *companies,
                       gint64              now,
                       GError            **error)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *text = NULL;
  gboolean replaced;

  for (guint i = 0; !all && companies != NULL && companies[i] != NULL; i++)
    json_array_add_string_element (ids, companies[i]);
  json_object_set_boolean_member (payload, "affects_all_companies", all);
  json_object_set_array_member (payload, "company_ids", ids);
  text = desk_outbox_print (payload);

  if (!desk_store_show_scope (db, changes, ticket_id, payload, error)
      || !replace_waiting (db, changes, ticket_id, text, &replaced, error))
    return FALSE;
  return replaced || desk_outbox_add (db, changes, id, DESK_OUTBOX_SCOPE, ticket_id, ticket_id, NULL, payload, now, error);
}
