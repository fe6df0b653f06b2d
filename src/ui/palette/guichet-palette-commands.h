/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

GListModel *guichet_palette_commands_new       (GtkWidget *where, DeskSession *session);
const char *guichet_palette_commands_get_icon  (const char *action);
const char *guichet_palette_commands_get_accel (const char *action);

G_END_DECLS
