/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GUICHET_SIGNATURE_MOST 1000

char     *guichet_signature_dup      (GSettings *settings);
gboolean  guichet_signature_is_in    (const char *signature, const char *body);
char     *guichet_signature_add      (const char *signature, const char *body);
char     *guichet_signature_dup_line (const char *signature);

G_END_DECLS
