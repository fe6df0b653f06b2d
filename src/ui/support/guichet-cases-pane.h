/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-open-cases.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_CASES_PANE (guichet_cases_pane_get_type ())
G_DECLARE_FINAL_TYPE (GuichetCasesPane, guichet_cases_pane, GUICHET, CASES_PANE, AdwBin)

GtkWidget *guichet_cases_pane_new        (DeskSession *session, DeskOpenCases *cases);
void       guichet_cases_pane_add_button (GuichetCasesPane *self, GtkWidget *button);

G_END_DECLS
