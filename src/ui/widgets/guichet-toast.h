/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void guichet_toast_show       (GtkWidget *from, const char *sentence);
AdwToast *guichet_toast_show_button (GtkWidget *from, const char *sentence, const char *label);
void guichet_toast_show_error (GtkWidget *from, const GError *error);

G_END_DECLS
