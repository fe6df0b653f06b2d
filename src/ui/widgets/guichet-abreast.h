/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_ABREAST (guichet_abreast_get_type ())
G_DECLARE_FINAL_TYPE (GuichetAbreast, guichet_abreast, GUICHET, ABREAST, GtkWidget)

/* Properties: spacing (int): pixels between two; homogeneous (boolean): all are as wide as the widest. */
GtkWidget *guichet_abreast_new    (int spacing, gboolean homogeneous);
void       guichet_abreast_append (GuichetAbreast *self, GtkWidget *child);

G_END_DECLS
