/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-error.h"

G_BEGIN_DECLS

/* The one place where what the Supabase client and the disk say becomes an error of the desk. Private to desk. */
GError  *desk_problem_new          (const GError *error);
gboolean desk_problem_is_transient (const GError *error);
gboolean desk_problem_is_silence   (const GError *error);

G_END_DECLS
