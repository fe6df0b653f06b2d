/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-desktop-notifier.h"

#include "desk-notify-worker.h"

/**
 * DeskDesktopNotifier:
 *
 * The notifications of the desktop, by libnotify: one per ticket, replaced when there is more to say. Where no daemon shows them,
 * nothing happens but a line in the debug log. Nothing here waits for the daemon.
 */
struct _DeskDesktopNotifier
{
  GObject parent_instance;

  DeskNotifyWorker *worker;
};

static void desk_desktop_notifier_iface_init (DeskNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskDesktopNotifier, desk_desktop_notifier, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_NOTIFIER, desk_desktop_notifier_iface_init))

static void
desk_desktop_notifier_dispose (GObject *object)
{
  DeskDesktopNotifier *self = DESK_DESKTOP_NOTIFIER (object);

  g_clear_pointer (&self->worker, desk_notify_worker_stop);

  G_OBJECT_CLASS (desk_desktop_notifier_parent_class)->dispose (object);
}

static void
desk_desktop_notifier_class_init (DeskDesktopNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_desktop_notifier_dispose;
}

static void
on_action (const char *ticket_id,
           const char *action,
           gpointer    data)
{
  desk_notifier_emit_activated (DESK_NOTIFIER (data), ticket_id, action);
}

static void
desk_desktop_notifier_init (DeskDesktopNotifier *self)
{
  self->worker = desk_notify_worker_start (on_action, self);
}

/**
 * desk_desktop_notifier_new:
 *
 * Returns: (transfer full): the desktop's notifications
 */
DeskNotifier *
desk_desktop_notifier_new (void)
{
  return g_object_new (DESK_TYPE_DESKTOP_NOTIFIER, NULL);
}

static void
show (DeskNotifier *notifier,
      const char   *ticket_id,
      const char   *title,
      const char   *body)
{
  DeskDesktopNotifier *self = DESK_DESKTOP_NOTIFIER (notifier);

  desk_notify_worker_show (self->worker, ticket_id, title, body);
}

static void
withdraw (DeskNotifier *notifier,
          const char   *ticket_id)
{
  DeskDesktopNotifier *self = DESK_DESKTOP_NOTIFIER (notifier);

  desk_notify_worker_withdraw (self->worker, ticket_id);
}

static void
desk_desktop_notifier_iface_init (DeskNotifierInterface *iface)
{
  iface->show = show;
  iface->withdraw = withdraw;
}
