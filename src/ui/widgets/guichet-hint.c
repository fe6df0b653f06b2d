/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-hint.h"

#define KEY "guichet-hint"

static gboolean
on_query (GtkWidget *widget,
          int x,
          int y,
          gboolean keyboard,
          GtkTooltip *tooltip,
          gpointer nothing)
{
  const char *words = guichet_hint_get (widget);

  gtk_tooltip_set_text (tooltip, words);

  return words != NULL;
}

/**
 * guichet_hint_set:
 * @widget: a widget of a row
 * @words: (nullable): what shows under the pointer
 *
 * A tooltip for what comes by the hundred. gtk_widget_set_tooltip_text() asks the display where the pointer is, each time and for each of the rows
 * that a list keeps ready out of sight: seconds, for a list that is filled anew. This one is asked for its words when the pointer rests there.
 */
void
guichet_hint_set (GtkWidget *widget,
                  const char *words)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_query, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (words), g_free);
  gtk_widget_set_has_tooltip (widget, words != NULL);
}

/** guichet_hint_get: (nullable): what shows under the pointer. */
const char *
guichet_hint_get (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  return g_object_get_data (G_OBJECT (widget), KEY);
}
