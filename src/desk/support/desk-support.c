/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-support.h"

#include "desk-inquiry.h"
#include "desk-support-private.h"
#include "desk-support-wire.h"

/* How long somebody who types may pause, in milliseconds. */
#define PAUSE 250
#define MOST_RECENT 8

struct _DeskSupport
{
  GObject parent_instance;

  DeskSession *session;
  char *search;
  guint pause_id;
  GCancellable *cancellable;    /* while the backend is asked */
  GError *trouble;
  gboolean answered;            /* what was found belongs to the words */
  guint total;
  GListStore *found;
  GListStore *recent;
};

G_DEFINE_FINAL_TYPE (DeskSupport, desk_support, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
give_up (DeskSupport *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
desk_support_dispose (GObject *object)
{
  give_up (DESK_SUPPORT (object));

  G_OBJECT_CLASS (desk_support_parent_class)->dispose (object);
}

static void
desk_support_finalize (GObject *object)
{
  DeskSupport *self = DESK_SUPPORT (object);

  g_clear_error (&self->trouble);
  g_free (self->search);
  g_object_unref (self->found);
  g_object_unref (self->recent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_support_parent_class)->finalize (object);
}

static void
desk_support_class_init (DeskSupportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_support_dispose;
  object_class->finalize = desk_support_finalize;

  /**
   * DeskSupport::changed:
   * @self: a support console
   *
   * The search goes on, has ended or has failed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_support_init (DeskSupport *self)
{
  self->search = g_strdup ("");
  self->found = g_list_store_new (DESK_TYPE_PERSON);
  self->recent = g_list_store_new (DESK_TYPE_PERSON);
}

/**
 * desk_support_new:
 * @session: who looks
 *
 * Returns: (transfer full): a console in which nobody was looked for yet
 */
DeskSupport *
desk_support_new (DeskSession *session)
{
  DeskSupport *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (DESK_TYPE_SUPPORT, NULL);
  self->session = g_object_ref (session);
  return self;
}

static void
take_people (DeskSupport *self, JsonArray *rows)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = desk_wire_get_element (rows, i);
      DeskPerson *person;

      if (row == NULL || desk_wire_get_text (row, "user_id") == NULL)
        continue;
      person = desk_support_dup_person (self, desk_wire_get_text (row, "user_id"));
      desk_person_take_profile (person, row);
      g_ptr_array_add (people, person);
    }
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), people->pdata, people->len);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSupport) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);

  /* The words are others by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  if (answer == NULL)
    self->trouble = g_steal_pointer (&error);
  else
    {
      JsonObject *meta = JSON_NODE_HOLDS_OBJECT (answer) ? desk_wire_get_object (json_node_get_object (answer), "meta") : NULL;

      take_people (self, desk_wire_get_rows (answer));
      self->total = meta != NULL ? desk_wire_read_number (meta, "total") : 0;
      self->answered = TRUE;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
ask (gpointer user_data)
{
  DeskSupport *self = user_data;

  self->pause_id = 0;
  self->cancellable = g_cancellable_new ();
  desk_inquiry_call_async (self->session, "support_find_user", desk_inquiry_arguments ("query", 's', self->search, NULL),
                           self->cancellable, on_found, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/**
 * desk_support_set_search:
 * @self: a console
 * @words: a part of a name or of an e-mail address, or an id; fewer than %DESK_SUPPORT_SHORTEST characters find nobody and ask nobody
 */
void
desk_support_set_search (DeskSupport *self, const char *words)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (DESK_IS_SUPPORT (self));
  g_return_if_fail (words != NULL);

  stripped = g_strstrip (g_strdup (words));
  if (g_str_equal (stripped, self->search))
    return;

  give_up (self);
  g_free (self->search);
  self->search = g_steal_pointer (&stripped);
  g_clear_error (&self->trouble);
  if (desk_support_shows_found (self))
    self->pause_id = g_timeout_add (PAUSE, ask, self);
  else
    {
      self->answered = FALSE;
      g_list_store_remove_all (self->found);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_support_get_search: (transfer none): the words, without what stands around them. */
const char *
desk_support_get_search (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), NULL);
  return self->search;
}

/** desk_support_is_searching: whether an answer is on its way. */
gboolean
desk_support_is_searching (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), FALSE);
  return self->pause_id != 0 || self->cancellable != NULL;
}

/** desk_support_shows_found: whether there are words to search for, so that those who were found count, and not those of before. */
gboolean
desk_support_shows_found (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), FALSE);
  return g_utf8_strlen (self->search, -1) >= DESK_SUPPORT_SHORTEST;
}

/** desk_support_get_trouble: (transfer none) (nullable): why the search had no answer. */
const GError *
desk_support_get_trouble (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), NULL);
  return self->trouble;
}

/** desk_support_get_total: how many people match; not all of them are in the list when there are many. */
guint
desk_support_get_total (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), 0);
  return self->answered ? self->total : 0;
}

/** desk_support_retry: asks once more for the same words, at once. */
void
desk_support_retry (DeskSupport *self)
{
  g_return_if_fail (DESK_IS_SUPPORT (self));

  if (!desk_support_shows_found (self))
    return;
  give_up (self);
  g_clear_error (&self->trouble);
  ask (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_support_get_found: (transfer none): of #DeskPerson, by name. */
GListModel *
desk_support_get_found (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), NULL);
  return G_LIST_MODEL (self->found);
}

/** desk_support_get_recent: (transfer none): of #DeskPerson, the last one looked at first. */
GListModel *
desk_support_get_recent (DeskSupport *self)
{
  g_return_val_if_fail (DESK_IS_SUPPORT (self), NULL);
  return G_LIST_MODEL (self->recent);
}

/**
 * desk_support_remember:
 * @self: a console
 * @person: who is looked at
 *
 * Who is in the list already stays where they are, so that it does not move under the pointer.
 */
void
desk_support_remember (DeskSupport *self, DeskPerson *person)
{
  guint n_recent;

  g_return_if_fail (DESK_IS_SUPPORT (self));
  g_return_if_fail (DESK_IS_PERSON (person));

  if (g_list_store_find (self->recent, person, NULL))
    return;
  n_recent = g_list_model_get_n_items (G_LIST_MODEL (self->recent));
  if (n_recent == MOST_RECENT)
    g_list_store_remove (self->recent, n_recent - 1);
  g_list_store_insert (self->recent, 0, person);
}

/**
 * desk_support_dup_person:
 * @self: a console
 * @user_id: somebody
 *
 * Returns: (transfer full): the same object as long as the console has it in one of its lists, or a new one
 */
DeskPerson *
desk_support_dup_person (DeskSupport *self, const char *user_id)
{
  GListStore *lists[] = { self->recent, self->found };

  g_return_val_if_fail (DESK_IS_SUPPORT (self), NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lists[l])); i++)
      {
        g_autoptr (DeskPerson) person = g_list_model_get_item (G_LIST_MODEL (lists[l]), i);

        if (g_str_equal (desk_person_get_id (person), user_id))
          return g_steal_pointer (&person);
      }
  return desk_person_new (self->session, user_id);
}
