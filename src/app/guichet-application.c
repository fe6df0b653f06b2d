/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "desk-demo-server.h"
#include "desk-desktop-notifier.h"
#include "desk-error.h"
#include "desk-secret-store.h"
#include "desk-wake-watcher.h"
#include "desk-wiring.h"
#include "guichet-demo.h"
#include "guichet-link.h"
#include "guichet-options.h"
#include "guichet-shortcuts.h"
#include "guichet-ui.h"
#include "guichet-window.h"

/**
 * GuichetApplication:
 *
 * Wires the rest together: the desktop's services into the desk, the desk into the window.
 */
struct _GuichetApplication
{
  AdwApplication parent_instance;

  GuichetOptions *options;
  DeskSession *session;
  DeskWakeWatcher *wake_watcher;
  GtkWidget *window;
  GuichetDemo *demo;            /* (nullable): where it is installed */
  gboolean ending;
  guint term_id;
  guint int_id;
};

G_DEFINE_FINAL_TYPE (GuichetApplication, guichet_application, ADW_TYPE_APPLICATION)

/* A start without a person signs in, unless the session of this person was restored. */
static void
use_options (GuichetApplication *self)
{
  GuichetOptions *options = self->options;
  g_autofree char *email = NULL;
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;

  g_object_get (self->session, "email", &email, NULL);
  if (desk_session_get_state (self->session) == DESK_SESSION_SIGNED_IN)
    {
      if (options->email != NULL && g_strcmp0 (options->email, email) != 0)
        guichet_window_say (GUICHET_WINDOW (self->window),
                            _("Somebody else is signed in here: sign out first."));
      return;
    }

  if (options->password_file != NULL)
    password = guichet_options_read_password (options, &error);
  if (error != NULL)
    guichet_window_say (GUICHET_WINDOW (self->window), error->message);
  guichet_window_sign_in (GUICHET_WINDOW (self->window), options->server, options->key, options->email, password);
}

static void
on_restored (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_session_restore_finish (DESK_SESSION (source), result, &error);
  g_application_release (G_APPLICATION (self));
  if (self->window == NULL)
    return;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *sentence = desk_error_dup_sentence (error);

      guichet_window_say (GUICHET_WINDOW (self->window), sentence);
    }
  use_options (self);
}

/* A notification was clicked: the window comes to the front as far as the desktop lets it. */
static void
on_open_ticket (GuichetApplication *self,
                const char *ticket_id)
{
  g_application_activate (G_APPLICATION (self));
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), ticket_id);
}

static void
create_session (GuichetApplication *self)
{
  g_autofree char *data_dir = g_build_filename (g_get_user_data_dir (), "guichet", NULL);
  g_autoptr (SupaSessionStore) store = desk_secret_store_new ();
  g_autoptr (DeskNotifier) notifier = desk_desktop_notifier_new ();

  self->session = desk_wiring_create_session (data_dir, store, notifier, NULL);
  g_signal_connect_object (self->session, "open-ticket", G_CALLBACK (on_open_ticket), self, G_CONNECT_SWAPPED);
  self->wake_watcher = desk_wake_watcher_new ();
  g_signal_connect_object (self->wake_watcher, "woke", G_CALLBACK (desk_session_wake), self->session, G_CONNECT_SWAPPED);
}

/* The button for the demo says whether one can be opened now. */
static void
update_demo (GuichetApplication *self)
{
  gboolean starting;

  if (self->demo == NULL)
    return;

  starting = guichet_demo_is_starting (self->demo);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "demo")), !starting);
  if (self->window != NULL)
    guichet_window_set_demo (GUICHET_WINDOW (self->window), starting ? GUICHET_DEMO_STARTING : GUICHET_DEMO_READY);
}

static void
on_demo_failed (GuichetApplication *self,
                const char *sentence)
{
  if (self->ending)
    return;

  g_application_activate (G_APPLICATION (self));
  guichet_window_say_at_sign_in (GUICHET_WINDOW (self->window), sentence);
}

static void
on_demo (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  GuichetApplication *self = user_data;

  guichet_demo_open (self->demo, g_variant_get_string (parameter, NULL));
}

static void
add_demo (GuichetApplication *self)
{
  static const GActionEntry entries[] = { { .name = "demo", .activate = on_demo, .parameter_type = "s" } };

  self->demo = guichet_demo_new (GTK_APPLICATION (self));
  g_signal_connect_object (self->demo, "changed", G_CALLBACK (update_demo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->demo, "failed", G_CALLBACK (on_demo_failed), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
guichet_application_activate (GApplication *application)
{
  GuichetApplication *self = GUICHET_APPLICATION (application);

  if (self->ending)
    return;

  if (self->window == NULL)
    {
      create_session (self);
      self->window = guichet_window_new (GTK_APPLICATION (self), self->session);
      update_demo (self);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      g_application_hold (application);
      desk_session_restore_async (self->session, NULL, on_restored, g_object_ref (self));
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

/* A link was clicked somewhere; a second program hands it over to the first. */
static void
guichet_application_open (GApplication *application,
                          GFile **files,
                          int n_files,
                          const char *hint)
{
  GuichetApplication *self = GUICHET_APPLICATION (application);

  g_application_activate (application);
  for (int i = 0; i < n_files && self->window != NULL; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      gint64 number = guichet_link_get_number (uri);

      if (number > 0)
        guichet_window_open_number (GUICHET_WINDOW (self->window), number);
      else
        guichet_window_say (GUICHET_WINDOW (self->window), _("This link leads to no request."));
    }
}

static void
on_quit (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  GuichetApplication *self = user_data;

  /* The program ends with its window, which asks about what is not saved. */
  if (self->window != NULL && !guichet_window_may_close (GUICHET_WINDOW (self->window)))
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
on_about (GSimpleAction *action,
          GVariant *parameter,
          gpointer user_data)
{
  GuichetApplication *self = user_data;

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Guichet",
                         "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Guichet authors"),
                         "copyright", _("© The Guichet authors"),
                         "comments", _("A help desk: file requests, follow them, answer them."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static gboolean
on_signal (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));

  return G_SOURCE_CONTINUE;
}

static void
guichet_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "about", .activate = on_about },
  };
  GuichetApplication *self = GUICHET_APPLICATION (application);

  guichet_ui_init ();
  G_APPLICATION_CLASS (guichet_application_parent_class)->startup (application);

  guichet_ui_style ();
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  guichet_shortcuts_install (GTK_APPLICATION (self));
  if (desk_demo_server_is_installed ())
    add_demo (self);
  self->term_id = g_unix_signal_add (SIGTERM, on_signal, self);
  self->int_id = g_unix_signal_add (SIGINT, on_signal, self);
}

static void
guichet_application_shutdown (GApplication *application)
{
  GuichetApplication *self = GUICHET_APPLICATION (application);

  g_clear_handle_id (&self->term_id, g_source_remove);
  g_clear_handle_id (&self->int_id, g_source_remove);
  self->ending = TRUE;
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->demo != NULL)
    {
      guichet_demo_close (self->demo);
      /* No window is left; the main loop goes on until nothing of the demo is. */
      while (!guichet_demo_is_over (self->demo))
        g_main_context_iteration (NULL, TRUE);
      g_clear_object (&self->demo);
    }
  g_clear_object (&self->wake_watcher);
  g_clear_object (&self->session);

  G_APPLICATION_CLASS (guichet_application_parent_class)->shutdown (application);
}

static int
guichet_application_handle_local_options (GApplication *application,
                                          GVariantDict *values)
{
  GuichetApplication *self = GUICHET_APPLICATION (application);

  if (g_variant_dict_contains (values, "version"))
    {
      g_print ("guichet %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (self->options->new_instance)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return -1;
}

static void
guichet_application_finalize (GObject *object)
{
  GuichetApplication *self = GUICHET_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->options, guichet_options_free);

  G_OBJECT_CLASS (guichet_application_parent_class)->finalize (object);
}

static void
guichet_application_class_init (GuichetApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_application_finalize;
  application_class->activate = guichet_application_activate;
  application_class->open = guichet_application_open;
  application_class->startup = guichet_application_startup;
  application_class->shutdown = guichet_application_shutdown;
  application_class->handle_local_options = guichet_application_handle_local_options;
}

static void
guichet_application_init (GuichetApplication *self)
{
  self->options = guichet_options_new (G_APPLICATION (self));
}

/**
 * guichet_application_new:
 *
 * Returns: (transfer full): the application
 */
GuichetApplication *
guichet_application_new (void)
{
  return g_object_new (GUICHET_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
