/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-thread-item.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_EVENT_ROW (guichet_event_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetEventRow, guichet_event_row, GUICHET, EVENT_ROW, AdwBin)

/* For an event, and for several that are folded into one line, which opens. */
GtkWidget *guichet_event_row_new      (DeskSession *session);
void       guichet_event_row_set_item (GuichetEventRow *self, DeskThreadItem *item);

G_END_DECLS
