/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-sign-in-page-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-labels.h"
#include "guichet-main-menu.h"

/**
 * GuichetSignInPage:
 *
 * Where somebody says which server, and who they are. What goes wrong is said in a sentence below the field that it is about.
 */
G_DEFINE_FINAL_TYPE (GuichetSignInPage, guichet_sign_in_page, ADW_TYPE_BIN)

const char *
guichet_sign_in_page_get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

void
guichet_sign_in_page_clear_error (GuichetSignInPage *self)
{
  GtkWidget *rows[] = { self->server, self->key, self->email, self->password };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_remove_css_class (rows[i], "error");
  gtk_widget_set_visible (self->error, FALSE);
}

void
guichet_sign_in_page_show_error (GuichetSignInPage *self,
                                 GtkWidget *row,
                                 const char *sentence)
{
  guichet_sign_in_page_clear_error (self);
  gtk_label_set_label (GTK_LABEL (self->error_label), sentence);
  gtk_widget_set_visible (self->error, TRUE);
  if (row == NULL)
    return;

  if (row == self->server || row == self->key)
    {
      gtk_widget_set_visible (self->server_group, TRUE);
      gtk_widget_set_visible (self->known_group, FALSE);
    }
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

void
guichet_sign_in_page_set_busy (GuichetSignInPage *self,
                               gboolean busy)
{
  GtkWidget *parts[] = { self->sign_in, self->send_code, self->server_group, self->email, self->password };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* A text that loses its sensitivity with the focus inside would never hear that it lost the focus. */
  if (busy && root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_button_set_label (GTK_BUTTON (self->sign_in), busy ? _("Signing in…") : _("Sign in"));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_sensitive (parts[i], !busy);
}

static GtkWidget *
find_row (GuichetSignInPage *self,
          const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_PASSWORD))
    return self->password;
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_KEY))
    return self->key;
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_NO_SERVER) ||
      g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE) ||
      g_error_matches (error, DESK_ERROR, DESK_ERROR_CERTIFICATE))
    return self->server;

  return NULL;
}

/* Elsewhere, offline means that one goes on from the cache. Here there is none. */
static char *
dup_sentence (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE))
    return g_strdup (_("The server cannot be reached. Check its address and your network, then try again."));

  return desk_error_dup_sentence (error);
}

static gboolean
asks_for_code (GuichetSignInPage *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == GTK_WIDGET (self->codes);
}

static void
show_form (GuichetSignInPage *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->form);
  guichet_sign_in_page_set_busy (self, FALSE);
  guichet_sign_in_page_focus (self);
}

static void
ask_for_second_factor (GuichetSignInPage *self)
{
  self->second = TRUE;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->codes));
  guichet_code_page_ask (self->codes, "dialog-password-symbolic", _("Second factor"),
                         _("Enter the six digits that your authenticator\nshows for Guichet."), FALSE);
}

static void
on_signed_in (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (desk_session_sign_in_finish (DESK_SESSION (source), result, &error))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->password), "");
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->form);
      guichet_sign_in_page_set_busy (self, FALSE);
      guichet_sign_in_page_clear_error (self);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  guichet_sign_in_page_set_busy (self, FALSE);
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_SECOND_FACTOR))
    {
      ask_for_second_factor (self);
      return;
    }
  sentence = dup_sentence (error);
  guichet_code_page_set_busy (self->codes, FALSE);
  /* A sign-in that is over begins anew; a code that was wrong is entered anew. */
  if (asks_for_code (self) && !g_error_matches (error, DESK_ERROR, DESK_ERROR_SESSION_ENDED))
    {
      guichet_code_page_say (self->codes, sentence, !g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE));
      guichet_code_page_focus (self->codes);
      return;
    }
  show_form (self);
  guichet_sign_in_page_show_error (self, find_row (self, error), sentence);
}

static void
on_code_sent (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (desk_session_send_code_finish (DESK_SESSION (source), result, &error))
    {
      /* Translators: %s is an e-mail address */
      words = g_strdup_printf (_("Enter the code that was sent to %s,\nif that address has an account here."), guichet_sign_in_page_get_text (self->email));
      self->second = FALSE;
      guichet_sign_in_page_set_busy (self, FALSE);
      gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (self->codes));
      guichet_code_page_ask (self->codes, "mail-unread-symbolic", _("One-time code"), words, TRUE);
      guichet_announce (GTK_WIDGET (self), words);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  guichet_sign_in_page_set_busy (self, FALSE);
  guichet_code_page_set_busy (self->codes, FALSE);
  words = dup_sentence (error);
  if (asks_for_code (self))
    guichet_code_page_say (self->codes, words, FALSE);
  else
    guichet_sign_in_page_show_error (self, find_row (self, error), words);
}

/* Blanks are nothing, but in a password. */
static gboolean
is_missing (GuichetSignInPage *self,
            GtkWidget *row)
{
  const char *text = guichet_sign_in_page_get_text (row);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *(row == self->password ? text : stripped) == '\0';
}

static gboolean
check (GuichetSignInPage *self,
       gboolean password)
{
  struct
  {
    GtkWidget *row;
    const char *sentence;
  } fields[] = {
    { self->server, _("Enter the address of your help desk, as in desk.example.org.") },
    { self->key, _("Enter the key of the server; whoever runs the help desk gives it to you.") },
    { self->email, _("Enter your e-mail address.") },
    { self->password, _("Enter your password.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_missing (self, fields[i].row) && (password || fields[i].row != self->password))
      {
        guichet_sign_in_page_show_error (self, fields[i].row, fields[i].sentence);
        return FALSE;
      }

  return TRUE;
}

static void
send_code (GuichetSignInPage *self)
{
  if (!gtk_widget_get_sensitive (self->sign_in) || !check (self, FALSE))
    return;

  guichet_sign_in_page_clear_error (self);
  guichet_sign_in_page_set_busy (self, TRUE);
  guichet_code_page_set_busy (self->codes, TRUE);
  desk_session_send_code_async (self->session, guichet_sign_in_page_get_text (self->server), guichet_sign_in_page_get_text (self->key), guichet_sign_in_page_get_text (self->email), self->cancellable,
                                on_code_sent, g_object_ref (self));
}

static void
on_code_given (GuichetSignInPage *self)
{
  const char *code = guichet_code_page_get_code (self->codes);

  guichet_code_page_set_busy (self->codes, TRUE);
  if (self->second)
    desk_session_give_second_factor_async (self->session, code, self->cancellable, on_signed_in, g_object_ref (self));
  else
    desk_session_sign_in_with_code_async (self->session, guichet_sign_in_page_get_text (self->server), guichet_sign_in_page_get_text (self->key), guichet_sign_in_page_get_text (self->email), code,
                                          self->cancellable, on_signed_in, g_object_ref (self));
}

/* Return goes to the first field that is empty; when none is, it signs in. */
static void
on_entry_activated (GuichetSignInPage *self,
                    GtkWidget *from)
{
  GtkWidget *rows[] = { self->server, self->key, self->email, self->password };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] != from && is_missing (self, rows[i]))
      {
        gtk_widget_grab_focus (rows[i]);
        return;
      }
  guichet_sign_in_page_submit (self);
}

static void
on_changed (GuichetSignInPage *self,
            GtkWidget *row)
{
  if (gtk_widget_has_css_class (row, "error"))
    guichet_sign_in_page_clear_error (self);
}

static void
on_other_server (GuichetSignInPage *self)
{
  gtk_widget_set_visible (self->known_group, FALSE);
  gtk_widget_set_visible (self->server_group, TRUE);
  gtk_widget_grab_focus (self->server);
}

static void
guichet_sign_in_page_dispose (GObject *object)
{
  GuichetSignInPage *self = GUICHET_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_sign_in_page_parent_class)->dispose (object);
}

static void
guichet_sign_in_page_class_init (GuichetSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_sign_in_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/guichet/Guichet/ui/signin/guichet-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, form);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, server_group);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, known_group);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, known_server);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, key);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, email);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, error);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, send_code);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, demo_part);
  gtk_widget_class_bind_template_child (widget_class, GuichetSignInPage, demo);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_other_server);
  gtk_widget_class_bind_template_callback (widget_class, send_code);
  gtk_widget_class_bind_template_callback (widget_class, guichet_sign_in_page_submit);
}

static void
guichet_sign_in_page_init (GuichetSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->codes = GUICHET_CODE_PAGE (guichet_code_page_new ());
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->codes));
  g_signal_connect_swapped (self->codes, "back", G_CALLBACK (show_form), self);
  g_signal_connect_swapped (self->codes, "given", G_CALLBACK (on_code_given), self);
  g_signal_connect_swapped (self->codes, "another", G_CALLBACK (send_code), self);
  guichet_main_menu_add (GTK_MENU_BUTTON (self->menu_button), FALSE);
  for (guint i = 0; i < 4; i++)
    guichet_labels_entry_row (((GtkWidget *[]) { self->server, self->key, self->email, self->password })[i]);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->known_server), FALSE);
  self->cancellable = g_cancellable_new ();
}

/**
 * guichet_sign_in_page_new:
 * @session: what to sign in
 *
 * Returns: the page
 */
GtkWidget *
guichet_sign_in_page_new (DeskSession *session)
{
  GuichetSignInPage *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_SIGN_IN_PAGE, NULL);
  self->session = g_object_ref (session);
  guichet_sign_in_page_reset (self);

  return GTK_WIDGET (self);
}

/**
 * guichet_sign_in_page_submit:
 * @self: the page
 *
 * Signs in with what the fields say, or says which one is missing.
 */
void
guichet_sign_in_page_submit (GuichetSignInPage *self)
{
  g_return_if_fail (GUICHET_IS_SIGN_IN_PAGE (self));

  if (!gtk_widget_get_sensitive (self->sign_in) || !check (self, TRUE))
    return;

  guichet_sign_in_page_clear_error (self);
  guichet_sign_in_page_set_busy (self, TRUE);
  desk_session_sign_in_async (self->session, guichet_sign_in_page_get_text (self->server), guichet_sign_in_page_get_text (self->key), guichet_sign_in_page_get_text (self->email),
                              guichet_sign_in_page_get_text (self->password), self->cancellable, on_signed_in, g_object_ref (self));
}
