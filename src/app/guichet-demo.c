/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-demo.h"

#include <glib/gi18n.h>

#include "desk-demo-server.h"
#include "desk-error.h"
#include "desk-wiring.h"
#include "guichet-window.h"

/* The people of the sample data all have it; it is no secret. */
#define PASSWORD "guichet-demo"

typedef struct
{
  const char *name;    /* target of the action app.demo */
  const char *email;
  const char *title;
  const char *words;
} Role;

static const Role roles[] = {
  { "support", "agent@desk.test", N_("Guichet – Demo as Support"), N_("Demo as support. Nothing here is kept.") },
  { "client", "client@north.test", N_("Guichet – Demo as Client"), N_("Demo as a client. Nothing here is kept.") },
  { "admin", "admin@desk.test", N_("Guichet – Demo as Administrator"), N_("Demo as an administrator. Nothing here is kept.") },
};

/**
 * GuichetDemo:
 *
 * The demo: windows of people of the sample data, at a help desk on this computer that lives as long as they do. Nothing of it reaches the keyring
 * or the data of the person who tries it.
 */
struct _GuichetDemo
{
  GObject parent_instance;

  GtkApplication *application; /* unowned: it owns this */
  GPtrArray *seats;
  DeskDemoServer *server;      /* the one that new windows use */
  gboolean starting;
  guint stopping;              /* how many servers are */
  guint n_seats;               /* that there ever were */
};

/* Somebody at a window. The window comes when they are signed in. */
typedef struct
{
  GuichetDemo *demo;
  const Role *role;
  DeskDemoServer *server;
  DeskSession *session;
  GtkWidget *window;
} Seat;

G_DEFINE_FINAL_TYPE (GuichetDemo, guichet_demo, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_starting (GuichetDemo *self,
              gboolean starting)
{
  if (self->starting == starting)
    return;

  self->starting = starting;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_stopped (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetDemo) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_demo_server_stop_finish (DESK_DEMO_SERVER (source), result, &error))
    g_warning ("Something of the demo is left: %s", error->message);
  self->stopping--;
  g_signal_emit (self, signals[CHANGED], 0);
  g_application_release (G_APPLICATION (self->application));
}

/* The program waits for the end of it, also when its last window is closed. */
static void
stop (GuichetDemo *self,
      DeskDemoServer *server)
{
  g_autoptr (DeskDemoServer) kept = g_object_ref (server);

  g_signal_handlers_disconnect_by_data (server, self);
  if (self->server == server)
    g_clear_object (&self->server);
  self->stopping++;
  g_application_hold (G_APPLICATION (self->application));
  desk_demo_server_stop_async (server, on_stopped, g_object_ref (self));
}

static gboolean
is_used (GuichetDemo *self,
         DeskDemoServer *server)
{
  for (guint i = 0; i < self->seats->len; i++)
    if (((Seat *) self->seats->pdata[i])->server == server)
      return TRUE;

  return FALSE;
}

static void
seat_free (Seat *seat)
{
  if (seat->window != NULL)
    g_signal_handlers_disconnect_by_data (seat->window, seat);
  g_signal_handlers_disconnect_by_data (seat->session, seat);
  g_clear_object (&seat->session);
  g_clear_object (&seat->server);
  g_free (seat);
}

/* Who leaves last turns the light off. */
static void
leave (Seat *seat)
{
  GuichetDemo *self = seat->demo;
  g_autoptr (DeskDemoServer) server = g_object_ref (seat->server);

  g_ptr_array_remove (self->seats, seat);
  if (!is_used (self, server))
    stop (self, server);
}

static void
fail (GuichetDemo *self,
      const char *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static void
on_window_destroyed (Seat *seat)
{
  seat->window = NULL;
  leave (seat);
}

/* Signed out, or the session was ended. */
static void
on_state (Seat *seat)
{
  g_autofree char *sentence = NULL;

  if (seat->window == NULL || desk_session_get_state (seat->session) != DESK_SESSION_SIGNED_OUT)
    return;

  g_object_get (seat->session, "ended-sentence", &sentence, NULL);
  if (sentence != NULL)
    fail (seat->demo, sentence);
  gtk_window_destroy (GTK_WINDOW (seat->window));
}

static void
show_window (Seat *seat)
{
  seat->window = guichet_window_new (seat->demo->application, seat->session);
  guichet_window_mark_as_demo (GUICHET_WINDOW (seat->window), _(seat->role->title), _(seat->role->words));
  g_signal_connect_swapped (seat->window, "destroy", G_CALLBACK (on_window_destroyed), seat);
  g_signal_connect_swapped (seat->session, "notify::state", G_CALLBACK (on_state), seat);
  gtk_window_present (GTK_WINDOW (seat->window));
}

static Seat *
find_seat (GuichetDemo *self,
           DeskSession *session)
{
  for (guint i = 0; i < self->seats->len; i++)
    if (((Seat *) self->seats->pdata[i])->session == session)
      return self->seats->pdata[i];

  return NULL;
}

static void
on_signed_in (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetDemo) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean signed_in = desk_session_sign_in_finish (DESK_SESSION (source), result, &error);
  Seat *seat = find_seat (self, DESK_SESSION (source));

  if (seat == NULL)
    return;

  if (signed_in)
    show_window (seat);
  else
    {
      g_autofree char *sentence = desk_error_dup_sentence (error);

      leave (seat);
      fail (self, sentence);
    }
  set_starting (self, FALSE);
}

static void
sign_in (GuichetDemo *self,
         const Role *role)
{
  Seat *seat = g_new0 (Seat, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u", ++self->n_seats);
  g_autofree char *folder = g_build_filename (desk_demo_server_get_folder (self->server), name, NULL);

  seat->demo = self;
  seat->role = role;
  seat->server = g_object_ref (self->server);
  seat->session = desk_wiring_create_session (folder, NULL, NULL, NULL);
  g_ptr_array_add (self->seats, seat);
  desk_session_sign_in_async (seat->session, desk_demo_server_get_url (self->server), desk_demo_server_get_key (self->server),
                              role->email, PASSWORD, NULL, on_signed_in, g_object_ref (self));
}

typedef struct
{
  GuichetDemo *demo;
  const Role *role;
} Wish;

static void
on_started (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (GuichetDemo) self = wish->demo;
  DeskDemoServer *server = DESK_DEMO_SERVER (source);
  g_autoptr (GError) error = NULL;

  if (desk_demo_server_start_finish (server, result, &error))
    {
      sign_in (self, wish->role);
      return;
    }
  /* Somebody who stopped it meanwhile wants to hear nothing of it. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self, server);
  fail (self, error->message);
  set_starting (self, FALSE);
}

/* Its windows still show what they have. */
static void
on_ended (GuichetDemo *self,
          const char *sentence,
          DeskDemoServer *server)
{
  for (guint i = 0; i < self->seats->len; i++)
    {
      Seat *seat = self->seats->pdata[i];

      if (seat->server == server && seat->window != NULL)
        guichet_window_mark_as_demo (GUICHET_WINDOW (seat->window), _(seat->role->title), sentence);
    }
  if (self->server == server)
    g_clear_object (&self->server);
}

/**
 * guichet_demo_open:
 * @self: the demo
 * @role: `support`, `client` or `admin`
 *
 * Opens a window of somebody who has that role; the help desk is started before, if it does not run yet. While one is being opened, nothing
 * happens.
 */
void
guichet_demo_open (GuichetDemo *self,
                   const char *role)
{
  const Role *wanted = NULL;
  Wish *wish;

  g_return_if_fail (GUICHET_IS_DEMO (self));
  g_return_if_fail (role != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, role))
      wanted = &roles[i];
  if (wanted == NULL || self->starting)
    return;

  set_starting (self, TRUE);
  if (self->server != NULL)
    {
      sign_in (self, wanted);
      return;
    }

  wish = g_new0 (Wish, 1);
  wish->demo = g_object_ref (self);
  wish->role = wanted;
  self->server = desk_demo_server_new ();
  g_signal_connect_swapped (self->server, "ended", G_CALLBACK (on_ended), self);
  desk_demo_server_start_async (self->server, on_started, wish);
}

/**
 * guichet_demo_is_starting:
 * @self: the demo
 *
 * Returns: whether a window is about to open
 */
gboolean
guichet_demo_is_starting (GuichetDemo *self)
{
  g_return_val_if_fail (GUICHET_IS_DEMO (self), FALSE);

  return self->starting;
}

/**
 * guichet_demo_close:
 * @self: the demo
 *
 * Closes all of its windows without a question, and stops what is starting. guichet_demo_is_over() says when nothing is left.
 */
void
guichet_demo_close (GuichetDemo *self)
{
  g_return_if_fail (GUICHET_IS_DEMO (self));

  while (self->seats->len > 0)
    {
      Seat *seat = self->seats->pdata[self->seats->len - 1];

      if (seat->window != NULL)
        gtk_window_destroy (GTK_WINDOW (seat->window));
      else
        leave (seat);
    }
  if (self->server != NULL)
    stop (self, self->server);
  set_starting (self, FALSE);
}

/**
 * guichet_demo_is_over:
 * @self: the demo
 *
 * Returns: whether no process and no file of it is left
 */
gboolean
guichet_demo_is_over (GuichetDemo *self)
{
  g_return_val_if_fail (GUICHET_IS_DEMO (self), TRUE);

  return self->server == NULL && self->seats->len == 0 && self->stopping == 0;
}

static void
guichet_demo_finalize (GObject *object)
{
  GuichetDemo *self = GUICHET_DEMO (object);

  g_clear_object (&self->server);
  g_ptr_array_unref (self->seats);

  G_OBJECT_CLASS (guichet_demo_parent_class)->finalize (object);
}

static void
guichet_demo_class_init (GuichetDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_demo_finalize;

  /**
   * GuichetDemo::changed:
   *
   * Whether it is starting, or over, may have changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetDemo::failed:
   * @sentence: why, for the person
   *
   * There is no demo, or it is over before anybody wanted that.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
guichet_demo_init (GuichetDemo *self)
{
  self->seats = g_ptr_array_new_with_free_func ((GDestroyNotify) seat_free);
}

/**
 * guichet_demo_new:
 * @application: the application, which outlives the demo
 *
 * Returns: (transfer full): the demo, with nobody in it
 */
GuichetDemo *
guichet_demo_new (GtkApplication *application)
{
  GuichetDemo *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (GUICHET_TYPE_DEMO, NULL);
  self->application = application;

  return self;
}
