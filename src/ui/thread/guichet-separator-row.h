/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-thread-item.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_SEPARATOR_ROW (guichet_separator_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSeparatorRow, guichet_separator_row, GUICHET, SEPARATOR_ROW, AdwBin)

/* For a day, and for the line above what is new. */
GtkWidget *guichet_separator_row_new      (DeskSession *session);
void       guichet_separator_row_set_item (GuichetSeparatorRow *self, DeskThreadItem *item);

G_END_DECLS
