/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-view-dialog.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-labels.h"

/* So long the database lets a name be. */
#define LONGEST 80

typedef struct
{
  GtkWidget *from;              /* weak */
  GtkWidget *entry;
  GuichetViewNamed named;
  gpointer user_data;
  GDestroyNotify destroy;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_weak_pointer (&asked->from);
  if (asked->destroy != NULL)
    asked->destroy (asked->user_data);
  g_free (asked);
}

static char *
dup_name (Asked *asked)
{
  return guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (asked->entry)));
}

static void
on_changed (AdwMessageDialog *dialog)
{
  g_autofree char *name = dup_name (g_object_get_data (G_OBJECT (dialog), "guichet-asked"));
  gboolean too_long = g_utf8_strlen (name, -1) > LONGEST;
  g_autofree char *sentence = g_strdup_printf (ngettext ("This name is longer than %u letter. Shorten it.",
                                                         "This name is longer than %u letters. Shorten it.", LONGEST), LONGEST);

  adw_message_dialog_set_body (dialog, too_long ? sentence : "");
  adw_message_dialog_set_response_enabled (dialog, "accept", *name != '\0' && !too_long);
}

static void
on_response (AdwMessageDialog *dialog,
             const char *response)
{
  Asked *asked = g_object_get_data (G_OBJECT (dialog), "guichet-asked");
  g_autofree char *name = dup_name (asked);

  if (g_str_equal (response, "accept") && asked->from != NULL)
    asked->named (asked->from, name, asked->user_data);
}

/* Return accepts, as in every entry of a dialog. libadwaita 1.2 says the response and leaves the dialog where it is. */
static void
on_activated (AdwMessageDialog *dialog)
{
  if (!adw_message_dialog_get_response_enabled (dialog, "accept"))
    return;

  g_object_ref (dialog);
  adw_message_dialog_response (dialog, "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

/* One types over the name at once. The dialog gives the focus to its button otherwise. */
static void
on_mapped (GtkWidget *dialog)
{
  Asked *asked = g_object_get_data (G_OBJECT (dialog), "guichet-asked");

  gtk_widget_grab_focus (asked->entry);
  gtk_editable_select_region (GTK_EDITABLE (asked->entry), 0, -1);
}

/**
 * guichet_view_dialog_new:
 * @from: what asks
 * @heading: what for
 * @accept: the label of the button that accepts
 * @name: the name to begin with
 * @named: called with the name that the person chose, if they do
 * @user_data: for @named
 * @destroy: (nullable): frees @user_data
 *
 * Asks for the name of a view.
 *
 * Returns: (transfer none): the dialog, already shown
 */
GtkWidget *
guichet_view_dialog_new (GtkWidget *from,
                         const char *heading,
                         const char *accept,
                         const char *name,
                         GuichetViewNamed named,
                         gpointer user_data,
                         GDestroyNotify destroy)
{
  GtkRoot *root;
  GtkWidget *dialog, *list;
  Asked *asked;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (named != NULL, NULL);

  root = gtk_widget_get_root (from);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL);
  asked = g_new0 (Asked, 1);
  g_set_weak_pointer (&asked->from, from);
  asked->named = named;
  asked->user_data = user_data;
  asked->destroy = destroy;
  asked->entry = adw_entry_row_new ();
  g_object_set_data_full (G_OBJECT (dialog), "guichet-asked", asked, asked_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (asked->entry), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (asked->entry), name);
  guichet_labels_entry_row (asked->entry);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), asked->entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (asked->entry, "changed", G_CALLBACK (on_changed), dialog);
  g_signal_connect_swapped (asked->entry, "entry-activated", G_CALLBACK (on_activated), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), NULL);
  on_changed (ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect_data (dialog, "map", G_CALLBACK (on_mapped), NULL, NULL, G_CONNECT_AFTER);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
