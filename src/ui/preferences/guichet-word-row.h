/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *guichet_word_row_new (const char *title, const char *subtitle, const char *const *words);

G_END_DECLS
