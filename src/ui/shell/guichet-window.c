/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-quiet-bar.h"
#include "guichet-settings.h"
#include "guichet-toast.h"
#include "guichet-width-bin.h"
#include "guichet-window-state.h"

/**
 * GuichetWindow:
 *
 * The one window: sign in, or the panes of who is signed in; under both the quiet bar, over both the toasts.
 */
G_DEFINE_FINAL_TYPE (GuichetWindow, guichet_window, ADW_TYPE_APPLICATION_WINDOW)

/* A spinner comes only when starting is slow: never a flash. */
#define PATIENCE 200

static void
on_level (GuichetWindow *self)
{
  guint level = guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->width));

  if (self->panes != NULL)
    guichet_panes_set_level (self->panes, level);
  guichet_window_fold_palette (self);
}

static void
on_active (GuichetWindow *self)
{
  if (self->panes != NULL)
    guichet_panes_set_active (self->panes, gtk_window_is_active (GTK_WINDOW (self)));
}

/* GTK keeps panes that are taken away with the focus inside them, or with a popover open, and with them the session. */
static void
let_go_of_focus (GuichetWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/* What is left is the page that says that the program starts, or the one for signing in. */
void
guichet_window_take_panes_away (GuichetWindow *self)
{
  if (self->request != NULL)
    gtk_window_destroy (GTK_WINDOW (self->request));
  if (self->panes == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->panes, self);
  let_go_of_focus (self);
  guichet_window_take_palette_away (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->starting);
  gtk_stack_remove (GTK_STACK (self->stack), GTK_WIDGET (self->panes));
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->quiet_bar)), self->quiet_bar);
  self->panes = NULL;
  self->quiet_bar = NULL;
  guichet_window_watch_ticket (self);
}

static void
show_panes (GuichetWindow *self)
{
  if (self->panes == NULL)
    {
      self->panes = GUICHET_PANES (guichet_panes_new (self->session));
      g_signal_connect_swapped (self->panes, "ticket-changed", G_CALLBACK (guichet_window_watch_ticket), self);
      gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->panes));
      self->quiet_bar = guichet_quiet_bar_new (self->session);
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->toasts)), self->quiet_bar);
      on_level (self);
      on_active (self);
    }
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->panes));
  guichet_window_watch_ticket (self);
  if (self->wanted_ticket != NULL)
    {
      g_autofree char *ticket_id = g_steal_pointer (&self->wanted_ticket);

      guichet_panes_open_ticket (self->panes, ticket_id);
    }
  if (self->wanted_number != 0)
    guichet_window_open_number (self, self->wanted_number);
}

/* Made when somebody has to sign in: most who open the window are. */
GtkWidget *
guichet_window_get_sign_in (GuichetWindow *self)
{
  if (self->sign_in == NULL)
    {
      self->sign_in = GUICHET_SIGN_IN_PAGE (guichet_sign_in_page_new (self->session));
      guichet_sign_in_page_set_demo (self->sign_in, self->demo);
      gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->sign_in));
    }

  return GTK_WIDGET (self->sign_in);
}

static void
show_sign_in (GuichetWindow *self)
{
  g_autofree char *sentence = NULL;
  gboolean was_in = gtk_stack_get_visible_child (GTK_STACK (self->stack)) != guichet_window_get_sign_in (self);

  guichet_window_take_panes_away (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->sign_in));
  /* Who was signed in is known: so is the server now. */
  if (was_in)
    guichet_sign_in_page_reset (self->sign_in);
  g_object_get (self->session, "ended-sentence", &sentence, NULL);
  if (sentence != NULL)
    guichet_sign_in_page_say (self->sign_in, sentence);
  guichet_sign_in_page_focus (self->sign_in);
  guichet_window_update_actions (self);
}

static gboolean
on_impatient (gpointer user_data)
{
  GuichetWindow *self = user_data;

  self->starting_id = 0;
  gtk_widget_set_visible (gtk_widget_get_first_child (self->starting), TRUE);

  return G_SOURCE_REMOVE;
}

static void
show_starting (GuichetWindow *self)
{
  /* While somebody signs in, their page stays and says so itself. */
  if (self->sign_in != NULL && gtk_stack_get_visible_child (GTK_STACK (self->stack)) == GTK_WIDGET (self->sign_in))
    return;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->starting);
  if (self->starting_id == 0)
    self->starting_id = g_timeout_add (PATIENCE, on_impatient, self);
}

static void
on_state (GuichetWindow *self)
{
  switch (desk_session_get_state (self->session))
    {
    case DESK_SESSION_SIGNED_IN:
      show_panes (self);
      break;

    case DESK_SESSION_STARTING:
      show_starting (self);
      return;

    case DESK_SESSION_SIGNED_OUT:
    default:
      show_sign_in (self);
      break;
    }
  g_clear_handle_id (&self->starting_id, g_source_remove);
}

/* Staff and clients see another window: who becomes the other gets theirs, and is told. What they wrote is on disk. */
static void
on_role (GuichetWindow *self)
{
  if (self->panes == NULL || desk_session_get_state (self->session) != DESK_SESSION_SIGNED_IN ||
      guichet_panes_get_staff (self->panes) == desk_session_is_staff (self->session))
    return;

  guichet_window_take_panes_away (self);
  show_panes (self);
  guichet_window_update_actions (self);
  guichet_window_say (self, _("Your role has changed, and with it what you see here."));
}

static void
on_problem (GuichetWindow *self,
            const char *sentence)
{
  guichet_window_say (self, sentence);
}

/* Asks what becomes of what is not saved, if anything is; `then` comes after the answer. Whether somebody is asked. */
gboolean
guichet_window_ask_first (GuichetWindow *self,
                          GuichetPlaceThen then)
{
  GuichetPlace *place = self->panes != NULL ? guichet_panes_show_unsaved (self->panes) : NULL;

  if (place == NULL)
    return FALSE;

  gtk_window_present (GTK_WINDOW (self));
  guichet_place_ask (place, then, self, NULL);

  return TRUE;
}

static void
close_now (gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static gboolean
guichet_window_close_request (GtkWindow *window)
{
  if (guichet_window_ask_first (GUICHET_WINDOW (window), close_now))
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (guichet_window_parent_class)->close_request (window);
}

/**
 * guichet_window_may_close:
 * @self: the window
 *
 * Returns: whether nothing would be lost if the program ended now; otherwise gtk_window_close() asks first
 */
gboolean
guichet_window_may_close (GuichetWindow *self)
{
  g_return_val_if_fail (GUICHET_IS_WINDOW (self), TRUE);

  return self->panes == NULL || !guichet_panes_has_changes (self->panes);
}

static void
guichet_window_dispose (GObject *object)
{
  GuichetWindow *self = GUICHET_WINDOW (object);

  g_clear_handle_id (&self->starting_id, g_source_remove);
  if (self->ticket != NULL)
    g_clear_signal_handler (&self->ticket_notify_id, self->ticket);
  g_clear_object (&self->ticket);
  if (self->panes != NULL)
    g_signal_handlers_disconnect_by_data (self->panes, self);
  self->panes = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->wanted_ticket, g_free);

  G_OBJECT_CLASS (guichet_window_parent_class)->dispose (object);
}

static void
guichet_window_class_init (GuichetWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = guichet_window_close_request;

  guichet_window_install_actions (GTK_WIDGET_CLASS (klass));
}

static GtkWidget *
create_starting (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *handle = gtk_window_handle_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (spinner, TRUE);
  gtk_widget_set_visible (spinner, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Starting"), -1);
  gtk_box_append (GTK_BOX (page), spinner);
  gtk_box_append (GTK_BOX (page), handle);

  return page;
}

static void
guichet_window_init (GuichetWindow *self)
{
  static const int widths[] = GUICHET_LEVEL_WIDTHS;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  guichet_window_state_bind (GTK_WINDOW (self));
  gtk_window_set_title (GTK_WINDOW (self), "Guichet");
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->starting = create_starting ();
  gtk_stack_add_child (GTK_STACK (self->stack), self->starting);
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->stack);
  gtk_widget_set_vexpand (self->toasts, TRUE);
  gtk_box_append (GTK_BOX (box), self->toasts);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), guichet_announcer_new ());
  self->width = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
  adw_bin_set_child (ADW_BIN (self->width), self->overlay);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), self->width);
  g_signal_connect_swapped (self->width, "notify::level", G_CALLBACK (on_level), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  guichet_window_add_letters (self);
}

/**
 * guichet_window_new:
 * @application: (nullable): the application
 * @session: whose window
 *
 * Returns: the window, which follows the state of the session
 */
GtkWidget *
guichet_window_new (GtkApplication *application,
                    DeskSession *session)
{
  GuichetWindow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  guichet_settings_follow (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::role", G_CALLBACK (on_role), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "problem", G_CALLBACK (on_problem), self, G_CONNECT_SWAPPED);
  on_state (self);

  return GTK_WIDGET (self);
}

/**
 * guichet_window_open_ticket:
 * @self: the window
 * @ticket_id: a ticket
 *
 * Opens a ticket, now or as soon as somebody is signed in.
 */
void
guichet_window_open_ticket (GuichetWindow *self,
                            const char *ticket_id)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));
  g_return_if_fail (ticket_id != NULL);

  if (self->panes != NULL)
    {
      guichet_panes_open_ticket (self->panes, ticket_id);
      return;
    }

  g_free (self->wanted_ticket);
  self->wanted_ticket = g_strdup (ticket_id);
}

/**
 * guichet_window_sign_in:
 * @self: the window
 * @server: (nullable): an address
 * @key: (nullable): a key
 * @email: (nullable): an e-mail address
 * @password: (nullable): a password
 *
 * Fills the sign-in page in, and signs in when there is a password.
 */
void
guichet_window_sign_in (GuichetWindow *self,
                        const char *server,
                        const char *key,
                        const char *email,
                        const char *password)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));

  guichet_sign_in_page_fill (GUICHET_SIGN_IN_PAGE (guichet_window_get_sign_in (self)), server, key, email, password);
  if (password != NULL)
    guichet_sign_in_page_submit (self->sign_in);
}

/**
 * guichet_window_say:
 * @self: the window
 * @sentence: what the person should know
 *
 * Says something over the panes, for a moment.
 */
void
guichet_window_say (GuichetWindow *self,
                    const char *sentence)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));

  guichet_toast_show (self->toasts, sentence);
}
