/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "guichet-canned-popover.h"
#include "guichet-canned-window.h"
#include "guichet-labels.h"

/* Canned replies in what is being written: where the cursor is, to be read before anything is sent. */

static void
on_insert (GuichetComposer *self,
           const char *text,
           guint first_left,
           guint first_length)
{
  GtkTextBuffer *buffer = guichet_composer_get_sheet (self)->buffer;
  GtkTextIter start, end;
  int offset;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);

  /* What is left to be filled in is the next thing that one types over. */
  if (first_length > 0)
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &start, offset + first_left);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + first_left + first_length);
      gtk_text_buffer_select_range (buffer, &start, &end);
    }
  gtk_widget_grab_focus (self->text);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->text), gtk_text_buffer_get_insert (buffer));
}

static void
show_window (GuichetComposer *self,
             GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_save_text (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  GtkWidget *window = guichet_canned_window_new (self->session);

  guichet_canned_window_edit (GUICHET_CANNED_WINDOW (window), sheet->draft != NULL ? desk_draft_get_body (sheet->draft) : NULL);
  show_window (self, window);
}

static void
on_manage (GuichetComposer *self)
{
  show_window (self, guichet_canned_window_new (self->session));
}

/* Makes the popover, for staff; a client has no canned replies. */
void
guichet_composer_init_canned (GuichetComposer *self)
{
  GtkWidget *popover;

  gtk_widget_set_visible (self->canned, desk_session_is_staff (self->session));
  if (!desk_session_is_staff (self->session))
    return;

  popover = guichet_canned_popover_new (self->session);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->canned), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->canned), GTK_ARROW_UP);
  guichet_labels_set (self->canned, _("Insert a canned reply (Ctrl+T)"));
  guichet_labels_set (gtk_widget_get_first_child (self->canned), _("Insert a canned reply (Ctrl+T)"));
  g_signal_connect_object (popover, "insert", G_CALLBACK (on_insert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "save-text", G_CALLBACK (on_save_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "manage", G_CALLBACK (on_manage), self, G_CONNECT_SWAPPED);
}

/* Brings it in line with the ticket and with what is written. */
void
guichet_composer_update_canned (GuichetComposer *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->canned));
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);

  if (popover == NULL)
    return;
  guichet_canned_popover_set_ticket (GUICHET_CANNED_POPOVER (popover), self->ticket);
  guichet_canned_popover_set_may_save (GUICHET_CANNED_POPOVER (popover), sheet->draft != NULL && !desk_draft_get_empty (sheet->draft) &&
                                                                           *desk_draft_get_body (sheet->draft) != '\0');
}
