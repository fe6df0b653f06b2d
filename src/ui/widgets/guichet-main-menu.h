/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void guichet_main_menu_add (GtkMenuButton *button,
                            gboolean signed_in);

G_END_DECLS
