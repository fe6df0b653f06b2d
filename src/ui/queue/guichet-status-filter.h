/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_STATUS_FILTER (guichet_status_filter_get_type ())
G_DECLARE_FINAL_TYPE (GuichetStatusFilter, guichet_status_filter, GUICHET, STATUS_FILTER, GtkPopover)

void  guichet_status_filter_set_staff (GuichetStatusFilter *self, gboolean staff);
guint guichet_status_filter_get_mask  (GuichetStatusFilter *self);
void  guichet_status_filter_set_mask  (GuichetStatusFilter *self, guint mask);

G_END_DECLS
