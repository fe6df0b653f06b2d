/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "guichet-sign-in-page.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_WINDOW (guichet_window_get_type ())
G_DECLARE_FINAL_TYPE (GuichetWindow, guichet_window, GUICHET, WINDOW, AdwApplicationWindow)

GtkWidget *guichet_window_new          (GtkApplication *application, DeskSession *session);
void       guichet_window_open_ticket  (GuichetWindow *self, const char *ticket_id);
void       guichet_window_open_number  (GuichetWindow *self, gint64 number);
void       guichet_window_sign_in      (GuichetWindow *self, const char *server, const char *key, const char *email,
                                        const char *password);
gboolean   guichet_window_may_close    (GuichetWindow *self);
void       guichet_window_say          (GuichetWindow *self, const char *sentence);
void       guichet_window_say_at_sign_in (GuichetWindow *self, const char *sentence);
void       guichet_window_set_demo     (GuichetWindow *self, GuichetDemoState demo);
void       guichet_window_mark_as_demo (GuichetWindow *self, const char *title, const char *words);

G_END_DECLS
