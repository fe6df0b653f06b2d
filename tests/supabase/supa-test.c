/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-test.h"

#define PATIENCE_SECONDS 240

struct _SupaTestPatience
{
  const char *condition;
  const char *file;
  int line;
  guint timer_id;
};

static gboolean
on_patience_over (gpointer data)
{
  SupaTestPatience *self = data;

  self->timer_id = 0;
  g_error ("%s:%d: waited too long for: %s", self->file, self->line, self->condition);

  return G_SOURCE_REMOVE;
}

SupaTestPatience *
supa_test_patience_new (const char *condition,
                        const char *file,
                        int         line)
{
  SupaTestPatience *self = g_new0 (SupaTestPatience, 1);

  self->condition = condition;
  self->file = file;
  self->line = line;
  self->timer_id = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, self);
  return self;
}

void
supa_test_patience_turn (SupaTestPatience *self)
{
  g_main_context_iteration (NULL, TRUE);
}

void
supa_test_patience_free (SupaTestPatience *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_free (self);
}

void
supa_test_take_result (GObject      *source,
                       GAsyncResult *result,
                       gpointer      place)
{
  GAsyncResult **into = place;

  g_assert_null (*into);
  *into = g_object_ref (result);
}

gboolean
supa_test_sign_in (SupaClient  *client,
                   const char  *email,
                   const char  *password,
                   GError     **error)
{
  SupaAuth *auth = supa_client_get_auth (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_sign_in_with_password_async (auth, email, password, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_auth_sign_in_with_password_finish (auth, result, error);
}

gboolean
supa_test_sign_out (SupaClient  *client,
                    GError     **error)
{
  SupaAuth *auth = supa_client_get_auth (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_sign_out_async (auth, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_auth_sign_out_finish (auth, result, error);
}

gboolean
supa_test_restore (SupaClient  *client,
                   GError     **error)
{
  SupaAuth *auth = supa_client_get_auth (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_restore_async (auth, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_auth_restore_finish (auth, result, error);
}

char *
supa_test_get_token (SupaClient  *client,
                     gboolean     force,
                     GError     **error)
{
  SupaAuth *auth = supa_client_get_auth (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_auth_get_token_async (auth, force, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_auth_get_token_finish (auth, result, error);
}

JsonNode *
supa_test_select (SupaClient  *client,
                  SupaQuery   *query,
                  GError     **error)
{
  SupaRest *rest = supa_client_get_rest (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_rest_select_async (rest, query, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_rest_select_finish (rest, result, error);
}

JsonNode *
supa_test_insert (SupaClient      *client,
                  const char      *table,
                  const char      *rows,
                  SupaWriteFlags   flags,
                  GError         **error)
{
  SupaRest *rest = supa_client_get_rest (client);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) node = json_from_string (rows, NULL);

  g_assert_nonnull (node);
  supa_rest_insert_async (rest, table, node, flags, NULL, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_rest_insert_finish (rest, result, error);
}

JsonNode *
supa_test_call (SupaClient  *client,
                const char  *function,
                const char  *arguments,
                GError     **error)
{
  SupaRest *rest = supa_client_get_rest (client);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) node = arguments != NULL ? json_from_string (arguments, NULL) : NULL;

  supa_rest_call_async (rest, function, node, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_rest_call_finish (rest, result, error);
}

char *
supa_test_sign (SupaClient  *client,
                const char  *bucket,
                const char  *path,
                GError     **error)
{
  SupaStorage *storage = supa_client_get_storage (client);
  g_autoptr (GAsyncResult) result = NULL;

  supa_storage_sign_async (storage, bucket, path, 60, NULL, supa_test_take_result, &result);
  supa_test_wait_until (result != NULL);
  return supa_storage_sign_finish (storage, result, error);
}

void
supa_test_finalize (SupaClient *client)
{
  gpointer parts[] = {
    supa_client_get_auth (client),
    supa_client_get_rest (client),
    supa_client_get_storage (client),
    supa_client_get_realtime (client),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_object_add_weak_pointer (parts[i], &parts[i]);

  g_assert_finalize_object (client);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    supa_test_wait_until (parts[i] == NULL);
}
