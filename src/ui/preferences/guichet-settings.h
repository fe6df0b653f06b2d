/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

GSettings      *guichet_settings_find       (void);
DeskNotifyRules guichet_settings_read_rules (GSettings *settings, gboolean staff);
guint64         guichet_settings_read_files_limit (GSettings *settings);
void            guichet_settings_follow     (DeskSession *session);

G_END_DECLS
