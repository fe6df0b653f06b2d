/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-audit-log.h"

G_BEGIN_DECLS

/* Private to desk. */
DeskAuditEvent *desk_audit_event_new       (JsonObject *row);
void            desk_audit_event_set_actor (DeskAuditEvent *self, const char *name);

G_END_DECLS
