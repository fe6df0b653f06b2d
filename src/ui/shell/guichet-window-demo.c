/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include "guichet-window-state.h"

/* What a window has to do with the demo: it offers one where somebody signs in, or it is one. */

/**
 * guichet_window_set_demo:
 * @self: the window
 * @demo: whether there is one
 *
 * Offers the demo to who has to sign in.
 */
void
guichet_window_set_demo (GuichetWindow *self,
                         GuichetDemoState demo)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));

  self->demo = demo;
  if (self->sign_in != NULL)
    guichet_sign_in_page_set_demo (self->sign_in, demo);
}

/**
 * guichet_window_say_at_sign_in:
 * @self: the window
 * @sentence: what went wrong
 *
 * Says why something that was asked for on the page for signing in did not happen: there, or over the panes if somebody signed in meanwhile.
 */
void
guichet_window_say_at_sign_in (GuichetWindow *self,
                               const char *sentence)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  if (self->panes != NULL)
    guichet_window_say (self, sentence);
  else
    guichet_sign_in_page_say (GUICHET_SIGN_IN_PAGE (guichet_window_get_sign_in (self)), sentence);
}

/**
 * guichet_window_mark_as_demo:
 * @self: the window
 * @title: what the desktop calls it
 * @words: what stands below everything
 *
 * Says that this is a demo, as long as the window is there, and lets nobody remember its size. Other words take the place of those before, and are
 * read aloud.
 */
void
guichet_window_mark_as_demo (GuichetWindow *self,
                             const char *title,
                             const char *words)
{
  g_return_if_fail (GUICHET_IS_WINDOW (self));
  g_return_if_fail (title != NULL && words != NULL);

  gtk_window_set_title (GTK_WINDOW (self), title);
  if (self->demo_bar == NULL)
    {
      guichet_window_state_unbind (GTK_WINDOW (self));
      self->demo_bar = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0f, "wrap", TRUE, NULL);
      gtk_widget_add_css_class (self->demo_bar, "quiet-bar");
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->toasts)), self->demo_bar);
    }
  gtk_label_set_label (GTK_LABEL (self->demo_bar), words);
}
