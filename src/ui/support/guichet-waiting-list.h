/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "desk-open-cases.h"

G_BEGIN_DECLS

GtkWidget *guichet_waiting_list_new    (DeskOpenCases *open);
void       guichet_waiting_list_select (GtkWidget *list, gboolean shown);

G_END_DECLS
