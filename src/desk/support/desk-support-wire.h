/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-support-types.h"

G_BEGIN_DECLS

/* How the calls of the support console write things. Private to desk; whatever a server sends is taken without complaint. */
extern const char *const desk_wire_incident_statuses[];
extern const char *const desk_wire_incident_priorities[];
extern const char *const desk_wire_incident_categories[];
extern const char *const desk_wire_privacy_kinds[];
extern const char *const desk_wire_privacy_statuses[];

const char *desk_wire_get_text    (JsonObject *object, const char *member);
JsonObject *desk_wire_get_object  (JsonObject *object, const char *member);
guint       desk_wire_read_word   (JsonObject *object, const char *member, const char *const *words);
char       *desk_wire_dup_text    (JsonObject *object, const char *member);
gint64      desk_wire_read_time   (JsonObject *object, const char *member);
gint64      desk_wire_read_number (JsonObject *object, const char *member);
JsonArray  *desk_wire_get_array   (JsonObject *object, const char *member);
JsonObject *desk_wire_get_element (JsonArray *array, guint position);
JsonObject *desk_wire_get_data    (JsonNode *answer);
JsonArray  *desk_wire_get_rows    (JsonNode *answer);

G_END_DECLS
