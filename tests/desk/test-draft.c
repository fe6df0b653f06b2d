/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Drafts without a backend: kept on disk, one per ticket and mode, refused files. */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-transfers.h"
#include "draft-fixture.h"

static DeskDraftFile *
dup_file (DeskDraft *draft, guint position)
{
  return g_list_model_get_item (desk_draft_get_files (draft), position);
}

static void
test_saved (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  gint64 began = g_get_monotonic_time ();

  g_assert_true (desk_draft_get_empty (draft));
  desk_draft_set_body (draft, "Half a sen");
  g_assert_false (desk_draft_get_saved (draft));
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_TIME_SPAN_SECOND);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM drafts WHERE body = 'Half a sen'"), ==, 1);
  g_assert_finalize_object (draft);

  draft_fixture_restart (fixture);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "Half a sen");
  g_assert_false (desk_draft_get_empty (draft));
  g_assert_finalize_object (draft);
}

static void
test_put_away_in_the_middle (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);

  desk_draft_set_body (draft, "In the middle of a w");
  g_assert_finalize_object (draft);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "In the middle of a w");
  g_assert_finalize_object (draft);
}

static void
test_one_per_mode (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *reply = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  DeskDraft *note = draft_fixture_open (fixture, T1, DESK_DRAFT_NOTE);
  DeskDraft *same = desk_session_open_draft (fixture->session, T1, DESK_DRAFT_REPLY);

  g_assert_true (same == reply);
  g_assert_true (note != reply);
  desk_draft_set_body (note, "for us");
  g_assert_cmpstr (desk_draft_get_body (reply), ==, "");
  g_object_unref (same);
  g_assert_finalize_object (reply);
  g_assert_finalize_object (note);
}

/* Whoever types before the disk has answered keeps what they typed. */
static void
test_quicker_than_the_disk (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft;
  gboolean ready = FALSE;

  test_sql (desk_session_get_store (fixture->session), "INSERT INTO drafts (key, body) VALUES ('" T1 "/reply', 'old words')", NULL, NULL, NULL);
  draft = desk_session_open_draft (fixture->session, T1, DESK_DRAFT_REPLY);
  desk_draft_set_body (draft, "new words");
  test_wait_for ((g_object_get (draft, "ready", &ready, NULL), ready));
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "new words");
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_finalize_object (draft);
}

/* More than a message holds, a signature counted, stays with whoever wrote it; letters count, and not their bytes. */
static void
test_too_long (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_NOTE);
  g_autoptr (GString) most = g_string_new (NULL);
  g_autofree char *more = NULL;
  g_autofree char *ticket_id = NULL;
  g_autoptr (GError) error = NULL;

  while (most->len < strlen ("é") * DESK_DRAFT_LONGEST_BODY)
    g_string_append (most, "é");
  more = g_strconcat (most->str, "é", NULL);
  desk_draft_set_body (draft, more);
  g_assert_null (desk_draft_send (draft, -1, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, more);
  g_clear_error (&error);

  desk_draft_set_body (draft, most->str);
  g_assert_null (desk_draft_send_as (draft, more, -1, 0, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, most->str);
  g_clear_error (&error);

  ticket_id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ticket_id, ==, T1);
  g_object_add_weak_pointer (G_OBJECT (draft), (gpointer *) &draft);
  g_object_unref (draft);
  test_wait_for (draft == NULL);
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT length (body) FROM ticket_messages WHERE local = 1"), ==,
                   DESK_DRAFT_LONGEST_BODY);
}

static void
test_request_fields (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, NULL, DESK_DRAFT_REQUEST);
  g_autofree char *subject = NULL;
  g_autofree char *client = NULL;
  int category, priority;

  g_object_set (draft, "subject", "Printer", "category-id", 3, "priority-id", 4, "client-id", "c1", NULL);
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_finalize_object (draft);
  draft_fixture_restart (fixture);
  draft = draft_fixture_open (fixture, NULL, DESK_DRAFT_REQUEST);
  g_object_get (draft, "subject", &subject, "category-id", &category, "priority-id", &priority, "client-id", &client, NULL);
  g_assert_cmpstr (subject, ==, "Printer");
  g_assert_cmpint (category, ==, 3);
  g_assert_cmpint (priority, ==, 4);
  g_assert_cmpstr (client, ==, "c1");

  desk_draft_discard (draft);
  g_assert_true (desk_draft_get_empty (draft));
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM drafts"), ==, 0);
  g_assert_finalize_object (draft);
}

static void
wait_copied (DraftFixture *fixture, guint n)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) = %u FROM draft_files", n);

  test_wait_for (test_count (desk_session_get_store (fixture->session), sql));
  test_settle (desk_session_get_store (fixture->session));
}

static void
test_file_is_copied (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autofree char *path = g_build_filename (fixture->folder, "Bon de livraison été.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "fifty parcels", -1, &error));
  desk_draft_add_file (draft, file);
  g_assert_false (desk_draft_get_empty (draft));
  wait_copied (fixture, 1);
  /* The person may remove the original now. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  {
    g_autoptr (DeskDraftFile) row = dup_file (draft, 0);

    g_assert_cmpstr (desk_draft_file_get_label (row), ==, "Bon de livraison été.txt");
    g_assert_cmpint (desk_draft_file_get_size (row), ==, 13);
    g_assert_cmpstr (desk_draft_file_get_mime_type (row), ==, "text/plain");
    g_assert_cmpint (desk_draft_file_get_delivery (row), ==, DESK_DELIVERY_WAITING);
  }
  g_assert_finalize_object (draft);

  draft_fixture_restart (fixture);
  draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_assert_cmpuint (g_list_model_get_n_items (desk_draft_get_files (draft)), ==, 1);
  {
    g_autoptr (DeskDraftFile) row = dup_file (draft, 0);

    g_assert_cmpstr (desk_draft_file_get_label (row), ==, "Bon de livraison été.txt");
    desk_draft_remove_file (draft, row);
  }
  wait_copied (fixture, 0);
  g_assert_true (desk_draft_get_empty (draft));
  g_assert_finalize_object (draft);
}

/* A crash between copying and noting leaves a file that nobody names: the next start removes it, and leaves what a draft names. */
static void
test_spool_is_swept (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("mine", 4);
  g_autofree char *orphan = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *spool = NULL;
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  desk_draft_add_bytes (draft, "mine.txt", "text/plain", bytes);
  wait_copied (fixture, 1);
  spool = g_build_filename (fixture->folder, g_dir_read_name (dir), "spool", NULL);
  orphan = g_build_filename (spool, "00000000-0000-4000-9000-00000000dead", NULL);
  {
    g_autoptr (DeskDraftFile) file = dup_file (draft, 0);

    kept = g_build_filename (spool, desk_draft_file_get_id (file), NULL);
  }
  g_assert_true (g_file_set_contents (orphan, "half", -1, NULL));
  g_assert_finalize_object (draft);
  draft_fixture_restart (fixture);
  test_wait_for (!g_file_test (orphan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

/* Sparse: it takes no room, and is too large all the same. */
static void
test_refused_files (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autofree char *path = g_build_filename (fixture->folder, "film.mkv", NULL);
  g_autofree char *missing_path = g_build_filename (fixture->folder, "nothing-here", NULL);
  g_autoptr (GFile) film = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_new_for_path (missing_path);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;
  FILE *sparse = g_fopen (path, "w");
  static const char *const words[] = { "too large", "could not be read", "could not be read" };

  g_assert_nonnull (sparse);
  g_assert_cmpint (fseek (sparse, DESK_FILE_LIMIT, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc ('x', sparse), ==, 'x');
  fclose (sparse);

  desk_draft_add_file (draft, film);
  desk_draft_add_file (draft, missing);
  desk_draft_add_file (draft, folder);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (DeskDraftFile) row = dup_file (draft, i);

      test_wait_for (desk_draft_file_get_delivery (row) == DESK_DELIVERY_FAILED);
      g_assert_nonnull (strstr (desk_draft_file_get_error (row), words[i]));
    }
  desk_draft_set_body (draft, "See the film");
  g_assert_null (desk_draft_send (draft, -1, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "See the film");
  g_assert_cmpint (test_count (desk_session_get_store (fixture->session), "SELECT count(*) FROM draft_files"), ==, 0);
  desk_draft_discard (draft);
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_finalize_object (draft);
}

static void
test_nothing_to_send (DraftFixture *fixture, gconstpointer data)
{
  DeskDraft *draft = draft_fixture_open (fixture, T1, DESK_DRAFT_REPLY);
  g_autoptr (GError) error = NULL;

  desk_draft_set_body (draft, " \n\t ");
  g_assert_true (desk_draft_get_empty (draft));
  g_assert_null (desk_draft_send (draft, -1, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  test_wait_for (desk_draft_get_saved (draft));
  g_assert_finalize_object (draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DRAFT_TEST ("saved", test_saved);
  DRAFT_TEST ("put-away-in-the-middle", test_put_away_in_the_middle);
  DRAFT_TEST ("one-per-mode", test_one_per_mode);
  DRAFT_TEST ("quicker-than-the-disk", test_quicker_than_the_disk);
  DRAFT_TEST ("too-long", test_too_long);
  DRAFT_TEST ("request-fields", test_request_fields);
  DRAFT_TEST ("file-is-copied", test_file_is_copied);
  DRAFT_TEST ("spool-is-swept", test_spool_is_swept);
  DRAFT_TEST ("refused-files", test_refused_files);
  DRAFT_TEST ("nothing-to-send", test_nothing_to_send);
  return g_test_run ();
}
