/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void guichet_window_state_bind         (GtkWindow *window);
void guichet_window_state_unbind       (GtkWindow *window);
void guichet_window_state_bind_details (GObject *panes);

G_END_DECLS
