/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-draft.h"

#include "desk-choice.h"
#include "desk-draft-internal.h"
#include "desk-error-private.h"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, DESK_ERROR, DESK_ERROR_INVALID, why);
  return FALSE;
}

/* A client of one company need not say which. */
static void
choose_company (DeskDraft *self)
{
  if (self->client_id == NULL && g_list_model_get_n_items (self->companies) == 1)
    {
      g_autoptr (DeskChoice) only = g_list_model_get_item (self->companies, 0);

      g_object_set (self, "client-id", desk_choice_get_id (only), NULL);
    }
}

/* @body: what would go, which is more than what was written where a signature stands under it. */
static gboolean
check (DeskDraft *self, const char *body, GError **error)
{
  guint n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));

  if (body != NULL && g_utf8_strlen (body, -1) > DESK_DRAFT_LONGEST_BODY)
    {
      g_propagate_error (error, desk_error_new_refused (DESK_ERROR_INVALID, "Too long for one message", "23514", NULL, 0));
      return FALSE;
    }
  if (desk_draft_is_blank (self->body) && n_files == 0)
    return refuse (error, "Nothing is written");
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

      if (!desk_draft_file_is_copied (file) || desk_draft_file_get_delivery (file) == DESK_DELIVERY_FAILED)
        return refuse (error, "A file is not ready, or failed");
    }
  if (self->mode != DESK_DRAFT_REQUEST)
    return TRUE;

  choose_company (self);
  if (desk_draft_is_blank (self->subject))
    return refuse (error, "No subject");
  return self->client_id != NULL || refuse (error, "No company");
}

/* What could not be put into the outbox (a full disk) is the person's again. */
typedef struct
{
  DeskDraft *draft;
  DeskDraftRow *row;
} Posting;

static void
on_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Posting *posting = user_data;
  DeskDraft *self = posting->draft;
  g_autoptr (GError) error = NULL;

  if (!desk_draft_disk_finish (self->account, result, &error))
    {
      desk_account_tell (self->account, error);
      if (self->empty)
        {
          desk_draft_take_row (self, posting->row);
          desk_draft_take_files (self, posting->row);
          desk_draft_touch (self);
        }
    }
  desk_draft_row_free (posting->row);
  g_object_unref (self);
  g_free (posting);
}

/* Documented in the header. */
char *
desk_draft_send (DeskDraft *self, int then_status, GError **error)
{
  return desk_draft_send_later (self, then_status, 0, error);
}

/* Documented in the header. */
char *
desk_draft_send_later (DeskDraft *self, int then_status, guint hold_seconds, GError **error)
{
  return desk_draft_send_as (self, NULL, then_status, hold_seconds, error);
}

/* What goes in place of what was written; had back it is what was written. */
static DeskDraftRow *
make_row (DeskDraft *self, const char *body)
{
  DeskDraftRow *row = desk_draft_snapshot (self);

  if (body != NULL)
    {
      g_free (row->body);
      row->body = g_strdup (body);
    }
  return row;
}

/* Documented in the header. */
char *
desk_draft_send_as (DeskDraft *self, const char *body, int then_status, guint hold_seconds, GError **error)
{
  g_autofree char *ticket_id = NULL;
  Posting *posting;

  g_return_val_if_fail (DESK_IS_DRAFT (self), NULL);

  if (!check (self, body != NULL ? body : self->body, error))
    return NULL;

  ticket_id = self->mode == DESK_DRAFT_REQUEST ? desk_account_new_id (self->account) : g_strdup (self->ticket_id);
  posting = g_new0 (Posting, 1);
  posting->draft = g_object_ref (self);
  posting->row = desk_draft_snapshot (self);
  desk_draft_post_async (self->account, make_row (self, body), self->mode, ticket_id, then_status, hold_seconds, on_posted,
                         posting);
  desk_draft_clear (self);
  return g_steal_pointer (&ticket_id);
}
