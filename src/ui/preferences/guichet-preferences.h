/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

GtkWidget *guichet_preferences_new (DeskSession *session, GtkWindow *parent);

G_END_DECLS
