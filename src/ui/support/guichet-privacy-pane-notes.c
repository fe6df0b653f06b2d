/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-privacy-pane-private.h"

/* What was written to people beside their privacy requests, and is not saved. */

typedef struct
{
  char *text;
  DeskPerson *person;
  DeskPrivacyRequest *request;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->text);
  g_object_unref (note->person);
  g_object_unref (note->request);
  g_free (note);
}

/* (transfer full): of Note, by the id of the request; those that are saved are not there. */
GHashTable *
guichet_privacy_pane_create_kept (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
}

/* (transfer full): what stands there. */
char *
guichet_privacy_pane_dup_note (GuichetPrivacyPane *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note)), "text", &text, NULL);

  return text;
}

/* What the person can read. */
const char *
guichet_privacy_pane_get_saved_note (GuichetPrivacyPane *self)
{
  const char *note = desk_privacy_request_get_note (self->request);

  return note != NULL ? note : "";
}

/* Not typed by anybody: what is there, or what was kept. */
void
guichet_privacy_pane_show_note (GuichetPrivacyPane *self)
{
  Note *kept = g_hash_table_lookup (self->kept, desk_case_get_id (DESK_CASE (self->request)));
  const char *wanted = kept != NULL ? kept->text : guichet_privacy_pane_get_saved_note (self);
  g_autofree char *text = guichet_privacy_pane_dup_note (self);

  /* Somebody else may have written the same. */
  if (kept != NULL && g_str_equal (kept->text, guichet_privacy_pane_get_saved_note (self)))
    {
      g_hash_table_remove (self->kept, desk_case_get_id (DESK_CASE (self->request)));
      wanted = guichet_privacy_pane_get_saved_note (self);
    }
  if (g_str_equal (text, wanted))
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note)), wanted, -1);
  self->filling = FALSE;
}

/* Somebody typed. */
void
guichet_privacy_pane_edited (GuichetPrivacyPane *self)
{
  g_autofree char *text = guichet_privacy_pane_dup_note (self);

  if (self->filling || self->request == NULL)
    return;
  if (g_str_equal (text, guichet_privacy_pane_get_saved_note (self)))
    g_hash_table_remove (self->kept, desk_case_get_id (DESK_CASE (self->request)));
  else
    {
      Note *note = g_new0 (Note, 1);

      note->text = g_steal_pointer (&text);
      note->person = g_object_ref (self->person);
      note->request = g_object_ref (self->request);
      g_hash_table_insert (self->kept, g_strdup (desk_case_get_id (DESK_CASE (self->request))), note);
    }
  guichet_privacy_pane_update (self);
}

/* The backend has taken what was asked: the note too, unless somebody went on writing. */
void
guichet_privacy_pane_forget_saved (GuichetPrivacyPane *self,
                                   DeskPrivacyRequest *request)
{
  Note *note = g_hash_table_lookup (self->kept, desk_case_get_id (DESK_CASE (request)));

  if (note != NULL && g_strcmp0 (note->text, self->sent_note) == 0)
    g_hash_table_remove (self->kept, desk_case_get_id (DESK_CASE (request)));
}

/**
 * guichet_privacy_pane_find_unsaved:
 * @self: the pane
 * @person: (out) (optional) (transfer none): whom it is about
 * @request: (out) (optional) (transfer none): beside which request it stands
 *
 * Finds a note that is not saved, be it shown now or not.
 *
 * Returns: whether there is any
 */
gboolean
guichet_privacy_pane_find_unsaved (GuichetPrivacyPane *self,
                                   DeskPerson **person,
                                   DeskPrivacyRequest **request)
{
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (GUICHET_IS_PRIVACY_PANE (self), FALSE);

  g_hash_table_iter_init (&iter, self->kept);
  if (!g_hash_table_iter_next (&iter, NULL, &value))
    return FALSE;
  if (person != NULL)
    *person = ((Note *) value)->person;
  if (request != NULL)
    *request = ((Note *) value)->request;

  return TRUE;
}

/** guichet_privacy_pane_discard_all: forgets whatever is not saved. */
void
guichet_privacy_pane_discard_all (GuichetPrivacyPane *self)
{
  g_return_if_fail (GUICHET_IS_PRIVACY_PANE (self));

  g_hash_table_remove_all (self->kept);
  if (self->request == NULL)
    return;
  guichet_privacy_pane_show_note (self);
  guichet_privacy_pane_update (self);
}
