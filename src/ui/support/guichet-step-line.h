/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_STEP_LINE (guichet_step_line_get_type ())
G_DECLARE_FINAL_TYPE (GuichetStepLine, guichet_step_line, GUICHET, STEP_LINE, GtkBox)

GtkWidget *guichet_step_line_new  (void);
void       guichet_step_line_show (GuichetStepLine *self, const char *const *names, guint n_names, guint current, gboolean done);

G_END_DECLS
