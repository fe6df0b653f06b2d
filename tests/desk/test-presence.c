/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Who of staff is at the same ticket, on a real backend: staff sees staff, and a client neither sees nor is seen. */

#include "config.h"

#include "desk-colleagues.h"
#include "test-session-support.h"

#define OPS "ops@desk.test"

static TestBackend *backend;

static TestPerson *
come_in (const char *email)
{
  return test_person_new_synced (backend, email);
}

/* (transfer full) (nullable): the only one who is here */
static DeskColleague *
dup_only (DeskColleagues *colleagues)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (colleagues)) != 1)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (colleagues), 0);
}

static gboolean
is_alone_with (DeskColleagues *colleagues, const char *name, DeskActivity activity)
{
  g_autoptr (DeskColleague) only = dup_only (colleagues);

  return only != NULL && g_strcmp0 (desk_colleague_get_name (only), name) == 0 && desk_colleague_get_activity (only) == activity;
}

static void
test_presence (void)
{
  TestPerson *nadia = come_in (NADIA);
  TestPerson *agent = come_in (AGENT);
  TestPerson *ops = come_in (OPS);
  g_autofree char *id = test_person_file_request (nadia, "Who is here", "It began this morning.");
  g_autoptr (DeskConversation) hers = NULL;
  g_autoptr (DeskConversation) theirs = NULL;
  g_autoptr (DeskConversation) his = NULL;
  g_autoptr (DeskColleagues) she_sees = NULL;
  g_autoptr (DeskColleagues) agent_sees = NULL;
  g_autoptr (DeskColleagues) ops_sees = NULL;
  g_autoptr (DeskColleague) jonas = NULL;
  g_autoptr (DeskColleague) same = NULL;

  test_person_wait_delivered (nadia);
  hers = desk_conversation_new (nadia->session, id);
  theirs = desk_conversation_new (agent->session, id);
  his = desk_conversation_new (ops->session, id);
  she_sees = desk_colleagues_new (nadia->session, id);
  agent_sees = desk_colleagues_new (agent->session, id);
  ops_sees = desk_colleagues_new (ops->session, id);
  test_wait_for (is_alone_with (agent_sees, "Jonas Weber", DESK_ACTIVITY_READING));
  test_wait_for (is_alone_with (ops_sees, "Amélie Fournier", DESK_ACTIVITY_READING));
  jonas = dup_only (agent_sees);

  /* What he does changes where he stands, and not who he is. */
  test_wait_for ((desk_conversation_set_typing (his, DESK_DRAFT_NOTE, TRUE), is_alone_with (agent_sees, "Jonas Weber", DESK_ACTIVITY_NOTE)));
  test_wait_for ((desk_conversation_set_typing (his, DESK_DRAFT_REPLY, TRUE), is_alone_with (agent_sees, "Jonas Weber", DESK_ACTIVITY_REPLY)));
  same = dup_only (agent_sees);
  g_assert_true (same == jonas);
  desk_conversation_set_typing (his, DESK_DRAFT_REPLY, FALSE);
  test_wait_for (is_alone_with (agent_sees, "Jonas Weber", DESK_ACTIVITY_READING));

  /* He looks at something else. */
  g_clear_object (&his);
  test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (agent_sees)) == 0);

  /* She had her ticket open all the while. */
  test_wait_for (test_shows (G_LIST_MODEL (hers), "It began this morning.", DESK_DELIVERY_SENT));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (she_sees)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ops_sees)), ==, 1);

  g_clear_object (&she_sees);
  g_clear_object (&agent_sees);
  g_clear_object (&ops_sees);
  g_clear_object (&hers);
  g_clear_object (&theirs);
  test_person_free (nadia);
  test_person_free (agent);
  test_person_free (ops);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/presence/staff", test_presence);

  return test_backend_run (&backend);
}
