/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_SKELETON (guichet_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSkeleton, guichet_skeleton, GUICHET, SKELETON, GtkBox)

GtkWidget *guichet_skeleton_crop (GtkWidget *rows);

G_END_DECLS
