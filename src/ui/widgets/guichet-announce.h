/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *guichet_announcer_new (void);
void       guichet_announce      (GtkWidget *from, const char *words);

G_END_DECLS
