/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Views of the queue that a person keeps: into the outbox, shown at once. */

#include "config.h"

#include "desk-session.h"

#include "desk-db.h"
#include "desk-outbox.h"
#include "desk-saved-view.h"
#include "desk-session-internal.h"
#include "desk-time.h"

/* Between two views there is room for others, thirty times over in the same place. */
#define GAP (G_GINT64_CONSTANT (1) << 32)

typedef struct
{
  char *id;                     /* of the row of the outbox */
  char *view_id;
  char *user_id;
  char *before_id;              /* (nullable) */
  JsonObject *payload;
  gint64 now;
} Change;

static void
change_free (Change *change)
{
  g_free (change->id);
  g_free (change->view_id);
  g_free (change->user_id);
  g_free (change->before_id);
  g_clear_pointer (&change->payload, json_object_unref);
  g_free (change);
}

static Change *
change_new (DeskSession *self, const char *view_id)
{
  Change *change = g_new0 (Change, 1);

  change->id = desk_account_new_id (self->account);
  change->view_id = view_id != NULL ? g_strdup (view_id) : desk_account_new_id (self->account);
  change->user_id = g_strdup (self->user_id);
  change->payload = json_object_new ();
  change->now = desk_account_get_now (self->account);
  return change;
}

static void
keep (DeskSession *self, DeskStoreWriteFunc func, Change *change)
{
  desk_account_write (self->account, func, change, (GDestroyNotify) change_free);
}

static gboolean
keep_patch (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;

  desk_store_changes_add (changes, "saved_views", change->view_id, NULL);
  return desk_store_show_view (db, change->view_id, change->payload, error)
         && desk_outbox_add (db, changes, change->id, DESK_OUTBOX_VIEW_PATCH, change->view_id, change->view_id, NULL, change->payload,
                             change->now, error);
}

/* The last place of all. */
static gboolean
find_end (sqlite3 *db, gint64 *position, GError **error)
{
  return desk_db_get_int (db, position, error, "SELECT coalesce (max (position), 0) + ? FROM saved_views WHERE deleted_at IS NULL", "i", GAP);
}

static gboolean
keep_new (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;
  gint64 position;

  if (!find_end (db, &position, error))
    return FALSE;
  json_object_set_int_member (change->payload, "position", position);
  desk_store_changes_add (changes, "saved_views", change->view_id, NULL);
  return desk_db_run (db, error,
                       "INSERT INTO saved_views (id, owner_id, shared, created_at, updated_at, local) VALUES (?, ?, 0, ?, ?, 1)", "ssii",
                       change->view_id, change->user_id, change->now, change->now)
         && desk_store_show_view (db, change->view_id, change->payload, error)
         && desk_outbox_add (db, changes, change->id, DESK_OUTBOX_VIEW, change->view_id, change->view_id, NULL, change->payload, change->now,
                             error);
}

static gboolean
find_place (sqlite3 *db, const Change *change, gint64 *position, GError **error)
{
  gint64 next, previous;

  if (change->before_id == NULL)
    return find_end (db, position, error);
  if (!desk_db_get_int (db, &next, error, "SELECT position FROM saved_views WHERE id = ?", "s", change->before_id)
      || !desk_db_get_int (db, &previous, error,
                            "SELECT coalesce (max (position), ?) FROM saved_views WHERE deleted_at IS NULL AND id <> ?"
                            " AND (position < ? OR (position = ? AND id < ?))",
                            "isiis", next - 2 * GAP, change->view_id, next, next, change->before_id))
    return FALSE;
  /* Without any room between them they share a place, and their ids decide. */
  *position = previous + (next - previous) / 2;
  return TRUE;
}

static gboolean
keep_move (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  const Change *change = data;
  gint64 position;

  if (!find_place (db, change, &position, error))
    return FALSE;
  json_object_set_int_member (change->payload, "position", position);
  return keep_patch (db, changes, data, result, error);
}

static void
set_shown (JsonObject *payload, const DeskListFilter *filter, const DeskListOrder *order)
{
  g_autofree char *json = desk_list_filter_dup_json (filter);
  g_autofree char *sort = desk_list_order_dup_sort (order);

  json_object_set_member (payload, "filter", json_from_string (json, NULL));
  json_object_set_string_member (payload, "sort", sort);
  json_object_set_string_member (payload, "grouping", desk_list_order_get_group (order));
}

/**
 * desk_session_add_view:
 * @self: a session of staff
 * @name: what to call it
 * @filter: what it shows
 * @order: in which order
 *
 * Keeps a view of one's own, after all others.
 *
 * Returns: (transfer full): its id
 */
char *
desk_session_add_view (DeskSession *self, const char *name, const DeskListFilter *filter, const DeskListOrder *order)
{
  Change *change;
  char *id;

  g_return_val_if_fail (DESK_IS_SESSION (self) && self->account != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (filter != NULL && order != NULL, NULL);

  change = change_new (self, NULL);
  id = g_strdup (change->view_id);
  json_object_set_string_member (change->payload, "id", id);
  json_object_set_string_member (change->payload, "name", name);
  set_shown (change->payload, filter, order);
  keep (self, keep_new, change);
  return id;
}

/** desk_session_change_view: another filter or order for a view. */
void
desk_session_change_view (DeskSession *self, const char *view_id, const DeskListFilter *filter, const DeskListOrder *order)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (view_id != NULL);
  g_return_if_fail (filter != NULL && order != NULL);

  change = change_new (self, view_id);
  set_shown (change->payload, filter, order);
  keep (self, keep_patch, change);
}

/** desk_session_rename_view: another name for a view. */
void
desk_session_rename_view (DeskSession *self, const char *view_id, const char *name)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (view_id != NULL);
  g_return_if_fail (name != NULL);

  change = change_new (self, view_id);
  json_object_set_string_member (change->payload, "name", name);
  keep (self, keep_patch, change);
}

/** desk_session_share_view: for administrators: all staff have the view, or the person alone. */
void
desk_session_share_view (DeskSession *self, const char *view_id, gboolean shared)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (view_id != NULL);

  change = change_new (self, view_id);
  json_object_set_boolean_member (change->payload, "shared", shared);
  keep (self, keep_patch, change);
}

/** desk_session_move_view: puts a view before another one, or (%NULL) after all. */
void
desk_session_move_view (DeskSession *self, const char *view_id, const char *before_id)
{
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (view_id != NULL);
  g_return_if_fail (g_strcmp0 (view_id, before_id) != 0);

  change = change_new (self, view_id);
  change->before_id = g_strdup (before_id);
  keep (self, keep_move, change);
}

/** desk_session_remove_view: gives a view up, or (@removed is %FALSE) takes that back. */
void
desk_session_remove_view (DeskSession *self, const char *view_id, gboolean removed)
{
  g_autofree char *now = NULL;
  Change *change;

  g_return_if_fail (DESK_IS_SESSION (self) && self->account != NULL);
  g_return_if_fail (view_id != NULL);

  change = change_new (self, view_id);
  now = desk_time_dup_wire (change->now);
  if (removed)
    json_object_set_string_member (change->payload, "deleted_at", now);
  else
    json_object_set_null_member (change->payload, "deleted_at");
  keep (self, keep_patch, change);
}

/** desk_session_may_change_view: whether the person may rename, move, change and give up a view: their own, or as an administrator a shared one. */
gboolean
desk_session_may_change_view (DeskSession *self, DeskSavedView *view)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (view), FALSE);

  return desk_saved_view_get_shared (view) ? self->role == DESK_ROLE_ADMIN : desk_saved_view_get_mine (view);
}

/** desk_session_may_share_view: whether the person may share a view of theirs with all staff, or stop sharing it. */
gboolean
desk_session_may_share_view (DeskSession *self, DeskSavedView *view)
{
  g_return_val_if_fail (DESK_IS_SESSION (self), FALSE);
  g_return_val_if_fail (DESK_IS_SAVED_VIEW (view), FALSE);

  return self->role == DESK_ROLE_ADMIN && desk_saved_view_get_mine (view);
}
