/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "functions/local-functions.h"

#include <string.h>

#include "auth/local-jwt.h"
#include "functions/local-deno.h"
#include "functions/local-function-call.h"
#include "functions/local-schedule.h"

typedef struct {
  char *directory;
  LocalDeno *deno;
  SoupSession *session;
  LocalSchedule *schedule;
} Functions;

/* The name of the function that a path is about, %NULL if it cannot be one; folders that begin with "_" are shared code. */
static char *
dup_name (const char *path)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  gsize length = strspn (path + 1, allowed);
  char end = path[1 + length];

  if (length == 0 || path[1] == '_' || (end != '\0' && end != '/'))
    return NULL;

  return g_strndup (path + 1, length);
}

static gboolean
exists (Functions  *self,
        const char *name)
{
  g_autofree char *file = g_build_filename (self->directory, name, "index.ts", NULL);

  return g_file_test (file, G_FILE_TEST_IS_REGULAR);
}

/* Whether the project lets everybody come to the function, which then decides itself. Of config.toml only what is like a key file
 * of GLib is understood; where that says nothing, a token is asked for. */
static gboolean
is_open (LocalContext *context,
         const char   *name)
{
  g_autoptr (GKeyFile) config = g_key_file_new ();
  g_autofree char *file = g_build_filename (context->supabase_dir, "config.toml", NULL);
  g_autofree char *group = g_strconcat ("functions.", name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *grouped = NULL;
  g_autoptr (GError) error = NULL;
  gboolean verify;

  if (g_file_get_contents (file, &text, NULL, &error)) {
    /* What stands before the first group has none in TOML. */
    grouped = g_strconcat ("[project]\n", text, NULL);
    g_key_file_load_from_data (config, grouped, (gsize) -1, G_KEY_FILE_NONE, &error);
  }
  if (error != NULL) {
    g_message ("%s: %s", file, error->message);
    return FALSE;
  }
  verify = g_key_file_get_boolean (config, group, "verify_jwt", &error);

  return error == NULL && !verify;
}

/* As the runtime of the Supabase CLI asks for it. */
static gboolean
may_pass (LocalContext       *context,
          const char         *name,
          const LocalRequest *request,
          LocalResponse      *response)
{
  g_autoptr (JsonObject) claims = NULL;
  const char *complaint = "{\"msg\":\"Error: Missing authorization header\"}";

  if (g_str_equal (request->method, "OPTIONS") || is_open (context, name))
    return TRUE;
  if (request->token != NULL) {
    claims = local_jwt_decode (request->token, context->jwt_secret, NULL);
    complaint = "{\"msg\":\"Invalid JWT\"}";
  }
  if (claims == NULL)
    local_response_set_text (response, SOUP_STATUS_UNAUTHORIZED, "application/json", complaint);

  return claims != NULL;
}

static void
on_called (LocalResponse *response,
           gpointer       user_data)
{
  local_reply_send (user_data);
}

static void
handle (LocalContext       *context,
        const LocalRequest *request,
        LocalResponse      *response,
        LocalReply         *reply,
        gpointer            user_data)
{
  Functions *self = user_data;
  g_autofree char *name = dup_name (request->path);

  if (name == NULL || !exists (self, name)) {
    local_response_set_text (response, SOUP_STATUS_NOT_FOUND, "text/plain; charset=utf-8", "Function not found");
    local_reply_send (reply);
  } else if (!may_pass (context, name, request, response)) {
    local_reply_send (reply);
  } else {
    local_function_call_start (self->deno, self->session, context->functions_patience, request, response,
                               local_reply_get_cancellable (reply), on_called, reply);
  }
}

static void
functions_free (Functions *self)
{
  g_clear_pointer (&self->schedule, local_schedule_free);
  g_clear_pointer (&self->deno, local_deno_free);
  g_clear_object (&self->session);
  g_free (self->directory);
  g_free (self);
}

static gboolean
start (LocalContext  *context,
       LocalServer   *server,
       gpointer      *state,
       GError       **error)
{
  Functions *self;

  if (!context->functions)
    return TRUE;

  self = g_new0 (Functions, 1);
  self->directory = g_build_filename (context->supabase_dir, "functions", NULL);
  self->session = local_function_call_make_session ();
  self->deno = local_deno_new (context, self->directory, error);
  if (self->deno == NULL) {
    functions_free (self);
    return FALSE;
  }
  self->schedule = local_schedule_new (context, self->deno, self->session);
  local_server_add_async_service (server, "/functions/v1", handle, self);
  *state = self;

  return TRUE;
}

static void
stop (gpointer state)
{
  if (state != NULL)
    functions_free (state);
}

const LocalService local_functions_service = { "functions", start, stop };
