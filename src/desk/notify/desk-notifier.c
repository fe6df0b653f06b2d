/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-notifier.h"

G_DEFINE_INTERFACE (DeskNotifier, desk_notifier, G_TYPE_OBJECT)

static guint activated_signal;

static void
desk_notifier_default_init (DeskNotifierInterface *iface)
{
  activated_signal = g_signal_new ("activated", DESK_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

/**
 * desk_notifier_show:
 * @ticket_id: which ticket it is about; there is one notification per ticket
 * @title: plain text
 * @body: plain text
 *
 * Shows a notification, in place of the ticket's last one.
 */
void
desk_notifier_show (DeskNotifier *self, const char *ticket_id, const char *title, const char *body)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));
  g_return_if_fail (ticket_id != NULL);

  DESK_NOTIFIER_GET_IFACE (self)->show (self, ticket_id, title, body);
}

/**
 * desk_notifier_withdraw:
 * @ticket_id: whose notification to take back
 *
 * Takes a notification back; where there is none, nothing happens.
 */
void
desk_notifier_withdraw (DeskNotifier *self, const char *ticket_id)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));
  g_return_if_fail (ticket_id != NULL);

  DESK_NOTIFIER_GET_IFACE (self)->withdraw (self, ticket_id);
}

/**
 * desk_notifier_emit_activated:
 * @action: `open` or `mark-read`
 *
 * For implementations: the person chose something on a notification.
 */
void
desk_notifier_emit_activated (DeskNotifier *self, const char *ticket_id, const char *action)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));

  g_signal_emit (self, activated_signal, 0, ticket_id, action);
}
