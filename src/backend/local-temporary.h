/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean local_temporary_check  (const char  *data_dir,
                                 GError     **error);
void     local_temporary_remove (const char  *data_dir);

G_END_DECLS
