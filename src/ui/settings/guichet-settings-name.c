/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-name.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-labels.h"

/* A name that somebody enters, in every form of the settings. */

/**
 * guichet_settings_name_new_row:
 * @title: what is added
 *
 * Returns: (transfer floating): the last row of a list, which adds another: an AdwEntryRow with a button to apply
 */
GtkWidget *
guichet_settings_name_new_row (const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "show-apply-button", TRUE, NULL);

  guichet_labels_entry_row (row);
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic", "accessible-role",
                                                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));

  return row;
}

static void
on_mended (GtkWidget *row)
{
  guichet_settings_name_mark (row, FALSE);
}

/**
 * guichet_settings_name_mark:
 * @row: where a name is entered
 * @wrong: whether what stands there was not accepted
 *
 * Marks it, for the eyes and for a screen reader, until it is changed.
 */
void
guichet_settings_name_mark (GtkWidget *row,
                            gboolean wrong)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  g_signal_handlers_disconnect_by_func (row, on_mended, NULL);
  if (wrong)
    {
      gtk_widget_add_css_class (row, "error");
      g_signal_connect (row, "changed", G_CALLBACK (on_mended), NULL);
    }
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * guichet_settings_name_complain:
 * @name: a name, made tidy
 * @most: how many letters the database takes
 *
 * Returns: (transfer full) (nullable): why it cannot be kept, as a sentence; %NULL where it can
 */
char *
guichet_settings_name_complain (const char *name,
                                guint most)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (*name == '\0')
    return g_strdup (_("Enter a name."));
  if (g_utf8_strlen (name, -1) > most)
    return g_strdup_printf (ngettext ("This name is longer than %u letter. Shorten it.", "This name is longer than %u letters. Shorten it.", most), most);

  return NULL;
}

/**
 * guichet_settings_name_read:
 * @section: the page
 * @row: an AdwEntryRow
 * @most: how many letters the database takes
 *
 * Reads a name. One that cannot be kept is marked, the page says why, and the focus goes there.
 *
 * Returns: (transfer full) (nullable): the name, without what surrounds it
 */
char *
guichet_settings_name_read (GuichetSettingsSection *section,
                            GtkWidget *row,
                            guint most)
{
  g_autofree char *name = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (row)));
  g_autofree char *sentence = guichet_settings_name_complain (name, most);

  guichet_settings_name_mark (row, sentence != NULL);
  if (sentence == NULL)
    {
      /* What is saved is what one sees. */
      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), name))
        gtk_editable_set_text (GTK_EDITABLE (row), name);
      return g_steal_pointer (&name);
    }

  guichet_settings_section_complain (section, sentence);
  gtk_widget_grab_focus (row);

  return NULL;
}

/**
 * guichet_settings_name_show:
 * @row: an AdwEntryRow with a button to apply
 * @name: (nullable): what is saved
 *
 * Shows a name, which is no change by the person: the button comes with those alone.
 */
void
guichet_settings_name_show (GtkWidget *row,
                            const char *name)
{
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), name != NULL ? name : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}
