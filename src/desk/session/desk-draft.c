/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-draft.h"

#include <string.h>

#include "desk-draft-internal.h"
#include "desk-enums.h"

/* A person who stops for this long has it on disk. */
#define SAVE_DELAY_MS 400

enum
{
  PROP_BODY = 1,
  PROP_SUBJECT,
  PROP_CATEGORY_ID,
  PROP_PRIORITY_ID,
  PROP_PROJECT_ID,
  PROP_CLIENT_ID,
  PROP_MODE,
  PROP_TICKET_ID,
  PROP_SAVED,
  PROP_READY,
  PROP_EMPTY,
  PROP_FILES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskDraft, desk_draft, G_TYPE_OBJECT)

static void
notify (DeskDraft *self, guint prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* What came with a paste, or gives a text its direction, is nothing that anybody could read. */
static gboolean
can_be_seen (gunichar letter)
{
  return !g_unichar_isspace (letter) && !g_unichar_iscntrl (letter) && g_unichar_type (letter) != G_UNICODE_FORMAT;
}

gboolean
desk_draft_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  while (*text != '\0' && !can_be_seen (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static void
update_empty (DeskDraft *self)
{
  gboolean empty = desk_draft_is_blank (self->body) && desk_draft_is_blank (self->subject) && g_list_model_get_n_items (G_LIST_MODEL (self->files)) == 0;

  if (self->empty == empty)
    return;
  self->empty = empty;
  notify (self, PROP_EMPTY);
}

static void
set_saved (DeskDraft *self, gboolean saved)
{
  if (self->saved == saved)
    return;
  self->saved = saved;
  notify (self, PROP_SAVED);
}

DeskDraftRow *
desk_draft_snapshot (DeskDraft *self)
{
  DeskDraftRow *row = desk_draft_row_new (self->key, self->ticket_id);

  row->body = g_strdup (self->body);
  row->subject = self->subject != NULL && *self->subject != '\0' ? g_strdup (self->subject) : NULL;
  row->category_id = self->category_id;
  row->priority_id = self->priority_id;
  row->project_id = g_strdup (self->project_id);
  row->client_id = g_strdup (self->client_id);
  row->follow_up_of = g_strdup (self->follow_up_of);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

      g_ptr_array_add (row->files, desk_draft_file_row_new (file));
    }
  return row;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving--;
  if (!desk_draft_disk_finish (self->account, result, &error))
    {
      desk_account_tell (self->account, error);
      return;
    }
  if (self->saving == 0 && self->save_timer == 0)
    set_saved (self, TRUE);
}

static void
save_now (DeskDraft *self)
{
  g_clear_handle_id (&self->save_timer, g_source_remove);
  self->saving++;
  desk_draft_disk_save_async (self->account, desk_draft_snapshot (self), on_saved, g_object_ref (self));
}

static gboolean
on_save_timer (gpointer user_data)
{
  DeskDraft *self = DESK_DRAFT (user_data);

  self->save_timer = 0;
  save_now (self);
  return G_SOURCE_REMOVE;
}

/* Something was changed: on disk within a second. */
void
desk_draft_touch (DeskDraft *self)
{
  self->touched = TRUE;
  set_saved (self, FALSE);
  update_empty (self);
  if (self->save_timer == 0)
    self->save_timer = g_timeout_add (SAVE_DELAY_MS, on_save_timer, self);
}

static gboolean
take_string (char **place, const char *value)
{
  if (g_strcmp0 (*place, value) == 0)
    return FALSE;
  g_free (*place);
  *place = g_strdup (value);
  return TRUE;
}

static void
set_string (DeskDraft *self, char **place, const char *value, guint prop)
{
  if (!take_string (place, value))
    return;
  notify (self, prop);
  desk_draft_touch (self);
}

static void
set_int (DeskDraft *self, int *place, int value, guint prop)
{
  if (*place == value)
    return;
  *place = value;
  notify (self, prop);
  desk_draft_touch (self);
}

static void
desk_draft_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskDraft *self = DESK_DRAFT (object);

  switch (id)
    {
    case PROP_BODY:
      set_string (self, &self->body, g_value_get_string (value) != NULL ? g_value_get_string (value) : "", PROP_BODY);
      break;
    case PROP_SUBJECT:
      set_string (self, &self->subject, g_value_get_string (value) != NULL ? g_value_get_string (value) : "", PROP_SUBJECT);
      break;
    case PROP_CATEGORY_ID:
      set_int (self, &self->category_id, g_value_get_int (value), PROP_CATEGORY_ID);
      break;
    case PROP_PRIORITY_ID:
      set_int (self, &self->priority_id, g_value_get_int (value), PROP_PRIORITY_ID);
      break;
    case PROP_PROJECT_ID:
      set_string (self, &self->project_id, g_value_get_string (value), PROP_PROJECT_ID);
      break;
    case PROP_CLIENT_ID:
      set_string (self, &self->client_id, g_value_get_string (value), PROP_CLIENT_ID);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
desk_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskDraft *self = DESK_DRAFT (object);

  switch (id)
    {
    case PROP_BODY:
      g_value_set_string (value, self->body);
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_CATEGORY_ID:
      g_value_set_int (value, self->category_id);
      break;
    case PROP_PRIORITY_ID:
      g_value_set_int (value, self->priority_id);
      break;
    case PROP_PROJECT_ID:
      g_value_set_string (value, self->project_id);
      break;
    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_TICKET_ID:
      g_value_set_string (value, self->ticket_id);
      break;
    case PROP_SAVED:
      g_value_set_boolean (value, self->saved);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_EMPTY:
      g_value_set_boolean (value, self->empty);
      break;
    case PROP_FILES:
      g_value_set_object (value, self->files);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A draft that is put away in the middle of a word is written down as it stands. */
static void
desk_draft_dispose (GObject *object)
{
  DeskDraft *self = DESK_DRAFT (object);

  if (self->save_timer != 0)
    {
      g_clear_handle_id (&self->save_timer, g_source_remove);
      desk_draft_disk_save_async (self->account, desk_draft_snapshot (self), NULL, NULL);
    }
  if (self->transfers != NULL)
    g_clear_signal_handler (&self->progress_handler, self->transfers);
  if (self->account != NULL)
    g_clear_signal_handler (&self->changed_handler, self->account->store);

  G_OBJECT_CLASS (desk_draft_parent_class)->dispose (object);
}

static void
desk_draft_finalize (GObject *object)
{
  DeskDraft *self = DESK_DRAFT (object);

  g_clear_object (&self->account);
  g_clear_object (&self->transfers);
  g_clear_object (&self->companies);
  g_clear_object (&self->files);
  g_free (self->key);
  g_free (self->ticket_id);
  g_free (self->follow_up_of);
  g_free (self->body);
  g_free (self->subject);
  g_free (self->project_id);
  g_free (self->client_id);

  G_OBJECT_CLASS (desk_draft_parent_class)->finalize (object);
}

static void
desk_draft_class_init (DeskDraftClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = desk_draft_dispose;
  object_class->finalize = desk_draft_finalize;
  object_class->get_property = desk_draft_get_property;
  object_class->set_property = desk_draft_set_property;

  properties[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, "", both);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, "", both);
  properties[PROP_CATEGORY_ID] = g_param_spec_int ("category-id", NULL, NULL, 0, G_MAXINT, 0, both);
  properties[PROP_PRIORITY_ID] = g_param_spec_int ("priority-id", NULL, NULL, 0, G_MAXINT, 0, both);
  properties[PROP_PROJECT_ID] = g_param_spec_string ("project-id", NULL, NULL, NULL, both);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, both);
  properties[PROP_MODE] = g_param_spec_enum ("mode", NULL, NULL, DESK_TYPE_DRAFT_MODE, DESK_DRAFT_REPLY, read);
  properties[PROP_TICKET_ID] = g_param_spec_string ("ticket-id", NULL, NULL, NULL, read);
  properties[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, read);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, read);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  properties[PROP_FILES] = g_param_spec_object ("files", NULL, NULL, G_TYPE_LIST_MODEL, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_draft_init (DeskDraft *self)
{
  self->body = g_strdup ("");
  self->subject = g_strdup ("");
  self->files = g_list_store_new (DESK_TYPE_DRAFT_FILE);
  self->saved = TRUE;
  self->empty = TRUE;
}

void
desk_draft_take_row (DeskDraft *self, const DeskDraftRow *row)
{
  if (take_string (&self->body, row->body != NULL ? row->body : ""))
    notify (self, PROP_BODY);
  if (take_string (&self->subject, row->subject != NULL ? row->subject : ""))
    notify (self, PROP_SUBJECT);
  if (take_string (&self->project_id, row->project_id))
    notify (self, PROP_PROJECT_ID);
  if (take_string (&self->client_id, row->client_id))
    notify (self, PROP_CLIENT_ID);
  if (self->category_id != row->category_id)
    {
      self->category_id = row->category_id;
      notify (self, PROP_CATEGORY_ID);
    }
  if (self->priority_id != row->priority_id)
    {
      self->priority_id = row->priority_id;
      notify (self, PROP_PRIORITY_ID);
    }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  DeskDraftRow *row = desk_draft_disk_load_finish (self->account, result, &error);

  if (row == NULL)
    {
      desk_account_tell (self->account, error);
    }
  else
    {
      /* Whoever was quicker than the disk means what they typed. */
      if (!self->touched)
        desk_draft_take_row (self, row);
      desk_draft_take_files (self, row);
      desk_draft_row_free (row);
    }
  if (!self->ready)
    {
      self->ready = TRUE;
      notify (self, PROP_READY);
    }
  desk_draft_update (self);
}

/* Files came or went. */
void
desk_draft_update (DeskDraft *self)
{
  update_empty (self);
}

/* What the disk has now takes the place of an empty draft. */
void
desk_draft_reload (DeskDraft *self)
{
  self->touched = FALSE;
  desk_draft_disk_load_async (self->account, self->key, self->ticket_id, on_loaded, g_object_ref (self));
}

/** desk_draft_dup_key: (transfer full): under which a draft is kept. */
char *
desk_draft_dup_key (const char *ticket_id, DeskDraftMode mode)
{
  const char *const names[] = { "reply", "note", "announcement" };

  if (mode == DESK_DRAFT_REQUEST)
    return ticket_id != NULL ? g_strconcat ("new/", ticket_id, NULL) : g_strdup ("new");
  return g_strdup_printf ("%s/%s", ticket_id, names[mode]);
}

/** desk_draft_new: (transfer full): a draft that reads itself from disk; the session keeps one per key. */
DeskDraft *
desk_draft_new (DeskAccount *account, DeskTransfers *transfers, GListModel *companies, const char *ticket_id, DeskDraftMode mode)
{
  DeskDraft *self = g_object_new (DESK_TYPE_DRAFT, NULL);

  self->account = g_object_ref (account);
  self->transfers = g_object_ref (transfers);
  self->companies = g_object_ref (companies);
  self->mode = mode;
  self->ticket_id = mode != DESK_DRAFT_REQUEST ? g_strdup (ticket_id) : NULL;
  self->follow_up_of = mode == DESK_DRAFT_REQUEST ? g_strdup (ticket_id) : NULL;
  self->key = desk_draft_dup_key (ticket_id, mode);
  self->progress_handler = g_signal_connect (transfers, "progress", G_CALLBACK (desk_draft_on_progress), self);
  if (self->ticket_id != NULL)
    self->changed_handler = g_signal_connect (account->store, "changed", G_CALLBACK (desk_draft_on_store_changed), self);
  desk_draft_reload (self);
  return self;
}

/** desk_draft_get_files: (transfer none): the files attached, a list of #DeskDraftFile. */
GListModel *
desk_draft_get_files (DeskDraft *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT (self), NULL);
  return G_LIST_MODEL (self->files);
}

/** desk_draft_get_body: what is written; never %NULL. */
const char *
desk_draft_get_body (DeskDraft *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT (self), NULL);
  return self->body;
}

/** desk_draft_set_body: changes what is written; on disk within a second. */
void
desk_draft_set_body (DeskDraft *self, const char *body)
{
  g_return_if_fail (DESK_IS_DRAFT (self));
  set_string (self, &self->body, body != NULL ? body : "", PROP_BODY);
}

/** desk_draft_get_saved: whether all of it is on disk. */
gboolean
desk_draft_get_saved (DeskDraft *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT (self), TRUE);
  return self->saved;
}

/** desk_draft_get_empty: whether there is nothing in it. */
gboolean
desk_draft_get_empty (DeskDraft *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT (self), TRUE);
  return self->empty;
}

/* Everything out of the draft, here; sending and discarding see to the disk. */
void
desk_draft_clear (DeskDraft *self)
{
  DeskDraftRow *nothing = desk_draft_row_new (self->key, self->ticket_id);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_list_store_remove_all (self->files);
  desk_draft_take_row (self, nothing);
  desk_draft_row_free (nothing);
  self->touched = TRUE;
  update_empty (self);
  if (self->saving == 0)
    set_saved (self, TRUE);
}

/** desk_draft_discard: throws away what is written, and the files. */
void
desk_draft_discard (DeskDraft *self)
{
  g_return_if_fail (DESK_IS_DRAFT (self));

  while (g_list_model_get_n_items (G_LIST_MODEL (self->files)) > 0)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), 0);

      desk_draft_remove_file (self, file);
    }
  desk_draft_clear (self);
  set_saved (self, FALSE);
  save_now (self);
}
