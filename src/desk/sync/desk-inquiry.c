/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-inquiry.h"

#include "desk-error.h"
#include "desk-problem.h"
#include "desk-session-internal.h"

typedef JsonNode *(*FinishFunc) (SupaRest *rest, GAsyncResult *result, GError **error);

/**
 * desk_inquiry_arguments:
 * @name: the first argument's name, then its type as an int ('s' text, 'i' an int, 'b' a gboolean, 'n' a JsonNode that is taken) and its value, and so
 *   on; %NULL ends
 *
 * Returns: (transfer full): an object of named arguments; a text or node that is %NULL is left out, so that the function's default holds
 */
JsonNode *
desk_inquiry_arguments (const char *name, ...)
{
  g_autoptr (JsonObject) object = json_object_new ();
  va_list list;

  va_start (list, name);
  for (; name != NULL; name = va_arg (list, const char *))
    {
      int type = va_arg (list, int);

      if (type == 'i')
        json_object_set_int_member (object, name, va_arg (list, int));
      else if (type == 'b')
        json_object_set_boolean_member (object, name, va_arg (list, gboolean));
      else if (type == 's')
        {
          const char *text = va_arg (list, const char *);

          if (text != NULL)
            json_object_set_string_member (object, name, text);
        }
      else
        {
          JsonNode *node = va_arg (list, JsonNode *);

          g_assert (type == 'n');
          if (node != NULL)
            json_object_set_member (object, name, node);
        }
    }
  va_end (list);

  return json_node_init_object (json_node_alloc (), object);
}

/* Who asked, which may be signed out by the time of the answer, and somebody else signed in. */
typedef struct
{
  DeskAccount *account;
  FinishFunc finish;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->account);
  g_free (question);
}

static void
give (GTask *task, JsonNode *answer, GError *error)
{
  Question *question = g_task_get_task_data (task);
  GError *problem;

  if (!desk_account_take_answer (question->account, error))
    {
      /* Signed out meanwhile: nobody may show it. */
      g_clear_pointer (&answer, json_node_unref);
      g_clear_error (&error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session has ended");
    }
  else if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else
    {
      problem = desk_problem_new (error);
      g_error_free (error);
      /* Nobody tells a program that a role was taken away: what is refused for want of a right says that it may be another. */
      if (g_error_matches (problem, DESK_ERROR, DESK_ERROR_FORBIDDEN))
        desk_inquiry_catch_up (g_task_get_source_object (task));
      g_task_return_error (task, problem);
    }
  g_object_unref (task);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  JsonNode *answer = question->finish (SUPA_REST (source), result, &error);

  give (task, answer, error);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean done = supa_rest_delete_finish (SUPA_REST (source), result, &error);

  give (user_data, done ? json_node_new (JSON_NODE_NULL) : NULL, error);
}

/* (nullable): %NULL where nobody is signed in, which is then the answer. */
static GTask *
begin (DeskSession *session, gpointer tag, FinishFunc finish, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Question *question;

  g_task_set_source_tag (task, tag);
  if (session->client != NULL && session->account != NULL)
    {
      question = g_new0 (Question, 1);
      question->account = g_object_ref (session->account);
      question->finish = finish;
      g_task_set_task_data (task, question, (GDestroyNotify) question_free);
      return task;
    }

  g_task_return_new_error (task, DESK_ERROR, DESK_ERROR_SESSION_ENDED, "Nobody is signed in");
  g_object_unref (task);
  return NULL;
}

/**
 * desk_inquiry_call_async:
 * @arguments: (transfer full) (nullable): what desk_inquiry_arguments() gave
 *
 * Calls a function of the database.
 */
void
desk_inquiry_call_async (DeskSession *session, const char *function, JsonNode *arguments, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (session, desk_inquiry_call_async, supa_rest_call_finish, cancellable, callback, user_data);

  if (task != NULL)
    supa_rest_call_async (supa_client_get_rest (session->client), function, arguments, cancellable, on_answer, task);
  g_clear_pointer (&arguments, json_node_unref);
}

/** desk_inquiry_select_async: asks for rows; the answer is an array. */
void
desk_inquiry_select_async (DeskSession *session, SupaQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = begin (session, desk_inquiry_select_async, supa_rest_select_finish, cancellable, callback, user_data);

  if (task != NULL)
    supa_rest_select_async (supa_client_get_rest (session->client), query, cancellable, on_answer, task);
}

/**
 * desk_inquiry_insert_async:
 * @row: (transfer full): an object, or an array of them
 * @on_conflict: (nullable): the key by which a row that is there already is changed instead
 *
 * Adds rows; the answer is an array of them as they stand now.
 */
void
desk_inquiry_insert_async (DeskSession *session, const char *table, JsonNode *row, const char *on_conflict, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (session, desk_inquiry_insert_async, supa_rest_insert_finish, cancellable, callback, user_data);
  SupaWriteFlags flags = SUPA_WRITE_RETURN | (on_conflict != NULL ? SUPA_WRITE_MERGE_DUPLICATES : SUPA_WRITE_DEFAULT);

  if (task != NULL)
    supa_rest_insert_async (supa_client_get_rest (session->client), table, row, flags, on_conflict, cancellable, on_answer, task);
  json_node_unref (row);
}

/**
 * desk_inquiry_update_async:
 * @changes: (transfer full): an object
 *
 * Changes rows; the answer is an array of those that were changed, empty where none is there any more, or none that the person may change.
 */
void
desk_inquiry_update_async (DeskSession *session, SupaQuery *which, JsonNode *changes, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (session, desk_inquiry_update_async, supa_rest_update_finish, cancellable, callback, user_data);

  if (task != NULL)
    supa_rest_update_async (supa_client_get_rest (session->client), which, changes, SUPA_WRITE_RETURN, cancellable, on_answer, task);
  json_node_unref (changes);
}

/** desk_inquiry_delete_async: removes rows; the answer holds null. */
void
desk_inquiry_delete_async (DeskSession *session, SupaQuery *which, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = begin (session, desk_inquiry_delete_async, NULL, cancellable, callback, user_data);

  if (task != NULL)
    supa_rest_delete_async (supa_client_get_rest (session->client), which, cancellable, on_deleted, task);
}

/** desk_inquiry_finish: (transfer full): the answer; %NULL with @error set. */
JsonNode *
desk_inquiry_finish (DeskSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** desk_inquiry_catch_up: what was set belongs to what the cache keeps as well: it is looked at now, and not at the next turn. */
void
desk_inquiry_catch_up (DeskSession *session)
{
  if (session->sync != NULL)
    desk_sync_catch_up (session->sync);
}
