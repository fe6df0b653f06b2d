/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-list-filter.h"

G_BEGIN_DECLS

/* Which tickets a list shows and how, as a question to the reader: the filter, who asks, and when. Private to desk. */
typedef struct
{
  DeskListFilter *wanted;
  DeskListOrder order;
  char *search;                 /* (nullable): words, beside those of the filter */
  char *user_id;
  gboolean staff;
  gint64 now;
} DeskTicketFilter;

/* One ticket in a list: its group, what it is sorted by, and its id (a UUID's text, 36 characters). The lower number comes first. */
typedef struct
{
  gint64 group;
  gint64 major;
  gint64 minor;
  char id[40];
} DeskTicketKey;

/* What the reader answers. */
typedef struct
{
  GArray *keys;                 /* DeskTicketKey, in the order of the list */
  gboolean partial;             /* more follow */
  guint n_last_group;           /* then: of how many tickets is the group of the last key, in a list with groups */
  gint64 next_change;           /* when time alone changes the answer, microseconds since 1970 UTC; 0 for never */
} DeskTicketAnswer;

DeskTicketFilter *desk_ticket_filter_new  (DeskCache *cache, const DeskListFilter *wanted, const DeskListOrder *order, const char *search);
void              desk_ticket_filter_free (DeskTicketFilter *self);

char    *desk_ticket_filter_dup_condition (const DeskTicketFilter *self);
void     desk_ticket_filter_bind          (const DeskTicketFilter *self, sqlite3_stmt *statement);
gboolean desk_ticket_filter_has_words     (const DeskTicketFilter *self);
gboolean desk_ticket_filter_follows_clock (const DeskTicketFilter *self);
gint64   desk_ticket_filter_read_next_change (const DeskTicketFilter *self, sqlite3 *db);

/* desk-ticket-condition.c: the members of a DeskListFilter as SQL, and their values. */
void     desk_ticket_condition_append     (const DeskTicketFilter *self, GString *sql);
void     desk_ticket_condition_bind       (const DeskTicketFilter *self, sqlite3_stmt *statement);
gint64   desk_ticket_day_start            (gint64 moment, int days);

/* desk-ticket-order.c: the order of a list, computed from the columns of each ticket. */
typedef struct _DeskTicketSorter DeskTicketSorter;

void              desk_ticket_sorter_append_columns (const DeskListOrder *order, GString *sql);
DeskTicketSorter *desk_ticket_sorter_new  (sqlite3 *db, const DeskTicketFilter *filter, GError **error);
void              desk_ticket_sorter_free (DeskTicketSorter *self);
gboolean          desk_ticket_sorter_read (DeskTicketSorter *self, sqlite3_stmt *row, const DeskTicketKey *last, DeskTicketKey *key);

guint             desk_ticket_sorter_count_group (DeskTicketSorter *self, gint64 group);

/* desk-ticket-walk.c */
gboolean          desk_ticket_walk_read (sqlite3 *db, DeskTicketSorter *sorter, guint n_wanted, GArray *keys, GError **error);

/* Which tickets a question is about: all that the filter lets through, the first ones of them, or some if they are among them. */
typedef struct
{
  guint n_first;                /* 0 for all */
  GPtrArray *ids;               /* (nullable) */
  gboolean later;               /* when the reader has nothing else to do */
} DeskTicketPart;

DeskTicketAnswer *desk_ticket_query_read  (sqlite3 *db, const DeskTicketFilter *filter, const DeskTicketPart *part, GError **error);
void              desk_ticket_query_async (DeskStore *store, DeskTicketFilter *filter, const DeskTicketPart *part, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
void              desk_ticket_answer_free (DeskTicketAnswer *self);
int               desk_ticket_key_compare_places (const DeskTicketKey *a, const DeskTicketKey *b);
int               desk_ticket_key_compare (const DeskTicketKey *a, const DeskTicketKey *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTicketAnswer, desk_ticket_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTicketFilter, desk_ticket_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTicketSorter, desk_ticket_sorter_free)

G_END_DECLS
