/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-row-type.h"

G_BEGIN_DECLS

/* Less than the thousand rows that a hosted project gives at most. */
#define DESK_PULL_PAGE 500

typedef enum
{
  DESK_PULL_ALL,                /* by key */
  DESK_PULL_SINCE,              /* by cursor, oldest first, from `since` on */
  DESK_PULL_NEWEST_FIRST,       /* by cursor, newest first */
} DeskPullOrder;

/**
 * DeskPull:
 * @type: what to fetch
 * @order: in which order
 * @since: (nullable): for %DESK_PULL_SINCE: the moment to begin at, as on the wire; %NULL for the beginning
 * @in_column: (nullable): only rows that have one of @in_values there
 * @ids_only: nothing is merged, only ids are collected
 * @max_pages: stop after so many, 0 for all
 *
 * What desk_pull_async() is to fetch. All of it is copied.
 */
typedef struct
{
  const DeskRowType *type;
  DeskPullOrder order;
  const char *since;
  const char *in_column;
  const char * const *in_values;
  gboolean ids_only;
  guint max_pages;
} DeskPull;

/* What came: the greatest cursor seen (nullable), the keys of all rows, the ids of messages that the cache did not have before. */
typedef struct
{
  char *newest;
  GPtrArray *keys;
  GPtrArray *new_messages;
} DeskPulled;

void        desk_pulled_free  (DeskPulled *pulled);
void        desk_pull_async   (DeskAccount *account, const DeskPull *pull, GAsyncReadyCallback callback, gpointer user_data);
DeskPulled *desk_pull_finish  (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPulled, desk_pulled_free)

/* Rows into the cache by the one merge (in a write job); ids of messages that were not there before are added to @new_messages. */
gboolean    desk_pull_merge   (sqlite3 *db, const DeskRowType *type, JsonArray *rows, GPtrArray *new_messages, DeskStoreChanges *changes,
                               GError **error);

G_END_DECLS
