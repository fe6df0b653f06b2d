/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The files of a draft: copied into the spool at once, uploaded as soon as their ticket is at the backend. */

#include "config.h"

#include "desk-draft.h"

#include "desk-draft-internal.h"
#include "desk-error.h"
#include "desk-problem.h"

typedef struct
{
  DeskDraft *draft;
  DeskDraftFile *file;
} FileStep;

static FileStep *
file_step_new (DeskDraft *draft, DeskDraftFile *file)
{
  FileStep *step = g_new0 (FileStep, 1);

  step->draft = g_object_ref (draft);
  step->file = g_object_ref (file);
  return step;
}

static void
file_step_free (FileStep *step)
{
  g_object_unref (step->draft);
  g_object_unref (step->file);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileStep, file_step_free)

static gboolean
is_attached (FileStep *step)
{
  return g_list_store_find (step->draft->files, step->file, NULL);
}

static DeskDraftFile *
find_file (DeskDraft *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

      if (g_str_equal (desk_draft_file_get_id (file), id))
        return file;
    }
  return NULL;
}

void
desk_draft_on_progress (DeskTransfers *transfers, const char *id, double fraction, DeskDraft *self)
{
  DeskDraftFile *file = find_file (self, id);

  if (file != NULL)
    desk_draft_file_take_progress (file, fraction);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FileStep) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;

  if (desk_transfers_upload_finish (DESK_TRANSFERS (source), result, &error))
    {
      desk_draft_file_take_progress (step->file, 1);
      desk_draft_file_take_state (step->file, DESK_DELIVERY_SENT, NULL);
      return;
    }
  desk_draft_file_take_progress (step->file, 0);
  if (desk_problem_is_transient (error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      desk_draft_file_take_state (step->file, DESK_DELIVERY_WAITING, NULL);
      return;
    }
  problem = desk_problem_new (error);
  desk_draft_file_take_state (step->file, DESK_DELIVERY_FAILED, problem);
}

static void
upload (DeskDraft *self, DeskDraftFile *file)
{
  if (self->account->client == NULL)
    return;
  desk_draft_file_take_state (file, DESK_DELIVERY_SENDING, NULL);
  desk_transfers_upload_async (self->transfers, desk_draft_file_get_id (file), on_uploaded, file_step_new (self, file));
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FileStep) step = user_data;
  DeskDraft *self = step->draft;
  g_autoptr (GError) error = NULL;
  gboolean may_go = desk_draft_disk_add_file_finish (self->account, result, &error);

  if (error != NULL)
    {
      desk_draft_file_take_state (step->file, DESK_DELIVERY_FAILED, error);
      return;
    }
  desk_draft_file_take_copied (step->file);
  if (!is_attached (step))
    desk_draft_disk_remove_file_async (self->account, desk_draft_file_get_id (step->file), NULL, NULL);
  else if (may_go || self->on_server)
    upload (self, step->file);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FileStep) step = user_data;
  DeskDraft *self = step->draft;
  g_autoptr (GError) error = NULL;
  g_autofree char *mime_type = NULL;
  gint64 size = desk_spool_copy_finish (self->account, result, &mime_type, &error);

  if (size < 0)
    {
      desk_draft_file_take_state (step->file, DESK_DELIVERY_FAILED, error);
      return;
    }
  desk_draft_file_take_size (step->file, size);
  desk_draft_file_take_mime_type (step->file, mime_type);
  desk_draft_disk_add_file_async (self->account, self->key, self->ticket_id, step->file, self->n_added++, on_noted,
                                  file_step_new (self, step->file));
}

static void
attach (DeskDraft *self, const char *label, const char *mime_type, GFile *from, GBytes *bytes)
{
  g_autofree char *id = desk_account_new_id (self->account);
  g_autoptr (DeskDraftFile) file = desk_draft_file_new (id, label, mime_type, bytes != NULL ? (gint64) g_bytes_get_size (bytes) : 0);

  g_list_store_append (self->files, file);
  desk_draft_update (self);
  desk_spool_copy_async (self->account, id, from, bytes, on_copied, file_step_new (self, file));
}

/** desk_draft_add_file: attaches a copy of a file; one that cannot be read, or is too large, says so in its row. */
void
desk_draft_add_file (DeskDraft *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (DESK_IS_DRAFT (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  attach (self, name != NULL ? name : "file", NULL, file, NULL);
}

/** desk_draft_add_bytes: attaches what was pasted, under a name. */
void
desk_draft_add_bytes (DeskDraft *self, const char *label, const char *mime_type, GBytes *bytes)
{
  g_return_if_fail (DESK_IS_DRAFT (self));
  g_return_if_fail (label != NULL);
  g_return_if_fail (bytes != NULL);

  attach (self, label, mime_type, NULL, bytes);
}

/** desk_draft_remove_file: takes a file off, stopping its upload. */
void
desk_draft_remove_file (DeskDraft *self, DeskDraftFile *file)
{
  guint position;

  g_return_if_fail (DESK_IS_DRAFT (self));
  g_return_if_fail (DESK_IS_DRAFT_FILE (file));

  if (!g_list_store_find (self->files, file, &position))
    return;
  desk_transfers_cancel (self->transfers, desk_draft_file_get_id (file));
  if (desk_draft_file_is_copied (file))
    desk_draft_disk_remove_file_async (self->account, desk_draft_file_get_id (file), NULL, NULL);
  g_list_store_remove (self->files, position);
  desk_draft_update (self);
}

/** desk_draft_retry_file: uploads a file again that failed. One that could not be copied has to be attached again. */
void
desk_draft_retry_file (DeskDraft *self, DeskDraftFile *file)
{
  g_return_if_fail (DESK_IS_DRAFT (self));
  g_return_if_fail (DESK_IS_DRAFT_FILE (file));

  if (desk_draft_file_is_copied (file) && self->ticket_id != NULL && desk_draft_file_get_delivery (file) != DESK_DELIVERY_SENT)
    upload (self, file);
}

/* The line is back. */
void
desk_draft_hurry (DeskDraft *self)
{
  for (guint i = 0; self->on_server && i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

      if (desk_draft_file_is_copied (file) && desk_draft_file_get_delivery (file) == DESK_DELIVERY_WAITING)
        upload (self, file);
    }
}

static void
on_server_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  DeskDraftRow *row = desk_draft_disk_load_finish (self->account, result, &error);

  if (row == NULL)
    {
      desk_account_tell (self->account, error);
      return;
    }
  self->on_server = row->on_server;
  desk_draft_row_free (row);
  desk_draft_hurry (self);
}

/* The ticket may have reached the backend just now: files that waited for it can go ahead. */
void
desk_draft_on_store_changed (DeskStore *store, DeskStoreChanges *changes, DeskDraft *self)
{
  if (self->on_server || !desk_store_changes_has_table (changes, "tickets") || !desk_store_changes_has_ticket (changes, self->ticket_id))
    return;
  desk_draft_disk_load_async (self->account, self->key, self->ticket_id, on_server_looked, g_object_ref (self));
}

/* Files that an earlier run has left, or that come back from a message that is given up. */
void
desk_draft_take_files (DeskDraft *self, const DeskDraftRow *row)
{
  self->on_server = row->on_server;
  for (guint i = 0; i < row->files->len; i++)
    {
      const DeskDraftFileRow *kept = g_ptr_array_index (row->files, i);
      g_autoptr (DeskDraftFile) file = NULL;
      g_autoptr (GError) error = NULL;

      if (find_file (self, kept->id) != NULL)
        continue;
      file = desk_draft_file_new (kept->id, kept->label, kept->mime_type, kept->size);
      if (kept->error_code >= 0)
        error = g_error_new_literal (DESK_ERROR, kept->error_code, "kept");
      desk_draft_file_take_copied (file);
      desk_draft_file_take_state (file, kept->state, kept->state == DESK_DELIVERY_FAILED ? error : NULL);
      desk_draft_file_take_progress (file, kept->state == DESK_DELIVERY_SENT ? 1 : 0);
      g_list_store_append (self->files, file);
      self->n_added++;
    }
  desk_draft_hurry (self);
}
