/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_DETAILS_PANE (guichet_details_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetDetailsPane, guichet_details_pane, GUICHET, DETAILS_PANE, AdwBin)

GtkWidget *guichet_details_pane_new     (DeskSession *session);
void       guichet_details_pane_prepare (GuichetDetailsPane *self);

G_END_DECLS
