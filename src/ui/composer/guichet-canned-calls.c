/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-window-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-format.h"

/* Saving and deleting a canned reply. What the backend refuses, or cannot be told, stays on the page with the reason; so does what was changed elsewhere
 * meanwhile, beside what the person wrote. */

/* How many letters the database takes. */
#define LONGEST_TITLE 80
#define LONGEST_TEXT 20000

/* Nothing of this waits in the outbox, so that being offline reads differently here. */
static char *
dup_sentence (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE))
    return g_strdup (_("The server cannot be reached. Nothing was saved; try again when the connection is back."));

  return desk_error_dup_sentence (error);
}

/* What is said instead where it was changed, or deleted, elsewhere; the person may go on with what they wrote. */
static char *
settle_meanwhile (GuichetCannedWindow *self,
                  DeskCannedReply *theirs,
                  const GError *error,
                  gboolean removing)
{
  if (theirs != NULL)
    {
      self->since = desk_canned_reply_get_updated_at (theirs);
      guichet_canned_window_show_theirs (self, theirs);
      return g_strdup (removing ? _("It was changed elsewhere meanwhile. What stands there now is below: delete it again if it is to go all the same.")
                                : _("It was changed elsewhere meanwhile. What stands there now is below: save again to replace it with yours."));
    }
  if (!removing && self->id != NULL && g_error_matches (error, DESK_ERROR, DESK_ERROR_NOT_FOUND))
    {
      guichet_canned_window_show_theirs (self, NULL);
      guichet_canned_window_begin (self, NULL);
      return g_strdup (_("It was deleted elsewhere meanwhile. Save again to keep yours as a new one."));
    }

  return dup_sentence (error);
}

/* Whether it was done, and the answer is still for this window. */
static gboolean
take_answer (GuichetCannedWindow *self,
             GObject *source,
             GAsyncResult *result,
             gboolean removing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCannedReply) theirs = NULL;
  g_autofree char *sentence = NULL;

  if (desk_session_canned_finish (DESK_SESSION (source), result, &theirs, &error))
    {
      guichet_canned_window_set_busy (self, FALSE);
      return TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  guichet_canned_window_set_busy (self, FALSE);
  sentence = settle_meanwhile (self, theirs, error, removing);
  guichet_canned_window_complain (self, sentence);

  return FALSE;
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;

  if (!take_answer (self, source, result, FALSE))
    return;
  if (self->straight)
    gtk_window_close (GTK_WINDOW (self));
  else
    guichet_canned_window_show_list (self);
}

/* (transfer full) (nullable): what the database would not take. */
static char *
find_fault (const char *title,
            const char *text,
            gboolean *of_title)
{
  *of_title = g_utf8_strlen (title, -1) > LONGEST_TITLE;
  if (*of_title)
    return g_strdup (_("The title is longer than 80 letters. Shorten it."));
  if (g_utf8_strlen (text, -1) > LONGEST_TEXT)
    return g_strdup_printf (_("The text is longer than %d letters. Shorten it."), LONGEST_TEXT);

  return NULL;
}

/* Saves what is written, or says why not. */
void
guichet_canned_window_save (GuichetCannedWindow *self)
{
  g_autofree char *title = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->title)));
  g_autofree char *text = guichet_canned_window_dup_text (self);
  g_autofree char *fault = NULL;
  gboolean of_title;

  if (!gtk_widget_is_sensitive (self->save))
    return;
  /* What is saved is what one sees. */
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title)), title))
    gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  fault = find_fault (title, text, &of_title);
  if (fault != NULL)
    {
      guichet_canned_window_complain (self, fault);
      gtk_widget_grab_focus (of_title ? self->title : self->text);
      return;
    }

  guichet_canned_window_complain (self, NULL);
  guichet_canned_window_set_busy (self, TRUE);
  desk_session_save_canned_async (self->session, self->id, self->since, title, text, self->saving, on_saved, g_object_ref (self));
}

/* What was deleted, while one may take that back. */
typedef struct
{
  GuichetCannedWindow *window;
  char *id;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_free (deleted->id);
  g_free (deleted);
}

static void
on_taken_back (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (desk_session_canned_finish (DESK_SESSION (source), result, NULL, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = dup_sentence (error);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (sentence));
}

static void
on_undo (Deleted *deleted)
{
  GuichetCannedWindow *self = deleted->window;

  desk_session_restore_canned_async (self->session, deleted->id, self->cancellable, on_taken_back, g_object_ref (self));
}

static void
offer_undo (GuichetCannedWindow *self)
{
  AdwToast *toast = adw_toast_new (_("Canned reply deleted"));
  Deleted *deleted = g_new0 (Deleted, 1);

  deleted->window = self;
  deleted->id = g_strdup (self->id);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "guichet-deleted", deleted, deleted_free);
  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (on_undo), deleted);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;

  if (!take_answer (self, source, result, TRUE))
    return;
  offer_undo (self);
  guichet_canned_window_show_list (self);
}

/* Deletes the one that is shown, which can be undone. */
void
guichet_canned_window_remove (GuichetCannedWindow *self)
{
  guichet_canned_window_complain (self, NULL);
  guichet_canned_window_set_busy (self, TRUE);
  desk_session_remove_canned_async (self->session, self->id, self->since, self->saving, on_removed, g_object_ref (self));
}
