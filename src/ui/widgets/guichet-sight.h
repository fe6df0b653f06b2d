/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GUICHET_TYPE_SIGHT (guichet_sight_get_type ())
G_DECLARE_FINAL_TYPE (GuichetSight, guichet_sight, GUICHET, SIGHT, GObject)

/**
 * GuichetSightFunc:
 * @row: a row that has come into sight
 *
 * Fills it.
 */
typedef void (*GuichetSightFunc) (GtkWidget *row);

GuichetSight *guichet_sight_new    (GtkWidget *list, GuichetSightFunc fill);
void          guichet_sight_await  (GuichetSight *self, GtkWidget *row);
void          guichet_sight_forget (GuichetSight *self, GtkWidget *row);

G_END_DECLS
