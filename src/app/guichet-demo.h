/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_DEMO (guichet_demo_get_type ())
G_DECLARE_FINAL_TYPE (GuichetDemo, guichet_demo, GUICHET, DEMO, GObject)

GuichetDemo *guichet_demo_new         (GtkApplication *application);
void         guichet_demo_open        (GuichetDemo *self, const char *role);
gboolean     guichet_demo_is_starting (GuichetDemo *self);
void         guichet_demo_close       (GuichetDemo *self);
gboolean     guichet_demo_is_over     (GuichetDemo *self);

G_END_DECLS
