/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_TAB_STOP (guichet_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTabStop, guichet_tab_stop, GUICHET, TAB_STOP, AdwBin)

GtkWidget *guichet_tab_stop_new (GtkWidget *child);

G_END_DECLS
