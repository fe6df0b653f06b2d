/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-sign-in-page.h"

static void
on_signed_out (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GuichetWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_session_sign_out_finish (DESK_SESSION (source), result, &error))
    {
      g_autofree char *sentence = desk_error_dup_sentence (error);

      guichet_sign_in_page_say (GUICHET_SIGN_IN_PAGE (guichet_window_get_sign_in (self)), sentence);
    }
}

static void
sign_out_now (GuichetWindow *self)
{
  /* The cache goes with the session: nothing may show it any more. */
  guichet_window_take_panes_away (self);
  desk_session_sign_out_async (self->session, NULL, on_signed_out, g_object_ref (self));
}

static void
on_sign_out_response (GuichetWindow *self,
                      const char *response)
{
  if (g_str_equal (response, "sign-out"))
    sign_out_now (self);
}

static void
sign_out_again (gpointer user_data)
{
  guichet_window_sign_out (GUICHET_WINDOW (user_data));
}

/** guichet_window_sign_out: signs out, but asks first when that would lose something. */
void
guichet_window_sign_out (GuichetWindow *self)
{
  guint pending = desk_session_get_pending (self->session);
  GtkWidget *dialog;

  if (guichet_window_ask_first (self, sign_out_again))
    return;
  if (pending == 0)
    {
      sign_out_now (self);
      return;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Sign out now?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  ngettext ("%u change has not reached the server yet and would be lost.",
                                            "%u changes have not reached the server yet and would be lost.",
                                            pending),
                                  pending);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Stay Signed In"), "sign-out", _("Sign _Out"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_sign_out_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
