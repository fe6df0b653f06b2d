/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a ticket is about and whom it concerns: into the outbox, shown at once. */

#include "config.h"

#include "desk-session.h"

#include "desk-outbox.h"
#include "desk-session-internal.h"

typedef struct
{
  char *id;
  char *ticket_id;
  JsonNode *category;
  gboolean all;
  char **companies;
  gint64 now;
} Change;

static void
change_free (Change *change)
{
  g_free (change->id);
  g_free (change->ticket_id);
  g_clear_pointer (&change->category, json_node_unref);
  g_strfreev (change->companies);
  g_free (change);
}

static Change *
change_new (DeskSession *self, const char *ticket_id)
{
  Change *change = g_new0 (Change, 1);

  change->id = desk_account_new_id (self->account);
  change->ticket_id = g_strdup (ticket_id);
  change->now = desk_account_get_now (self->account);
  return change;
}

static gboolean
keep_category (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;

  return desk_outbox_add_patch (db, changes, change->id, change->ticket_id, "category_id", change->category, change->now, error);
}

/** desk_session_set_category: changes the category of a ticket; 0 for none. */
void
desk_session_set_category (DeskSession *self, const char *ticket_id, int category_id)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  change = change_new (self, ticket_id);
  change->category = category_id != 0 ? json_node_init_int (json_node_alloc (), category_id) : json_node_init_null (json_node_alloc ());
  desk_account_write (self->account, keep_category, change, (GDestroyNotify) change_free);
}

static gboolean
keep_scope (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;

  return desk_outbox_add_scope (db, changes, change->id, change->ticket_id, change->all, (const char * const *) change->companies,
                                change->now, error);
}

/**
 * desk_session_set_scope:
 * @all: whether the ticket concerns every company
 * @companies: (nullable): else the ids of those that it concerns beside the one that filed it
 *
 * Says what a ticket concerns, as a whole. Staff alone may; members of a company that it comes to concern see the ticket and its announcements.
 */
void
desk_session_set_scope (DeskSession *self, const char *ticket_id, gboolean all, const char * const *companies)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (ticket_id != NULL);

  change = change_new (self, ticket_id);
  change->all = all;
  change->companies = g_strdupv ((char **) companies);
  desk_account_write (self->account, keep_scope, change, (GDestroyNotify) change_free);
}
