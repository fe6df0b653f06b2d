/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-notify-rules.h"

G_BEGIN_DECLS

#define DESK_TYPE_DUE_WATCH (desk_due_watch_get_type ())
G_DECLARE_FINAL_TYPE (DeskDueWatch, desk_due_watch, DESK, DUE_WATCH, GObject)

/* A deadline of a ticket is near, or has passed: what a notification says of it. */
typedef void (*DeskDueFunc) (const char *ticket_id, const char *title, const char *body, gpointer user_data);

/**
 * DeskDueWatch:
 *
 * Tells staff of the deadlines of tickets that concern them: a quarter of an hour before, and when one has passed. Each is told once, at its moment; what
 * came to pass before the watch began, or longer ago while the computer slept, the list says. Private to desk. Main thread only.
 */
DeskDueWatch *desk_due_watch_new       (DeskAccount *account, DeskDueFunc func, gpointer user_data);
void          desk_due_watch_set_rules (DeskDueWatch *self, const DeskNotifyRules *rules);
void          desk_due_watch_stop      (DeskDueWatch *self);

G_END_DECLS
