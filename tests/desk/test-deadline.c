/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Why a target is due when it is, asked of a real backend: lines that add up, and what is said when there is no answer. */

#include "config.h"

#include "desk-deadline.h"
#include "test-session-support.h"

static TestBackend *backend;

static void
wait_answer (DeskDeadline *deadline)
{
  desk_deadline_load (deadline);
  g_assert_true (desk_deadline_get_loading (deadline));
  test_wait_for (!desk_deadline_get_loading (deadline));
}

/* How far the lines lead from the first moment; its end is the due time. */
static double
sum_lines (DeskDeadline *deadline, gint64 *filed, gint64 *due)
{
  double seconds = 0;

  for (guint i = 0; i < desk_deadline_get_n_lines (deadline); i++)
    {
      const DeskDeadlineLine *line = desk_deadline_get_line (deadline, i);

      seconds += line->seconds;
      if (line->kind == DESK_DEADLINE_FILED)
        *filed = line->since;
      if (line->kind == DESK_DEADLINE_DUE)
        *due = line->since;
    }
  return seconds;
}

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
test_adds_up (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "Why then", "When is it due?");
  g_autoptr (DeskConversation) theirs = desk_conversation_new (agent->session, id);
  DeskTicket *ticket = desk_conversation_get_ticket (theirs);
  g_autoptr (DeskDeadline) deadline = NULL;
  g_autoptr (DeskDeadline) refused = NULL;
  gint64 filed = 0, due = 0;
  double seconds;

  test_person_wait_delivered (nadia);
  test_wait_for (desk_ticket_get_loaded (ticket) && desk_ticket_get_time (ticket, "resolve-due-at") > 0);
  desk_session_set_status (agent->session, id, DESK_STATUS_WAITING_CUSTOMER);
  test_person_wait_delivered (agent);
  desk_session_set_status (agent->session, id, DESK_STATUS_IN_PROGRESS);
  test_person_wait_delivered (agent);
  desk_session_set_priority (agent->session, id, 3);
  test_person_wait_delivered (agent);
  test_wait_for (desk_ticket_get_priority (ticket) == DESK_PRIORITY_HIGH && desk_ticket_get_delivery (ticket) == DESK_DELIVERY_SENT);

  deadline = desk_deadline_new (agent->session, id, DESK_SLA_TARGET_RESOLUTION);
  wait_answer (deadline);
  g_assert_no_error (desk_deadline_get_trouble (deadline));
  g_assert_cmpuint (desk_deadline_get_n_lines (deadline), ==, 4);
  g_assert_cmpint (desk_deadline_get_line (deadline, 0)->kind, ==, DESK_DEADLINE_FILED);
  g_assert_cmpstr (desk_deadline_get_line (deadline, 0)->name, ==, "Nadia Benali");
  g_assert_cmpint (desk_deadline_get_line (deadline, 1)->kind, ==, DESK_DEADLINE_TARGET);
  g_assert_cmpstr (desk_deadline_get_line (deadline, 1)->name, ==, "high");
  g_assert_cmpstr (desk_deadline_get_line (deadline, 1)->before, ==, "normal");
  g_assert_cmpfloat (desk_deadline_get_line (deadline, 1)->seconds, ==, 480 * 60);
  g_assert_cmpint (desk_deadline_get_line (deadline, 2)->kind, ==, DESK_DEADLINE_WAITING);
  g_assert_cmpfloat (desk_deadline_get_line (deadline, 2)->seconds, >, 0);
  seconds = sum_lines (deadline, &filed, &due);
  g_assert_cmpint (due, ==, desk_ticket_get_time (ticket, "resolve-due-at"));
  g_assert_cmpint (ABS (filed + (gint64) (seconds * G_USEC_PER_SEC) - due), <, 10);

  /* Who may not ask is told so. */
  refused = desk_deadline_new (nadia->session, id, DESK_SLA_TARGET_RESOLUTION);
  wait_answer (refused);
  g_assert_error (desk_deadline_get_trouble (refused), DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_cmpuint (desk_deadline_get_n_lines (refused), ==, 0);

  /* With no line there is no answer either, and what was known is not shown as if it were fresh. */
  {
    g_autoptr (GError) error = NULL;

    g_assert_true (test_backend_stop (backend, &error));
    g_assert_no_error (error);
    wait_answer (deadline);
    g_assert_error (desk_deadline_get_trouble (deadline), DESK_ERROR, DESK_ERROR_OFFLINE);
    g_assert_cmpuint (desk_deadline_get_n_lines (deadline), ==, 0);
    g_assert_true (test_backend_restart (backend, &error));
    g_assert_no_error (error);
  }

  g_assert_finalize_object (g_steal_pointer (&deadline));
  g_clear_object (&refused);
  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/deadline/adds-up", test_adds_up);

  return test_backend_run (&backend);
}
