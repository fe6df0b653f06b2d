/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        guichet_hint_set (GtkWidget *widget, const char *words);
const char *guichet_hint_get (GtkWidget *widget);

G_END_DECLS
