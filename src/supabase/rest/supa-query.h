/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SUPA_TYPE_QUERY (supa_query_get_type ())

/**
 * SupaQuery:
 *
 * What to ask of one table, escaped as PostgREST wants it (wire facts C.2): values are data, never syntax. The builders return @self, so that
 * calls can be chained. Not thread-safe while it is being built.
 */
typedef struct _SupaQuery SupaQuery;

GType      supa_query_get_type  (void) G_GNUC_CONST;
SupaQuery *supa_query_new       (const char *table);
SupaQuery *supa_query_ref       (SupaQuery *self);
void       supa_query_unref     (SupaQuery *self);
SupaQuery *supa_query_select    (SupaQuery *self, const char *columns);
SupaQuery *supa_query_eq        (SupaQuery *self, const char *column, const char *value);
SupaQuery *supa_query_neq       (SupaQuery *self, const char *column, const char *value);
SupaQuery *supa_query_gt        (SupaQuery *self, const char *column, const char *value);
SupaQuery *supa_query_gte       (SupaQuery *self, const char *column, const char *value);
SupaQuery *supa_query_is_null   (SupaQuery *self, const char *column);
SupaQuery *supa_query_contains  (SupaQuery *self, const char *column, const char *part);
SupaQuery *supa_query_in        (SupaQuery *self, const char *column, const char * const *values);
SupaQuery *supa_query_after     (SupaQuery *self, const char *time_column, const char *time,
                                 const char *id_column, const char *id);
SupaQuery *supa_query_before    (SupaQuery *self, const char *time_column, const char *time,
                                 const char *id_column, const char *id);
SupaQuery *supa_query_order     (SupaQuery *self, const char *column, gboolean ascending);
SupaQuery *supa_query_limit     (SupaQuery *self, guint limit);
const char *supa_query_get_table (SupaQuery *self);
char      *supa_query_to_string (SupaQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaQuery, supa_query_unref)

G_END_DECLS
