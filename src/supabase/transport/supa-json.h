/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *supa_json_read         (const char           *text,
                                  gsize                 length,
                                  GError              **error);
void      supa_json_parse_async  (GBytes               *text,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
JsonNode *supa_json_parse_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
