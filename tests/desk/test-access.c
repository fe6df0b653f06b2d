/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What somebody may see becomes another while their program is open: it is told so, and what is not theirs goes long before the next look. */

#include "config.h"

#include "test-session-support.h"

#define PAUL_ID "a0000000-0000-4000-8000-000000000002"

static TestBackend *backend;

static void
run_sql (const char *sql)
{
  g_autofree char *done = test_psql (backend, sql);

  g_assert_cmpstr (done, ==, "done");
}

/* Whoever has signed in and hears what happens. */
static TestPerson *
person_new_live (const char *email)
{
  TestPerson *person = test_person_new_synced (backend, email);

  test_wait_for (desk_session_get_connection (person->session) == DESK_CONNECTION_ONLINE);
  return person;
}

/* Of the one company that the person belongs to. */
static char *
file_as (TestPerson *person, const char *subject)
{
  g_autoptr (DeskDraft) draft = desk_session_open_draft (person->session, NULL, DESK_DRAFT_REQUEST);
  g_autoptr (GError) error = NULL;
  char *id;

  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (person->session)) == 1);
  g_object_set (draft, "subject", subject, "body", "Who may still read this?", NULL);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  test_person_wait_delivered (person);
  return id;
}

static char *
file_request (const char *email, const char *subject)
{
  TestPerson *person = test_person_new (backend, email);
  char *id;

  test_person_sign_in (person);
  test_person_wait_synced (person);
  id = file_as (person, subject);
  test_person_free (person);
  return id;
}

static gboolean
has_words (TestPerson *person)
{
  return test_count (desk_session_get_store (person->session), "SELECT count(*) FROM ticket_messages WHERE body = 'Who may still read this?'") > 0;
}

/* One of two companies goes: its tickets, its name and its projects with it; those of the other stay. */
static void
test_membership (void)
{
  g_autofree char *theirs = NULL;
  g_autofree char *own = NULL;
  g_autoptr (DeskTicketList) tickets = NULL;
  TestPerson *nadia;

  theirs = file_request (PAUL, "Of a company that she leaves");
  own = file_request (NADIA, "Of the company that she stays in");
  run_sql ("insert into client_members (client_id, user_id) values ('" SOUTH_ID "', '" NADIA_ID "') returning 'done'");
  nadia = person_new_live (NADIA);
  tickets = desk_ticket_list_new (nadia->session);
  test_wait_for (desk_ticket_list_find (tickets, theirs) != G_MAXUINT && desk_ticket_list_find (tickets, own) != G_MAXUINT);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_companies (nadia->session)), ==, 2);

  run_sql ("delete from client_members where client_id = '" SOUTH_ID "' and user_id = '" NADIA_ID "' returning 'done'");
  test_wait_for (desk_ticket_list_find (tickets, theirs) == G_MAXUINT);
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (nadia->session)) == 1);
  g_assert_cmpuint (desk_ticket_list_find (tickets, own), !=, G_MAXUINT);

  g_clear_object (&tickets);
  test_person_free (nadia);
}

/* What concerns everyone reaches the members of active companies alone; their own tickets stay theirs. */
static void
test_inactive_company (void)
{
  g_autofree char *everyone = file_request (PAUL, "It concerns everyone");
  g_autofree char *own = file_request (NADIA, "It is her own");
  g_autofree char *sql = g_strdup_printf ("update tickets set affects_all_companies = true where id = '%s' returning 'done'", everyone);
  g_autoptr (DeskTicketList) tickets = NULL;
  TestPerson *nadia;

  run_sql (sql);
  nadia = person_new_live (NADIA);
  tickets = desk_ticket_list_new (nadia->session);
  test_wait_for (desk_ticket_list_find (tickets, everyone) != G_MAXUINT && desk_ticket_list_find (tickets, own) != G_MAXUINT);

  run_sql ("update clients set is_active = false where id = '" NORTH_ID "' returning 'done'");
  test_wait_for (desk_ticket_list_find (tickets, everyone) == G_MAXUINT);
  g_assert_cmpuint (desk_ticket_list_find (tickets, own), !=, G_MAXUINT);
  run_sql ("update clients set is_active = true where id = '" NORTH_ID "' returning 'done'");
  test_wait_for (desk_ticket_list_find (tickets, everyone) != G_MAXUINT);

  g_clear_object (&tickets);
  test_person_free (nadia);
}

/* A ticket of another company concerns theirs, by name or as it concerns everyone, and then does not. */
static void
test_scope (gconstpointer everyone)
{
  g_autofree char *theirs = file_request (PAUL, everyone != NULL ? "It concerned everyone" : "It concerned her company");
  g_autofree char *named = g_strdup_printf ("insert into ticket_company_link (ticket_id, company_id, role) values ('%s', '" NORTH_ID "', 'affected') returning 'done'",
                                            theirs);
  g_autofree char *not_named = g_strdup_printf ("delete from ticket_company_link where ticket_id = '%s' and role = 'affected' returning 'done'", theirs);
  g_autofree char *for_all = g_strdup_printf ("update tickets set affects_all_companies = true where id = '%s' returning 'done'", theirs);
  g_autofree char *not_for_all = g_strdup_printf ("update tickets set affects_all_companies = false where id = '%s' returning 'done'", theirs);
  g_autoptr (DeskTicketList) tickets = NULL;
  TestPerson *nadia;

  run_sql (everyone != NULL ? for_all : named);
  nadia = person_new_live (NADIA);
  tickets = desk_ticket_list_new (nadia->session);
  test_wait_for (desk_ticket_list_find (tickets, theirs) != G_MAXUINT);

  run_sql (everyone != NULL ? not_for_all : not_named);
  test_wait_for (desk_ticket_list_find (tickets, theirs) == G_MAXUINT);

  g_clear_object (&tickets);
  test_person_free (nadia);
}

/* Who is erased keeps nothing that others wrote, and is nobody any more. */
static void
test_erased (void)
{
  g_autofree char *filed = NULL;
  g_autoptr (DeskTicketList) tickets = NULL;
  TestPerson *guest;

  run_sql ("with n as (insert into clients (id, name) values ('c0000000-0000-4000-8000-0000000000e5', 'Leaving House') returning id),"
           " p as (update client_members set client_id = n.id from n where user_id = '" PAUL_ID "' returning 1) select 'done' from p");
  guest = person_new_live (PAUL);
  filed = file_as (guest, "Of somebody who is erased");
  tickets = desk_ticket_list_new (guest->session);
  test_wait_for (desk_ticket_list_find (tickets, filed) != G_MAXUINT && has_words (guest));

  run_sql ("select 'done' from (select private.forget_account('" PAUL_ID "')) f");
  test_wait_for (desk_ticket_list_find (tickets, filed) == G_MAXUINT);
  test_wait_for (!has_words (guest));
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (guest->session)) == 0);

  g_clear_object (&tickets);
  test_person_free (guest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/membership", test_membership);
  g_test_add_func ("/access/inactive-company", test_inactive_company);
  g_test_add_data_func ("/access/concerned", NULL, test_scope);
  g_test_add_data_func ("/access/everyone", "everyone", test_scope);
  g_test_add_func ("/access/erased", test_erased);

  return test_backend_run (&backend);
}
