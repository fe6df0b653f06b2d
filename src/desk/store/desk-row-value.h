/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-row-type.h"

G_BEGIN_DECLS

/* One value on its way from JSON into a column. Private to desk. */
typedef struct
{
  gboolean present;             /* the row had the member */
  int type;                     /* SQLITE_NULL, SQLITE_INTEGER or SQLITE_TEXT */
  gint64 integer;
  char *text;                   /* owned */
} DeskRowValue;

gboolean desk_row_value_decode (DeskRowValue *self, const DeskField *field, JsonNode *node, GError **error);
void     desk_row_value_clear  (DeskRowValue *self);
void     desk_row_value_bind   (const DeskRowValue *self, sqlite3_stmt *statement, int position);
gboolean desk_row_value_equals (const DeskRowValue *self, sqlite3_stmt *row, int column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskRowValue, desk_row_value_clear)

G_END_DECLS
