/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-toast.h"

#include <adwaita.h>

#include "desk-error.h"
#include "guichet-announce.h"

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root = gtk_widget_get_root (from);

  /* A sheet over the window says it in the window. */
  while (overlay == NULL && GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  if (overlay == NULL && ADW_IS_APPLICATION_WINDOW (root))
    {
      GtkWidget *child = adw_application_window_get_content (ADW_APPLICATION_WINDOW (root));

      while (child != NULL && !ADW_IS_TOAST_OVERLAY (child))
        child = gtk_widget_get_first_child (child);
      overlay = child;
    }

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

/* What is said now takes the place of what was said before: nobody waits five seconds to hear what became of it. */
#define WORDS "guichet-words"
#define OFFER "guichet-offer"

static void
take_away (AdwToastOverlay *overlay,
           const char *what)
{
  g_autoptr (AdwToast) toast = g_object_steal_data (G_OBJECT (overlay), what);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
on_dismissed (AdwToast *toast,
              GObject *overlay)
{
  static const char *const kinds[] = { WORDS, OFFER };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_object_get_data (overlay, kinds[i]) == toast)
        g_object_set_data (overlay, kinds[i], NULL);
    }
}

static void
keep (AdwToastOverlay *overlay,
      const char *what,
      AdwToast *toast)
{
  g_object_set_data_full (G_OBJECT (overlay), what, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), overlay, 0);
}

static AdwToast *
create_toast (GtkWidget *from,
              const char *sentence)
{
  g_autofree char *escaped = NULL;

  guichet_announce (from, sentence);
  /* A toast's title is markup, and the words may come from the network. */
  escaped = g_markup_escape_text (sentence, -1);

  return adw_toast_new (escaped);
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
  AdwToastOverlay *overlay;
  AdwToast *toast;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  overlay = find_overlay (from);
  if (overlay == NULL)
    {
      g_message ("%s", sentence);
      return NULL;
    }

  toast = create_toast (from, sentence);
  adw_toast_set_button_label (toast, label);
  if (label == NULL)
    {
      take_away (overlay, WORDS);
      keep (overlay, WORDS, toast);
    }
  adw_toast_overlay_add_toast (overlay, toast);

  return toast;
}

/**
 * guichet_toast_take_away:
 * @from: a widget of the window
 *
 * Takes away the toast that offers something, if one does.
 */
void
guichet_toast_take_away (GtkWidget *from)
{
  AdwToastOverlay *overlay;

  g_return_if_fail (GTK_IS_WIDGET (from));

  overlay = find_overlay (from);
  if (overlay != NULL)
    take_away (overlay, OFFER);
}

/**
 * guichet_toast_offer:
 * @from: a widget of the window
 * @sentence: what to say
 * @button: what can be done about it
 * @seconds: for how long
 *
 * Says something and offers something, in place of what the last toast of this kind offered.
 *
 * Returns: (transfer none) (nullable): the toast, whose signal `button-clicked` says that the person took it up
 */
AdwToast *
guichet_toast_offer (GtkWidget *from,
                     const char *sentence,
                     const char *button,
                     guint seconds)
{
  AdwToastOverlay *overlay;
  AdwToast *toast;

  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  overlay = find_overlay (from);
  if (overlay == NULL)
    {
      g_message ("%s", sentence);
      return NULL;
    }

  guichet_toast_take_away (from);
  toast = create_toast (from, sentence);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, seconds);
  keep (overlay, OFFER, toast);
  adw_toast_overlay_add_toast (overlay, toast);

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
