/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "guichet-table.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_TABLE_VIEW (guichet_table_view_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTableView, guichet_table_view, GUICHET, TABLE_VIEW, AdwBin)

GtkWidget  *guichet_table_view_new                (GuichetTable *table);
GtkWidget  *guichet_table_view_create_sort_button (GuichetTableView *self);
GListModel *guichet_table_view_get_shown          (GuichetTableView *self);
void        guichet_table_view_sort               (GuichetTableView *self, guint column);

G_END_DECLS
