/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

/* The texts of the composer and the drafts that they come from and go to. */

GuichetComposerSheet *
guichet_composer_get_sheet (GuichetComposer *self)
{
  return &self->sheets[self->mode];
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static GuichetComposerSheet *
find_sheet (GuichetComposer *self,
            gpointer part)
{
  for (guint i = 0; i < GUICHET_COMPOSER_N_MODES; i++)
    if (self->sheets[i].buffer == part || self->sheets[i].draft == part)
      return &self->sheets[i];

  g_assert_not_reached ();
}

static void
on_buffer_changed (GuichetComposer *self,
                   GtkTextBuffer *buffer)
{
  GuichetComposerSheet *sheet = find_sheet (self, buffer);

  if (sheet->draft != NULL)
    {
      g_autofree char *body = dup_text (buffer);
      desk_draft_set_body (sheet->draft, body);
      if (sheet == guichet_composer_get_sheet (self))
        guichet_composer_set_typing (self, *body != '\0');
    }
  guichet_composer_update (self);
}

static void
show_body (GuichetComposer *self,
           GuichetComposerSheet *sheet)
{
  g_autofree char *shown = dup_text (sheet->buffer);
  const char *body = desk_draft_get_body (sheet->draft);

  if (body == NULL)
    body = "";
  if (strcmp (shown, body) == 0)
    return;

  /* What comes from the disk is not something to undo. */
  g_signal_handlers_block_by_func (sheet->buffer, on_buffer_changed, self);
  gtk_text_buffer_begin_irreversible_action (sheet->buffer);
  gtk_text_buffer_set_text (sheet->buffer, body, -1);
  gtk_text_buffer_end_irreversible_action (sheet->buffer);
  g_signal_handlers_unblock_by_func (sheet->buffer, on_buffer_changed, self);
}

static void
on_draft_notify (GuichetComposer *self,
                 GParamSpec *pspec,
                 DeskDraft *draft)
{
  show_body (self, find_sheet (self, draft));
  guichet_composer_update (self);
  /* With what is on disk, what was there before may have changed: sent, given up, or written over. */
  if (g_str_equal (pspec->name, "saved") && desk_draft_get_saved (draft) && guichet_composer_get_sheet (self)->draft == draft)
    guichet_composer_update_earlier (self);
  else if (g_str_equal (pspec->name, "empty") && guichet_composer_get_sheet (self)->draft == draft)
    guichet_composer_update_earlier (self);
}

/* Makes the two texts. */
void
guichet_composer_init_sheets (GuichetComposer *self)
{
  for (guint i = 0; i < GUICHET_COMPOSER_N_MODES; i++)
    {
      self->sheets[i].buffer = gtk_text_buffer_new (NULL);
      gtk_text_buffer_set_enable_undo (self->sheets[i].buffer, TRUE);
      g_signal_connect_object (self->sheets[i].buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
empty_text (GuichetComposer *self,
            GuichetComposerSheet *sheet)
{
  g_signal_handlers_block_by_func (sheet->buffer, on_buffer_changed, self);
  gtk_text_buffer_begin_irreversible_action (sheet->buffer);
  gtk_text_buffer_set_text (sheet->buffer, "", 0);
  gtk_text_buffer_end_irreversible_action (sheet->buffer);
  g_signal_handlers_unblock_by_func (sheet->buffer, on_buffer_changed, self);
}

/* Takes the drafts of the ticket in hand. */
void
guichet_composer_open_sheets (GuichetComposer *self)
{
  const DeskDraftMode modes[GUICHET_COMPOSER_N_MODES] = { DESK_DRAFT_REPLY, DESK_DRAFT_NOTE, DESK_DRAFT_ANNOUNCEMENT };
  guint n = desk_session_is_staff (self->session) ? GUICHET_COMPOSER_N_MODES : 1;

  g_assert (self->ticket != NULL);

  for (guint i = 0; i < n; i++)
    {
      GuichetComposerSheet *sheet = &self->sheets[i];

      sheet->draft = desk_session_open_draft (self->session, desk_ticket_get_id (self->ticket), modes[i]);
      g_signal_connect_object (sheet->draft, "notify", G_CALLBACK (on_draft_notify), self, G_CONNECT_SWAPPED);
      show_body (self, sheet);
    }
}

/* Lets them go; what they hold is kept by the desk. */
void
guichet_composer_close_sheets (GuichetComposer *self)
{
  for (guint i = 0; i < GUICHET_COMPOSER_N_MODES; i++)
    {
      GuichetComposerSheet *sheet = &self->sheets[i];

      if (sheet->draft != NULL)
        {
          g_signal_handlers_disconnect_by_func (sheet->draft, on_draft_notify, self);
          g_clear_object (&sheet->draft);
        }
      if (sheet->buffer != NULL)
        empty_text (self, sheet);
    }
}
