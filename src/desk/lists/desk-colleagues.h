/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-colleague.h"

G_BEGIN_DECLS

typedef struct _DeskSession DeskSession;

#define DESK_TYPE_COLLEAGUES (desk_colleagues_get_type ())
G_DECLARE_FINAL_TYPE (DeskColleagues, desk_colleagues, DESK, COLLEAGUES, GObject)

/**
 * DeskColleagues:
 *
 * A #GListModel of #DeskColleague: who of staff looks at a ticket beside the person, by name, live while a conversation of it is open. Empty for a client,
 * and while the line is down. Somebody keeps their object while they are there. Main thread only.
 */
DeskColleagues *desk_colleagues_new (DeskSession *session, const char *ticket_id);

G_END_DECLS
