/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The outbox without a backend: which row goes when, and what a person sees of it while nothing goes at all. */

#include "config.h"

#include "desk-announcer.h"
#include "desk-conversation.h"
#include "desk-outbox.h"
#include "desk-session-private.h"
#include "desk-ticket-list.h"
#include "desk-transfers.h"
#include "test-desk.h"

#define NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)
#define ME "00000000-0000-4000-8000-0000000000aa"
#define T1 "00000000-0000-4000-8000-000000000001"
#define T2 "00000000-0000-4000-8000-000000000002"

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) desk_outbox_row_free);
}

static void
add_row (GPtrArray *rows, const char *id, const char *kind, const char *ticket_id, const char *depends_on, DeskDelivery state,
         gint64 next_attempt_at)
{
  DeskOutboxRow *row = g_new0 (DeskOutboxRow, 1);

  row->seq = rows->len + 1;
  row->id = g_strdup (id);
  row->kind = g_strdup (kind);
  row->ticket_id = g_strdup (ticket_id);
  row->depends_on = g_strdup (depends_on);
  row->state = state;
  row->next_attempt_at = next_attempt_at;
  g_ptr_array_add (rows, row);
}

static void
check_plan (GPtrArray *rows, guint most, const char *expected, gint64 expected_again)
{
  gint64 again;
  g_autoptr (GPtrArray) start = desk_outbox_plan (rows, 1000, most, &again);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < start->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((DeskOutboxRow *) g_ptr_array_index (start, i))->id);
  g_assert_cmpstr (ids->str, ==, expected);
  g_assert_cmpint (again, ==, expected_again);
}

static void
test_plan_order (void)
{
  g_autoptr (GPtrArray) rows = rows_new ();

  add_row (rows, "a", "message", T1, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "b", "message", T1, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "c", "message", T2, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "d", "read", T1, NULL, DESK_DELIVERY_WAITING, 0);
  check_plan (rows, 4, "a c d", 0);
  check_plan (rows, 2, "a c", 0);
}

static void
test_plan_under_way (void)
{
  g_autoptr (GPtrArray) rows = rows_new ();

  /* One that was tried again by the person stands before one that is under way: it waits all the same. */
  add_row (rows, "a", "message", T1, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "b", "message", T1, NULL, DESK_DELIVERY_SENDING, 0);
  add_row (rows, "c", "message", T2, NULL, DESK_DELIVERY_WAITING, 0);
  check_plan (rows, 4, "c", 0);
  check_plan (rows, 1, "", 0);
}

static void
test_plan_dependencies (void)
{
  g_autoptr (GPtrArray) rows = rows_new ();

  /* What failed holds up what depends on it, and nothing else. */
  add_row (rows, "upload", "upload", T1, NULL, DESK_DELIVERY_FAILED, 0);
  add_row (rows, "message", "message", T1, "upload", DESK_DELIVERY_FAILED, 0);
  add_row (rows, "patch", "patch", T1, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "late", "message", T2, "gone", DESK_DELIVERY_WAITING, 0);
  check_plan (rows, 4, "patch late", 0);
}

static void
test_plan_time (void)
{
  g_autoptr (GPtrArray) rows = rows_new ();

  add_row (rows, "a", "message", T1, NULL, DESK_DELIVERY_WAITING, 3000);
  add_row (rows, "b", "message", T1, NULL, DESK_DELIVERY_WAITING, 0);
  add_row (rows, "c", "message", T2, NULL, DESK_DELIVERY_WAITING, 2000);
  check_plan (rows, 4, "", 2000);

  /* The clock was set back: nobody waits for a day. */
  add_row (rows, "d", "message", "t3", NULL, DESK_DELIVERY_WAITING, G_TIME_SPAN_DAY);
  check_plan (rows, 4, "d", 2000);
}

static void
test_back_off (void)
{
  g_assert_cmpint (desk_outbox_back_off (1), ==, 2 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (desk_outbox_back_off (2), ==, 4 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (desk_outbox_back_off (50), ==, 5 * G_TIME_SPAN_MINUTE);
}

static void
check_path (const char *label, const char *expected)
{
  g_autofree char *path = desk_transfers_dup_path ("t", "f", label);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_storage_path (void)
{
  check_path ("report.pdf", "tickets/t/f-report.pdf");
  check_path ("Été à Paris (2).JPEG", "tickets/t/f-Ete-a-Paris-2.JPEG");
  check_path ("../../etc/passwd", "tickets/t/f-etc-passwd");
  check_path ("a/b\\c%2F?#.txt", "tickets/t/f-a-b-c-2F.txt");
  check_path (".bashrc", "tickets/t/f-bashrc");
  check_path ("...", "tickets/t/f-file");
  check_path ("\xff\xfe", "tickets/t/f-file");
  check_path ("日本", "tickets/t/f-file");
}

static void
test_announcement (void)
{
  g_autofree char *body = desk_announcer_dup_body ("Ana", "  Hello\n\nthere, \tyou ", FALSE);
  g_autofree char *note = desk_announcer_dup_body ("Ana", "For us", TRUE);
  g_autofree char *nobody = desk_announcer_dup_body (NULL, "x", FALSE);
  g_autofree char *words = g_strnfill (400, 'w');
  g_autofree char *long_body = desk_announcer_dup_body ("A", words, FALSE);

  g_assert_cmpstr (body, ==, "Ana: Hello there, you");
  g_assert_cmpstr (note, ==, "Ana: internal note: For us");
  g_assert_cmpstr (nobody, ==, "Somebody: x");
  g_assert_cmpint (g_utf8_strlen (long_body, -1), ==, 163);
  g_assert_true (g_str_has_suffix (long_body, "…"));
}

/* A person of staff, with a ticket and no backend. */
typedef struct
{
  char *folder;
  DeskClock *clock;
  DeskSession *session;
  DeskStore *store;
  guint n_ids;
} Fixture;

static char *
next_id (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_strdup_printf ("00000000-0000-4000-9000-%012u", ++fixture->n_ids);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = test_folder_new ();
  fixture->clock = test_clock_new (NOW);
  fixture->session = desk_session_new_offline (fixture->folder, fixture->clock, next_id, fixture, ME, DESK_ROLE_SUPPORT, &error);
  g_assert_no_error (error);
  fixture->store = g_object_ref (desk_session_get_store (fixture->session));
  test_merge (fixture->store, &desk_row_priority, "[{'id':2,'code':'normal'},{'id':3,'code':'high'}]");
  test_merge (fixture->store, &desk_row_client, "[{'id':'c1','name':'North','is_active':true}]");
  test_merge (fixture->store, &desk_row_ticket,
              "[{'id':'" T1 "','number':1042,'client_id':'c1','priority_id':2,'subject':'Invoice','status':'open','created_by':'u2',"
              "'last_customer_activity':'2025-11-24T10:00:00Z','created_at':'2025-11-24T09:00:00Z','updated_at':'2025-11-24T10:00:00Z'}]");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  /* Answers that were on their way find nobody. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

static DeskTicket *
dup_ticket (Fixture *fixture)
{
  DeskTicket *ticket = desk_session_dup_ticket (fixture->session, T1);

  test_wait_for (desk_ticket_get_loaded (ticket));
  return ticket;
}

/* The last message of a conversation, once there is one with these words. */
static DeskThreadItem *
wait_for_message (GListModel *conversation, const char *body)
{
  DeskThreadItem *found = NULL;

  test_wait_for (({
    for (guint i = 0; i < g_list_model_get_n_items (conversation) && found == NULL; i++)
      {
        g_autoptr (DeskThreadItem) item = g_list_model_get_item (conversation, i);

        if (g_strcmp0 (desk_thread_item_get_body (item), body) == 0)
          found = g_steal_pointer (&item);
      }
    found != NULL;
  }));
  return found;
}

static void
send_reply (Fixture *fixture, DeskDraftMode mode, const char *body, int then_status)
{
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->session, T1, mode);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ready = FALSE;

  test_wait_for ((g_object_get (draft, "ready", &ready, NULL), ready));
  desk_draft_set_body (draft, body);
  id = desk_draft_send (draft, then_status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, T1);
  g_assert_true (desk_draft_get_empty (draft));
}

static void
test_message_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->session, T1);
  g_autoptr (DeskTicket) ticket = dup_ticket (fixture);

  send_reply (fixture, DESK_DRAFT_REPLY, "We look into it", -1);
  {
    g_autoptr (DeskThreadItem) item = wait_for_message (G_LIST_MODEL (conversation), "We look into it");

    g_assert_cmpint (desk_thread_item_get_delivery (item), ==, DESK_DELIVERY_WAITING);
    g_assert_true (desk_thread_item_get_author_is_me (item));
    g_assert_cmpint (desk_thread_item_get_kind (item), ==, DESK_THREAD_MESSAGE);
  }
  test_wait_for (desk_ticket_get_delivery (ticket) == DESK_DELIVERY_WAITING);
  test_wait_for (desk_session_get_pending (fixture->session) == 1);
}

static void
test_note_is_a_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->session, T1);

  send_reply (fixture, DESK_DRAFT_NOTE, "For us alone", -1);
  {
    g_autoptr (DeskThreadItem) item = wait_for_message (G_LIST_MODEL (conversation), "For us alone");

    g_assert_cmpint (desk_thread_item_get_kind (item), ==, DESK_THREAD_NOTE);
  }
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE payload LIKE '%\"visibility\":\"internal\"%'"), ==, 1);
}

static void
test_patches_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTicket) ticket = dup_ticket (fixture);

  /* Status goes step by step: the way may be the only one that is allowed. */
  desk_session_set_status (fixture->session, T1, DESK_STATUS_RESOLVED);
  desk_session_set_status (fixture->session, T1, DESK_STATUS_IN_PROGRESS);
  test_wait_for (desk_session_get_pending (fixture->session) == 2);
  test_wait_for (desk_ticket_get_status (ticket) == DESK_STATUS_IN_PROGRESS);

  /* Another field is collapsed, and what the backend says meanwhile does not undo it on the screen. */
  desk_session_set_priority (fixture->session, T1, 2);
  desk_session_set_priority (fixture->session, T1, 3);
  test_wait_for (desk_session_get_pending (fixture->session) == 3);
  test_wait_for (desk_ticket_get_priority (ticket) == DESK_PRIORITY_HIGH);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE payload = '{\"priority_id\":3}'"), ==, 1);

  test_merge (fixture->store, &desk_row_ticket,
              "[{'id':'" T1 "','subject':'Invoice, again','status':'open','priority_id':2,'updated_at':'2025-11-24T11:00:00Z'}]");
  test_wait_for (g_strcmp0 (desk_ticket_get_subject (ticket), "Invoice, again") == 0);
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_IN_PROGRESS);
  g_assert_cmpint (desk_ticket_get_priority (ticket), ==, DESK_PRIORITY_HIGH);
}

static void
test_refused_retry_discard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->session, T1);
  g_autoptr (DeskThreadItem) item = NULL;
  g_autoptr (DeskDraft) draft = NULL;
  g_autofree char *sentence = NULL;

  send_reply (fixture, DESK_DRAFT_REPLY, "Too late", -1);
  item = wait_for_message (G_LIST_MODEL (conversation), "Too late");

  test_sql (fixture->store, "UPDATE outbox SET state = 3, error_code = 8", "outbox", "x", T1);
  test_wait_for (desk_thread_item_get_delivery (item) == DESK_DELIVERY_FAILED);
  g_assert_nonnull (strstr (desk_thread_item_get_error (item), "closed"));
  {
    guint failed = 0;

    test_wait_for ((g_object_get (fixture->session, "failed", &failed, NULL), failed == 1));
  }
  g_assert_cmpuint (desk_session_get_pending (fixture->session), ==, 0);

  desk_session_retry (fixture->session, desk_thread_item_get_id (item));
  test_wait_for (desk_thread_item_get_delivery (item) == DESK_DELIVERY_WAITING);
  g_assert_null (desk_thread_item_get_error (item));

  /* Given up: gone from the conversation, its words are the draft's again. */
  draft = desk_session_open_draft (fixture->session, T1, DESK_DRAFT_REPLY);
  desk_session_discard (fixture->session, desk_thread_item_get_id (item));
  test_wait_for (g_strcmp0 (desk_draft_get_body (draft), "Too late") == 0);
  test_wait_for (desk_session_get_pending (fixture->session) == 0);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM ticket_messages"), ==, 0);
}

static gboolean
fail_first (sqlite3 *db, DeskStoreChanges *changes, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) rows = desk_outbox_load (db, error);

  return rows != NULL && desk_outbox_fail (db, changes, ((DeskOutboxRow *) g_ptr_array_index (rows, 0))->id, DESK_ERROR_FORBIDDEN, error);
}

static void
test_refused_file_stops_its_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->session, T1);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->session, T1, DESK_DRAFT_REPLY);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskThreadItem) item = NULL;
  g_autofree char *id = NULL;

  desk_draft_add_bytes (draft, "pasted.png", "image/png", bytes);
  desk_draft_set_body (draft, "See the picture");
  test_wait_for (test_count (fixture->store, "SELECT count(*) FROM draft_files") == 1);
  test_settle (fixture->store);
  id = desk_draft_send (draft, DESK_STATUS_WAITING_CUSTOMER, &error);
  g_assert_no_error (error);

  item = wait_for_message (G_LIST_MODEL (conversation), "See the picture");
  test_wait_for (g_list_model_get_n_items (desk_thread_item_get_attachments (item)) == 1);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox"), ==, 4);
  {
    g_autofree char *kinds = test_text (fixture->store, "SELECT group_concat(kind) FROM (SELECT kind FROM outbox ORDER BY seq)");

    g_assert_cmpstr (kinds, ==, "upload,message,attachment,patch");
  }

  desk_store_write_async (fixture->store, fail_first, NULL, NULL, NULL, NULL, NULL, NULL);
  test_wait_for (desk_thread_item_get_delivery (item) == DESK_DELIVERY_FAILED);
  /* Message and attachment with the file, and the status that was to follow the message. */
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE state = 3"), ==, 4);

  /* Trying the message again tries its file again. */
  desk_session_retry (fixture->session, desk_thread_item_get_id (item));
  test_wait_for (desk_thread_item_get_delivery (item) == DESK_DELIVERY_WAITING);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE state = 1"), ==, 4);

  /* Giving it up takes the file along, back into the draft. */
  desk_session_discard (fixture->session, desk_thread_item_get_id (item));
  test_wait_for (g_list_model_get_n_items (desk_draft_get_files (draft)) == 1);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "See the picture");
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM tickets WHERE status = 'waiting_customer'"), ==, 0);
}

static void
test_new_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTicketList) list = desk_ticket_list_new (fixture->session);
  g_autoptr (DeskDraft) draft = desk_session_open_draft (fixture->session, NULL, DESK_DRAFT_REQUEST);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTicket) ticket = NULL;
  g_autofree char *id = NULL;

  g_object_set (list, "view", DESK_VIEW_ALL, NULL);
  test_wait_for (g_list_model_get_n_items (desk_session_get_companies (fixture->session)) == 1);
  desk_draft_set_body (draft, "It does not start");
  g_assert_null (desk_draft_send (draft, -1, &error));
  g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpstr (desk_draft_get_body (draft), ==, "It does not start");

  g_object_set (draft, "subject", "Printer", NULL);
  id = desk_draft_send (draft, -1, &error);
  g_assert_no_error (error);
  test_wait_for (desk_ticket_list_find (list, id) != G_MAXUINT);
  ticket = desk_session_dup_ticket (fixture->session, id);
  test_wait_for (desk_ticket_get_loaded (ticket));
  g_assert_cmpstr (desk_ticket_get_subject (ticket), ==, "Printer");
  g_assert_cmpint (desk_ticket_get_delivery (ticket), ==, DESK_DELIVERY_WAITING);

  /* A reply to it waits for it. */
  {
    g_autoptr (DeskDraft) reply = desk_session_open_draft (fixture->session, id, DESK_DRAFT_REPLY);
    g_autofree char *same = NULL;

    desk_draft_set_body (reply, "And it smokes");
    same = desk_draft_send (reply, -1, &error);
    g_assert_no_error (error);
  }
  test_wait_for (desk_session_get_pending (fixture->session) == 2);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox a JOIN outbox b ON a.depends_on = b.id"
                                               " WHERE a.kind = 'message' AND b.kind = 'create_ticket'"),
                   ==, 1);
}

static void
test_read_mark (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTicket) ticket = dup_ticket (fixture);

  g_assert_true (desk_ticket_get_unread (ticket));
  desk_session_mark_read (fixture->session, T1);
  test_wait_for (!desk_ticket_get_unread (ticket));
  desk_session_mark_read (fixture->session, T1);
  test_settle (fixture->store);
  g_assert_cmpint (test_count (fixture->store, "SELECT count(*) FROM outbox WHERE kind = 'read'"), ==, 1);
  /* A read mark is nobody's change to wait for. */
  g_assert_cmpuint (desk_session_get_pending (fixture->session), ==, 0);
}

#define ADD(path, function) g_test_add ("/desk/outbox/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/outbox/plan/order", test_plan_order);
  g_test_add_func ("/desk/outbox/plan/under-way", test_plan_under_way);
  g_test_add_func ("/desk/outbox/plan/dependencies", test_plan_dependencies);
  g_test_add_func ("/desk/outbox/plan/time", test_plan_time);
  g_test_add_func ("/desk/outbox/back-off", test_back_off);
  g_test_add_func ("/desk/outbox/storage-path", test_storage_path);
  g_test_add_func ("/desk/outbox/announcement", test_announcement);
  ADD ("message-waits", test_message_waits);
  ADD ("note-is-a-note", test_note_is_a_note);
  ADD ("patches-in-order", test_patches_in_order);
  ADD ("refused-retry-discard", test_refused_retry_discard);
  ADD ("refused-file-stops-its-message", test_refused_file_stops_its_message);
  ADD ("new-request", test_new_request);
  ADD ("read-mark", test_read_mark);
  return g_test_run ();
}
