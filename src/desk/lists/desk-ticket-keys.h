/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-ticket-query.h"

G_BEGIN_DECLS

/* A sorted array of DeskTicketKey, and how it changes: each change is one range, the smallest. Private to desk. */
typedef struct
{
  guint position;
  guint removed;
  guint added;
} DeskListRange;

guint    desk_ticket_keys_find    (GArray *keys, const char *id);
gboolean desk_ticket_keys_put     (GArray *keys, const char *id, const DeskTicketKey *key, DeskListRange *range);
void     desk_ticket_keys_find_group (GArray *keys, guint position, guint *first, guint *n);
GArray  *desk_ticket_keys_dup_first (GArray *keys, guint n);
gboolean desk_ticket_keys_compare (GArray *old, GArray *news, DeskListRange *range);

G_END_DECLS
