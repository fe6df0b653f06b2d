/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CANNED_WINDOW (guichet_canned_window_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCannedWindow, guichet_canned_window, GUICHET, CANNED_WINDOW, AdwWindow)

GtkWidget *guichet_canned_window_new  (DeskSession *session);
void       guichet_canned_window_edit (GuichetCannedWindow *self, const char *body);

G_END_DECLS
