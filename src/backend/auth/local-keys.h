/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"

G_BEGIN_DECLS

gboolean local_keys_load (LocalContext  *context,
                          const char    *jwt_secret,
                          GError       **error);

G_END_DECLS
