/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

GtkListItemFactory *guichet_thread_rows_factory_new (DeskSession *session, GObject *narrow_source);

G_END_DECLS
