/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-error.h"

G_BEGIN_DECLS

GError *desk_error_new_refused (DeskError code, const char *message, const char *refusal, const char * const *fields, guint retry_after);

G_END_DECLS
