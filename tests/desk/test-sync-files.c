/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files between two people on a real backend. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "desk-kept.h"
#include "desk-session-internal.h"
#include "test-session-support.h"

typedef struct
{
  TestPerson *nadia;
  TestPerson *agent;
  char *ticket_id;
} Fixture;

static TestBackend *backend;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->nadia = test_person_new (backend, NADIA);
  fixture->agent = test_person_new (backend, AGENT);
  test_person_sign_in (fixture->nadia);
  test_person_sign_in (fixture->agent);
  test_person_wait_synced (fixture->nadia);
  test_person_wait_synced (fixture->agent);
  fixture->ticket_id = test_person_file_request (fixture->nadia, "Files", "Here they come");
  test_person_wait_delivered (fixture->nadia);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_person_free (fixture->nadia);
  test_person_free (fixture->agent);
  g_free (fixture->ticket_id);
}

/* The first attachment under a message, transfer full, or NULL. */
static DeskAttachment *
find_attachment (GListModel *conversation, const char *body)
{
  g_autoptr (DeskThreadItem) item = test_find_item (conversation, body);

  return item != NULL ? g_list_model_get_item (desk_thread_item_get_attachments (item), 0) : NULL;
}

static DeskAttachment *
wait_for_attachment (GListModel *conversation, const char *body)
{
  DeskAttachment *found = NULL;

  test_wait_for ((found = find_attachment (conversation, body)) != NULL);
  test_wait_for (desk_attachment_get_label (found) != NULL);
  return found;
}

typedef struct
{
  gboolean done;
  GFile *file;
  GError *error;
} Fetch;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->file = desk_session_fetch_finish (DESK_SESSION (source), result, &fetch->error);
  fetch->done = TRUE;
}

static char *
fetch_text (TestPerson *person, DeskAttachment *attachment)
{
  Fetch fetch = { 0 };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  desk_session_fetch_async (person->session, attachment, NULL, on_fetched, &fetch);
  test_wait_for (fetch.done);
  g_assert_no_error (fetch.error);
  g_assert_true (g_file_get_contents (g_file_peek_path (fetch.file), &text, NULL, &error));
  g_assert_cmpstr (desk_attachment_get_local_path (attachment), ==, g_file_peek_path (fetch.file));
  g_assert_true (g_str_has_prefix (g_file_peek_path (fetch.file), person->folder));
  g_object_unref (fetch.file);
  return text;
}

static void
wait_state (DeskDraft *draft, DeskDelivery delivery)
{
  g_autoptr (DeskDraftFile) file = g_list_model_get_item (desk_draft_get_files (draft), 0);

  test_wait_for (desk_draft_file_get_delivery (file) == delivery);
}

/* It goes ahead while the person still writes; then the message takes it along. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, fixture->ticket_id);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, fixture->ticket_id);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->nadia->session, fixture->ticket_id, DESK_DRAFT_REPLY);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("the report", 10);
  g_autoptr (DeskAttachment) attachment = NULL;
  g_autoptr (DeskAttachment) own = NULL;
  g_autofree char *text = NULL;
  g_autofree char *own_text = NULL;

  desk_draft_add_bytes (draft, "../Rapport d’été.txt", "text/plain", bytes);
  wait_state (draft, DESK_DELIVERY_SENT);
  test_person_write (fixture->nadia, fixture->ticket_id, DESK_DRAFT_REPLY, "The report of this summer");
  g_assert_cmpuint (g_list_model_get_n_items (desk_draft_get_files (draft)), ==, 0);

  attachment = wait_for_attachment (G_LIST_MODEL (theirs), "The report of this summer");
  g_assert_cmpstr (desk_attachment_get_label (attachment), ==, "../Rapport d’été.txt");
  g_assert_cmpint (desk_attachment_get_size (attachment), ==, 10);
  text = fetch_text (fixture->agent, attachment);
  g_assert_cmpstr (text, ==, "the report");

  /* The sender has it as well, without fetching. */
  test_person_wait_delivered (fixture->nadia);
  own = wait_for_attachment (G_LIST_MODEL (hers), "The report of this summer");
  test_wait_for (desk_attachment_get_delivery (own) == DESK_DELIVERY_SENT);
  own_text = fetch_text (fixture->nadia, own);
  g_assert_cmpstr (own_text, ==, "the report");
  g_assert_cmpint (test_count (desk_session_get_store (fixture->nadia->session), "SELECT count(*) FROM draft_files"), ==, 0);
}

static void
test_file_of_a_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, fixture->ticket_id);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, fixture->ticket_id);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->agent->session, fixture->ticket_id, DESK_DRAFT_NOTE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("salaries", 8);
  g_autoptr (DeskAttachment) attachment = NULL;

  desk_draft_add_bytes (draft, "inside.txt", "text/plain", bytes);
  wait_state (draft, DESK_DELIVERY_SENT);
  test_person_write (fixture->agent, fixture->ticket_id, DESK_DRAFT_NOTE, "Only for us");
  attachment = wait_for_attachment (G_LIST_MODEL (theirs), "Only for us");
  test_wait_for (desk_attachment_get_delivery (attachment) == DESK_DELIVERY_SENT);
  test_person_write (fixture->agent, fixture->ticket_id, DESK_DRAFT_REPLY, "And for you");
  test_wait_for (test_shows (G_LIST_MODEL (hers), "And for you", DESK_DELIVERY_SENT));
  g_assert_cmpint (test_count (desk_session_get_store (fixture->nadia->session),
                               "SELECT count(*) FROM ticket_attachments WHERE label = 'inside.txt'"),
                   ==, 0);
}

static GBytes *
make_large (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31 + i / 997);
  return g_bytes_new_take (data, size);
}

typedef struct
{
  guint n;
  double last;
} Progress;

static void
note_progress (GObject *file, GParamSpec *pspec, gpointer user_data)
{
  Progress *progress = user_data;

  progress->n++;
  g_object_get (file, "progress", &progress->last, NULL);
}

/* A large file shows how far it is, can be stopped, and goes on again. */
static void
test_large_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->nadia->session, fixture->ticket_id, DESK_DRAFT_REPLY);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, fixture->ticket_id);
  g_autoptr (GBytes) bytes = make_large (20 * 1024 * 1024);
  g_autoptr (DeskConversation) hers = desk_conversation_new (fixture->nadia->session, fixture->ticket_id);
  g_autoptr (DeskDraftFile) file = NULL;
  g_autoptr (DeskAttachment) own = NULL;
  g_autoptr (DeskDraftFile) stopped = NULL;
  g_autoptr (DeskAttachment) attachment = NULL;
  g_autofree char *path = NULL;
  Progress progress = { 0 };
  Fetch fetch = { 0 };
  g_autofree char *contents = NULL;
  gsize length;

  /* Stopped in the middle: it is off the draft, and nothing of it arrives. */
  desk_draft_add_bytes (draft, "stopped.bin", "application/octet-stream", bytes);
  stopped = g_list_model_get_item (desk_draft_get_files (draft), 0);
  test_wait_for (desk_draft_file_get_delivery (stopped) == DESK_DELIVERY_SENDING);
  desk_draft_remove_file (draft, stopped);
  g_assert_true (desk_draft_get_empty (draft));

  desk_draft_add_bytes (draft, "large.bin", "application/octet-stream", bytes);
  file = g_list_model_get_item (desk_draft_get_files (draft), 0);
  /* It shows on the draft's chip first, and on the message once that is there: together they tell of the whole way. */
  g_signal_connect (file, "notify::progress", G_CALLBACK (note_progress), &progress);
  /* The message is sent while the file is still on its way, and waits for it. */
  test_wait_for (desk_draft_file_get_delivery (file) == DESK_DELIVERY_SENDING);
  test_person_write (fixture->nadia, fixture->ticket_id, DESK_DRAFT_REPLY, "A large one");
  own = wait_for_attachment (G_LIST_MODEL (hers), "A large one");
  g_signal_connect (own, "notify::progress", G_CALLBACK (note_progress), &progress);
  attachment = wait_for_attachment (G_LIST_MODEL (theirs), "A large one");
  g_signal_handlers_disconnect_by_func (own, note_progress, &progress);
  g_signal_handlers_disconnect_by_func (file, note_progress, &progress);
  g_assert_cmpuint (progress.n, >, 2);
  g_assert_cmpfloat (progress.last, ==, 1);

  desk_session_fetch_async (fixture->agent->session, attachment, NULL, on_fetched, &fetch);
  test_wait_for (fetch.done);
  g_assert_no_error (fetch.error);
  path = g_file_get_path (fetch.file);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_object_unref (fetch.file);
  {
    g_autofree char *n = test_psql (backend, "select count(*) from storage.objects where name like '%-stopped.bin'");

    g_assert_cmpstr (n, ==, "0");
  }
}

/* Killed between the upload and its answer: the file is there, this computer does not know, and it is not sent twice. */
static void
test_upload_repeated (Fixture *fixture, gconstpointer data)
{
  DeskDraft *draft = desk_session_open_draft (fixture->nadia->session, fixture->ticket_id, DESK_DRAFT_REPLY);
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, fixture->ticket_id);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("only once", 9);
  g_autoptr (DeskAttachment) attachment = NULL;
  g_autofree char *n = NULL;
  gboolean ready = FALSE;

  desk_draft_add_bytes (draft, "once.txt", "text/plain", bytes);
  wait_state (draft, DESK_DELIVERY_SENT);
  g_object_unref (draft);
  test_sql (desk_session_get_store (fixture->nadia->session), "UPDATE draft_files SET state = 1", NULL, NULL, NULL);
  test_person_quit (fixture->nadia);

  test_person_start (fixture->nadia);
  g_assert_true (test_person_restore (fixture->nadia));
  draft = desk_session_open_draft (fixture->nadia->session, fixture->ticket_id, DESK_DRAFT_REPLY);
  test_wait_for ((g_object_get (draft, "ready", &ready, NULL), ready));
  wait_state (draft, DESK_DELIVERY_SENT);
  test_person_write (fixture->nadia, fixture->ticket_id, DESK_DRAFT_REPLY, "Only once");
  attachment = wait_for_attachment (G_LIST_MODEL (theirs), "Only once");
  n = test_psql (backend, "select count(*) from storage.objects where name like '%-once.txt'");
  g_assert_cmpstr (n, ==, "1");
  g_object_unref (draft);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_session_save_finish (DESK_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) theirs = desk_conversation_new (fixture->agent->session, fixture->ticket_id);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->nadia->session, fixture->ticket_id, DESK_DRAFT_REPLY);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("keep me", 7);
  g_autofree char *path = g_build_filename (fixture->agent->folder, "saved.txt", NULL);
  g_autoptr (GFile) destination = g_file_new_for_path (path);
  g_autoptr (DeskAttachment) attachment = NULL;
  g_autofree char *text = NULL;
  gboolean done = FALSE;

  desk_draft_add_bytes (draft, "keep.txt", "text/plain", bytes);
  wait_state (draft, DESK_DELIVERY_SENT);
  test_person_write (fixture->nadia, fixture->ticket_id, DESK_DRAFT_REPLY, "Keep this");
  attachment = wait_for_attachment (G_LIST_MODEL (theirs), "Keep this");
  desk_session_save_async (fixture->agent->session, attachment, destination, NULL, on_saved, &done);
  test_wait_for (done);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "keep me");
}

#define ADD(path, function) g_test_add ("/desk/sync/files/" path, Fixture, NULL, set_up, function, tear_down)

/* A file that was fetched once, and used so many minutes ago. */
static char *
keep_file (Fixture *fixture, const char *name, gsize size, int minutes)
{
  char *path = g_build_filename (fixture->nadia->session->account_dir, "files", name, NULL);
  g_autofree char *bytes = g_strnfill (size, 'x');
  struct utimbuf used = { .actime = 1800000000 - 60 * minutes, .modtime = 1800000000 - 60 * minutes };

  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  g_assert_cmpint (g_utime (path, &used), ==, 0);
  return path;
}

typedef struct
{
  gboolean done;
  guint64 freed;
  DeskKept kept;
} Looked;

static void
on_trimmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Looked *looked = user_data;
  g_autoptr (GError) error = NULL;

  looked->freed = desk_kept_trim_finish (DESK_SESSION (source), result, &error);
  g_assert_no_error (error);
  looked->done = TRUE;
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Looked *looked = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_kept_measure_finish (DESK_SESSION (source), result, &looked->kept, &error));
  g_assert_no_error (error);
  looked->done = TRUE;
}

/* What was used longest ago goes first, no more than has to; what is no attachment's file stays. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = keep_file (fixture, "00000000-0000-4000-8000-000000000001", 3000, 1);
  g_autofree char *oldest = keep_file (fixture, "00000000-0000-4000-8000-000000000002", 3000, 30);
  g_autofree char *middle = keep_file (fixture, "00000000-0000-4000-8000-000000000003", 3000, 20);
  g_autofree char *other = keep_file (fixture, "half-written", 500, 90);
  Looked looked = { 0 };

  desk_kept_measure_async (fixture->nadia->session, NULL, on_measured, &looked);
  test_wait_for (looked.done);
  g_assert_cmpuint (looked.kept.files, ==, 9500);
  g_assert_cmpuint (looked.kept.tickets, >, 0);

  looked.done = FALSE;
  desk_kept_trim_async (fixture->nadia->session, 6000, NULL, on_trimmed, &looked);
  test_wait_for (looked.done);
  g_assert_cmpuint (looked.freed, ==, 3000);
  g_assert_false (g_file_test (oldest, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (middle, G_FILE_TEST_EXISTS));

  desk_kept_set_limit (fixture->nadia->session, 4000);
  test_wait_for (!g_file_test (middle, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("there-and-back", test_there_and_back);
  ADD ("of-a-note", test_file_of_a_note);
  ADD ("large", test_large_file);
  ADD ("upload-repeated", test_upload_repeated);
  ADD ("save", test_save);
  ADD ("limit", test_limit);

  return test_backend_run (&backend);
}
