/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Who is here: what follows a sign-in, and coming back. */

#include "config.h"

#include "desk-session.h"

#include "desk-db.h"
#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"
#include "desk-wire-words.h"

/** desk_session_give_up: back to the sign-in page: nothing of a half-made session stays. Private to the session. */
void
desk_session_give_up (GTask *task, const GError *error)
{
  DeskSession *self = g_task_get_source_object (task);

  /* Tokens of a sign-in that led nowhere are not left in the keyring. */
  if (g_task_get_source_tag (task) == desk_session_sign_in_async && self->client != NULL
      && supa_auth_get_session (supa_client_get_auth (self->client)) != NULL)
    supa_auth_sign_out_async (supa_client_get_auth (self->client), NULL, NULL, NULL);
  desk_session_close_account (self);
  desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);
  g_task_return_error (task, desk_problem_new (error));
}

/* @user_id: who comes back without signing in, or NULL. */
gboolean
desk_session_remember (DeskSession *self, const char *user_id, GError **error)
{
  DeskAccountFile file = { self->server, self->key, (char *) user_id, self->email };

  return desk_account_file_save (self->data_dir, &file, error);
}

/* The server has ended the session. What the person wrote stays for their next sign-in. */
static void
be_ended (DeskSession *self)
{
  g_autoptr (GError) ended = g_error_new_literal (DESK_ERROR, DESK_ERROR_SESSION_ENDED, "The server ended the session");
  g_autoptr (GError) disk = NULL;

  g_free (self->ended_sentence);
  self->ended_sentence = desk_error_dup_sentence (ended);
  desk_session_notify_prop (self, DESK_SESSION_PROP_ENDED_SENTENCE);
  desk_session_close_account (self);
  if (!desk_session_remember (self, NULL, &disk))
    desk_session_emit_problem (self, disk);
  desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);
}

static void
go_in (GTask *task)
{
  DeskSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (self->client == NULL || supa_auth_get_session (supa_client_get_auth (self->client)) == NULL)
    {
      be_ended (self);
      g_task_return_boolean (task, FALSE);
      return;
    }

  desk_session_start_services (self);
  desk_session_take_state (self, DESK_SESSION_SIGNED_IN);
  if (!desk_session_remember (self, self->user_id, &error))
    desk_session_emit_problem (self, error);
  g_task_return_boolean (task, TRUE);
}

/* Who one is, as the cache has it. */
typedef struct
{
  char *user_id;
  char *name;
  char *email;
  char *role;                   /* (nullable): nobody knows yet */
} Person;

static void
person_free (Person *person)
{
  g_free (person->user_id);
  g_free (person->name);
  g_free (person->email);
  g_free (person->role);
  g_free (person);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Person, person_free)

static gboolean
read_person (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (Person) person = g_new0 (Person, 1);
  g_autoptr (sqlite3_stmt) statement
    = desk_db_prepare (db, error, "SELECT full_name, email, role FROM profiles WHERE user_id = ?", "s", (const char *) data);
  gboolean there;

  if (statement == NULL || !desk_sql_step (statement, &there, error))
    return FALSE;
  if (there)
    {
      person->name = desk_db_dup_text (statement, 0);
      person->email = desk_db_dup_text (statement, 1);
      person->role = desk_db_dup_text (statement, 2);
    }
  *result = g_steal_pointer (&person);
  return TRUE;
}

static void
on_person_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Person) person = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (person == NULL || person->role == NULL || self->store != DESK_STORE (source))
    return;
  desk_session_take_person (self, person->name, person->email, desk_wire_parse_role (person->role));
}

/* The profiles of the cache have changed: the role, or the name, may be one's own. */
void
desk_session_read_person (DeskSession *self)
{
  desk_store_read_async (self->store, read_person, g_strdup (self->user_id), g_free, (GDestroyNotify) person_free, NULL, on_person_again,
                         g_object_ref (self));
}

static void ask_person (GTask *task);

static void
on_person (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Person) person = desk_store_read_finish (DESK_STORE (source), result, &error);

  if (person == NULL)
    {
      desk_session_give_up (task, error);
      return;
    }
  if (person->role == NULL)
    {
      ask_person (g_steal_pointer (&task));
      return;
    }
  desk_session_take_person (self, person->name, person->email, desk_wire_parse_role (person->role));
  go_in (task);
}

static void
look_in_cache (GTask *task)
{
  DeskSession *self = g_task_get_source_object (task);

  desk_store_read_async (self->store, read_person, g_strdup (self->user_id), g_free, (GDestroyNotify) person_free, NULL, on_person, task);
}

static void
on_profile_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_store_merge_finish (DESK_STORE (source), result, &error))
    look_in_cache (g_steal_pointer (&task));
  else
    desk_session_give_up (task, error);
}

static void
on_profile (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);

  if (answer == NULL)
    {
      desk_session_give_up (task, error);
    }
  else if (!JSON_NODE_HOLDS_ARRAY (answer) || json_array_get_length (json_node_get_array (answer)) != 1)
    {
      g_autoptr (GError) nobody = g_error_new_literal (DESK_ERROR, DESK_ERROR_NO_SERVER, "No profile: not a help desk's project");

      desk_session_give_up (task, nobody);
    }
  else
    {
      desk_store_merge_async (self->store, &desk_row_profile, json_node_get_array (answer), NULL, on_profile_kept,
                              g_steal_pointer (&task));
    }
}

/* Takes @task. The role decides what the program shows, so nobody goes in before it is known. */
static void
ask_person (GTask *task)
{
  DeskSession *self = g_task_get_source_object (task);
  g_autofree char *columns = desk_row_type_dup_select (&desk_row_profile);
  g_autoptr (SupaQuery) query = supa_query_new (desk_row_profile.table);

  supa_query_eq (supa_query_select (query, columns), "user_id", self->user_id);
  supa_rest_select_async (supa_client_get_rest (self->client), query, g_task_get_cancellable (task), on_profile, task);
}

static void
on_session_ended (SupaAuth *auth, const GError *reason, gpointer user_data)
{
  DeskSession *self = DESK_SESSION (user_data);

  /* Before the account is open, going in finds that nobody is there any more. */
  if (self->state == DESK_SESSION_SIGNED_IN)
    be_ended (self);
}

static void
on_tokens_not_kept (SupaAuth *auth, const GError *reason, gpointer user_data)
{
  g_autoptr (GError) problem = g_error_new_literal (DESK_ERROR, DESK_ERROR_KEYRING, reason->message);

  desk_session_emit_problem (DESK_SESSION (user_data), problem);
}

/** desk_session_heed_client: it is heard when the server ends the session. Private to the session. */
void
desk_session_heed_client (DeskSession *self)
{
  SupaAuth *auth = supa_client_get_auth (self->client);

  g_signal_connect_object (auth, "session-ended", G_CALLBACK (on_session_ended), self, 0);
  g_signal_connect_object (auth, "store-failed", G_CALLBACK (on_tokens_not_kept), self, 0);
}

/** desk_session_make_client: a client for a server. Private to the session. */
void
desk_session_make_client (DeskSession *self, const char *server, const char *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
  self->client = supa_client_new (server, key, self->tokens);
  desk_session_heed_client (self);
}

/** desk_session_begin: %FALSE where @task has ended, since somebody is here. Private to the session. */
gboolean
desk_session_begin (DeskSession *self, GTask *task)
{
  if (self->state != DESK_SESSION_SIGNED_OUT)
    {
      g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_BUSY, "Somebody is signed in, or signing in");
      return FALSE;
    }
  if (self->ended_sentence != NULL)
    {
      g_clear_pointer (&self->ended_sentence, g_free);
      desk_session_notify_prop (self, DESK_SESSION_PROP_ENDED_SENTENCE);
    }
  desk_session_take_state (self, DESK_SESSION_STARTING);
  return TRUE;
}

/* Who signs in is asked for anew: the role may be another. Who comes back is taken from the cache, since there may be no line. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_session_open_account_finish (DESK_SESSION (source), result, &error))
    desk_session_give_up (task, error);
  else if (g_task_get_source_tag (task) == desk_session_sign_in_async)
    ask_person (g_steal_pointer (&task));
  else
    look_in_cache (g_steal_pointer (&task));
}

/** desk_session_go_on: the server knows who it is: opens their account, and ends @task, which is taken. Private to the session. */
void
desk_session_go_on (DeskSession *self, const char *server, GTask *task)
{
  SupaSession *session = supa_auth_get_session (supa_client_get_auth (self->client));

  desk_session_open_account_async (self, server, supa_session_get_user_id (session), on_opened, task);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskSession *self = g_task_get_source_object (task);
  const char *server = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!supa_auth_restore_finish (SUPA_AUTH (source), result, &error))
    {
      g_autoptr (GError) locked = error != NULL ? g_error_new_literal (DESK_ERROR, DESK_ERROR_KEYRING, error->message) : NULL;

      if (locked != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          desk_session_give_up (task, locked);
          return;
        }
      desk_session_close_account (self);
      desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);
      g_task_return_boolean (task, FALSE);
      return;
    }
  desk_session_go_on (self, server, g_steal_pointer (&task));
}

/**
 * desk_session_restore_async:
 *
 * Goes on where the last run of the program ended: from the cache and the stored session, without the network.
 */
void
desk_session_restore_async (DeskSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DeskAccountFile) file = NULL;

  g_return_if_fail (DESK_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_session_restore_async);
  if (!desk_session_begin (self, task))
    return;

  file = desk_account_file_load (self->data_dir);
  if (file->server == NULL || file->key == NULL || file->user_id == NULL)
    {
      desk_session_take_state (self, DESK_SESSION_SIGNED_OUT);
      g_task_return_boolean (task, FALSE);
      return;
    }

  g_task_set_task_data (task, g_strdup (file->server), g_free);
  desk_session_make_client (self, file->server, file->key);
  supa_auth_restore_async (supa_client_get_auth (self->client), cancellable, on_restored, g_steal_pointer (&task));
}

/** desk_session_restore_finish: whether somebody is signed in; %FALSE without @error where nobody was, with @error where the keyring or the disk is to blame. */
gboolean
desk_session_restore_finish (DeskSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/** desk_session_dup_last_server: (transfer full) (nullable): the address of the last sign-in. */
char *
desk_session_dup_last_server (DeskSession *self)
{
  g_autoptr (DeskAccountFile) file = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  file = desk_account_file_load (self->data_dir);
  return g_steal_pointer (&file->server);
}

/** desk_session_dup_last_key: (transfer full) (nullable): the project's key at the last sign-in. */
char *
desk_session_dup_last_key (DeskSession *self)
{
  g_autoptr (DeskAccountFile) file = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (self), NULL);
  file = desk_account_file_load (self->data_dir);
  return g_steal_pointer (&file->key);
}
