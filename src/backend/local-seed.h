/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"

G_BEGIN_DECLS

gboolean local_seed_database (LocalContext  *context,
                              GError       **error);
gboolean local_seed_files    (LocalContext  *context,
                              GError       **error);

G_END_DECLS
