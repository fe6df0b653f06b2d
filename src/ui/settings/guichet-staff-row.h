/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-settings-section.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_STAFF_ROW (guichet_staff_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetStaffRow, guichet_staff_row, GUICHET, STAFF_ROW, AdwExpanderRow)

GtkWidget *guichet_staff_row_new (GuichetSettingsSection *section, DeskOfficeRow *person);
void       guichet_staff_give_role (GuichetSettingsSection *section, DeskOfficeRow *person, const char *role, GAsyncReadyCallback refused, gpointer user_data);

G_END_DECLS
