/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "desk-row-type.h"

G_BEGIN_DECLS

#define DESK_TYPE_STORE (desk_store_get_type ())
G_DECLARE_FINAL_TYPE (DeskStore, desk_store, DESK, STORE, GObject)

/**
 * DeskStore:
 *
 * The cache and the outbox: one SQLite file in WAL mode with one serial writer thread and one reader thread. Jobs run in the order they were
 * given. Private to desk.
 *
 * Signal `changed` (DeskStoreChanges *), in the main thread, once per committed write job that touched rows, before that job's callback.
 * Signal `damaged` (): the file turned out to be broken; the next start makes a new one and saves what was not sent. Once.
 */

/* How the file was found. */
typedef enum
{
  DESK_STORE_INTACT,            /* as it was left, or new */
  DESK_STORE_REBUILT,           /* broken: moved aside, what was not sent and the drafts were saved, the rest has to be loaded again */
  DESK_STORE_OUTBOX_LOST,       /* broken, and not all of what was not sent or of the drafts could be read */
} DeskStoreCondition;

/* What a write job touched: table names, each with ids (of tickets, for rows that hang on a ticket, the ticket's id is noted as well). */
typedef struct _DeskStoreChanges DeskStoreChanges;

#define DESK_TYPE_STORE_CHANGES (desk_store_changes_get_type ())
GType    desk_store_changes_get_type   (void) G_GNUC_CONST;
DeskStoreChanges *desk_store_changes_new      (void);
void              desk_store_changes_unref    (DeskStoreChanges *self);
gboolean          desk_store_changes_is_empty (DeskStoreChanges *self);
void     desk_store_changes_add        (DeskStoreChanges *self, const char *table, const char *id, const char *ticket_id);
gboolean desk_store_changes_has_table  (DeskStoreChanges *self, const char *table);
gboolean desk_store_changes_has_ticket (DeskStoreChanges *self, const char *ticket_id);
/* (transfer container): ids of tickets touched in any way */
GPtrArray *desk_store_changes_get_tickets (DeskStoreChanges *self);
GPtrArray *desk_store_changes_get_ids     (DeskStoreChanges *self, const char *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreChanges, desk_store_changes_unref)

/* A job: runs in the writer thread inside a transaction (rolled back when it fails), or in the reader thread. The result is handed to finish. */
typedef gboolean (*DeskStoreWriteFunc) (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error);
typedef gboolean (*DeskStoreReadFunc)  (sqlite3 *db, gpointer data, gpointer *result, GError **error);

DeskStore *desk_store_new          (const char *path, GError **error);
void       desk_store_write_async  (DeskStore *self, DeskStoreWriteFunc func, gpointer data, GDestroyNotify data_destroy,
                                    GDestroyNotify result_destroy, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gpointer   desk_store_write_finish (DeskStore *self, GAsyncResult *result, GError **error);
void       desk_store_read_async   (DeskStore *self, DeskStoreReadFunc func, gpointer data, GDestroyNotify data_destroy,
                                    GDestroyNotify result_destroy, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
void       desk_store_read_later_async (DeskStore *self, DeskStoreReadFunc func, gpointer data, GDestroyNotify data_destroy,
                                        GDestroyNotify result_destroy, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gpointer   desk_store_read_finish  (DeskStore *self, GAsyncResult *result, GError **error);
void       desk_store_close        (DeskStore *self);
gboolean   desk_store_is_closing   (DeskStore *self);

DeskStoreCondition desk_store_get_condition (DeskStore *self);

/* The one merge, for rows from the first load, from gap filling, from realtime and from the outbox's answers. In a write job. A row older than the
 * stored one (by its cursor) is dropped; a waiting outbox patch is laid over it again. rows: JsonArray of JsonObject. */
gboolean   desk_store_merge        (sqlite3 *db, const DeskRowType *type, JsonArray *rows, DeskStoreChanges *changes, GError **error);
gboolean   desk_store_remove       (sqlite3 *db, const DeskRowType *type, const char *id, DeskStoreChanges *changes, GError **error);
gboolean   desk_store_read_labels (sqlite3 *db, const char *ticket_id, JsonArray **labels, GError **error);
gboolean   desk_store_show_labels (sqlite3 *db, const char *ticket_id, JsonObject *change, GError **error);
gboolean   desk_store_lay_labels  (sqlite3 *db, const char *ticket_id, GError **error);
gboolean   desk_store_show_scope  (sqlite3 *db, DeskStoreChanges *changes, const char *ticket_id, JsonObject *scope, GError **error);
gboolean   desk_store_forget_scope (sqlite3 *db, const char *ticket_id, GError **error);
gboolean   desk_store_lay_scopes  (sqlite3 *db, DeskStoreChanges *changes, GError **error);
gboolean   desk_store_show_view   (sqlite3 *db, const char *view_id, JsonObject *change, GError **error);
gboolean   desk_store_lay_views   (sqlite3 *db, const char *view_id, GError **error);
gboolean   desk_store_lay_patches (sqlite3 *db, const char *ticket_id, GError **error);
void       desk_store_merge_async  (DeskStore *self, const DeskRowType *type, JsonArray *rows, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean   desk_store_merge_finish (DeskStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
