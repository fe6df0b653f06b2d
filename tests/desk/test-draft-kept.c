/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is kept of a draft: what it was before, what was said meanwhile, and the reply that waits; also when the program is killed. */

#include "config.h"

#include <string.h>

#include "draft-fixture.h"

/* Nothing holds it any more, once what was asked of it has come. */
static void
put_away (DeskDraft *draft)
{
  test_wait_for (G_OBJECT (draft)->ref_count == 1);
  g_assert_finalize_object (draft);
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (transfer container): what the draft was before, newest first */
static GPtrArray *
list_versions (DeskDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *versions;

  desk_draft_list_versions_async (draft, NULL, on_rows, &result);
  test_wait_for (result != NULL);
  versions = desk_draft_list_versions_finish (draft, result, &error);
  g_assert_no_error (error);
  return versions;
}

static void
write_down (DeskDraft *draft, const char *words)
{
  desk_draft_set_body (draft, words);
  test_wait_for (desk_draft_get_saved (draft));
}

static const char *
get_version (GPtrArray *versions, guint n)
{
  return ((DeskDraftVersion *) g_ptr_array_index (versions, n))->body;
}

/* What was written over or sent can be had back, also by the next start of the program; what only grew, or says little, is not kept. */
static void
test_versions (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autoptr (GPtrArray) none = list_versions (draft);
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) last = NULL;
  g_autofree char *ticket_id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (none->len, ==, 0);
  write_down (draft, "Short");
  write_down (draft, "Dear Nadia, the invoice");
  write_down (draft, "Dear Nadia, the invoice is on its way.");
  write_down (draft, "It left yesterday");
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ticket_id, ==, T1);
  test_wait_for (desk_draft_get_saved (draft));
  put_away (draft);

  draft_fixture_restart (fixture);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  two = list_versions (draft);
  g_assert_cmpint (two->len, ==, 2);
  g_assert_cmpstr (get_version (two, 0), ==, "It left yesterday");
  g_assert_cmpstr (get_version (two, 1), ==, "Dear Nadia, the invoice is on its way.");

  /* The last five. */
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *words = g_strnfill (20, 'a' + i);

      write_down (draft, words);
    }
  last = list_versions (draft);
  g_assert_cmpint (last->len, ==, 5);
  g_assert_cmpstr (get_version (last, 0), ==, "ffffffffffffffffffff");
  g_assert_cmpstr (get_version (last, 4), ==, "bbbbbbbbbbbbbbbbbbbb");
  desk_draft_discard (draft);
  test_wait_for (desk_draft_get_saved (draft));
  put_away (draft);
}

static void
say (DraftFixture *fixture, const char *id, const char *author, const char *visibility, int seconds_later)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO ticket_messages (id, ticket_id, author_id, body, visibility, created_at, local)"
                                          " VALUES ('%s', '" T1 "', '%s', 'words of %s', '%s', %" G_GINT64_FORMAT ", 0)",
                                          id, author, id, visibility, NOW + seconds_later * G_USEC_PER_SEC);

  test_sql (desk_session_get_store (fixture->session), sql, "ticket_messages", id, T1);
}

static GPtrArray *
find_missed (DeskDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *missed;

  desk_draft_find_missed_async (draft, NULL, on_rows, &result);
  test_wait_for (result != NULL);
  missed = desk_draft_find_missed_finish (draft, result, &error);
  g_assert_no_error (error);
  return missed;
}

/* What was said since one began is missed: by others, in public, and not what one has been shown. */
static void
test_missed (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) missed = NULL;
  g_autoptr (GPtrArray) after = NULL;

  say (fixture, "before", "somebody", "public", -60);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  write_down (draft, "I began");
  before = find_missed (draft);
  g_assert_cmpint (before->len, ==, 0);

  say (fixture, "mine", ME, "public", 10);
  say (fixture, "note", "somebody", "internal", 20);
  say (fixture, "answer", "somebody", "public", 30);
  say (fixture, "announcement", "somebody", "announcement", 40);
  put_away (draft);

  /* Also when the program was started anew in between. */
  draft_fixture_restart (fixture);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  write_down (draft, "I began and went on");
  missed = find_missed (draft);
  g_assert_cmpint (missed->len, ==, 2);
  g_assert_cmpstr (((DeskMissed *) g_ptr_array_index (missed, 0))->body, ==, "words of answer");
  g_assert_cmpstr (((DeskMissed *) g_ptr_array_index (missed, 1))->body, ==, "words of announcement");

  desk_draft_take_seen (draft);
  after = find_missed (draft);
  g_assert_cmpint (after->len, ==, 0);
  put_away (draft);
}

/* A reply that waits is taken back after the program was killed: its words are the draft again, and nothing is left to send. */
static void
test_undo_send_after_kill (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autofree char *ticket_id = NULL;
  g_autoptr (GError) error = NULL;

  write_down (draft, "Never mind, wrong window.");
  ticket_id = desk_draft_send_later (draft, -1, 10, &error);
  g_assert_no_error (error);
  test_wait_for (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox WHERE kind = 'message'") == 1);
  g_assert_true (desk_draft_get_empty (draft));
  put_away (draft);

  draft_fixture_restart (fixture);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox WHERE kind = 'message'"), ==, 1);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT hold_until FROM outbox"), ==, NOW + 10 * G_USEC_PER_SEC);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  desk_session_undo_send (fixture->session, T1);
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), "Never mind, wrong window.") == 0);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM ticket_messages"), ==, 0);
  put_away (draft);
}

/* What is no longer held is gone for good, however it comes that it was not sent yet. */
static void
test_undo_send_too_late (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autofree char *ticket_id = NULL;
  g_autoptr (GError) error = NULL;

  write_down (draft, "This one goes.");
  ticket_id = desk_draft_send_later (draft, -1, 10, &error);
  g_assert_no_error (error);
  test_wait_for (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox WHERE kind = 'message'") == 1);
  test_clock_advance (fixture->clock, 11 * G_USEC_PER_SEC);
  desk_session_undo_send (fixture->session, T1);
  test_settle (desk_session_get_store (fixture->session));
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox WHERE kind = 'message'"), ==, 1);
  g_assert_true (desk_draft_get_empty (draft));
  put_away (draft);
}

/* What follows up a ticket is another draft than a request that follows up none, and names it when it goes. */
static void
test_follow_up (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REQUEST);
  DeskDraft *plain = draft_fixture_open (fixture, NULL, DESK_DRAFT_REQUEST);
  g_autofree char *ticket_id = NULL;
  g_autofree char *payload = NULL;
  g_autofree char *follow_up_of = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (draft != plain);
  g_object_set (draft, "subject", "Again", "client-id", "00000000-0000-4000-8000-0000000000c1", NULL);
  write_down (draft, "It is back.");
  g_assert_true (desk_draft_get_empty (plain));
  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  test_wait_for (desk_draft_get_saved (draft));
  test_wait_for (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM outbox") == 1);
  payload = test_text (desk_session_get_store (fixture->session), "SELECT payload FROM outbox WHERE kind = 'create_ticket'");
  g_assert_nonnull (strstr (payload, "\"follow_up_of\":\"" T1 "\""));
  follow_up_of = test_text (desk_session_get_store (fixture->session), "SELECT follow_up_of FROM tickets");
  g_assert_cmpstr (follow_up_of, ==, T1);
  put_away (plain);
  put_away (draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DRAFT_TEST ("versions", test_versions);
  DRAFT_TEST ("missed", test_missed);
  DRAFT_TEST ("undo-send-after-kill", test_undo_send_after_kill);
  DRAFT_TEST ("undo-send-too-late", test_undo_send_too_late);
  DRAFT_TEST ("follow-up", test_follow_up);
  return g_test_run ();
}
