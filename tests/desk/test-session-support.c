/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "test-session-support.h"

#include "desk-wiring.h"
#include "supa-session.h"

struct _TestTokens
{
  GObject parent_instance;

  GHashTable *secrets;
};

static void
tokens_load_async (SupaSessionStore *store, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (TEST_TOKENS (store)->secrets, account)), g_free);
}

static char *
tokens_load_finish (SupaSessionStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tokens_save_async (SupaSessionStore *store, const char *account, const char *secret, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_hash_table_insert (TEST_TOKENS (store)->secrets, g_strdup (account), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
tokens_finish (SupaSessionStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tokens_clear_async (SupaSessionStore *store, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_hash_table_remove (TEST_TOKENS (store)->secrets, account);
  g_task_return_boolean (task, TRUE);
}

static void
tokens_iface_init (SupaSessionStoreInterface *iface)
{
  iface->load_async = tokens_load_async;
  iface->load_finish = tokens_load_finish;
  iface->save_async = tokens_save_async;
  iface->save_finish = tokens_finish;
  iface->clear_async = tokens_clear_async;
  iface->clear_finish = tokens_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestTokens, test_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SUPA_TYPE_SESSION_STORE, tokens_iface_init))

static void
test_tokens_finalize (GObject *object)
{
  g_hash_table_unref (TEST_TOKENS (object)->secrets);
  G_OBJECT_CLASS (test_tokens_parent_class)->finalize (object);
}

static void
test_tokens_class_init (TestTokensClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_tokens_finalize;
}

static void
test_tokens_init (TestTokens *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

guint
test_tokens_get_n (TestTokens *self)
{
  return g_hash_table_size (self->secrets);
}

/* The tokens as they stand after a long time away: the one has run out, and the server does not know the other any more. */
void
test_tokens_spoil (TestTokens *self)
{
  GHashTableIter iter;
  gpointer secret;

  g_hash_table_iter_init (&iter, self->secrets);
  while (g_hash_table_iter_next (&iter, NULL, &secret))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SupaSession) kept = supa_session_new_from_json (secret, &error);
      g_autoptr (SupaSession) spoilt = NULL;

      g_assert_no_error (error);
      spoilt = supa_session_new (supa_session_get_access_token (kept), "spoilt", 1000, supa_session_get_user_id (kept),
                                 supa_session_get_email (kept));
      g_hash_table_iter_replace (&iter, supa_session_to_json (spoilt));
    }
}

struct _TestNotes
{
  GObject parent_instance;

  GPtrArray *lines;
};

static void
notes_show (DeskNotifier *notifier, const char *ticket_id, const char *title, const char *body)
{
  g_ptr_array_add (TEST_NOTES (notifier)->lines, g_strjoin ("|", "show", ticket_id, title, body, NULL));
}

static void
notes_withdraw (DeskNotifier *notifier, const char *ticket_id)
{
  g_ptr_array_add (TEST_NOTES (notifier)->lines, g_strjoin ("|", "withdraw", ticket_id, NULL));
}

static void
notes_iface_init (DeskNotifierInterface *iface)
{
  iface->show = notes_show;
  iface->withdraw = notes_withdraw;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNotes, test_notes, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (DESK_TYPE_NOTIFIER, notes_iface_init))

static void
test_notes_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_NOTES (object)->lines);
  G_OBJECT_CLASS (test_notes_parent_class)->finalize (object);
}

static void
test_notes_class_init (TestNotesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_notes_finalize;
}

static void
test_notes_init (TestNotes *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
}

const char *
test_notes_find (TestNotes *self, const char *beginning, const char *part)
{
  for (guint i = self->lines->len; i > 0; i--)
    {
      const char *line = g_ptr_array_index (self->lines, i - 1);

      if (g_str_has_prefix (line, beginning) && strstr (line, part) != NULL)
        return line;
    }
  return NULL;
}

guint
test_notes_get_n (TestNotes *self)
{
  return self->lines->len;
}

TestPerson *
test_person_new (TestBackend *backend, const char *email)
{
  TestPerson *self = g_new0 (TestPerson, 1);

  self->backend = backend;
  self->email = email;
  self->folder = test_folder_new ();
  self->tokens = g_object_new (TEST_TYPE_TOKENS, NULL);
  self->notes = g_object_new (TEST_TYPE_NOTES, NULL);
  test_person_start (self);
  return self;
}

/* Somebody who is signed in, and whose cache has everything. */
TestPerson *
test_person_new_synced (TestBackend *backend, const char *email)
{
  TestPerson *self = test_person_new (backend, email);

  test_person_sign_in (self);
  test_person_wait_synced (self);
  return self;
}

void
test_stop (TestBackend *backend)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_backend_stop (backend, &error));
  g_assert_no_error (error);
}

void
test_start (TestBackend *backend)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_backend_restart (backend, &error));
  g_assert_no_error (error);
}

void
test_person_start (TestPerson *self)
{
  g_assert_null (self->session);
  self->session = desk_wiring_create_session (self->folder, SUPA_SESSION_STORE (self->tokens), DESK_NOTIFIER (self->notes), NULL);
}

/* What is under way ends, and nothing of the session is left. */
void
test_person_quit (TestPerson *self)
{
  gpointer gone = self->session;

  g_object_add_weak_pointer (G_OBJECT (self->session), &gone);
  g_object_run_dispose (G_OBJECT (self->session));
  g_clear_object (&self->session);
  test_wait_for (gone == NULL);
}

void
test_person_free (TestPerson *self)
{
  if (self->session != NULL)
    test_person_quit (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_wait_for (G_OBJECT (self->tokens)->ref_count == 1);
  g_assert_finalize_object (self->tokens);
  g_assert_finalize_object (self->notes);
  test_folder_free (self->folder);
  g_free (self);
}

typedef struct
{
  gboolean done;
  gboolean outcome;
  GError *error;
} Wait;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->outcome = desk_session_sign_in_finish (DESK_SESSION (source), result, &wait->error);
  wait->done = TRUE;
}

/* Returns: what it failed with, NULL when it did not. */
GError *
test_person_try_sign_in (TestPerson *self, const char *server, const char *key, const char *password)
{
  Wait wait = { 0 };

  desk_session_sign_in_async (self->session, server, key, self->email, password, NULL, on_signed_in, &wait);
  test_wait_for (wait.done);
  g_assert_true (wait.outcome == (wait.error == NULL));
  return wait.error;
}

void
test_person_sign_in (TestPerson *self)
{
  g_autoptr (GError) error = test_person_try_sign_in (self, test_backend_get_url (self->backend),
                                                      test_backend_get_publishable_key (self->backend), "guichet-demo");

  g_assert_no_error (error);
  g_assert_cmpint (desk_session_get_state (self->session), ==, DESK_SESSION_SIGNED_IN);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->outcome = desk_session_restore_finish (DESK_SESSION (source), result, &wait->error);
  wait->done = TRUE;
}

gboolean
test_person_restore (TestPerson *self)
{
  Wait wait = { 0 };

  desk_session_restore_async (self->session, NULL, on_restored, &wait);
  test_wait_for (wait.done);
  g_assert_no_error (wait.error);
  return wait.outcome;
}

void
test_person_wait_synced (TestPerson *self)
{
  test_wait_for (desk_session_get_synced_at (self->session) != 0);
  test_wait_for (desk_session_get_connection (self->session) == DESK_CONNECTION_ONLINE);
}

/* The writer works in order: what was written before is in the outbox when this comes back. */
void
test_person_wait_delivered (TestPerson *self)
{
  DeskStore *store = desk_session_get_store (self->session);

  test_sql (store, "DELETE FROM outbox WHERE 0", NULL, NULL, NULL);
  test_wait_for (test_count (store, "SELECT count(*) FROM outbox WHERE kind <> 'read'") == 0);
  test_wait_for (desk_session_get_pending (self->session) == 0);
}

char *
test_person_file_request (TestPerson *self, const char *subject, const char *body)
{
  g_autoptr (DeskDraft) draft = desk_session_open_draft (self->session, NULL, DESK_DRAFT_REQUEST);
  g_autoptr (GError) error = NULL;
  char *id;

  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (self->session)) > 0);
  g_object_set (draft, "subject", subject, "body", body, "client-id", NORTH_ID, NULL);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  return id;
}

void
test_person_write (TestPerson *self, const char *ticket_id, DeskDraftMode mode, const char *body)
{
  g_autoptr (DeskDraft) draft = desk_session_open_draft (self->session, ticket_id, mode);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  desk_draft_set_body (draft, body);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
}

/* Transfer full. */
DeskThreadItem *
test_find_item (GListModel *conversation, const char *body)
{
  for (guint i = 0; i < g_list_model_get_n_items (conversation); i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (conversation, i);

      if (g_strcmp0 (desk_thread_item_get_body (item), body) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

gboolean
test_shows (GListModel *conversation, const char *body, DeskDelivery delivery)
{
  g_autoptr (DeskThreadItem) item = test_find_item (conversation, body);

  return item != NULL && desk_thread_item_get_delivery (item) == delivery;
}

static void
on_psql (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

char *
test_psql (TestBackend *backend, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) psql
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d",
                        test_backend_get_db_url (backend), "-c", sql, NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (psql, NULL, NULL, on_psql, &answer);
  test_wait_for (answer != NULL);
  g_subprocess_communicate_utf8_finish (psql, answer, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (psql));
  return g_strchomp (out);
}

void
test_set_role_unheard (TestBackend *backend, const char *email, const char *role)
{
  g_autofree char *sql = g_strdup_printf ("begin; alter table profiles disable trigger tell_role;"
                                          " update profiles set role = '%s' where email = '%s';"
                                          " alter table profiles enable trigger tell_role; commit; select role from profiles where email = '%s'",
                                          role, email, email);
  g_autofree char *now = test_psql (backend, sql);

  g_assert_cmpstr (now, ==, role);
}
