/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_WRAP (guichet_wrap_get_type ())
G_DECLARE_FINAL_TYPE (GuichetWrap, guichet_wrap, GUICHET, WRAP, GtkWidget)

GtkWidget *guichet_wrap_new         (void);
void       guichet_wrap_set_spacing (GuichetWrap *self, int spacing);
void       guichet_wrap_append      (GuichetWrap *self, GtkWidget *child);
void       guichet_wrap_clear       (GuichetWrap *self);

G_END_DECLS
