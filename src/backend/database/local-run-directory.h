/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *local_run_directory_make   (const char  *data_dir,
                                     GError     **error);
void     local_run_directory_remove (const char  *data_dir);
gboolean local_run_directory_await  (const char  *cluster,
                                     GError     **error);

G_END_DECLS
