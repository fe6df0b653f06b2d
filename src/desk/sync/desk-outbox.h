/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "desk-error.h"
#include "desk-store.h"
#include "desk-types.h"

G_BEGIN_DECLS

/* What the person has written here and the backend does not have yet: a table of the cache's file. Everything here runs inside a write job
 * of the store. Private to desk. */

#define DESK_OUTBOX_CREATE_TICKET "create_ticket"
#define DESK_OUTBOX_MESSAGE "message"
#define DESK_OUTBOX_UPLOAD "upload"
#define DESK_OUTBOX_ATTACHMENT "attachment"
#define DESK_OUTBOX_PATCH "patch"
#define DESK_OUTBOX_READ "read"
/* Labels put on and taken off. */
#define DESK_OUTBOX_LABELS "labels"
#define DESK_OUTBOX_SCOPE "scope"
/* A saved view, new or changed: its lane in the outbox is its own id, in place of a ticket's. */
#define DESK_OUTBOX_VIEW "view"
#define DESK_OUTBOX_VIEW_PATCH "view_patch"

typedef struct
{
  gint64 seq;
  char *id;
  char *kind;
  char *ticket_id;
  char *row_id;                 /* (nullable): the message, attachment or ticket that it is about */
  char *depends_on;             /* (nullable): another row of the outbox that goes first */
  char *payload;
  DeskDelivery state;
  guint attempts;
  gint64 next_attempt_at;
  int error_code;               /* DeskError, or -1 */
  gint64 hold_until;            /* it waits that long, so that the person can take it back; 0 for none */
} DeskOutboxRow;

void       desk_outbox_row_free   (DeskOutboxRow *row);
GPtrArray *desk_outbox_load       (sqlite3 *db, GError **error);

gboolean   desk_outbox_add        (sqlite3 *db, DeskStoreChanges *changes, const char *id, const char *kind, const char *ticket_id,
                                   const char *row_id, const char *depends_on, JsonObject *payload, gint64 now, GError **error);
gboolean   desk_outbox_add_patch  (sqlite3 *db, DeskStoreChanges *changes, const char *id, const char *ticket_id, const char *field,
                                   JsonNode *value, gint64 now, GError **error);
gboolean   desk_outbox_show_patch (sqlite3 *db, DeskStoreChanges *changes, const char *ticket_id, const char *field,
                                   JsonNode *value, GError **error);
gboolean   desk_outbox_add_scope  (sqlite3 *db, DeskStoreChanges *changes, const char *id, const char *ticket_id, gboolean all,
                                   const char * const *companies, gint64 now, GError **error);
gboolean   desk_outbox_add_read   (sqlite3 *db, DeskStoreChanges *changes, const char *id, const char *ticket_id, const char *user_id,
                                   gint64 now, GError **error);

gboolean   desk_outbox_hold       (sqlite3 *db, const char *id, gint64 until, GError **error);
gboolean   desk_outbox_tie        (sqlite3 *db, const char *id, const char *depends_on, const char *replaced, GError **error);
char      *desk_outbox_find_held  (sqlite3 *db, const char *ticket_id, gint64 now, GError **error);
gboolean   desk_outbox_start      (sqlite3 *db, DeskStoreChanges *changes, const char *id, gboolean *there, GError **error);
gboolean   desk_outbox_postpone   (sqlite3 *db, DeskStoreChanges *changes, const char *id, gint64 next_attempt_at, GError **error);
gboolean   desk_outbox_delivered  (sqlite3 *db, DeskStoreChanges *changes, const char *id, GError **error);
gboolean   desk_outbox_fail       (sqlite3 *db, DeskStoreChanges *changes, const char *id, DeskError code, GError **error);
gboolean   desk_outbox_revive     (sqlite3 *db, GError **error);
gboolean   desk_outbox_hurry      (sqlite3 *db, GError **error);
gboolean   desk_outbox_retry      (sqlite3 *db, DeskStoreChanges *changes, const char *row_or_ticket_id, GError **error);
GPtrArray *desk_outbox_discard    (sqlite3 *db, DeskStoreChanges *changes, const char *row_id, GError **error);
gboolean   desk_outbox_count      (sqlite3 *db, guint *pending, guint *failed, GError **error);

/* Which rows may go now (transfer container; the rows stay @rows'), and when to look again: 0 for not by time. Pure. */
GPtrArray *desk_outbox_plan       (GPtrArray *rows, gint64 now, guint max_parallel, gint64 *look_again_at);
gint64     desk_outbox_back_off   (guint attempts);

/* JSON of an object, and back. */
char       *desk_outbox_print     (JsonObject *payload);
JsonObject *desk_outbox_parse     (const char *payload, GError **error);

G_END_DECLS
