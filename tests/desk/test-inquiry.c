/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What pages ask the backend for, and what they hear when it says no. */

#include "config.h"

#include "desk-inquiry.h"
#include "test-session-support.h"

static TestBackend *backend;

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static JsonNode *
wait_answer (TestPerson *person, GAsyncResult **result, GError **error)
{
  JsonNode *answer;

  test_wait_for (*result != NULL);
  answer = desk_inquiry_finish (person->session, *result, error);
  g_clear_object (result);
  return answer;
}

static void
test_answers (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (SupaQuery) query = supa_query_select (supa_query_new ("clients"), "name");
  g_autoptr (JsonNode) people = NULL;
  g_autoptr (JsonNode) clients = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  JsonArray *ids = json_array_new ();

  test_person_sign_in (agent);
  json_array_add_string_element (ids, NADIA_ID);
  desk_inquiry_call_async (agent->session, "people",
                           desk_inquiry_arguments ("user_ids", 'n', json_node_init_array (json_node_alloc (), ids),
                                                   "left_out", 's', NULL, NULL),
                           NULL, take_result, &result);
  json_array_unref (ids);
  people = wait_answer (agent, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (people)), ==, 1);

  desk_inquiry_select_async (agent->session, query, NULL, take_result, &result);
  clients = wait_answer (agent, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (clients)), ==, 2);
  test_person_free (agent);
}

static void
test_writes (void)
{
  TestPerson *admin = test_person_new (backend, "admin@desk.test");
  g_autoptr (SupaQuery) which = supa_query_eq (supa_query_new ("ticket_categories"), "label", "Invented");
  g_autoptr (JsonNode) added = NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  GAsyncResult *result = NULL;

  test_person_sign_in (admin);
  desk_inquiry_insert_async (admin->session, "ticket_categories", desk_inquiry_arguments ("label", 's', "Invented", NULL), NULL, NULL,
                             take_result, &result);
  added = wait_answer (admin, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (added)), ==, 1);

  desk_inquiry_update_async (admin->session, which, desk_inquiry_arguments ("label", 's', "Renamed", NULL), NULL, take_result, &result);
  changed = wait_answer (admin, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (changed)), ==, 1);
  label = test_psql (backend, "select count(*) from ticket_categories where label = 'Renamed'");
  g_assert_cmpstr (label, ==, "1");
  test_person_free (admin);
}

static void
test_refused (void)
{
  TestPerson *nobody = test_person_new (backend, PAUL);
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (GError) before = NULL;
  g_autoptr (GError) refused = NULL;
  GAsyncResult *result = NULL;

  desk_inquiry_call_async (nobody->session, "people", NULL, NULL, take_result, &result);
  g_assert_null (wait_answer (nobody, &result, &before));
  g_assert_error (before, DESK_ERROR, DESK_ERROR_SESSION_ENDED);

  test_person_sign_in (nadia);
  desk_inquiry_insert_async (nadia->session, "ticket_categories", desk_inquiry_arguments ("label", 's', "Mine", NULL), NULL, NULL,
                             take_result, &result);
  g_assert_null (wait_answer (nadia, &result, &refused));
  g_assert_error (refused, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_cmpstr (desk_error_get_refusal (refused), ==, "42501");
  test_person_free (nobody);
  test_person_free (nadia);
}

/* The console's refusals are answers with a body; a form learns which of its fields it is about. */
static void
test_refused_call (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (GError) role = NULL;
  g_autoptr (GError) field = NULL;
  g_autofree char *sentence = NULL;
  GAsyncResult *result = NULL;

  test_person_sign_in (nadia);
  desk_inquiry_call_async (nadia->session, "support_find_user", desk_inquiry_arguments ("query", 's', "Paul", NULL), NULL, take_result,
                           &result);
  g_assert_null (wait_answer (nadia, &result, &role));
  g_assert_error (role, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_cmpstr (desk_error_get_refusal (role), ==, "insufficient_role");

  test_person_sign_in (agent);
  desk_inquiry_call_async (agent->session, "incident_create",
                           desk_inquiry_arguments ("user_id", 's', NADIA_ID, "category", 's', "account", "priority", 's', "high", "title",
                                                   's', "", "description", 's', "Nothing", NULL),
                           NULL, take_result, &result);
  g_assert_null (wait_answer (agent, &result, &field));
  g_assert_error (field, DESK_ERROR, DESK_ERROR_INVALID);
  g_assert_cmpstr (desk_error_get_refusal (field), ==, "validation_error");
  g_assert_true (desk_error_names_field (field, "title"));
  g_assert_false (desk_error_names_field (field, "description"));
  sentence = desk_error_dup_sentence (field);
  g_assert_nonnull (strstr (sentence, "marked"));
  test_person_free (nadia);
  test_person_free (agent);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (desk_session_sign_out_finish (DESK_SESSION (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* An answer to somebody who has left is for nobody. */
static void
test_signed_out_meanwhile (void)
{
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  gboolean out = FALSE;

  test_person_sign_in (nadia);
  desk_inquiry_select_async (nadia->session, query, NULL, take_result, &result);
  desk_session_sign_out_async (nadia->session, NULL, on_signed_out, &out);
  g_assert_null (wait_answer (nadia, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_wait_for (out);
  test_person_free (nadia);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/inquiry/answers", test_answers);
  g_test_add_func ("/desk/inquiry/writes", test_writes);
  g_test_add_func ("/desk/inquiry/refused", test_refused);
  g_test_add_func ("/desk/inquiry/refused-call", test_refused_call);
  g_test_add_func ("/desk/inquiry/signed-out-meanwhile", test_signed_out_meanwhile);

  return test_backend_run (&backend);
}
