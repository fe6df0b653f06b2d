/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_QUIET_BAR (guichet_quiet_bar_get_type ())
G_DECLARE_FINAL_TYPE (GuichetQuietBar, guichet_quiet_bar, GUICHET, QUIET_BAR, AdwBin)

GtkWidget *guichet_quiet_bar_new (DeskSession *session);

G_END_DECLS
