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
  /**
   * DeskNotifier::activated:
   * @self: a notifier
   * @ticket_id: whose notification it was
   * @action: `open` or `mark-read`
   *
   * The person clicked a notification or one of its buttons. Emitted in the main thread.
   */
  activated_signal = g_signal_new ("activated", DESK_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

/**
 * desk_notifier_show:
 * @self: a notifier
 * @ticket_id: whose notification it is; one that shows already is replaced
 * @title: plain text
 * @body: plain text
 *
 * Shows a notification. Does not wait for the desktop.
 */
void
desk_notifier_show (DeskNotifier *self,
                    const char *ticket_id,
                    const char *title,
                    const char *body)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));
  g_return_if_fail (ticket_id != NULL);
  g_return_if_fail (title != NULL);
  g_return_if_fail (body != NULL);

  DESK_NOTIFIER_GET_IFACE (self)->show (self, ticket_id, title, body);
}

/**
 * desk_notifier_withdraw:
 * @self: a notifier
 * @ticket_id: whose notification it is
 *
 * Takes a notification back; that there is none is no error.
 */
void
desk_notifier_withdraw (DeskNotifier *self,
                        const char *ticket_id)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));
  g_return_if_fail (ticket_id != NULL);

  DESK_NOTIFIER_GET_IFACE (self)->withdraw (self, ticket_id);
}

/**
 * desk_notifier_emit_activated:
 * @self: a notifier
 * @ticket_id: whose notification it was
 * @action: `open` or `mark-read`
 *
 * For implementations: says that the person clicked. Main thread only.
 */
void
desk_notifier_emit_activated (DeskNotifier *self,
                              const char *ticket_id,
                              const char *action)
{
  g_return_if_fail (DESK_IS_NOTIFIER (self));
  g_return_if_fail (ticket_id != NULL);
  g_return_if_fail (action != NULL);

  g_signal_emit (self, activated_signal, 0, ticket_id, action);
}
