/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_OPEN_LIST (guichet_open_list_get_type ())
G_DECLARE_FINAL_TYPE (GuichetOpenList, guichet_open_list, GUICHET, OPEN_LIST, AdwBin)

/**
 * GuichetOpenListWords:
 * @row: something in the list
 *
 * Returns: (transfer full): what stands under its name
 */
typedef char *(*GuichetOpenListWords) (DeskOfficeRow *row);

GtkWidget *guichet_open_list_new          (GuichetSettingsSection *section, const char *title, const char *description, const char *new_title,
                                           guint most);
GtkWidget *guichet_open_list_create_pages (GuichetOpenList *self, GtkWidget *form);
void       guichet_open_list_set_rows     (GuichetOpenList *self, GListModel *rows, const char *column, GuichetOpenListWords words);
void       guichet_open_list_focus_row    (GuichetOpenList *self, DeskOfficeRow *row);

G_END_DECLS
