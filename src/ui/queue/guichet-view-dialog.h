/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*GuichetViewNamed) (GtkWidget *from, const char *name, gpointer user_data);

GtkWidget *guichet_view_dialog_new (GtkWidget *from, const char *heading, const char *accept, const char *name, GuichetViewNamed named,
                                    gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
