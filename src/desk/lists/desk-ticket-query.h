/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"

G_BEGIN_DECLS

/* Which tickets a list shows, as a question to the reader. Private to desk. */
typedef struct
{
  DeskViewKind view;
  guint status_mask;
  char *search;                 /* (nullable) */
  char *user_id;
  gboolean staff;
  gint64 now;
} DeskTicketFilter;

/* One ticket in a list: what it is sorted by, and its id (a UUID's text, 36 characters). */
typedef struct
{
  gint64 activity;
  char id[40];
} DeskTicketKey;

/* What the reader answers. */
typedef struct
{
  GArray *keys;                 /* DeskTicketKey, in the order of the list */
  gint64 next_change;           /* when time alone changes the answer, microseconds since 1970 UTC; 0 for never */
} DeskTicketAnswer;

DeskTicketFilter *desk_ticket_filter_new  (DeskCache *cache, DeskViewKind view, guint status_mask, const char *search);
void              desk_ticket_filter_free (DeskTicketFilter *self);

char    *desk_ticket_filter_dup_condition (const DeskTicketFilter *self);
void     desk_ticket_filter_bind          (const DeskTicketFilter *self, sqlite3_stmt *statement);
GPtrArray *desk_ticket_filter_dup_words   (const char *search);
gboolean desk_ticket_filter_follows_clock (const DeskTicketFilter *self);
gint64   desk_ticket_filter_read_next_change (sqlite3 *db, gint64 now);

DeskTicketAnswer *desk_ticket_query_read  (sqlite3 *db, const DeskTicketFilter *filter, GPtrArray *ids, GError **error);
void              desk_ticket_query_async (DeskStore *store, DeskTicketFilter *filter, GPtrArray *ids, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
void              desk_ticket_answer_free (DeskTicketAnswer *self);
int               desk_ticket_key_compare (const DeskTicketKey *a, const DeskTicketKey *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTicketAnswer, desk_ticket_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTicketFilter, desk_ticket_filter_free)

G_END_DECLS
