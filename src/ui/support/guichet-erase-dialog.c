/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-erase-dialog.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-support-words.h"

static gboolean
is_same (const char *typed,
         const char *name)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (typed));

  if (name == NULL || *stripped == '\0')
    return FALSE;
  a = g_utf8_casefold (stripped, -1);
  b = g_utf8_casefold (name, -1);

  return g_utf8_collate (a, b) == 0;
}

static void
on_typed (GtkEditable *entry,
          AdwMessageDialog *dialog)
{
  DeskPerson *person = g_object_get_data (G_OBJECT (dialog), "person");
  const char *typed = gtk_editable_get_text (entry);

  adw_message_dialog_set_response_enabled (dialog, "erase", is_same (typed, desk_person_get_name (person)) ||
                                                              is_same (typed, desk_person_get_email (person)));
}

static void
append_point (GtkWidget *box,
              const char *icon_name,
              const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "valign", GTK_ALIGN_START, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "max-width-chars", 40, NULL);

  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
}

/**
 * guichet_erase_dialog_new:
 * @parent: the window
 * @person: who is to be erased
 *
 * Asks before a person is erased for good: what goes, what stays, and the name, typed. The response is "erase".
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
guichet_erase_dialog_new (GtkWindow *parent,
                          DeskPerson *person)
{
  g_autofree char *name = guichet_words_person (person);
  /* Translators: %s is a person */
  g_autofree char *heading = g_strdup_printf (_("Erase %s?"), name);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, _("This cannot be undone."));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();

  append_point (box, "user-trash-symbolic",
                _("What goes: the account, name and addresses wherever they stand, subscription, memberships, uploaded files, texts of incidents."));
  append_point (box, "guichet-inbox-symbolic", _("What stays: tickets and messages for the company, by “Deleted user”, and the audit log."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Name or e-mail, to confirm"));
  guichet_labels_entry_row (entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  gtk_widget_set_margin_top (group, 6);
  gtk_box_append (GTK_BOX (box), group);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "erase", _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "person", g_object_ref (person), g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), dialog, 0);

  return dialog;
}
