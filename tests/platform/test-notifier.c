/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "desk-desktop-notifier.h"

/* Goes round the main loop, at least ten times a second, until CONDITION holds. */
#define wait_until(CONDITION)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 wait_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                                   \
    guint wait_timer = g_timeout_add (100, on_turn, NULL);                                                             \
    while (!(CONDITION))                                                                                               \
      {                                                                                                                \
        g_assert_cmpint (g_get_monotonic_time (), <, wait_end);                                                        \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (wait_timer);                                                                                      \
  }                                                                                                                    \
  G_STMT_END

static gboolean
on_turn (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
on_activated (DeskNotifier *notifier,
              const char   *ticket_id,
              const char   *action,
              GString      *heard)
{
  g_string_append_printf (heard, "%s %s;", ticket_id, action);
}

/* The real daemon. */

static char *
dunstctl (const char *first,
          const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "dunstctl", first, second, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  return g_strstrip (output);
}

static guint
count_displayed (void)
{
  g_autofree char *text = dunstctl ("count", "displayed");

  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static void
test_real (void)
{
  DeskNotifier *notifier = desk_desktop_notifier_new ();
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autofree char *nothing = NULL;
  g_autofree char *closed = NULL;

  g_signal_connect (notifier, "activated", G_CALLBACK (on_activated), heard);
  desk_notifier_show (notifier, "t1", "Nadia", "First <b>words</b> & more");
  wait_until (count_displayed () == 1);
  desk_notifier_show (notifier, "t2", "Paul", "Another");
  wait_until (count_displayed () == 2);

  /* One per ticket: what is newer takes the place. */
  desk_notifier_show (notifier, "t2", "Paul", "Another, newer");
  desk_notifier_show (notifier, "t3", "Jonas", "Third");
  wait_until (count_displayed () == 3);
  desk_notifier_withdraw (notifier, "t3");
  desk_notifier_withdraw (notifier, "t2");
  desk_notifier_withdraw (notifier, "none");
  wait_until (count_displayed () == 1);

  nothing = dunstctl ("action", "0");
  wait_until (g_str_equal (heard->str, "t1 open;"));

  desk_notifier_show (notifier, "t1", "Nadia", "Back again");
  wait_until (count_displayed () == 1);
  closed = dunstctl ("close-all", NULL);
  wait_until (count_displayed () == 0);

  /* The end of the program takes back what nobody would hear any more, before it is over. */
  desk_notifier_show (notifier, "t4", "Last", "words");
  wait_until (count_displayed () == 1);
  g_assert_finalize_object (notifier);
  g_assert_cmpuint (count_displayed (), ==, 0);
}

/* A daemon that the test plays itself, to see exactly what is said to it. */

static const char interface_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
  "</interface></node>";

typedef struct
{
  guint calls;
  guint last_id;
  guint replaces;
  guint closed;
  guint closes;
  char *title;
  char *body;
  char *actions;
  char *entry;
} Played;

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  Played *played = data;

  if (g_str_equal (method, "GetCapabilities"))
    {
      const char *capabilities[] = { "body", "body-markup", "actions", NULL };

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
    }
  else if (g_str_equal (method, "GetServerInformation"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "played", "test", "1", "1.2"));
  else if (g_str_equal (method, "CloseNotification"))
    {
      g_variant_get (arguments, "(u)", &played->closed);
      played->closes++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    {
      g_auto (GStrv) actions = NULL;
      g_autoptr (GVariant) hints = NULL;

      g_clear_pointer (&played->title, g_free);
      g_clear_pointer (&played->body, g_free);
      g_clear_pointer (&played->actions, g_free);
      g_clear_pointer (&played->entry, g_free);
      g_variant_get (arguments, "(susss^as@a{sv}i)", NULL, &played->replaces, NULL, &played->title, &played->body, &actions,
                     &hints, NULL);
      played->actions = g_strjoinv ("|", actions);
      g_assert_true (g_variant_lookup (hints, "desktop-entry", "s", &played->entry));
      if (played->replaces == 0)
        played->last_id++;
      played->calls++;
      g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(u)", played->replaces != 0 ? played->replaces : played->last_id));
    }
}

static void
on_name (GDBusConnection *bus,
         const char      *name,
         gpointer         data)
{
  gboolean *owned = data;

  *owned = TRUE;
}

static void
say (GDBusConnection *bus,
     const char      *signal_name,
     GVariant        *arguments)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (bus, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", signal_name,
                                 arguments, &error);
  g_assert_no_error (error);
}

static void
test_played (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_autoptr (GString) heard = g_string_new (NULL);
  Played played = { 0 };
  gboolean owned = FALSE;
  DeskNotifier *notifier;
  guint name_id;
  guint object_id;

  /* A connection of its own, as another process would have. */
  bus = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  object_id = g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", info->interfaces[0], &vtable, &played,
                                                 NULL, &error);
  g_assert_no_error (error);
  name_id = g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL,
                                          &owned, NULL);
  wait_until (owned);

  notifier = desk_desktop_notifier_new ();
  g_signal_connect (notifier, "activated", G_CALLBACK (on_activated), heard);
  desk_notifier_show (notifier, "t1", "A <title> & more", "<b>not bold</b> & \"safe\"");
  wait_until (played.calls == 1);
  g_assert_cmpstr (played.title, ==, "A <title> & more");
  g_assert_cmpstr (played.body, ==, "&lt;b&gt;not bold&lt;/b&gt; &amp; &quot;safe&quot;");
  g_assert_cmpstr (played.actions, ==, "default|Open|mark-read|Mark as Read");
  g_assert_cmpstr (played.entry, ==, APPLICATION_ID);
  g_assert_cmpuint (played.replaces, ==, 0);

  /* The same ticket: the same notification. Another: another. */
  desk_notifier_show (notifier, "t1", "Again", "more");
  wait_until (played.calls == 2);
  g_assert_cmpuint (played.replaces, ==, 1);
  g_assert_cmpstr (played.actions, ==, "default|Open|mark-read|Mark as Read");
  desk_notifier_show (notifier, "t2", "Other", "words");
  wait_until (played.calls == 3);
  g_assert_cmpuint (played.replaces, ==, 0);

  say (bus, "ActionInvoked", g_variant_new ("(us)", 2, "mark-read"));
  wait_until (g_str_equal (heard->str, "t2 mark-read;"));
  say (bus, "ActionInvoked", g_variant_new ("(us)", 1, "default"));
  wait_until (g_str_equal (heard->str, "t2 mark-read;t1 open;"));

  /* One that the person put away is begun anew. */
  say (bus, "NotificationClosed", g_variant_new ("(uu)", 1, 2));
  desk_notifier_withdraw (notifier, "t2");
  wait_until (played.closed == 2);
  /* By the time that this one is told, the other side has heard of the closing. */
  desk_notifier_show (notifier, "t3", "Third", "words");
  wait_until (played.calls == 4);
  desk_notifier_show (notifier, "t1", "Anew", "words");
  wait_until (played.calls == 5);
  g_assert_cmpuint (played.replaces, ==, 0);

  /* The end takes back what nobody would hear any more. */
  g_assert_finalize_object (notifier);
  wait_until (played.closes == 3);

  g_bus_unown_name (name_id);
  g_dbus_connection_unregister_object (bus, object_id);
  g_free (played.title);
  g_free (played.body);
  g_free (played.actions);
  g_free (played.entry);
}

/* No daemon. */

typedef struct
{
  guint debug;
  guint worse;
} Logged;

static GMutex logged_lock;

static GLogWriterOutput
count_lines (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         data)
{
  Logged *logged = data;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (!g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        continue;

      g_mutex_lock (&logged_lock);
      if ((level & G_LOG_LEVEL_DEBUG) == 0)
        logged->worse++;
      else if (g_strcmp0 (fields[i].value, "platform") == 0)
        logged->debug++;
      g_mutex_unlock (&logged_lock);
    }

  return G_LOG_WRITER_HANDLED;
}

static Logged
get_logged (Logged *logged)
{
  Logged copy;

  g_mutex_lock (&logged_lock);
  copy = *logged;
  g_mutex_unlock (&logged_lock);
  return copy;
}

static void
test_none (void)
{
  static Logged logged;
  DeskNotifier *notifier;

  g_log_set_writer_func (count_lines, &logged, NULL);
  notifier = desk_desktop_notifier_new ();
  desk_notifier_show (notifier, "t1", "Nobody", "sees this");
  desk_notifier_show (notifier, "t1", "Nobody", "sees this");
  desk_notifier_withdraw (notifier, "t1");
  wait_until (get_logged (&logged).debug == 2);
  g_assert_cmpuint (get_logged (&logged).worse, ==, 0);
  g_assert_finalize_object (notifier);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notifier/real", test_real);
  g_test_add_func ("/notifier/played", test_played);
  g_test_add_func ("/notifier/none", test_none);

  return g_test_run ();
}
