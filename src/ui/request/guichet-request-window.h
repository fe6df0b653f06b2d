/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_REQUEST_WINDOW (guichet_request_window_get_type ())
G_DECLARE_FINAL_TYPE (GuichetRequestWindow, guichet_request_window, GUICHET, REQUEST_WINDOW, AdwWindow)

GtkWidget  *guichet_request_window_new           (DeskSession *session, GtkWindow *parent);
GtkWidget  *guichet_request_window_new_follow_up (DeskSession *session, GtkWindow *parent, DeskTicket *followed);
const char *guichet_request_window_get_followed  (GuichetRequestWindow *self);
gboolean    guichet_request_window_send          (GuichetRequestWindow *self);

G_END_DECLS
