/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-person-private.h"

#include "desk-choice.h"
#include "desk-error.h"
#include "desk-inquiry.h"
#include "desk-session-private.h"
#include "desk-support-wire.h"

G_DEFINE_FINAL_TYPE (DeskPerson, desk_person, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
desk_person_dispose (GObject *object)
{
  DeskPerson *self = DESK_PERSON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_person_parent_class)->dispose (object);
}

static void
desk_person_finalize (GObject *object)
{
  DeskPerson *self = DESK_PERSON (object);

  g_clear_error (&self->trouble);
  g_clear_pointer (&self->answer, json_node_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->email);
  g_strfreev (self->companies);
  g_free (self->plan);
  g_free (self->plan_status);
  g_object_unref (self->incidents);
  g_object_unref (self->privacy_requests);
  g_object_unref (self->timeline);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_person_parent_class)->finalize (object);
}

static void
desk_person_class_init (DeskPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_person_dispose;
  object_class->finalize = desk_person_finalize;

  /**
   * DeskPerson::changed:
   * @self: a person
   *
   * Something of it is another than before, loading and trouble included.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_person_init (DeskPerson *self)
{
  self->companies = g_new0 (char *, 1);
  self->incidents = g_list_store_new (DESK_TYPE_INCIDENT);
  self->privacy_requests = g_list_store_new (DESK_TYPE_PRIVACY_REQUEST);
  self->timeline = desk_timeline_new ();
}

/** desk_person_new: (transfer full): nothing but the id is known. Private to desk. */
DeskPerson *
desk_person_new (DeskSession *session, const char *user_id)
{
  DeskPerson *self = g_object_new (DESK_TYPE_PERSON, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (user_id);
  return self;
}

/** desk_person_emit_changed: private to desk. */
void
desk_person_emit_changed (DeskPerson *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/** desk_person_take_profile: what the search, or the context, says of the account. Private to desk. */
void
desk_person_take_profile (DeskPerson *self, JsonObject *profile)
{
  static const char *const roles[] = { "client", "support", "ops", "admin", NULL };

  g_free (self->name);
  g_free (self->email);
  self->name = desk_wire_dup_text (profile, "full_name");
  self->email = desk_wire_dup_text (profile, "email");
  self->role = desk_wire_read_word (profile, "role", roles);
  self->created_at = desk_wire_read_time (profile, "created_at");
  self->erased_at = desk_wire_read_time (profile, "erased_at");
  if (json_object_has_member (profile, "last_sign_in_at"))
    {
      self->last_sign_in_at = desk_wire_read_time (profile, "last_sign_in_at");
      self->banned_until = desk_wire_read_time (profile, "banned_until");
    }
}

static void
take_companies (DeskPerson *self, JsonArray *companies)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; companies != NULL && i < json_array_get_length (companies); i++)
    {
      JsonObject *company = desk_wire_get_element (companies, i);

      if (company != NULL && desk_wire_get_text (company, "name") != NULL)
        g_ptr_array_add (names, desk_wire_dup_text (company, "name"));
    }
  g_ptr_array_add (names, NULL);
  g_strfreev (self->companies);
  self->companies = (char **) g_ptr_array_steal (names, NULL);
}

static void
take_subscription (DeskPerson *self, JsonObject *subscription)
{
  g_clear_pointer (&self->plan, g_free);
  g_clear_pointer (&self->plan_status, g_free);
  self->plan_end = 0;
  if (subscription == NULL)
    return;

  self->plan = desk_wire_dup_text (subscription, "plan");
  self->plan_status = desk_wire_dup_text (subscription, "status");
  self->plan_end = desk_wire_read_time (subscription, "current_period_end");
}

/* The same object for the same row as before, so that whoever shows it sees it change. */
static DeskCase *
reuse (DeskPerson *self, GListStore *store, JsonObject *row)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskCase) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (g_strcmp0 (desk_case_get_id (item), desk_wire_get_text (row, "id")) == 0)
        {
          desk_case_take (item, row);
          return g_steal_pointer (&item);
        }
    }
  return desk_case_new (g_list_model_get_item_type (G_LIST_MODEL (store)), self->session, row);
}

static void
take_rows (DeskPerson *self, GListStore *store, JsonArray *rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = desk_wire_get_element (rows, i);

      if (row != NULL)
        g_ptr_array_add (items, reuse (self, store, row));
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static void
fail (DeskPerson *self, GError *error)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_error (&self->trouble);
  self->trouble = error;
  desk_person_emit_changed (self);
}

/* Whether something was done meanwhile: what was read may be older than what is known. */
static gboolean
was_overtaken (DeskPerson *self, GListStore *store)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (DeskCase) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (desk_case_get_taken (item) > self->asked)
        return TRUE;
    }
  return FALSE;
}

static void
on_tickets (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskPerson) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tickets = desk_person_tickets_finish (result, &error);
  JsonObject *context;

  if (self->answer == NULL)
    return;
  /* Nobody is signed in any more, to be told of anything. */
  if (desk_session_get_store (self->session) == NULL)
    {
      g_clear_pointer (&self->answer, json_node_unref);
      return;
    }
  if (tickets == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  if (was_overtaken (self, self->incidents) || was_overtaken (self, self->privacy_requests))
    {
      desk_person_load (self);
      return;
    }

  context = desk_wire_get_data (self->answer);
  desk_person_take_profile (self, desk_wire_get_object (context, "profile"));
  take_companies (self, desk_wire_get_array (context, "companies"));
  take_subscription (self, desk_wire_get_object (context, "subscription"));
  take_rows (self, self->incidents, desk_wire_get_array (context, "incidents"));
  take_rows (self, self->privacy_requests, desk_wire_get_array (context, "privacy_requests"));
  self->n_open_tickets = 0;
  for (guint i = 0; i < tickets->len; i++)
    self->n_open_tickets += !((DeskPersonTicket *) tickets->pdata[i])->done;
  desk_timeline_take (self->timeline, desk_timeline_build (self, context, tickets));
  self->loaded_at = desk_clock_get_now (desk_session_get_clock (self->session));
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  desk_person_emit_changed (self);
}

static void
on_context (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskPerson) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = desk_inquiry_finish (DESK_SESSION (source), result, &error);

  /* Another question was asked meanwhile, or nobody wants to know any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  if (desk_wire_get_data (answer) == NULL || desk_wire_get_object (desk_wire_get_data (answer), "profile") == NULL)
    {
      fail (self, g_error_new_literal (DESK_ERROR, DESK_ERROR_BUSY, "support_context: no profile"));
      return;
    }
  g_clear_pointer (&self->answer, json_node_unref);
  self->answer = g_steal_pointer (&answer);
  desk_person_tickets_async (self->session, self->id, on_tickets, g_object_ref (self));
}

/**
 * desk_person_load:
 * @self: a person
 *
 * Asks the backend for everything around the account; #DeskPerson::changed says when it is there, or why not.
 */
void
desk_person_load (DeskPerson *self)
{
  g_return_if_fail (DESK_IS_PERSON (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->answer, json_node_unref);
  self->asked = desk_case_count_taken ();
  desk_inquiry_call_async (self->session, "support_context", desk_inquiry_arguments ("user_id", 's', self->id, NULL), self->cancellable,
                           on_context, g_object_ref (self));
  desk_person_emit_changed (self);
}

/**
 * desk_person_dup_name_of:
 * @self: a person
 * @user_id: (nullable): somebody
 *
 * Returns: (transfer full) (nullable): the name of a colleague, or of the person; %NULL where it is not known
 */
char *
desk_person_dup_name_of (DeskPerson *self, const char *user_id)
{
  GListModel *staff;

  g_return_val_if_fail (DESK_IS_PERSON (self), NULL);

  if (user_id == NULL)
    return NULL;
  if (g_strcmp0 (user_id, self->id) == 0)
    return g_strdup (self->name);
  staff = desk_session_get_staff (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (staff); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (staff, i);

      if (g_strcmp0 (desk_choice_get_id (choice), user_id) == 0)
        return g_strdup (desk_choice_get_label (choice));
    }
  return NULL;
}
