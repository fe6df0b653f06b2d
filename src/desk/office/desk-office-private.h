/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-office.h"

G_BEGIN_DECLS

/* One description a table: what is asked for, what tells its rows apart, what they hang on, and in which order they come. */
typedef struct
{
  const char *name;
  const char *columns;
  const char *keys[2];
  const char *of;
  const char *order;
  gboolean descending;
  gboolean cached;              /* the cache of tickets keeps it as well */
  guint limit;
  const char *nulls[2];         /* (nullable): only rows that have nothing there */
} DeskOfficeDescription;

const DeskOfficeDescription *desk_office_describe (DeskOfficeTable table);
DeskOfficeRow *desk_office_read_row  (JsonNode *answer);
GListStore    *desk_office_read_rows (JsonNode *answer);

JsonNode *desk_office_to_json   (GVariant *values);
GVariant *desk_office_from_json (JsonNode *node);
void      desk_office_fail      (GTask *task, GError *error);

G_END_DECLS
