/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_STEPS (guichet_steps_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSteps, guichet_steps, GUICHET, STEPS, GtkBox)

GtkWidget *guichet_steps_new  (void);
void       guichet_steps_show (GuichetSteps *self, const char *const *names, guint n_names, guint current, gboolean done);

G_END_DECLS
