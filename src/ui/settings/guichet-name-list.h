/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_NAME_LIST (guichet_name_list_get_type ())
G_DECLARE_FINAL_TYPE (GuichetNameList, guichet_name_list, GUICHET, NAME_LIST, AdwBin)

GtkWidget *guichet_name_list_new      (GuichetSettingsSection *section, DeskOfficeTable table, const char *column, const char *list_title,
                                       const char *title, const char *description, const char *row_title, const char *new_title);
void       guichet_name_list_set_of   (GuichetNameList *self, const char *column, const char *id);
void       guichet_name_list_set_rows (GuichetNameList *self, GListModel *rows);

G_END_DECLS
