/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Canned replies on a real backend: the desk's and one's own, live. */

#include "config.h"

#include "desk-canned-replies.h"
#include "test-session-support.h"

static TestBackend *backend;

static DeskCannedReply *
find (DeskCannedReplies *replies, const char *title)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (replies)); i++)
    {
      g_autoptr (DeskCannedReply) reply = g_list_model_get_item (G_LIST_MODEL (replies), i);

      if (g_str_equal (desk_canned_reply_get_title (reply), title))
        return reply;
    }
  return NULL;
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GError *
wait_set (TestPerson *person, GAsyncResult **result)
{
  GError *error = NULL;

  test_wait_for (*result != NULL);
  g_assert_true (desk_session_canned_finish (person->session, *result, &error) == (error == NULL));
  g_clear_object (result);
  return error;
}

static GError *
save (TestPerson *person, const char *id, const char *title, const char *body)
{
  GAsyncResult *result = NULL;

  desk_session_save_canned_async (person->session, id, title, body, NULL, take_result, &result);
  return wait_set (person, &result);
}

/* One's own are one's own; the desk's are everybody's of staff; a client has none. */
static void
test_whose (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  TestPerson *ops = test_person_new (backend, "ops@desk.test");
  TestPerson *nadia = test_person_new (backend, NADIA);
  g_autoptr (DeskCannedReplies) his = NULL;
  g_autoptr (DeskCannedReplies) hers = NULL;
  g_autoptr (DeskCannedReplies) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = NULL;

  test_person_sign_in (agent);
  test_person_sign_in (ops);
  test_person_sign_in (nadia);
  hers = desk_canned_replies_new (agent->session);
  his = desk_canned_replies_new (ops->session);
  none = desk_canned_replies_new (nadia->session);
  test_wait_for (find (hers, "Ask for a screenshot") != NULL && find (his, "Ask for a screenshot") != NULL);
  g_assert_false (desk_canned_reply_get_mine (find (hers, "Ask for a screenshot")));
  g_assert_nonnull (find (hers, "Call back this afternoon"));
  g_assert_null (find (his, "Call back this afternoon"));

  error = save (ops, NULL, "Printer", "Dear {{contact}}");
  g_assert_no_error (error);
  test_wait_for (find (his, "Printer") != NULL);
  g_assert_true (desk_canned_reply_get_mine (find (his, "Printer")));
  owner = test_psql (backend, "select p.email from canned_replies c join profiles p on p.user_id = c.owner_id where c.title = 'Printer'");
  g_assert_cmpstr (owner, ==, "ops@desk.test");

  /* An administrator writes one for all: it comes by itself. */
  g_free (test_psql (backend, "insert into canned_replies (owner_id, title, body) values (null, 'For all', 'Good day')"));
  test_wait_for (find (hers, "For all") != NULL && find (his, "For all") != NULL);
  g_assert_null (find (hers, "Printer"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);

  g_clear_object (&hers);
  g_clear_object (&his);
  g_clear_object (&none);
  test_person_free (agent);
  test_person_free (ops);
  test_person_free (nadia);
}

/* What one changes, gives up and takes back; and what is refused leaves everything as it was. */
static void
test_change (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (DeskCannedReplies) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) bad = NULL;
  g_autofree char *id = NULL;
  GAsyncResult *result = NULL;

  test_person_sign_in (agent);
  replies = desk_canned_replies_new (agent->session);
  error = save (agent, NULL, "Draft one", "Good day");
  g_assert_no_error (error);
  test_wait_for (find (replies, "Draft one") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Draft one")));
  error = save (agent, id, "Draft two", "Good evening");
  g_assert_no_error (error);
  test_wait_for (find (replies, "Draft two") != NULL);
  g_assert_cmpstr (desk_canned_reply_get_body (find (replies, "Draft two")), ==, "Good evening");

  desk_session_remove_canned_async (agent->session, id, TRUE, NULL, take_result, &result);
  error = wait_set (agent, &result);
  g_assert_no_error (error);
  test_wait_for (find (replies, "Draft two") == NULL);
  desk_session_remove_canned_async (agent->session, id, FALSE, NULL, take_result, &result);
  error = wait_set (agent, &result);
  g_assert_no_error (error);
  test_wait_for (find (replies, "Draft two") != NULL);

  test_wait_for (find (replies, "Ask for a screenshot") != NULL);
  refused = save (agent, desk_canned_reply_get_id (find (replies, "Ask for a screenshot")), "Mine now", "x");
  g_assert_error (refused, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  bad = save (agent, NULL, "Empty", "  ");
  g_assert_nonnull (bad);
  g_assert_null (find (replies, "Empty"));

  test_backend_kill (backend);
  g_assert_nonnull (save (agent, id, "Draft three", "x"));
  g_assert_nonnull (find (replies, "Draft two"));
  g_clear_object (&replies);
  test_person_free (agent);
}

static void
test_fill_in (void)
{
  const DeskCannedValue values[] = { { "client", "North {{agent}}" }, { "agent", "Amélie" }, { "due", NULL } };
  guint left, length;
  g_autofree char *text = desk_canned_reply_fill_in ("é {{Client}}, by {{due}} or {{ none }}: {{ agent }} {{}} {{a", values, 3, &left, &length);
  g_autofree char *whole = desk_canned_reply_fill_in ("{{agent}}", values, 3, &left, &length);

  g_assert_cmpstr (text, ==, "é North {{agent}}, by {{due}} or {{ none }}: Amélie {{}} {{a");
  g_assert_cmpstr (whole, ==, "Amélie");
  g_assert_cmpuint (length, ==, 0);
  g_free (g_steal_pointer (&text));
  text = desk_canned_reply_fill_in ("é {{agent}} {{due}} {{due}}", values, 3, &left, &length);
  g_assert_cmpuint (left, ==, strlen ("e Amelie "));
  g_assert_cmpuint (length, ==, strlen ("{{due}}"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  backend = test_backend_start ("demo", &error);
  g_assert_no_error (error);
  g_test_add_func ("/canned/fill-in", test_fill_in);
  g_test_add_func ("/canned/whose", test_whose);
  g_test_add_func ("/canned/change", test_change);
  status = g_test_run ();
  g_clear_pointer (&backend, test_backend_free);
  return status;
}
