/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-wake-watcher.h"

/**
 * DeskWakeWatcher:
 *
 * Notices that the computer woke up: a moment at which it is worth to look at the server at once. It is a hint; where nobody tells of it, nothing
 * fails. (Changes of the network are noticed by the desk itself.) Main thread only.
 */
struct _DeskWakeWatcher
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
};

G_DEFINE_FINAL_TYPE (DeskWakeWatcher, desk_wake_watcher, G_TYPE_OBJECT)

enum
{
  WOKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* systemd's logind: PrepareForSleep is TRUE before the computer sleeps and FALSE when it is awake again. */
static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *signal,
                      GVariant        *parameters,
                      gpointer         data)
{
  gboolean falls_asleep = TRUE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &falls_asleep);
  if (!falls_asleep)
    g_signal_emit (data, signals[WOKE], 0);
}

static void
on_bus_got (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  DeskWakeWatcher *self;

  if (bus == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("No system bus, so nobody tells when the computer wakes: %s", error->message);
      return;
    }

  self = DESK_WAKE_WATCHER (data);
  self->bus = bus;
  self->subscription = g_dbus_connection_signal_subscribe (bus, "org.freedesktop.login1",
                                                           "org.freedesktop.login1.Manager", "PrepareForSleep",
                                                           "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                           on_prepare_for_sleep, self, NULL);
}

static void
desk_wake_watcher_dispose (GObject *object)
{
  DeskWakeWatcher *self = DESK_WAKE_WATCHER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (desk_wake_watcher_parent_class)->dispose (object);
}

static void
desk_wake_watcher_class_init (DeskWakeWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_wake_watcher_dispose;

  /**
   * DeskWakeWatcher::woke:
   *
   * The computer is awake again.
   */
  signals[WOKE] = g_signal_new ("woke", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_wake_watcher_init (DeskWakeWatcher *self)
{
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_bus_got, self);
}

/**
 * desk_wake_watcher_new:
 *
 * Returns: (transfer full): a watcher, which begins at once
 */
DeskWakeWatcher *
desk_wake_watcher_new (void)
{
  return g_object_new (DESK_TYPE_WAKE_WATCHER, NULL);
}
