/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-transfers.h"

G_BEGIN_DECLS

#define DESK_TYPE_SENDER (desk_sender_get_type ())
G_DECLARE_FINAL_TYPE (DeskSender, desk_sender, DESK, SENDER, GObject)

/**
 * DeskSender:
 *
 * Delivers the outbox: in order for each ticket, several tickets at once, again after a growing delay while the line is bad. Private to desk. Main thread only.
 *
 * Signals: `counted` (guint pending, guint failed) after each look; `delivered` () when the backend has taken something
 * that may change more than the row itself; `forbidden` () when the backend has refused something for want of a right.
 */
DeskSender *desk_sender_new   (DeskAccount *account, DeskTransfers *transfers);
void        desk_sender_start (DeskSender *self);
void        desk_sender_hurry (DeskSender *self);
void        desk_sender_stop  (DeskSender *self);

G_END_DECLS
