/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean  local_json_is_shallow (const char *text, gsize length);
JsonNode *local_json_parse      (const char *text, gssize length);

G_END_DECLS
