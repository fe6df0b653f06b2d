/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void guichet_ui_init  (void);
void guichet_ui_style (void);

G_END_DECLS
