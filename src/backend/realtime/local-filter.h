/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

/**
 * LocalFilter:
 * @column: the column that is compared
 * @operation: `eq`, `neq`, `lt`, `lte`, `gt`, `gte` or `in`
 * @values: what it is compared with: one, or for `in` as many as were written
 *
 * The filter of a subscription to changes, as written `column=operation.value`.
 */
typedef struct
{
  gchar *column;
  gchar *operation;
  GStrv values;
} LocalFilter;

LocalFilter *local_filter_parse  (const gchar *text);
void         local_filter_free   (LocalFilter *filter);
gchar       *local_filter_to_sql (const LocalFilter *filter,
                                  PGconn            *connection,
                                  const gchar       *operand,
                                  const gchar       *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalFilter, local_filter_free)

G_END_DECLS
