/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is done to many tickets at once, and undone at once: shown at once, delivered, seen by others, taken back where it was refused. */

#include "config.h"

#include "desk-step.h"
#include "test-session-support.h"

#define OPS "ops@desk.test"
#define N_MANY 500

static TestBackend *backend;

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_session_take_step_finish (DESK_SESSION (source), result, &error));
  g_assert_no_error (error);
  *done = TRUE;
}

/* (transfer full): takes @step */
static DeskStep *
take (TestPerson *person, DeskStep *step, const char *const *ids)
{
  gboolean done = FALSE;

  desk_session_take_step_async (person->session, step, ids, on_taken, &done);
  test_wait_for (done);
  return step;
}

typedef struct
{
  gboolean done;
  guint n_undone;
  guint n_left;
} Undone;

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undone *undone = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_session_undo_step_finish (DESK_SESSION (source), result, &undone->n_undone, &undone->n_left, &error));
  g_assert_no_error (error);
  undone->done = TRUE;
}

static Undone
undo (TestPerson *person, DeskStep *step)
{
  Undone undone = { 0 };

  desk_session_undo_step_async (person->session, step, on_undone, &undone);
  test_wait_for (undone.done);
  return undone;
}

static gboolean
database_says (const char *expected, const char *sql)
{
  g_autofree char *text = test_psql (backend, sql);

  return g_strcmp0 (text, expected) == 0;
}

static char *
dup_labels (DeskTicket *ticket)
{
  g_auto (GStrv) labels = desk_ticket_dup_labels (ticket);

  return g_strjoinv (", ", labels);
}

static gboolean
has_labels (DeskTicket *ticket, const char *expected)
{
  g_autofree char *labels = dup_labels (ticket);

  return g_str_equal (labels, expected);
}

static void
go_offline (TestPerson *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_backend_stop (backend, &error));
  g_assert_no_error (error);
  desk_session_wake (person->session);
  test_wait_for (desk_session_get_connection (person->session) == DESK_CONNECTION_OFFLINE);
}

static void
go_online (TestPerson *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_backend_restart (backend, &error));
  g_assert_no_error (error);
  desk_session_wake (person->session);
  test_wait_for (desk_session_get_connection (person->session) == DESK_CONNECTION_ONLINE);
}

/* Until all these tickets are in the person's cache: they come one by one. */
static void
wait_arrived (TestPerson *person,
              const char *const *ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (DeskTicket) ticket = desk_session_dup_ticket (person->session, ids[i]);

      test_wait_for (desk_ticket_get_loaded (ticket));
    }
}

/* Two people put other labels on the same tickets, one of them on a train: nobody's are lost, and each sees both. */
static void
test_labels (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  TestPerson *ops = person_new_synced (OPS);
  g_autofree char *first = test_person_file_request (nadia, "Labelled", "One");
  g_autofree char *second = test_person_file_request (nadia, "Labelled too", "Two");
  const char *const both[] = { first, second, NULL };
  g_autoptr (DeskTicket) here = NULL;
  g_autoptr (DeskTicket) there = NULL;
  g_autoptr (DeskTicket) hers = NULL;
  g_autoptr (DeskStep) step = NULL;
  g_autoptr (DeskStep) other = NULL;
  g_autoptr (DeskStep) again = NULL;
  Undone undone;

  test_person_wait_delivered (nadia);
  wait_arrived (agent, both);
  wait_arrived (ops, both);
  here = desk_session_dup_ticket (agent->session, first);
  there = desk_session_dup_ticket (ops->session, first);
  hers = desk_session_dup_ticket (nadia->session, first);
  test_wait_for (desk_ticket_get_loaded (here) && desk_ticket_get_loaded (there));

  go_offline (agent);
  step = take (agent, desk_step_new_labels ((const char *const[]) { "vat", "invoices", NULL }, NULL), both);
  g_assert_cmpuint (desk_step_get_n_changed (step), ==, 2);
  test_wait_for (has_labels (here, "vat, invoices") && desk_ticket_get_delivery (here) == DESK_DELIVERY_WAITING);
  other = take (ops, desk_step_new_labels ((const char *const[]) { "printer", NULL }, NULL), both);
  test_wait_for (has_labels (there, "printer"));

  go_online (agent);
  desk_session_wake (ops->session);
  test_person_wait_delivered (agent);
  test_person_wait_delivered (ops);
  g_assert_true (database_says ("2", "select count(*) from ticket_triage where labels @> '{vat, invoices, printer}'"));
  test_wait_for (desk_ticket_get_delivery (here) == DESK_DELIVERY_SENT);
  {
    g_autofree char *sql = g_strdup_printf ("select array_to_string(labels, ', ') from ticket_triage where ticket_id = '%s'", first);
    g_autofree char *labels = test_psql (backend, sql);

    test_wait_for (has_labels (here, labels) && has_labels (there, labels));
  }
  g_assert_true (database_says ("4", "select count(*) from ticket_events e join tickets t on t.id = e.ticket_id"
                                     " where e.kind = 'labels' and t.subject like 'Labelled%'"));
  g_assert_true (has_labels (hers, ""));

  /* What is there already is no change; undone goes what this person put on, and nothing else. */
  again = take (agent, desk_step_new_labels ((const char *const[]) { "vat", NULL }, (const char *const[]) { "unknown", NULL }), both);
  g_assert_cmpuint (desk_step_get_n_changed (again), ==, 0);
  g_assert_true (desk_session_get_last_step (agent->session) == step);
  undone = undo (agent, step);
  g_assert_cmpuint (undone.n_undone, ==, 2);
  g_assert_cmpuint (undone.n_left, ==, 0);
  test_wait_for (has_labels (here, "printer"));
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("2", "select count(*) from ticket_triage where labels = '{printer}'"));
  test_wait_for (has_labels (there, "printer"));

  g_clear_object (&here);
  g_clear_object (&there);
  g_clear_object (&hers);
  test_person_free (nadia);
  test_person_free (agent);
  test_person_free (ops);
}

static void
on_problem (DeskSession *session, const char *sentence, gpointer user_data)
{
  char **said = user_data;

  g_free (*said);
  *said = g_strdup (sentence);
}

/* Refused: the person is told, and the ticket is as the backend has it. */
static void
test_refused_label (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "Not labelled", "One");
  g_autofree char *long_label = g_strnfill (61, 'x');
  g_autofree char *said = NULL;
  g_autoptr (DeskTicket) ticket = NULL;
  g_autoptr (DeskStep) step = NULL;

  test_person_wait_delivered (nadia);
  ticket = desk_session_dup_ticket (agent->session, id);
  test_wait_for (desk_ticket_get_loaded (ticket));
  g_signal_connect (agent->session, "problem", G_CALLBACK (on_problem), &said);
  step = take (agent, desk_step_new_labels ((const char *const[]) { long_label, NULL }, NULL), (const char *const[]) { id, NULL });
  test_wait_for (said != NULL);
  test_person_wait_delivered (agent);
  test_wait_for (has_labels (ticket, ""));

  g_clear_object (&ticket);
  test_person_free (nadia);
  test_person_free (agent);
}

/* Three tickets given to the agent in one step, delivered, seen by another, and taken back in one step; one that somebody took meanwhile stays theirs. */
static void
test_assign_and_undo (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  TestPerson *ops = person_new_synced (OPS);
  const char *me = desk_session_get_user_id (agent->session);
  g_autofree char *a = test_person_file_request (nadia, "Assigned a", "One");
  g_autofree char *b = test_person_file_request (nadia, "Assigned b", "Two");
  g_autofree char *c = test_person_file_request (nadia, "Assigned c", "Three");
  const char *const all[] = { a, b, c, NULL };
  g_autoptr (DeskTicket) there = NULL;
  g_autoptr (DeskTicket) here = NULL;
  g_autoptr (DeskStep) step = NULL;
  Undone undone;

  test_person_wait_delivered (nadia);
  there = desk_session_dup_ticket (ops->session, c);
  here = desk_session_dup_ticket (agent->session, c);
  wait_arrived (agent, all);
  test_wait_for (desk_ticket_get_loaded (there) && desk_ticket_get_loaded (here));
  step = take (agent, desk_step_new_assignee (me), all);
  g_assert_cmpuint (desk_step_get_n_changed (step), ==, 3);
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("3", "select count(*) from tickets where subject like 'Assigned %' and assignee_id is not null"));
  test_wait_for (g_strcmp0 (desk_ticket_get_assignee_id (there), me) == 0);

  desk_session_set_assignee (ops->session, c, desk_session_get_user_id (ops->session));
  test_person_wait_delivered (ops);
  test_wait_for (g_strcmp0 (desk_ticket_get_assignee_id (here), desk_session_get_user_id (ops->session)) == 0);
  undone = undo (agent, step);
  g_assert_cmpuint (undone.n_undone, ==, 2);
  g_assert_cmpuint (undone.n_left, ==, 1);
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("Assigned c", "select string_agg(subject, ', ') from tickets where subject like 'Assigned %' and assignee_id is not null"));

  /* Once is enough. */
  undone = undo (agent, step);
  g_assert_cmpuint (undone.n_undone + undone.n_left, ==, 0);

  g_clear_object (&there);
  g_clear_object (&here);
  test_person_free (nadia);
  test_person_free (agent);
  test_person_free (ops);
}

/* A step with no way back can be undone as long as it is not delivered; tickets that cannot take it are counted. */
static void
test_status_and_undo (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *a = test_person_file_request (nadia, "Step a", "One");
  g_autofree char *b = test_person_file_request (nadia, "Step b", "Two");
  const char *const both[] = { a, b, NULL };
  g_autoptr (DeskTicket) first = NULL;
  g_autoptr (DeskTicket) second = NULL;
  g_autoptr (DeskStep) step = NULL;
  g_autoptr (DeskStep) back = NULL;
  g_autoptr (DeskStep) closing = NULL;
  Undone undone;

  test_person_wait_delivered (nadia);
  first = desk_session_dup_ticket (agent->session, a);
  second = desk_session_dup_ticket (agent->session, b);
  test_wait_for (desk_ticket_get_loaded (first) && desk_ticket_get_loaded (second));

  /* Asked for one by one, a change goes at once. */
  desk_session_set_status (agent->session, a, DESK_STATUS_CLOSED);
  test_person_wait_delivered (agent);
  step = take (agent, desk_step_new_status (DESK_STATUS_IN_PROGRESS), both);
  g_assert_cmpuint (desk_step_get_n_changed (step), ==, 1);
  g_assert_cmpuint (desk_step_get_n_refused (step), ==, 1);
  test_wait_for (desk_ticket_get_status (second) == DESK_STATUS_IN_PROGRESS);
  g_assert_cmpint (test_count (desk_session_get_store (agent->session), "SELECT count(*) FROM outbox WHERE kind <> 'read'"), ==, 1);
  test_wait_for (desk_session_get_pending (agent->session) == 1);
  undone = undo (agent, step);
  g_assert_cmpuint (undone.n_undone, ==, 1);
  test_wait_for (desk_ticket_get_status (second) == DESK_STATUS_OPEN && desk_session_get_pending (agent->session) == 0);
  g_assert_true (database_says ("0", "select count(*) from ticket_events e join tickets t on t.id = e.ticket_id"
                                     " where t.subject = 'Step b' and e.kind = 'status'"));

  /* What has a way back goes at once, and back. */
  desk_session_set_status (agent->session, b, DESK_STATUS_IN_PROGRESS);
  test_person_wait_delivered (agent);
  back = take (agent, desk_step_new_status (DESK_STATUS_WAITING_CUSTOMER), both);
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("waiting_customer", "select status from tickets where subject = 'Step b'"));
  undone = undo (agent, back);
  g_assert_cmpuint (undone.n_undone, ==, 1);
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("in_progress", "select status from tickets where subject = 'Step b'"));

  /* Undoing what has none says so. */
  g_clear_object (&step);
  desk_session_set_status (agent->session, b, DESK_STATUS_CLOSED);
  test_person_wait_delivered (agent);
  test_wait_for (desk_session_get_last_step (agent->session) != NULL);
  undone = undo (agent, desk_session_get_last_step (agent->session));
  g_assert_cmpuint (undone.n_undone, ==, 0);
  g_assert_cmpuint (undone.n_left, ==, 1);
  g_assert_true (database_says ("closed", "select status from tickets where subject = 'Step b'"));

  g_clear_object (&first);
  g_clear_object (&second);
  test_person_free (nadia);
  test_person_free (agent);
}

/* Five hundred tickets: the main loop is not held up, and all of them arrive and go back. */
/* What a client closes nobody but an administrator opens again: so it waits as long as it can be taken back, and is then closed once. */
static void
test_client_closes (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *id = test_person_file_request (nadia, "A closing by mistake", "Since this morning.");
  const char *const ids[] = { id, NULL };
  g_autoptr (DeskTicket) ticket = desk_session_dup_ticket (nadia->session, id);
  g_autofree char *status = g_strdup_printf ("select status from tickets where id = '%s'", id);
  g_autoptr (DeskStep) again = NULL;
  g_autoptr (DeskStep) closed = NULL;
  g_autoptr (DeskStep) resolved = NULL;
  Undone undone;

  test_person_wait_delivered (nadia);
  test_wait_for (desk_ticket_get_loaded (ticket));
  resolved = take (nadia, desk_step_new_status (DESK_STATUS_RESOLVED), ids);
  g_assert_cmpuint (desk_step_get_n_refused (resolved), ==, 1);

  closed = take (nadia, desk_step_new_status (DESK_STATUS_CLOSED), ids);
  g_assert_cmpuint (desk_step_get_n_changed (closed), ==, 1);
  test_wait_for (desk_ticket_get_status (ticket) == DESK_STATUS_CLOSED);
  undone = undo (nadia, closed);
  g_assert_cmpuint (undone.n_undone, ==, 1);
  g_assert_cmpuint (undone.n_left, ==, 0);
  test_wait_for (desk_ticket_get_status (ticket) == DESK_STATUS_OPEN);
  g_assert_true (database_says ("open", status));

  again = take (nadia, desk_step_new_status (DESK_STATUS_CLOSED), ids);
  test_wait_for (database_says ("closed", status));
  undone = undo (nadia, again);
  g_assert_cmpuint (undone.n_undone, ==, 0);
  g_assert_cmpuint (undone.n_left, ==, 1);
  test_person_free (nadia);
}

static void
test_many (void)
{
  TestPerson *agent = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *answer = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (DeskStep) step = NULL;
  g_autoptr (GTimer) timer = NULL;
  gboolean done = FALSE;
  Undone undone;

  answer = test_psql (backend, "insert into tickets (client_id, subject, created_by) select '" NORTH_ID "', 'Many ' || i, '" NADIA_ID "'"
                               " from generate_series(1, 500) i returning id");
  lines = g_strsplit (answer, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_uuid_string_is_valid (lines[i]))
      g_ptr_array_add (ids, g_strdup (lines[i]));
  g_assert_cmpuint (ids->len, ==, N_MANY);
  g_ptr_array_add (ids, NULL);
  agent = person_new_synced (AGENT);

  step = desk_step_new_assignee (desk_session_get_user_id (agent->session));
  timer = g_timer_new ();
  desk_session_take_step_async (agent->session, step, (const char *const *) ids->pdata, on_taken, &done);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 0.05);
  test_wait_for (done);
  g_assert_cmpuint (desk_step_get_n_changed (step), ==, N_MANY);
  g_test_message ("%u tickets shown after %.0f ms", N_MANY, 1000 * g_timer_elapsed (timer, NULL));
  test_wait_for (desk_session_get_pending (agent->session) > 0);
  test_person_wait_delivered (agent);
  g_test_message ("%u tickets delivered after %.0f ms", N_MANY, 1000 * g_timer_elapsed (timer, NULL));
  g_assert_true (database_says ("500", "select count(*) from tickets where subject like 'Many %' and assignee_id is not null"));

  undone = undo (agent, step);
  g_assert_cmpuint (undone.n_undone, ==, N_MANY);
  test_person_wait_delivered (agent);
  g_assert_true (database_says ("0", "select count(*) from tickets where subject like 'Many %' and assignee_id is not null"));
  test_person_free (agent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/steps/labels", test_labels);
  g_test_add_func ("/desk/steps/refused-label", test_refused_label);
  g_test_add_func ("/desk/steps/assign-and-undo", test_assign_and_undo);
  g_test_add_func ("/desk/steps/status-and-undo", test_status_and_undo);
  g_test_add_func ("/desk/steps/client-closes", test_client_closes);
  g_test_add_func ("/desk/steps/many", test_many);

  return test_backend_run (&backend);
}
