/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-labels.h"

#include <glib/gi18n.h>

/**
 * guichet_labels_set:
 * @widget: a control that shows an icon alone
 * @label: what it does, translated
 *
 * Gives the control a tooltip and an accessible label: the same words.
 */
void
guichet_labels_set (GtkWidget *widget,
                    const char *label)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (label != NULL);

  /* The words may be the tooltip itself, which the next line frees. */
  words = g_strdup (label);
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
label_inner_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *icon = GTK_IS_BUTTON (child) ? gtk_button_get_icon_name (GTK_BUTTON (child)) : NULL;

      if (icon != NULL && gtk_widget_get_tooltip_text (child) == NULL)
        guichet_labels_set (child, g_str_has_prefix (icon, "view-") ? _("Show or hide the password") : _("Edit"));
      else if (icon != NULL)
        guichet_labels_set (child, gtk_widget_get_tooltip_text (child));
      label_inner_buttons (child);
    }
}

/**
 * guichet_labels_entry_row:
 * @row: an AdwEntryRow
 *
 * The title of an entry row is no label of its text for a screen reader in libadwaita 1.2, and the text has no role there, so that nobody is
 * told when the focus comes to it: this gives it both.
 */
void
guichet_labels_entry_row (GtkWidget *row)
{
  GtkEditable *text;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  text = gtk_editable_get_delegate (GTK_EDITABLE (row));
  g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  label_inner_buttons (row);
}

/**
 * guichet_labels_button:
 * @label: what a button does, translated, with an underscore before the letter of its mnemonic
 *
 * A button with words. GTK 4.8 would let a screen reader say the underscore too.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
guichet_labels_button (const char *label)
{
  GtkWidget *button;
  g_auto (GStrv) parts = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (label != NULL, NULL);

  button = gtk_button_new_with_mnemonic (label);
  parts = g_strsplit (label, "_", -1);
  words = g_strjoinv ("", parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return button;
}

/**
 * guichet_labels_drop_down:
 * @drop_down: a GtkDropDown
 * @words: what is chosen with it, translated
 *
 * It is the button inside that gets the focus, and it has no label of its own in GTK 4.8: this gives both the same words.
 */
void
guichet_labels_drop_down (GtkWidget *drop_down,
                          const char *words)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (words != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (drop_down)), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * guichet_labels_split_button:
 * @button: an AdwSplitButton with a tooltip for its menu
 *
 * The part that opens the menu has a tooltip and no label in libadwaita 1.2: this gives it the same words.
 */
void
guichet_labels_split_button (GtkWidget *button)
{
  const char *words;

  g_return_if_fail (ADW_IS_SPLIT_BUTTON (button));

  words = adw_split_button_get_dropdown_tooltip (ADW_SPLIT_BUTTON (button));
  for (GtkWidget *part = gtk_widget_get_first_child (button); part != NULL; part = gtk_widget_get_next_sibling (part))
    if (GTK_IS_MENU_BUTTON (part))
      {
        gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
        gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (part)),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      }
}

static void
label_all (GtkWidget *widget,
           GType type,
           const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (g_type_is_a (G_OBJECT_TYPE (child), type))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      label_all (child, type, words);
    }
}

/**
 * guichet_labels_expander_row:
 * @row: an AdwExpanderRow with a title
 *
 * The switch that enables the row has no label in libadwaita 1.2: this gives it the row's title.
 */
void
guichet_labels_expander_row (GtkWidget *row)
{
  g_return_if_fail (ADW_IS_EXPANDER_ROW (row));

  label_all (row, GTK_TYPE_SWITCH, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
label_search_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *icon = GTK_IS_TOGGLE_BUTTON (child) ? gtk_button_get_icon_name (GTK_BUTTON (child)) : NULL;

      if (icon != NULL && (strstr (icon, "find") != NULL || strstr (icon, "search") != NULL))
        guichet_labels_set (child, _("Search"));
      label_search_buttons (child);
    }
}

/**
 * guichet_labels_search:
 * @window: a window of the toolkit with a search of its own, such as an AdwPreferencesWindow
 *
 * Such a search has neither a tooltip nor a label in GTK 4.8 and libadwaita 1.2: this gives them to it.
 */
void
guichet_labels_search (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  label_search_buttons (window);
  label_all (window, GTK_TYPE_SEARCH_ENTRY, _("Search"));
}
