/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_OFFICE_ROW (desk_office_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskOfficeRow, desk_office_row, DESK, OFFICE_ROW, GObject)

/* Something that an administrator sets, as it stood when it was asked for: a category, a priority, a calendar … It never changes; what was saved
 * comes back as a row of its own. */
DeskOfficeRow *desk_office_row_new        (GVariant *values);
const char    *desk_office_row_get_text   (DeskOfficeRow *self, const char *name);
gint64         desk_office_row_get_number (DeskOfficeRow *self, const char *name, gint64 otherwise);
gboolean       desk_office_row_get_flag   (DeskOfficeRow *self, const char *name);
gint64         desk_office_row_get_time   (DeskOfficeRow *self, const char *name);
DeskOfficeRow *desk_office_row_get_row    (DeskOfficeRow *self, const char *name);
GListModel    *desk_office_row_get_rows   (DeskOfficeRow *self, const char *name);
char         **desk_office_row_dup_texts  (DeskOfficeRow *self, const char *name);

G_END_DECLS
