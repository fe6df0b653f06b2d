/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "desk-wake-watcher.h"

typedef struct
{
  GDBusConnection *bus;
  guint woke;
  guint said;
  gboolean named;
} Logind;

static void
on_name_acquired (GDBusConnection *bus,
                  const char      *name,
                  gpointer         data)
{
  ((Logind *) data)->named = TRUE;
}

static void
on_woke (DeskWakeWatcher *watcher,
         gpointer         data)
{
  ((Logind *) data)->woke++;
}

static void
on_sleep_said (GDBusConnection *bus,
               const char      *sender,
               const char      *path,
               const char      *interface,
               const char      *signal,
               GVariant        *parameters,
               gpointer         data)
{
  ((Logind *) data)->said++;
}

static gboolean
on_turn (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
say_sleep (Logind   *logind,
           gboolean  sleeping)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (logind->bus, NULL, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                                 "PrepareForSleep", g_variant_new ("(b)", sleeping), &error);
  g_assert_no_error (error);
}

/* A test plays logind on a bus of its own, which stands for the system's. */
static void
test_suspend (void)
{
  Logind logind = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskWakeWatcher) watcher = NULL;
  guint timer = g_timeout_add (50, on_turn, NULL);
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_autoptr (GDBusConnection) system_bus = NULL;
  guint name, subscription, before;

  logind.bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (logind.bus, "org.freedesktop.login1", G_BUS_NAME_OWNER_FLAGS_NONE, on_name_acquired, NULL,
                                       &logind, NULL);
  while (!logind.named && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (logind.named);

  watcher = desk_wake_watcher_new ();
  g_signal_connect (watcher, "woke", G_CALLBACK (on_woke), &logind);

  /* Until the watcher listens nobody hears: so it is said again. */
  while (logind.woke == 0 && g_get_monotonic_time () < end)
    {
      say_sleep (&logind, FALSE);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (logind.woke, >, 0);

  /* Falling asleep is no waking up. Who listens on the same connection after the watcher hears each signal after it did. */
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  system_bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  subscription = g_dbus_connection_signal_subscribe (system_bus, NULL, "org.freedesktop.login1.Manager", "PrepareForSleep",
                                                     "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_sleep_said,
                                                     &logind, NULL);
  before = logind.woke;
  while (logind.said < 4 && g_get_monotonic_time () < end)
    {
      say_sleep (&logind, TRUE);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (logind.said, >=, 4);
  g_assert_cmpuint (logind.woke, ==, before);
  g_dbus_connection_signal_unsubscribe (system_bus, subscription);

  g_assert_finalize_object (g_steal_pointer (&watcher));
  g_source_remove (timer);
  g_bus_unown_name (name);
  g_object_unref (logind.bus);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wake-watcher/suspend", test_suspend);

  return g_test_run ();
}
