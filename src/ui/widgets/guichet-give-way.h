/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_GIVE_WAY (guichet_give_way_get_type ())
G_DECLARE_FINAL_TYPE (GuichetGiveWay, guichet_give_way, GUICHET, GIVE_WAY, GtkWidget)

GtkWidget *guichet_give_way_new (GtkWidget *sign, GtkWidget *words);

G_END_DECLS
