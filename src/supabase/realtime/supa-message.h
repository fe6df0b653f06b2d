/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "supa-bindings.h"

G_BEGIN_DECLS

/* The payloads that a channel sends (wire facts D.2, D.3, D.5). */

JsonNode *supa_message_new_join  (SupaBindings *bindings,
                                   gboolean      is_private,
                                   gboolean      wants_presence,
                                   const char   *token);
JsonNode *supa_message_new_token (const char   *token);
JsonNode *supa_message_new       (const char   *type,
                                   const char   *event,
                                   JsonNode     *payload);

G_END_DECLS
