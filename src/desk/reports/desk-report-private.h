/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-report.h"

G_BEGIN_DECLS

/* Private to desk. */
DeskReport *desk_report_parse (JsonNode *answer);

G_END_DECLS
