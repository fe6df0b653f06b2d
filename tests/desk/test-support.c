/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The support console on a real backend: finding people, everything around one, incidents, privacy requests, and what is refused. */

#include "config.h"

#include <json-glib/json-glib.h>

#include "desk-own-requests.h"
#include "desk-support.h"
#include "test-session-support.h"

#define PAUL_ID "a0000000-0000-4000-8000-000000000002"
#define AMELIE_ID "a0000000-0000-4000-8000-000000000003"
#define ADMIN "admin@desk.test"

static TestBackend *backend;

/* The end of a call: whether it came, and how. */
typedef struct
{
  GAsyncResult *result;
} End;

static void
on_end (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((End *) user_data)->result = g_object_ref (result);
}

#define wait_end(end) test_wait_for ((end)->result != NULL)

static TestPerson *
sign_in (const char *email)
{
  return test_person_new_synced (backend, email);
}

static DeskPerson *
load (DeskSupport *support, const char *user_id)
{
  DeskPerson *person = desk_support_dup_person (support, user_id);

  desk_person_load (person);
  test_wait_for (!desk_person_get_loading (person));
  g_assert_no_error (desk_person_get_trouble (person));
  return person;
}

static void
wait_found (DeskSupport *support)
{
  test_wait_for (!desk_support_is_searching (support));
}

static char *
dup_first (DeskSupport *support)
{
  g_autoptr (DeskPerson) first = g_list_model_get_item (desk_support_get_found (support), 0);

  return g_strdup (desk_person_get_name (first));
}

static void
test_find (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autofree char *by_name = NULL;
  g_autofree char *by_id = NULL;
  g_autofree char *asked = NULL;

  /* One letter asks nobody; of what is typed in one go, only the end is asked for. */
  desk_support_set_search (support, "N");
  g_assert_false (desk_support_is_searching (support));
  desk_support_set_search (support, "Na");
  desk_support_set_search (support, "Nadia");
  wait_found (support);
  by_name = dup_first (support);
  g_assert_cmpstr (by_name, ==, "Nadia Benali");
  g_assert_cmpuint (desk_support_get_total (support), ==, 1);
  asked = test_psql (backend, "select count(*) from audit_events where action = 'support_user_find'");
  g_assert_cmpstr (asked, ==, "1");

  desk_support_set_search (support, PAUL_ID);
  wait_found (support);
  by_id = dup_first (support);
  g_assert_cmpstr (by_id, ==, "Paul Moreau");

  desk_support_set_search (support, "nobody is called like this");
  wait_found (support);
  g_assert_cmpuint (g_list_model_get_n_items (desk_support_get_found (support)), ==, 0);
  g_assert_no_error (desk_support_get_trouble (support));
  test_person_free (agent);
}

static guint
count_entries (DeskPerson *person, DeskTimelineFilter filter, int kind)
{
  DeskTimeline *timeline = desk_person_get_timeline (person);
  guint n = 0;

  desk_timeline_set_filter (timeline, filter);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
    {
      g_autoptr (DeskTimelineEntry) entry = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      n += kind < 0 || (int) desk_timeline_entry_get_kind (entry) == kind;
    }
  return n;
}

static void
test_context (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskPerson) nadia = load (support, NADIA_ID);
  DeskTimeline *timeline = desk_person_get_timeline (nadia);
  gint64 last = G_MAXINT64;

  g_assert_cmpstr (desk_person_get_name (nadia), ==, "Nadia Benali");
  g_assert_cmpstr (desk_person_get_companies (nadia)[0], ==, "North Logistics");
  g_assert_cmpstr (desk_person_get_plan (nadia), ==, "team");
  g_assert_cmpuint (desk_person_get_n_open_tickets (nadia), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (desk_person_get_incidents (nadia)), ==, 3);
  g_assert_cmpint (desk_person_get_loaded_at (nadia), >, 0);

  g_assert_cmpuint (count_entries (nadia, DESK_TIMELINE_INCIDENTS, DESK_TIMELINE_INCIDENT_OPENED), ==, 3);
  g_assert_cmpuint (count_entries (nadia, DESK_TIMELINE_INCIDENTS, DESK_TIMELINE_INCIDENT_MOVED), ==, 6);
  g_assert_cmpuint (count_entries (nadia, DESK_TIMELINE_TICKETS, DESK_TIMELINE_TICKET_FILED), ==, count_entries (nadia, DESK_TIMELINE_TICKETS, -1));
  g_assert_cmpuint (count_entries (nadia, DESK_TIMELINE_AUDIT, DESK_TIMELINE_RECORDED), ==, count_entries (nadia, DESK_TIMELINE_AUDIT, -1));
  /* The refused step is told in the story too; that somebody looked is not. */
  g_assert_cmpuint (count_entries (nadia, DESK_TIMELINE_EVERYTHING, DESK_TIMELINE_RECORDED), <,
                    count_entries (nadia, DESK_TIMELINE_AUDIT, DESK_TIMELINE_RECORDED));
  desk_timeline_set_filter (timeline, DESK_TIMELINE_EVERYTHING);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++)
    {
      g_autoptr (DeskTimelineEntry) entry = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      g_assert_cmpint (desk_timeline_entry_get_time (entry), <=, last);
      last = desk_timeline_entry_get_time (entry);
    }
  test_person_free (agent);
}

static DeskIncident *
open_incident (DeskPerson *person, const char *title, GError **error)
{
  End end = { NULL };
  DeskIncident *incident;

  desk_person_open_incident_async (person, DESK_INCIDENT_SUBSCRIPTION, DESK_INCIDENT_HIGH, title, "Two payments.", NULL, on_end, &end);
  wait_end (&end);
  incident = desk_person_open_incident_finish (person, end.result, error);
  g_object_unref (end.result);
  return incident;
}

static gboolean
update (DeskIncident *incident, const DeskIncidentChanges *changes, GError **error)
{
  End end = { NULL };
  gboolean done;

  desk_incident_update_async (incident, changes, NULL, on_end, &end);
  wait_end (&end);
  done = desk_case_call_finish (DESK_CASE (incident), end.result, error);
  g_object_unref (end.result);
  return done;
}

static gboolean
move (DeskIncident *incident, DeskIncidentStatus status, GError **error)
{
  DeskIncidentChanges changes = { status, -1, NULL, NULL, NULL };

  return update (incident, &changes, error);
}

static void
test_incident (void)
{
  TestPerson *agent = sign_in (AGENT);
  TestPerson *other = sign_in ("ops@desk.test");
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskSupport) other_support = desk_support_new (other->session);
  g_autoptr (DeskPerson) paul = load (support, PAUL_ID);
  g_autoptr (DeskPerson) others_paul = NULL;
  g_autoptr (DeskIncident) incident = NULL;
  g_autoptr (DeskIncident) others = NULL;
  g_autoptr (GError) error = NULL;
  DeskIncidentChanges words = { -1, DESK_INCIDENT_LOW, "Charged twice, again", NULL, AMELIE_ID };
  DeskIncidentChanges nobody = { -1, -1, NULL, NULL, "" };

  incident = open_incident (paul, "Charged twice", &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_incident_get_number (incident), >, 0);
  g_assert_cmpint (desk_incident_get_status (incident), ==, DESK_INCIDENT_OPEN);
  g_assert_cmpint (desk_incident_get_priority (incident), ==, DESK_INCIDENT_HIGH);

  g_assert_true (update (incident, &words, &error));
  g_assert_cmpstr (desk_incident_get_title (incident), ==, "Charged twice, again");
  g_assert_cmpstr (desk_incident_get_description (incident), ==, "Two payments.");
  g_assert_cmpstr (desk_incident_get_assignee_id (incident), ==, AMELIE_ID);
  g_assert_true (update (incident, &nobody, &error));
  g_assert_null (desk_incident_get_assignee_id (incident));

  /* What is read while it changes does not bring back what it was. */
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *title = g_strdup_printf ("Charged %u times", i);
      DeskIncidentChanges again = { -1, -1, title, NULL, NULL };

      desk_person_load (paul);
      g_assert_true (update (incident, &again, &error));
      g_assert_cmpstr (desk_incident_get_title (incident), ==, title);
      test_wait_for (!desk_person_get_loading (paul));
      g_assert_cmpstr (desk_incident_get_title (incident), ==, title);
    }

  /* Somebody else closes it meanwhile: the step that was offered is refused, and looking again shows why. */
  others_paul = load (other_support, PAUL_ID);
  others = g_list_model_get_item (desk_person_get_incidents (others_paul), 0);
  g_assert_cmpstr (desk_case_get_id (DESK_CASE (others)), ==, desk_case_get_id (DESK_CASE (incident)));
  g_assert_true (move (others, DESK_INCIDENT_RESOLVED, &error));
  g_assert_true (move (others, DESK_INCIDENT_CLOSED, &error));
  g_assert_false (move (incident, DESK_INCIDENT_IN_PROGRESS, &error));
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "incident_invalid_transition");
  g_clear_error (&error);
  desk_person_load (paul);
  test_wait_for (!desk_person_get_loading (paul));
  g_assert_cmpint (desk_incident_get_status (incident), ==, DESK_INCIDENT_CLOSED);

  g_assert_null (open_incident (paul, "  ", &error));
  g_assert_true (desk_error_names_field (error, "title"));
  test_person_free (agent);
  test_person_free (other);
}

/* What is offered is what the database takes, pair by pair. */
static void
test_steps_are_the_databases (void)
{
  static const char *const incidents[] = { "open", "in_progress", "resolved", "closed" };
  static const char *const requests[] = { "requested", "processing", "completed", "rejected" };

  for (guint from = 0; from < 4; from++)
    for (guint to = 0; to < 4; to++)
      {
        g_autofree char *sql = g_strdup_printf ("select private.incident_step_exists('%s', '%s'), private.privacy_step_exists('%s', '%s')",
                                                incidents[from], incidents[to], requests[from], requests[to]);
        g_autofree char *said = test_psql (backend, sql);
        g_autofree char *expected = g_strdup_printf ("%s|%s", desk_incident_step_exists (from, to) ? "t" : "f",
                                                     desk_privacy_step_exists (from, to) ? "t" : "f");

        g_assert_cmpstr (said, ==, expected);
      }
}

static gboolean
step (DeskPrivacyRequest *request, int status, const char *note, GError **error)
{
  End end = { NULL };
  gboolean done;

  desk_privacy_request_update_async (request, status, note, NULL, on_end, &end);
  wait_end (&end);
  done = desk_case_call_finish (DESK_CASE (request), end.result, error);
  g_object_unref (end.result);
  return done;
}

/* A client asks, staff answers, and the client reads it. */
static void
test_own_requests (void)
{
  TestPerson *nadia = sign_in (NADIA);
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskOwnRequests) own = desk_own_requests_new (nadia->session);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskPerson) person = NULL;
  g_autoptr (DeskPrivacyRequest) filed = NULL;
  g_autoptr (DeskPrivacyRequest) request = NULL;
  g_autoptr (DeskPrivacyRequest) answered = NULL;
  g_autoptr (GError) error = NULL;
  End end = { NULL };
  guint before;

  desk_own_requests_load (own);
  test_wait_for (!desk_own_requests_get_loading (own));
  before = g_list_model_get_n_items (desk_own_requests_get_list (own));
  desk_own_requests_file_async (own, DESK_PRIVACY_RECTIFICATION, NULL, on_end, &end);
  wait_end (&end);
  g_assert_true (desk_own_requests_file_finish (own, end.result, &error));
  g_clear_object (&end.result);
  g_assert_cmpuint (g_list_model_get_n_items (desk_own_requests_get_list (own)), ==, before + 1);
  filed = g_list_model_get_item (desk_own_requests_get_list (own), 0);
  g_assert_cmpint (desk_privacy_request_get_due_at (filed) - desk_case_get_created_at (DESK_CASE (filed)), ==, 30 * G_TIME_SPAN_DAY);

  person = load (support, NADIA_ID);
  request = g_list_model_get_item (desk_person_get_privacy_requests (person), 0);
  g_assert_cmpstr (desk_case_get_id (DESK_CASE (request)), ==, desk_case_get_id (DESK_CASE (filed)));
  g_assert_false (step (request, DESK_PRIVACY_COMPLETED, NULL, &error));
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "privacy_request_invalid_transition");
  g_clear_error (&error);
  g_assert_true (step (request, DESK_PRIVACY_PROCESSING, "We are on it.", &error));

  desk_own_requests_load (own);
  test_wait_for (!desk_own_requests_get_loading (own));
  answered = g_list_model_get_item (desk_own_requests_get_list (own), 0);
  g_assert_cmpint (desk_privacy_request_get_status (answered), ==, DESK_PRIVACY_PROCESSING);
  g_assert_cmpstr (desk_privacy_request_get_note (answered), ==, "We are on it.");
  test_person_free (nadia);
  test_person_free (agent);
}

/* Staff's own list is theirs, though they may read everybody's. */
static void
test_own_requests_of_staff (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskOwnRequests) own = desk_own_requests_new (agent->session);

  desk_own_requests_load (own);
  test_wait_for (!desk_own_requests_get_loading (own));
  g_assert_no_error (desk_own_requests_get_trouble (own));
  g_assert_cmpuint (g_list_model_get_n_items (desk_own_requests_get_list (own)), ==, 0);
  test_person_free (agent);
}

static gboolean
export (DeskPerson *person, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  End end = { NULL };
  gboolean done;

  desk_person_export_async (person, file, NULL, on_end, &end);
  wait_end (&end);
  done = desk_person_export_finish (person, end.result, error);
  g_object_unref (end.result);
  return done;
}

static void
test_export (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskPerson) nadia = load (support, NADIA_ID);
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "nadia.json", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "nadia.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  g_assert_true (export (nadia, path, &error));
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (root, "profile"), "email"), ==, NADIA);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "messages")), >, 0);

  g_assert_false (export (nadia, nowhere, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FILE);
  test_folder_free (g_steal_pointer (&folder));
  test_person_free (agent);
}

static gboolean
erase (DeskPrivacyRequest *request, GError **error)
{
  End end = { NULL };
  gboolean done;

  desk_privacy_request_erase_async (request, NULL, on_end, &end);
  wait_end (&end);
  done = desk_case_call_finish (DESK_CASE (request), end.result, error);
  g_object_unref (end.result);
  return done;
}

static void
test_erase (void)
{
  TestPerson *agent = sign_in (AGENT);
  TestPerson *admin = sign_in (ADMIN);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskSupport) admins = desk_support_new (admin->session);
  g_autoptr (DeskPerson) paul = load (support, PAUL_ID);
  g_autoptr (DeskPerson) admins_paul = NULL;
  g_autoptr (DeskPrivacyRequest) request = NULL;
  g_autoptr (DeskPrivacyRequest) admins_request = NULL;
  g_autoptr (GError) error = NULL;
  End end = { NULL };

  desk_person_file_request_async (paul, DESK_PRIVACY_ERASURE, NULL, on_end, &end);
  wait_end (&end);
  request = desk_person_file_request_finish (paul, end.result, &error);
  g_assert_no_error (error);
  g_clear_object (&end.result);
  g_assert_true (step (request, DESK_PRIVACY_PROCESSING, NULL, &error));
  g_assert_false (erase (request, &error));
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "insufficient_role");
  g_clear_error (&error);

  admins_paul = load (admins, PAUL_ID);
  admins_request = g_list_model_get_item (desk_person_get_privacy_requests (admins_paul), 0);
  g_assert_true (erase (admins_request, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_privacy_request_get_status (admins_request), ==, DESK_PRIVACY_COMPLETED);
  desk_person_load (admins_paul);
  test_wait_for (!desk_person_get_loading (admins_paul));
  g_assert_cmpint (desk_person_get_erased_at (admins_paul), >, 0);
  g_assert_null (desk_person_get_email (admins_paul));
  test_person_free (agent);
  test_person_free (admin);
}

static void
test_limit_says_when (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskSupport) support = desk_support_new (agent->session);
  g_autoptr (DeskPerson) nadia = desk_support_dup_person (support, NADIA_ID);
  g_autofree char *filled = NULL;

  /* The minute that runs, and the next, or a test that begins at the end of one would be let through. */
  filled = test_psql (backend,
                      "insert into private.support_calls select date_trunc('minute', clock_timestamp(), 'UTC') + m * interval '1 minute', '" AMELIE_ID
                      "', 'support' from generate_series(1, 120), generate_series(0, 1) m");
  desk_person_load (nadia);
  test_wait_for (!desk_person_get_loading (nadia));
  g_assert_error (desk_person_get_trouble (nadia), DESK_ERROR, DESK_ERROR_BUSY);
  g_assert_cmpuint (desk_error_get_retry_after (desk_person_get_trouble (nadia)), >, 0);
  g_assert_cmpuint (desk_error_get_retry_after (desk_person_get_trouble (nadia)), <=, 60);
  test_person_free (agent);
}

/* A client who gets at the console's objects gets nothing out of them. */
static void
test_client_is_refused (void)
{
  TestPerson *nadia = sign_in (NADIA);
  g_autoptr (DeskSupport) support = desk_support_new (nadia->session);
  g_autoptr (DeskPerson) person = desk_support_dup_person (support, AMELIE_ID);

  desk_person_load (person);
  test_wait_for (!desk_person_get_loading (person));
  g_assert_cmpstr (desk_error_get_refusal (desk_person_get_trouble (person)), ==, "insufficient_role");
  g_assert_null (desk_person_get_name (person));
  test_person_free (nadia);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/support/find", test_find);
  g_test_add_func ("/desk/support/context", test_context);
  g_test_add_func ("/desk/support/incident", test_incident);
  g_test_add_func ("/desk/support/steps-are-the-databases", test_steps_are_the_databases);
  g_test_add_func ("/desk/support/own-requests", test_own_requests);
  g_test_add_func ("/desk/support/own-requests-of-staff", test_own_requests_of_staff);
  g_test_add_func ("/desk/support/export", test_export);
  g_test_add_func ("/desk/support/client-is-refused", test_client_is_refused);
  g_test_add_func ("/desk/support/erase", test_erase);
  g_test_add_func ("/desk/support/limit-says-when", test_limit_says_when);

  return test_backend_run (&backend);
}
