/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Canned replies on a real backend: the desk's and one's own, live. */

#include "config.h"

#include "desk-canned-replies.h"
#include "test-session-support.h"

static TestBackend *backend;
static DeskCannedReply *theirs;

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
  g_clear_object (&theirs);
  g_assert_true (desk_session_canned_finish (person->session, *result, &theirs, &error) == (error == NULL));
  g_clear_object (result);
  return error;
}

static GError *
change (TestPerson *person, const char *id, gint64 since, const char *title, const char *body)
{
  GAsyncResult *result = NULL;

  desk_session_save_canned_async (person->session, id, since, title, body, NULL, take_result, &result);
  return wait_set (person, &result);
}

static GError *
add (TestPerson *person, const char *title, const char *body)
{
  return change (person, NULL, 0, title, body);
}

static GError *
give_up (TestPerson *person, const char *id, gint64 since)
{
  GAsyncResult *result = NULL;

  desk_session_remove_canned_async (person->session, id, since, NULL, take_result, &result);
  return wait_set (person, &result);
}

static GError *
take_back (TestPerson *person, const char *id)
{
  GAsyncResult *result = NULL;

  desk_session_restore_canned_async (person->session, id, NULL, take_result, &result);
  return wait_set (person, &result);
}

static void
done (GError *error)
{
  g_assert_no_error (error);
}

static gint64
get_seen (DeskCannedReplies *replies, const char *title)
{
  return desk_canned_reply_get_updated_at (find (replies, title));
}

static char *
dup_kept (const char *id)
{
  g_autofree char *sql = g_strdup_printf ("select title || '|' || body || '|' || (deleted_at is not null) from canned_replies where id = '%s'", id);

  return test_psql (backend, sql);
}

static void
assert_kept (const char *id, const char *expected)
{
  g_autofree char *kept = dup_kept (id);

  g_assert_cmpstr (kept, ==, expected);
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

  error = add (ops, "Printer", "Dear {{contact}}");
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
  g_autoptr (GError) refused = NULL;
  g_autofree char *id = NULL;
  gint64 seen;

  test_person_sign_in (agent);
  replies = desk_canned_replies_new (agent->session);
  done (add (agent, "Draft one", "Good day"));
  test_wait_for (find (replies, "Draft one") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Draft one")));
  done (change (agent, id, get_seen (replies, "Draft one"), "Draft two", "Good evening"));
  test_wait_for (find (replies, "Draft two") != NULL);
  g_assert_cmpstr (desk_canned_reply_get_body (find (replies, "Draft two")), ==, "Good evening");

  done (give_up (agent, id, get_seen (replies, "Draft two")));
  test_wait_for (find (replies, "Draft two") == NULL);
  done (take_back (agent, id));
  test_wait_for (find (replies, "Draft two") != NULL);

  /* The desk's is nobody's own. */
  test_wait_for (find (replies, "Ask for a screenshot") != NULL);
  seen = get_seen (replies, "Ask for a screenshot");
  refused = change (agent, desk_canned_reply_get_id (find (replies, "Ask for a screenshot")), seen, "Mine now", "x");
  g_assert_error (refused, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_null (theirs);
  g_clear_error (&refused);
  refused = give_up (agent, desk_canned_reply_get_id (find (replies, "Ask for a screenshot")), seen);
  g_assert_error (refused, DESK_ERROR, DESK_ERROR_FORBIDDEN);

  g_clear_object (&replies);
  test_person_free (agent);
}

/* What cannot be a canned reply the database refuses, and nothing is kept of it; one with the longest words, odd ones, and the title of another is one. */
static void
test_bad (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autofree char *long_title = g_strnfill (81, 'x');
  g_autofree char *long_body = g_strnfill (20001, 'x');
  g_autofree char *most = g_strnfill (20000, 'x');
  const struct
  {
    const char *title;
    const char *body;
  } bad[] = {
    { "", "Bad" }, { "   ", "Bad" }, { "Bad", "" }, { "Bad", " \n\t " }, { long_title, "Bad" }, { "Bad", long_body }, { "Bad\nline", "Bad" },
  };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *n = NULL;

  test_person_sign_in (agent);
  before = test_psql (backend, "select count(*) from canned_replies");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) refused = add (agent, bad[i].title, bad[i].body);
      g_autofree char *sentence = NULL;

      g_assert_nonnull (refused);
      sentence = desk_error_dup_sentence (refused);
      g_assert_cmpstr (sentence, ==, "Something that was entered is empty, too long or out of range. Check it and try again.");
    }
  after = test_psql (backend, "select count(*) from canned_replies");
  g_assert_cmpstr (after, ==, before);

  /* Two of the same name are two: people tell them apart by their words. */
  long_title[80] = '\0';
  done (add (agent, long_title, most));
  done (add (agent, "Doubled Été 🚚 שילוח <b>&amp;", "One"));
  done (add (agent, "Doubled Été 🚚 שילוח <b>&amp;", "Two\a"));
  n = test_psql (backend, "select string_agg(body, '|' order by body) from canned_replies where title = 'Doubled Été 🚚 שילוח <b>&amp;'");
  g_assert_cmpstr (n, ==, "One|Two\a");
  test_person_free (agent);
}

/* One person at two computers: the second is told what stands there, and writes over it once they have seen it. */
static void
test_two_computers (void)
{
  TestPerson *desk = test_person_new (backend, AGENT);
  TestPerson *laptop = test_person_new (backend, AGENT);
  g_autoptr (DeskCannedReplies) replies = NULL;
  g_autoptr (DeskCannedReplies) there = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 seen, seen_then;

  test_person_sign_in (desk);
  test_person_sign_in (laptop);
  replies = desk_canned_replies_new (desk->session);
  there = desk_canned_replies_new (laptop->session);
  done (add (desk, "Two computers", "First"));
  test_wait_for (find (replies, "Two computers") != NULL && find (there, "Two computers") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Two computers")));
  seen = get_seen (replies, "Two computers");
  g_assert_cmpint (get_seen (there, "Two computers"), ==, seen);

  done (change (laptop, id, seen, "Two computers", "From the laptop"));
  error = change (desk, id, seen, "Two computers", "From the desk");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "changed_meanwhile");
  g_assert_nonnull (theirs);
  g_assert_cmpstr (desk_canned_reply_get_body (theirs), ==, "From the laptop");
  g_assert_true (desk_canned_reply_get_mine (theirs));
  assert_kept (id, "Two computers|From the laptop|false");
  /* What was found is in the cache at once. */
  g_assert_cmpstr (desk_canned_reply_get_id (theirs), ==, id);
  test_wait_for (g_str_equal (desk_canned_reply_get_body (find (replies, "Two computers")), "From the laptop"));
  seen_then = desk_canned_reply_get_updated_at (theirs);

  /* Nor is it given up by somebody who has not seen it. */
  g_clear_error (&error);
  error = give_up (desk, id, seen);
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "changed_meanwhile");
  assert_kept (id, "Two computers|From the laptop|false");

  done (change (desk, id, seen_then, "Two computers", "From the desk"));
  assert_kept (id, "Two computers|From the desk|false");
  /* The same words, saved again because the answer was lost, are no conflict. */
  done (change (desk, id, seen_then, "Two computers", "From the desk"));
  g_assert_null (theirs);

  g_clear_object (&replies);
  g_clear_object (&there);
  test_person_free (desk);
  test_person_free (laptop);
}

/* Given up elsewhere, it is not changed behind anybody's back; giving it up once more is no fault. */
static void
test_removed_elsewhere (void)
{
  TestPerson *desk = test_person_new (backend, AGENT);
  g_autoptr (DeskCannedReplies) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *gone = NULL;
  gint64 seen;

  test_person_sign_in (desk);
  replies = desk_canned_replies_new (desk->session);
  done (add (desk, "Removed elsewhere", "Words"));
  test_wait_for (find (replies, "Removed elsewhere") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Removed elsewhere")));
  seen = get_seen (replies, "Removed elsewhere");
  gone = test_psql (backend, "update canned_replies set deleted_at = now() where title = 'Removed elsewhere' returning 'gone'");
  g_assert_cmpstr (gone, ==, "gone");

  error = change (desk, id, seen, "Removed elsewhere", "Other words");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_NOT_FOUND);
  g_assert_null (theirs);
  assert_kept (id, "Removed elsewhere|Words|true");
  test_wait_for (find (replies, "Removed elsewhere") == NULL);
  done (give_up (desk, id, seen));
  done (take_back (desk, id));
  test_wait_for (find (replies, "Removed elsewhere") != NULL);
  assert_kept (id, "Removed elsewhere|Words|false");

  g_clear_object (&replies);
  test_person_free (desk);
}

/* Who is of staff no more may not change what was their own, and hears that it is so. */
static void
test_role_taken_away (void)
{
  TestPerson *ops = test_person_new (backend, "ops@desk.test");
  g_autoptr (DeskCannedReplies) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 seen;

  test_person_sign_in (ops);
  replies = desk_canned_replies_new (ops->session);
  done (add (ops, "Of staff once", "Words"));
  test_wait_for (find (replies, "Of staff once") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Of staff once")));
  seen = get_seen (replies, "Of staff once");
  test_set_role_unheard (backend, "ops@desk.test", "client");
  error = change (ops, id, seen, "Of staff once", "Other words");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  test_wait_for (!desk_session_is_staff (ops->session));
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (replies)) == 0);
  assert_kept (id, "Of staff once|Words|false");
  g_free (test_psql (backend, "update profiles set role = 'ops' where email = 'ops@desk.test' returning role"));

  g_clear_object (&replies);
  test_person_free (ops);
}

/* Offline nothing is changed, and nothing pretends to be. */
static void
test_offline (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (DeskCannedReplies) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gint64 seen;

  test_person_sign_in (agent);
  replies = desk_canned_replies_new (agent->session);
  done (add (agent, "Offline soon", "Words"));
  test_wait_for (find (replies, "Offline soon") != NULL);
  id = g_strdup (desk_canned_reply_get_id (find (replies, "Offline soon")));
  seen = get_seen (replies, "Offline soon");

  test_stop (backend);
  error = change (agent, id, seen, "Changed offline", "x");
  g_assert_error (error, DESK_ERROR, DESK_ERROR_OFFLINE);
  g_clear_error (&error);
  error = give_up (agent, id, seen);
  g_assert_error (error, DESK_ERROR, DESK_ERROR_OFFLINE);
  g_assert_nonnull (find (replies, "Offline soon"));
  test_start (backend);
  assert_kept (id, "Offline soon|Words|false");

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
  g_test_add_func ("/canned/bad", test_bad);
  g_test_add_func ("/canned/two-computers", test_two_computers);
  g_test_add_func ("/canned/removed-elsewhere", test_removed_elsewhere);
  g_test_add_func ("/canned/role-taken-away", test_role_taken_away);
  g_test_add_func ("/canned/offline", test_offline);
  status = g_test_run ();
  g_clear_object (&theirs);
  g_clear_pointer (&backend, test_backend_free);
  return status;
}
