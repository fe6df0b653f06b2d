/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_PRIVACY_WINDOW (guichet_privacy_window_get_type ())
G_DECLARE_FINAL_TYPE (GuichetPrivacyWindow, guichet_privacy_window, GUICHET, PRIVACY_WINDOW, AdwWindow)

GtkWidget *guichet_privacy_window_new (DeskSession *session, GtkWindow *parent);

G_END_DECLS
