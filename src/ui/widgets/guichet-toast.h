/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void      guichet_toast_show       (GtkWidget *from, const char *sentence);
void      guichet_toast_show_error (GtkWidget *from, const GError *error);
AdwToast *guichet_toast_show_button (GtkWidget *from, const char *sentence, const char *label);
AdwToast *guichet_toast_offer      (GtkWidget *from, const char *sentence, const char *button, guint seconds);
void      guichet_toast_take_away  (GtkWidget *from);

G_END_DECLS
