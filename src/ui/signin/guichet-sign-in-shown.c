/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-sign-in-page-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"

/* What the page shows before somebody does anything: the last server, what it was filled in with, why one has to sign in again, the demo. */

/**
 * guichet_sign_in_page_reset:
 * @self: the page
 *
 * Shows the server of the last sign-in, and no error.
 */
void
guichet_sign_in_page_reset (GuichetSignInPage *self)
{
  g_autofree char *server = NULL;
  g_autofree char *key = NULL;
  gboolean known;

  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  server = desk_session_dup_last_server (self->session);
  key = desk_session_dup_last_key (self->session);
  known = server != NULL && *server != '\0' && key != NULL && *key != '\0';
  guichet_sign_in_page_clear_error (self);
  guichet_sign_in_page_set_busy (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->server), server != NULL ? server : "");
  gtk_editable_set_text (GTK_EDITABLE (self->key), key != NULL ? key : "");
  gtk_widget_set_visible (self->known_group, known);
  gtk_widget_set_visible (self->server_group, !known);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->form);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->known_server), known ? server : "");
}

/**
 * guichet_sign_in_page_fill:
 * @self: the page
 * @server: (nullable): an address
 * @key: (nullable): a key
 * @email: (nullable): an e-mail address
 * @password: (nullable): a password
 *
 * Fills the fields in, as an unattended start does. What is %NULL stays.
 */
void
guichet_sign_in_page_fill (GuichetSignInPage *self,
                           const char *server,
                           const char *key,
                           const char *email,
                           const char *password)
{
  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  if (server != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->server), server);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->known_server), server);
    }
  if (key != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->key), key);
  if (email != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->email), email);
  if (password != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->password), password);
}

/**
 * guichet_sign_in_page_focus:
 * @self: the page
 *
 * Puts the cursor into the first field that is empty.
 */
void
guichet_sign_in_page_focus (GuichetSignInPage *self)
{
  GtkWidget *rows[] = { self->server, self->key, self->email, self->password };

  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*guichet_sign_in_page_get_text (rows[i]) == '\0')
      {
        gtk_widget_grab_focus (rows[i]);
        return;
      }
}

/**
 * guichet_sign_in_page_say:
 * @self: the page
 * @sentence: (nullable): why one has to sign in again
 *
 * Says something above the button, as why the session ended.
 */
void
guichet_sign_in_page_say (GuichetSignInPage *self,
                          const char *sentence)
{
  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  if (sentence != NULL)
    guichet_sign_in_page_show_error (self, NULL, sentence);
  else
    guichet_sign_in_page_clear_error (self);
}

/**
 * guichet_sign_in_page_set_demo:
 * @self: the page
 * @demo: whether there is one
 *
 * Offers the demo where there is one: the action `app.demo` opens it.
 */
void
guichet_sign_in_page_set_demo (GuichetSignInPage *self,
                               GuichetDemoState demo)
{
  gboolean starting = demo == GUICHET_DEMO_STARTING;
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gtk_widget_set_visible (self->demo_part, demo != GUICHET_DEMO_NONE);
  if (gtk_widget_get_sensitive (self->demo) == !starting)
    return;

  if (starting)
    {
      guichet_sign_in_page_clear_error (self);
      guichet_announce (GTK_WIDGET (self), _("Starting the demo…"));
      if (focus != NULL && (focus == self->demo || gtk_widget_is_ancestor (focus, self->demo)))
        gtk_root_set_focus (root, NULL);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->demo), starting ? _("Starting the demo…") : _("Try the demo"));
  gtk_widget_set_sensitive (self->demo, !starting);
  /* A menu that closes gives the focus back to its button, or to what scrolls where the button cannot have it. */
  if (!starting && root != NULL && (focus == NULL || GTK_IS_SCROLLED_WINDOW (focus)))
    gtk_widget_grab_focus (self->demo);
}
