/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GuichetStepFunc:
 * @user_data: what was given to guichet_by_steps_begin()
 *
 * Does a little of something long: makes a row, for example.
 *
 * Returns: whether there is more to do
 */
typedef gboolean (*GuichetStepFunc) (gpointer user_data);

void guichet_by_steps_begin (guint *id, GuichetStepFunc step, gpointer user_data);

G_END_DECLS
