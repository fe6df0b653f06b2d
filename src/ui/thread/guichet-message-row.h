/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-thread-item.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_MESSAGE_ROW (guichet_message_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetMessageRow, guichet_message_row, GUICHET, MESSAGE_ROW, AdwBin)

/* Property: narrow (boolean): files stand one under the other. */
GtkWidget      *guichet_message_row_new      (DeskSession *session);
void            guichet_message_row_set_item (GuichetMessageRow *self, DeskThreadItem *item);
DeskThreadItem *guichet_message_row_get_item (GuichetMessageRow *self);

G_END_DECLS
