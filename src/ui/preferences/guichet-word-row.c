/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-word-row.h"

#include "guichet-choice-factory.h"

static char *
dup_word (GObject *item)
{
  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

/**
 * guichet_word_row_new:
 * @title: what one chooses
 * @subtitle: (nullable): what it does
 * @words: what there is to choose from, translated; ends with %NULL
 *
 * Returns: (transfer floating): an #AdwComboRow whose entries a screen reader can read
 */
GtkWidget *
guichet_word_row_new (const char *title,
                      const char *subtitle,
                      const char *const *words)
{
  GtkWidget *row;
  g_autoptr (GtkStringList) list = NULL;
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (words != NULL, NULL);

  row = adw_combo_row_new ();
  list = gtk_string_list_new (words);
  factory = guichet_choice_factory_new (row, dup_word, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (row), factory);

  return row;
}
