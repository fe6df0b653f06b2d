/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *supa_json_read         (const char           *text,
                                    gsize                 length,
                                    GError              **error);
void        supa_json_parse_async  (GBytes               *text,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
JsonNode   *supa_json_parse_finish (GAsyncResult         *result,
                                    GError              **error);

/* Looks into what a server sent, which may hold anything: json-glib's own accessors take another type for a programmer's error. */
const char *supa_json_get_text     (JsonObject           *object,
                                    const char           *member);
JsonObject *supa_json_get_object   (JsonObject           *object,
                                    const char           *member);

G_END_DECLS
