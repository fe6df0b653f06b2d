/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account.h"
#include "desk-notifier.h"
#include "desk-notify-rules.h"

G_BEGIN_DECLS

#define DESK_TYPE_ANNOUNCER (desk_announcer_get_type ())
G_DECLARE_FINAL_TYPE (DeskAnnouncer, desk_announcer, DESK, ANNOUNCER, GObject)

/**
 * DeskAnnouncer:
 *
 * Decides which new messages become a notification of the desktop: what others wrote just now in tickets that concern the person and are not in view;
 * and which of their deadlines (DeskDueWatch).
 * Private to desk. Main thread only.
 */
DeskAnnouncer *desk_announcer_new         (DeskAccount *account, DeskNotifier *notifier);
void           desk_announcer_consider    (DeskAnnouncer *self, const char * const *message_ids, gboolean live);
void           desk_announcer_set_rules   (DeskAnnouncer *self, const DeskNotifyRules *rules);
void           desk_announcer_set_in_view (DeskAnnouncer *self, const char *ticket_id);
void           desk_announcer_withdraw    (DeskAnnouncer *self, const char *ticket_id);
void           desk_announcer_stop        (DeskAnnouncer *self);

/* "#1042 Printer on fire" (transfer full); pure. */
char          *desk_announcer_dup_title   (gint64 number, const char *subject);

/* What shows where the words do not (transfer full); pure. */
char          *desk_announcer_dup_hint    (const char *name, gboolean internal);

/* "Name: first words", on one line (transfer full); pure. */
char          *desk_announcer_dup_body    (const char *name, const char *text, gboolean internal);

G_END_DECLS
