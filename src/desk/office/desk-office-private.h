/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-office.h"

G_BEGIN_DECLS

JsonNode *desk_office_to_json   (GVariant *values);
GVariant *desk_office_from_json (JsonNode *node);
void      desk_office_fail      (GTask *task, GError *error);

G_END_DECLS
