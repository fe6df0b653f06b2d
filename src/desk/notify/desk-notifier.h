/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_NOTIFIER (desk_notifier_get_type ())
G_DECLARE_INTERFACE (DeskNotifier, desk_notifier, DESK, NOTIFIER, GObject)

/**
 * DeskNotifierInterface:
 * @show: shows or replaces the notification of a ticket; title and body are plain text
 * @withdraw: takes it back; not there is no error
 *
 * The desktop's notifications. Signal `activated` (const char *ticket_id, const char *action): action is `open` or `mark-read`.
 */
struct _DeskNotifierInterface
{
  GTypeInterface parent_iface;

  void (*show)     (DeskNotifier *self, const char *ticket_id, const char *title, const char *body);
  void (*withdraw) (DeskNotifier *self, const char *ticket_id);
};

void desk_notifier_show           (DeskNotifier *self, const char *ticket_id, const char *title, const char *body);
void desk_notifier_withdraw       (DeskNotifier *self, const char *ticket_id);
void desk_notifier_emit_activated (DeskNotifier *self, const char *ticket_id, const char *action);

G_END_DECLS
