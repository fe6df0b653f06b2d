/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-test-mail.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"

typedef struct
{
  GuichetSettingsSection *section;
  GtkWidget *address;
  char *locale;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->section);
  g_free (question->locale);
  g_free (question);
}

static void
on_queued (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetSettingsSection) section = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) mail = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (mail == NULL)
    {
      guichet_settings_section_refuse (section, error);
      return;
    }

  sentence = g_strdup_printf (_("A test e-mail to %s is on its way. The e-mail log says what became of it."), desk_office_row_get_text (mail, "to"));
  guichet_settings_section_saved (section, sentence);
}

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             gpointer user_data)
{
  Question *question = user_data;
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->address))));

  if (g_str_equal (response, "send"))
    desk_office_send_test_async (guichet_settings_section_get_office (question->section), *address != '\0' ? address : NULL, question->locale,
                                 guichet_settings_section_get_cancellable (question->section), on_queued, g_object_ref (question->section));
  question_free (question);
}

/**
 * guichet_test_mail_ask:
 * @section: the page
 * @locale: (nullable): in which language
 *
 * Asks to whom, and sends the desk's test mail there.
 */
void
guichet_test_mail_ask (GuichetSettingsSection *section,
                       const char *locale)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (section));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Send a test e-mail"),
                                              _("It shows whether e-mail leaves the desk. Its words are those of the template Test e-mail."));
  GtkWidget *list = gtk_list_box_new ();
  DeskSession *session = desk_office_get_session (guichet_settings_section_get_office (section));
  Question *question = g_new0 (Question, 1);
  g_autofree char *email = NULL;

  g_object_get (session, "email", &email, NULL);
  question->section = g_object_ref (section);
  question->locale = g_strdup (locale);
  question->address = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Address"), "text", email, "input-purpose", GTK_INPUT_PURPOSE_EMAIL, "activates-default", TRUE,
                                    NULL);
  guichet_labels_entry_row (question->address);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), question->address);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "send", _("_Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "send");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  guichet_settings_section_ask (section, dialog);
}
