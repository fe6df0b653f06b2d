/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What waits for support, on a real backend: in which order, what is not there any more, and who may look. */

#include "config.h"

#include "desk-error.h"
#include "desk-open-cases.h"
#include "test-session-support.h"

static TestBackend *backend;

static TestPerson *
sign_in (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
load (DeskOpenCases *cases)
{
  desk_open_cases_load (cases);
  g_assert_true (desk_open_cases_get_loading (cases));
  test_wait_for (!desk_open_cases_get_loading (cases));
}

/* The titles as they stand below each other, with who each is about. */
static char *
dup_incidents (DeskOpenCases *cases)
{
  GListModel *incidents = desk_open_cases_get_incidents (cases);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (incidents); i++)
    {
      g_autoptr (DeskIncident) incident = g_list_model_get_item (incidents, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", desk_case_get_person_name (DESK_CASE (incident)),
                              desk_incident_get_title (incident));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_expected (const char *which)
{
  g_autofree char *sql = g_strdup_printf ("select string_agg(p.full_name || ': ' || i.title, '; ' order by array_position(array['high', 'medium', "
                                          "'low'], i.priority), i.created_at) from support_incidents i join profiles p using (user_id) where %s",
                                          which);

  return test_psql (backend, sql);
}

static void
on_case_changed (DeskCase *item, guint *n)
{
  (*n)++;
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(gboolean *) user_data = desk_case_call_finish (DESK_CASE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_order (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskOpenCases) cases = desk_open_cases_new (agent->session);
  g_autoptr (DeskIncident) first = NULL;
  g_autofree char *expected = dup_expected ("status in ('open', 'in_progress')");
  g_autofree char *rest = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *then = NULL;
  gboolean done = FALSE;
  guint n_changes = 0, n_open;

  load (cases);
  g_assert_no_error (desk_open_cases_get_trouble (cases));
  g_assert_cmpint (desk_open_cases_get_loaded_at (cases), !=, 0);
  shown = dup_incidents (cases);
  g_assert_cmpstr (shown, ==, expected);
  n_open = desk_open_cases_get_n_incidents (cases);
  g_assert_cmpuint (n_open, >, 1);
  g_assert_cmpuint (n_open, ==, g_list_model_get_n_items (desk_open_cases_get_incidents (cases)));

  /* What is resolved here is not there any more when one looks again; the name of the person stays with the case meanwhile. */
  first = g_list_model_get_item (desk_open_cases_get_incidents (cases), 0);
  g_signal_connect (first, "changed", G_CALLBACK (on_case_changed), &n_changes);
  desk_incident_update_async (first, &(DeskIncidentChanges){ DESK_INCIDENT_RESOLVED, -1, NULL, NULL, NULL }, NULL, on_called, &done);
  test_wait_for (done);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (desk_case_get_person_name (DESK_CASE (first)), ==, "Paul Moreau");
  load (cases);
  rest = dup_expected ("status in ('open', 'in_progress')");
  then = dup_incidents (cases);
  g_assert_cmpstr (then, ==, rest);
  g_assert_cmpstr (then, !=, shown);
  g_assert_cmpuint (desk_open_cases_get_n_incidents (cases), ==, n_open - 1);
  test_person_free (agent);
}

static void
test_privacy_requests (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskOpenCases) cases = desk_open_cases_new (agent->session);
  g_autofree char *filed = test_psql (backend, "insert into privacy_requests (user_id, kind) values ('" NADIA_ID "', 'erasure'); "
                                               "alter table privacy_requests disable trigger user; "
                                               "update privacy_requests set due_at = '2001-01-01' where kind = 'erasure'; "
                                               "alter table privacy_requests enable trigger user");
  g_autofree char *expected = test_psql (backend, "select string_agg(kind, ', ' order by due_at) from privacy_requests where closed_at is null");
  GListModel *requests = desk_open_cases_get_privacy_requests (cases);
  g_autoptr (DeskPrivacyRequest) late = NULL;

  load (cases);
  g_assert_no_error (desk_open_cases_get_trouble (cases));
  g_assert_true (g_str_has_prefix (expected, "erasure, "));
  late = g_list_model_get_item (requests, 0);
  g_assert_cmpint (desk_privacy_request_get_kind (late), ==, DESK_PRIVACY_ERASURE);
  g_assert_cmpstr (desk_case_get_user_id (DESK_CASE (late)), ==, NADIA_ID);
  g_assert_cmpuint (desk_open_cases_get_n_privacy_requests (cases), ==, g_list_model_get_n_items (requests));
  for (guint i = 1; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr (DeskPrivacyRequest) before = g_list_model_get_item (requests, i - 1);
      g_autoptr (DeskPrivacyRequest) after = g_list_model_get_item (requests, i);

      g_assert_cmpint (desk_privacy_request_get_due_at (before), <=, desk_privacy_request_get_due_at (after));
      g_assert_cmpint (desk_privacy_request_get_closed_at (after), ==, 0);
    }
  test_person_free (agent);
}

/* Nothing is shown to who is no staff, and the reason is said. */
static void
test_client_is_refused (void)
{
  TestPerson *nadia = sign_in (NADIA);
  g_autoptr (DeskOpenCases) cases = desk_open_cases_new (nadia->session);

  load (cases);
  g_assert_error (desk_open_cases_get_trouble (cases), DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_cmpuint (g_list_model_get_n_items (desk_open_cases_get_incidents (cases)), ==, 0);
  g_assert_cmpint (desk_open_cases_get_loaded_at (cases), ==, 0);
  test_person_free (nadia);
}

/* Whose role was taken away is refused, and the program learns at once what the role is now. */
static void
test_role_taken_away (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskOpenCases) cases = desk_open_cases_new (agent->session);

  load (cases);
  g_assert_no_error (desk_open_cases_get_trouble (cases));
  test_set_role_unheard (backend, AGENT, "client");
  g_assert_cmpint (desk_session_get_role (agent->session), ==, DESK_ROLE_SUPPORT);
  load (cases);
  g_assert_error (desk_open_cases_get_trouble (cases), DESK_ERROR, DESK_ERROR_FORBIDDEN);
  test_wait_for (desk_session_get_role (agent->session) == DESK_ROLE_CLIENT);
  test_person_free (agent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open-cases/order", test_order);
  g_test_add_func ("/open-cases/privacy-requests", test_privacy_requests);
  g_test_add_func ("/open-cases/client-is-refused", test_client_is_refused);
  g_test_add_func ("/open-cases/role-taken-away", test_role_taken_away);

  return test_backend_run (&backend);
}
