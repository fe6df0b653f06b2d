/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-canned-window.h"
#include "guichet-palette.h"
#include "guichet-preferences.h"
#include "guichet-request-window.h"
#include "ui-fixture.h"

/* Over the window, and beside it. */

static void
go_palette (Pages *self)
{
  gtk_widget_activate_action (self->window, "win.show-palette", NULL);
  self->page = pages_find (self, GUICHET_TYPE_PALETTE);
}

static void
go_palette_words (Pages *self)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (self->page, GTK_TYPE_ENTRY)), "invoice");
}

/** pages_close_other: what was opened beside the window. */
void
pages_close_other (Pages *self)
{
  if (self->other != NULL)
    gtk_window_destroy (GTK_WINDOW (self->other));
  self->other = NULL;
}

static void
show_beside (Pages *self,
             GtkWidget *other)
{
  if (self->page != NULL && GUICHET_IS_PALETTE (self->page))
    guichet_palette_close (GUICHET_PALETTE (self->page), TRUE);
  pages_close_other (self);
  self->other = other;
  self->page = other;
  gtk_window_present (GTK_WINDOW (other));
}

static void
go_request (Pages *self)
{
  show_beside (self, guichet_request_window_new (self->desk->admin->session, GTK_WINDOW (self->window)));
}

static void
go_preferences (Pages *self)
{
  show_beside (self, guichet_preferences_new (self->desk->admin->session, GTK_WINDOW (self->window)));
}

static void
go_canned (Pages *self)
{
  show_beside (self, guichet_canned_window_new (self->desk->admin->session));
}

static gboolean
window_shows (gpointer data)
{
  Pages *self = data;

  return pages_say_something (self->page);
}

static const Page pages[] = {
  { "Palette", go_palette, pages_have_rows },
  { "… with a word", go_palette_words, pages_have_rows },
  { "New request", go_request, window_shows },
  { "Preferences", go_preferences, pages_have_rows },
  { "Canned replies", go_canned, window_shows },
};

const PageRoom pages_windows = { "windows", pages, G_N_ELEMENTS (pages) };
