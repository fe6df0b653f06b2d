/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-notify-worker.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libnotify/notify.h>
#include <string.h>

#define PATIENCE_USEC (200 * 1000)

/* libnotify waits for the daemon's answer in each call, and knows nothing of threads. So it lives in one thread, which has a main loop of
 * its own; orders go there, and what the person clicks comes back. */
struct _DeskNotifyWorker
{
  gatomicrefcount references; /* the owner's, the thread's, and one per call on its way back */

  GMainContext *home;         /* of who started the worker */
  GMainContext *context;      /* of the thread */
  GMainLoop *loop;
  DeskNotifyAction on_action; /* these two only at home; NULL once stopped */
  gpointer data;

  GMutex lock;
  GCond ended;
  gboolean has_ended;

  /* only in the thread: */
  GHashTable *shown;          /* ticket to NotifyNotification */
};

typedef struct
{
  DeskNotifyWorker *worker;
  char *ticket_id;
  char *title;
  char *body;
} Order;

static DeskNotifyWorker *
desk_notify_worker_ref (DeskNotifyWorker *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
desk_notify_worker_unref (DeskNotifyWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  g_free (self);
}

static void
order_free (gpointer data)
{
  Order *order = data;

  desk_notify_worker_unref (order->worker);
  g_free (order->ticket_id);
  g_free (order->title);
  g_free (order->body);
  g_free (order);
}

static Order *
order_new (DeskNotifyWorker *worker,
           const char       *ticket_id,
           const char       *title,
           const char       *body)
{
  Order *order = g_new0 (Order, 1);

  order->worker = desk_notify_worker_ref (worker);
  order->ticket_id = g_strdup (ticket_id);
  order->title = g_strdup (title);
  order->body = g_strdup (body);
  return order;
}

/* Always by a source: an order is never carried out within the call that gives it. */
static void
post (GMainContext *context,
      GSourceFunc   function,
      Order        *order)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, order, order_free);
  g_source_attach (source, context);
}

static gboolean
tell_action (gpointer data)
{
  Order *order = data;

  if (order->worker->on_action != NULL)
    order->worker->on_action (order->ticket_id, order->title, order->worker->data);

  return G_SOURCE_REMOVE;
}

static void
on_notification_action (NotifyNotification *notification,
                        char               *action,
                        gpointer            data)
{
  DeskNotifyWorker *self = data;
  const char *ticket_id = g_object_get_data (G_OBJECT (notification), "ticket-id");
  const char *name = g_str_equal (action, "default") ? "open" : action;

  post (self->home, tell_action, order_new (self, ticket_id, name, NULL));
}

static void
on_notification_closed (NotifyNotification *notification,
                        DeskNotifyWorker   *self)
{
  const char *ticket_id = g_object_get_data (G_OBJECT (notification), "ticket-id");

  if (g_hash_table_lookup (self->shown, ticket_id) == notification)
    g_hash_table_remove (self->shown, ticket_id);
}

static gboolean
ask_bus (const char *method,
         GVariant   *arguments,
         GVariant  **answer,
         GError    **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);

  if (bus != NULL)
    *answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                           method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  return *answer != NULL;
}

/* libnotify would raise a warning each time. */
static gboolean
find_daemon (GError **error)
{
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GVariant) started = NULL;
  gboolean is_owned = FALSE;

  if (!ask_bus ("NameHasOwner", g_variant_new ("(s)", "org.freedesktop.Notifications"), &owned, error))
    return FALSE;

  g_variant_get (owned, "(b)", &is_owned);
  return is_owned ||
         ask_bus ("StartServiceByName", g_variant_new ("(su)", "org.freedesktop.Notifications", 0), &started, error);
}

static gboolean
has_capability (const char *wanted)
{
  GList *capabilities = notify_get_server_caps ();
  gboolean found = g_list_find_custom (capabilities, wanted, (GCompareFunc) strcmp) != NULL;

  g_list_free_full (capabilities, g_free);
  return found;
}

static NotifyNotification *
new_notification (DeskNotifyWorker *self,
                  const char       *ticket_id)
{
  NotifyNotification *notification = notify_notification_new ("", NULL, APPLICATION_ID);

  g_object_set_data_full (G_OBJECT (notification), "ticket-id", g_strdup (ticket_id), g_free);
  notify_notification_set_category (notification, "im.received");
  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (APPLICATION_ID));
  if (has_capability ("actions"))
    {
      notify_notification_add_action (notification, "default", _("Open"), on_notification_action, self, NULL);
      notify_notification_add_action (notification, "mark-read", _("Mark as Read"), on_notification_action, self, NULL);
    }
  g_signal_connect (notification, "closed", G_CALLBACK (on_notification_closed), self);

  return notification;
}

static gboolean
show (gpointer data)
{
  Order *order = data;
  DeskNotifyWorker *self = order->worker;
  NotifyNotification *notification = g_hash_table_lookup (self->shown, order->ticket_id);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (!find_daemon (&error))
    {
      g_debug ("No notification is shown: %s", error->message);
      g_hash_table_remove (self->shown, order->ticket_id);
      return G_SOURCE_REMOVE;
    }

  if (notification == NULL)
    {
      notification = new_notification (self, order->ticket_id);
      g_hash_table_insert (self->shown, g_strdup (order->ticket_id), notification);
    }

  /* The title is plain text everywhere; the body only where the daemon knows no markup. */
  body = has_capability ("body-markup") ? g_markup_escape_text (order->body, -1) : g_strdup (order->body);
  notify_notification_update (notification, order->title, body, APPLICATION_ID);
  if (!notify_notification_show (notification, &error))
    {
      g_debug ("No notification is shown: %s", error->message);
      g_hash_table_remove (self->shown, order->ticket_id);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
withdraw (gpointer data)
{
  Order *order = data;
  DeskNotifyWorker *self = order->worker;
  NotifyNotification *notification = g_hash_table_lookup (self->shown, order->ticket_id);
  g_autoptr (GError) error = NULL;

  if (notification == NULL)
    return G_SOURCE_REMOVE;

  if (!notify_notification_close (notification, &error))
    g_debug ("The notification is not taken back: %s", error->message);
  g_hash_table_remove (self->shown, order->ticket_id);

  return G_SOURCE_REMOVE;
}

static gboolean
quit (gpointer data)
{
  Order *order = data;

  g_main_loop_quit (order->worker->loop);

  return G_SOURCE_REMOVE;
}

static void
drop_notification (gpointer data)
{
  NotifyNotification *notification = data;

  g_signal_handlers_disconnect_matched (notification, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_notification_closed, NULL);
  g_object_unref (notification);
}

static void
close_notification (gpointer ticket_id,
                    gpointer notification,
                    gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_signal_handlers_disconnect_matched (notification, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_notification_closed, NULL);
  if (!notify_notification_close (notification, &error))
    g_debug ("The notification is not taken back: %s", error->message);
}

static gpointer
run (gpointer data)
{
  DeskNotifyWorker *self = data;

  g_main_context_push_thread_default (self->context);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drop_notification);
  if (!notify_is_initted ())
    notify_init ("Guichet");

  g_main_loop_run (self->loop);

  /* Nobody would hear their buttons any more. They must go before libnotify's connection does. */
  g_hash_table_foreach (self->shown, close_notification, NULL);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  notify_uninit ();
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  g_mutex_lock (&self->lock);
  self->has_ended = TRUE;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->lock);
  desk_notify_worker_unref (self);

  return NULL;
}

/*< private >
 * desk_notify_worker_start:
 *
 * There may be one worker at a time: libnotify is one per process.
 */
DeskNotifyWorker *
desk_notify_worker_start (DeskNotifyAction on_action,
                          gpointer         data)
{
  DeskNotifyWorker *self = g_new0 (DeskNotifyWorker, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->on_action = on_action;
  self->data = data;
  g_thread_unref (g_thread_new ("notifications", run, desk_notify_worker_ref (self)));

  return self;
}

/*< private >
 * desk_notify_worker_stop:
 * @self: (transfer full): the worker
 *
 * Ends the worker as soon as it has carried out its orders; no action is told any more. It is given a moment for that, since the program
 * usually ends with it, and would leave notifications whose buttons nobody hears; a daemon that takes longer is not waited for.
 */
void
desk_notify_worker_stop (DeskNotifyWorker *self)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_USEC;

  self->on_action = NULL;
  self->data = NULL;
  post (self->context, quit, order_new (self, NULL, NULL, NULL));

  g_mutex_lock (&self->lock);
  while (!self->has_ended && g_cond_wait_until (&self->ended, &self->lock, end))
    ;
  g_mutex_unlock (&self->lock);
  desk_notify_worker_unref (self);
}

/*< private >
 * desk_notify_worker_show:
 */
void
desk_notify_worker_show (DeskNotifyWorker *self,
                         const char       *ticket_id,
                         const char       *title,
                         const char       *body)
{
  post (self->context, show, order_new (self, ticket_id, title, body));
}

/*< private >
 * desk_notify_worker_withdraw:
 */
void
desk_notify_worker_withdraw (DeskNotifyWorker *self,
                             const char       *ticket_id)
{
  post (self->context, withdraw, order_new (self, ticket_id, NULL, NULL));
}
