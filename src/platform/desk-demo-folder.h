/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *desk_demo_folder_make   (GError     **error);
gboolean  desk_demo_folder_remove (const char  *folder,
                                   GError     **error);

G_END_DECLS
