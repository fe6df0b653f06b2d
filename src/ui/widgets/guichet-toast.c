/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-toast.h"

#include <adwaita.h>

#include "desk-error.h"
#include "guichet-announce.h"

static GtkWidget *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root = gtk_widget_get_root (from);

  if (overlay == NULL && ADW_IS_APPLICATION_WINDOW (root))
    {
      GtkWidget *child = adw_application_window_get_content (ADW_APPLICATION_WINDOW (root));

      while (child != NULL && !ADW_IS_TOAST_OVERLAY (child))
        child = gtk_widget_get_first_child (child);
      overlay = child;
    }

  return overlay;
}

/**
 * guichet_toast_show:
 * @from: a widget inside a window
 * @sentence: what to say, plain text
 *
 * Says a sentence over the window that holds @from, for a moment, and lets screen readers say it.
 */
void
guichet_toast_show (GtkWidget *from,
                    const char *sentence)
{
  guichet_toast_show_button (from, sentence, NULL);
}

/**
 * guichet_toast_show_button:
 * @from: a widget inside a window
 * @sentence: what to say, plain text
 * @label: (nullable): what can be done about it, such as Undo
 *
 * Says a sentence with a button beside it. #AdwToast::button-clicked tells that the person pressed it.
 *
 * Returns: (transfer none) (nullable): the toast, or %NULL when there is nowhere to show it
 */
AdwToast *
guichet_toast_show_button (GtkWidget *from,
                           const char *sentence,
                           const char *label)
{
  g_autofree char *escaped = NULL;
  GtkWidget *overlay;
  AdwToast *toast;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  overlay = find_overlay (from);
  if (overlay == NULL)
    {
      g_message ("%s", sentence);
      return NULL;
    }

  guichet_announce (from, sentence);
  /* A toast's title is markup, and the words may come from the network. */
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, label);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);

  return toast;
}

/**
 * guichet_toast_show_error:
 * @from: a widget inside a window
 * @error: what went wrong; a cancelled operation says nothing
 *
 * Says what went wrong.
 */
void
guichet_toast_show_error (GtkWidget *from,
                          const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = desk_error_dup_sentence (error);
  guichet_toast_show (from, sentence);
}
