/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the database does not take of views and labels: said as a sentence, and shown as it is. */

#include "config.h"

#include "desk-saved-views.h"
#include "desk-step.h"
#include "test-session-support.h"

#define ADMIN "admin@desk.test"
#define OPS "ops@desk.test"

static TestBackend *backend;

static TestPerson *
person_new_synced (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
run_sql (const char *sql)
{
  g_autofree char *with_answer = g_strdup_printf ("%s returning 'done'", sql);
  g_autofree char *done = test_psql (backend, with_answer);

  g_assert_true (g_str_has_prefix (done, "done"));
}

static void
note_problem (char **problem, const char *sentence)
{
  g_free (*problem);
  *problem = g_strdup (sentence);
}

static gboolean
is_named (DeskSavedViews *views, const char *name)
{
  g_autoptr (DeskSavedView) view = g_list_model_get_item (G_LIST_MODEL (views), 0);

  return view != NULL && g_str_equal (desk_saved_view_get_name (view), name);
}

/* Two administrators name a shared view at once: both see the same name in the end. A name that cannot be is refused, and what was shown comes back. */
static void
test_views (void)
{
  TestPerson *admin, *ops;
  g_autoptr (DeskSavedViews) here = NULL;
  g_autoptr (DeskSavedViews) there = NULL;
  g_autoptr (DeskListFilter) filter = desk_list_filter_new ();
  DeskListOrder order;
  g_autofree char *long_name = g_strnfill (81, 'x');
  g_autofree char *problem = NULL;
  g_autofree char *id = NULL;
  g_autofree char *kept = NULL;

  run_sql ("update profiles set role = 'admin' where email = '" OPS "'");
  admin = person_new_synced (ADMIN);
  ops = person_new_synced (OPS);
  here = desk_saved_views_new (admin->session);
  there = desk_saved_views_new (ops->session);
  desk_list_order_parse (&order, "activity.desc", "none");
  id = desk_session_add_view (admin->session, "Ours", filter, &order);
  desk_session_share_view (admin->session, id, TRUE);
  test_wait_for (is_named (there, "Ours"));
  test_person_wait_delivered (admin);

  desk_session_rename_view (admin->session, id, "Of the one");
  desk_session_rename_view (ops->session, id, "Of the other");
  test_person_wait_delivered (admin);
  test_person_wait_delivered (ops);
  kept = test_psql (backend, "select name from saved_views where shared and deleted_at is null");
  g_assert_true (g_str_equal (kept, "Of the one") || g_str_equal (kept, "Of the other"));
  test_wait_for (is_named (here, kept) && is_named (there, kept));

  g_signal_connect_swapped (ops->session, "problem", G_CALLBACK (note_problem), &problem);
  desk_session_rename_view (ops->session, id, long_name);
  test_wait_for (problem != NULL);
  g_assert_cmpstr (problem, ==, "Something that was entered is empty, too long or out of range. Check it and try again.");
  test_wait_for (is_named (there, kept));
  g_assert_true (is_named (here, kept));

  /* Whose role went in between shares and names nothing any more. */
  g_clear_pointer (&problem, g_free);
  test_set_role_unheard (backend, OPS, "ops");
  desk_session_rename_view (ops->session, id, "Too late");
  test_wait_for (problem != NULL);
  test_wait_for (is_named (there, kept));
  g_assert_true (is_named (here, kept));
  g_signal_handlers_disconnect_by_data (ops->session, &problem);

  g_clear_object (&here);
  g_clear_object (&there);
  test_person_free (ops);
  test_person_free (admin);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  desk_session_take_step_finish (DESK_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_bare (DeskTicket *ticket)
{
  g_auto (GStrv) labels = desk_ticket_dup_labels (ticket);
  g_auto (GStrv) affected = desk_ticket_dup_affected (ticket);

  return desk_ticket_get_loaded (ticket) && labels[0] == NULL && affected[0] == NULL && !desk_ticket_get_affects_all (ticket);
}

/* A label that is none is refused with a sentence: the ticket is what it was. */
static void
test_ticket (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  TestPerson *agent = person_new_synced (AGENT);
  g_autofree char *id = test_person_file_request (nadia, "Refused", "As it was");
  g_autoptr (DeskTicket) ticket = desk_session_dup_ticket (agent->session, id);
  g_autofree char *long_label = g_strnfill (61, 'x');
  const char *const labels[] = { long_label, "Two\nlines" };
  g_autofree char *problem = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *sql = NULL;

  test_wait_for (is_bare (ticket));
  g_signal_connect_swapped (agent->session, "problem", G_CALLBACK (note_problem), &problem);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *const added[] = { labels[i], NULL };
      const char *const ids[] = { id, NULL };
      g_autoptr (DeskStep) step = desk_step_new_labels (added, NULL);
      gboolean taken = FALSE;

      desk_session_take_step_async (agent->session, step, ids, on_taken, &taken);
      test_wait_for (taken && problem != NULL);
      test_wait_for (is_bare (ticket));
      test_person_wait_delivered (agent);
      g_clear_pointer (&problem, g_free);
    }

  sql = g_strdup_printf ("select affects_all_companies || ' ' || (select count(*) from ticket_triage g where g.ticket_id = t.id and labels <> '{}')"
                         " from tickets t where id = '%s'", id);
  kept = test_psql (backend, sql);
  g_assert_cmpstr (kept, ==, "false 0");
  g_signal_handlers_disconnect_by_data (agent->session, &problem);

  g_clear_object (&ticket);
  test_person_free (nadia);
  test_person_free (agent);
}

/* A reply that the backend refuses is told with a sentence, stays whole, and becomes the draft again. */
static void
test_reply (void)
{
  TestPerson *nadia = person_new_synced (NADIA);
  g_autofree char *id = test_person_file_request (nadia, "A long story", "It begins");
  g_autofree char *body = g_strnfill (2000, 'y');
  g_autofree char *stricter = test_psql (backend, "alter table ticket_messages add constraint not_so_many check (body !~ '^y+$') not valid");
  g_autofree char *as_before = NULL;
  g_autoptr (DeskConversation) hers = desk_conversation_new (nadia->session, id);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (nadia->session, id, DESK_DRAFT_REPLY);
  g_autoptr (DeskThreadItem) item = NULL;

  test_person_wait_delivered (nadia);
  test_person_write (nadia, id, DESK_DRAFT_REPLY, body);
  test_wait_for (test_shows (G_LIST_MODEL (hers), body, DESK_DELIVERY_FAILED));
  item = test_find_item (G_LIST_MODEL (hers), body);
  g_assert_cmpstr (desk_thread_item_get_error (item), ==,
                   "The server does not accept this. Check what you entered and try again.");
  desk_session_discard (nadia->session, desk_thread_item_get_id (item));
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), body) == 0);
  as_before = test_psql (backend, "alter table ticket_messages drop constraint not_so_many");

  g_clear_object (&draft);
  g_clear_object (&item);
  g_clear_object (&hers);
  test_person_free (nadia);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/refused/views", test_views);
  g_test_add_func ("/desk/refused/ticket", test_ticket);
  g_test_add_func ("/desk/refused/reply", test_reply);

  return test_backend_run (&backend);
}
