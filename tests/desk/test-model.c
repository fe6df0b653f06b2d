/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-attachment-record.h"
#include "desk-enums.h"
#include "desk-error.h"
#include "desk-ticket-record.h"
#include "test-desk.h"

#define ME "00000000-0000-4000-8000-00000000000a"
#define FILE_ID "00000000-0000-4000-8000-0000000000f1"

typedef struct
{
  char *folder;
  DeskStore *store;
  DeskClock *clock;
  DeskCache *cache;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->store = desk_store_new (path, &error);
  g_assert_no_error (error);
  fixture->clock = test_clock_new (G_GINT64_CONSTANT (1795302306) * G_USEC_PER_SEC);
  fixture->cache = desk_cache_new (fixture->store, fixture->clock, fixture->folder, ME, DESK_ROLE_SUPPORT);

  test_merge (fixture->store, &desk_row_priority, "[{'id': 3, 'code': 'high'}]");
  test_merge (fixture->store, &desk_row_category, "[{'id': 1, 'label': 'Billing'}]");
  test_merge (fixture->store, &desk_row_client, "[{'id': 'c1', 'name': 'North', 'is_active': true}]");
  test_merge (fixture->store, &desk_row_profile,
              "[{'user_id': '" ME "', 'full_name': 'Ada', 'role': 'support'}, {'user_id': 'u2', 'full_name': '', 'email': 'ops@desk.test',"
              " 'role': 'ops'}]");
  test_merge (fixture->store, &desk_row_ticket,
              "[{'id': 't1', 'number': 1042, 'subject': 'Wrong total', 'status': 'in_progress', 'priority_id': 3, 'category_id': 1,"
              " 'client_id': 'c1', 'assignee_id': '" ME "', 'created_at': '2026-11-20T08:00:00+00:00',"
              " 'last_customer_activity': '2026-11-21T09:00:00+00:00', 'last_admin_activity': '2026-11-21T08:00:00+00:00',"
              " 'affects_all_companies': true, 'updated_at': '2026-11-21T09:00:00+00:00'}]");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  test_settle (fixture->store);
  g_assert_finalize_object (fixture->cache);
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

static void
note_property (GPtrArray *log,
               GParamSpec *pspec)
{
  g_ptr_array_add (log, g_strdup (pspec->name));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* GObject notifies in an order of its own. */
static void
assert_notified (GPtrArray *log,
                 const char *expected)
{
  g_autofree char *names = NULL;

  g_ptr_array_sort (log, compare_names);
  g_ptr_array_add (log, NULL);
  names = g_strjoinv (" ", (char **) log->pdata);
  g_assert_cmpstr (names, ==, expected);
  g_ptr_array_set_size (log, 0);
}

static void
test_ticket (Fixture *fixture,
             gconstpointer data)
{
  DeskTicket *ticket = desk_cache_dup_ticket (fixture->cache, "t1");

  g_assert_false (desk_ticket_get_loaded (ticket));
  g_assert_cmpstr (desk_ticket_get_id (ticket), ==, "t1");
  test_wait_for (desk_ticket_get_loaded (ticket));

  g_assert_cmpint (desk_ticket_get_number (ticket), ==, 1042);
  g_assert_cmpstr (desk_ticket_get_subject (ticket), ==, "Wrong total");
  g_assert_cmpint (desk_ticket_get_status (ticket), ==, DESK_STATUS_IN_PROGRESS);
  g_assert_cmpint (desk_ticket_get_priority (ticket), ==, DESK_PRIORITY_HIGH);
  g_assert_cmpstr (desk_ticket_get_category (ticket), ==, "Billing");
  g_assert_cmpstr (desk_ticket_get_client_name (ticket), ==, "North");
  g_assert_cmpstr (desk_ticket_get_assignee_name (ticket), ==, "Ada");
  g_assert_true (desk_ticket_get_mine (ticket));
  g_assert_true (desk_ticket_get_unread (ticket));
  g_assert_cmpint (desk_ticket_get_delivery (ticket), ==, DESK_DELIVERY_SENT);
  g_assert_cmpint (desk_ticket_get_last_activity (ticket), ==, desk_ticket_get_time (ticket, "last-customer-activity"));
  g_assert_cmpint (desk_ticket_get_time (ticket, "created-at"), ==, G_GINT64_CONSTANT (1795161600000000));

  g_assert_finalize_object (ticket);
}

/* Every property can be read by a binding, and says what the getters say. */
static void
test_properties (Fixture *fixture,
                 gconstpointer data)
{
  DeskTicket *ticket = desk_cache_dup_ticket (fixture->cache, "t1");
  g_autofree GParamSpec **specs = NULL;
  guint n_specs;

  test_wait_for (desk_ticket_get_loaded (ticket));
  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (ticket), &n_specs);
  g_assert_cmpuint (n_specs, ==, 41);
  for (guint i = 0; i < n_specs; i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (ticket), specs[i]->name, &value);
      g_assert_cmpint (specs[i]->flags & G_PARAM_WRITABLE, ==, 0);
      if (g_str_equal (specs[i]->name, "priority"))
        g_assert_cmpint (g_value_get_enum (&value), ==, DESK_PRIORITY_HIGH);
      else if (g_str_equal (specs[i]->name, "affects-all") || g_str_equal (specs[i]->name, "first-response-applies"))
        g_assert_true (g_value_get_boolean (&value));
      else if (g_str_equal (specs[i]->name, "project-name"))
        g_assert_null (g_value_get_string (&value));
    }

  g_assert_finalize_object (ticket);
}

/* One object per ticket, changed in place; only what differs is notified. */
static void
test_in_place (Fixture *fixture,
               gconstpointer data)
{
  DeskTicket *ticket = desk_cache_dup_ticket (fixture->cache, "t1");
  g_autoptr(DeskTicket) same = desk_cache_dup_ticket (fixture->cache, "t1");
  g_autoptr(GPtrArray) log = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (same == ticket);
  g_clear_object (&same);
  test_wait_for (desk_ticket_get_loaded (ticket));
  g_signal_connect_swapped (ticket, "notify", G_CALLBACK (note_property), log);

  test_merge (fixture->store, &desk_row_ticket,
              "[{'id': 't1', 'status': 'resolved', 'assignee_id': 'u2', 'resolved_at': '2026-11-21T10:00:00+00:00',"
              " 'updated_at': '2026-11-21T10:00:00+00:00'}]");
  test_settle (fixture->store);
  assert_notified (log, "assignee-id assignee-name mine resolved-at status");
  g_assert_cmpstr (desk_ticket_get_assignee_name (ticket), ==, "ops@desk.test");

  /* A person gets another name. */
  test_merge (fixture->store, &desk_row_profile, "[{'user_id': 'u2', 'full_name': 'Grace', 'role': 'ops'}]");
  test_settle (fixture->store);
  assert_notified (log, "assignee-name");
  g_assert_cmpstr (desk_ticket_get_assignee_name (ticket), ==, "Grace");

  g_assert_finalize_object (ticket);
}

static void
test_unread (Fixture *fixture,
             gconstpointer data)
{
  DeskTicket *ticket = desk_cache_dup_ticket (fixture->cache, "t1");

  test_wait_for (desk_ticket_get_loaded (ticket));
  g_assert_true (desk_ticket_get_unread (ticket));
  test_merge (fixture->store, &desk_row_read,
              "[{'ticket_id': 't1', 'user_id': '" ME "', 'last_read_at': '2026-11-21T09:00:00+00:00', 'updated_at':"
              " '2026-11-21T09:00:00+00:00'}, {'ticket_id': 't1', 'user_id': 'u2', 'last_read_at': '2026-11-21T08:00:00+00:00'}]");
  test_wait_for (!desk_ticket_get_unread (ticket));

  /* For a client what staff wrote counts, and nothing else. */
  test_merge (fixture->store, &desk_row_ticket,
              "[{'id': 't1', 'last_customer_activity': '2026-11-21T11:00:00+00:00', 'updated_at': '2026-11-21T11:00:00+00:00'}]");
  test_wait_for (desk_ticket_get_unread (ticket));
  desk_cache_set_role (fixture->cache, DESK_ROLE_CLIENT);
  test_wait_for (!desk_ticket_get_unread (ticket));
  test_merge (fixture->store, &desk_row_ticket,
              "[{'id': 't1', 'last_admin_activity': '2026-11-21T12:00:00+00:00', 'updated_at': '2026-11-21T12:00:00+00:00'}]");
  test_wait_for (desk_ticket_get_unread (ticket));

  g_assert_finalize_object (ticket);
}

static void
set_outbox (Fixture *fixture,
            const char *rows)
{
  g_autofree char *sql = g_strconcat ("DELETE FROM outbox; INSERT INTO outbox (id, kind, ticket_id, row_id, state, payload, created_at)"
                                      " VALUES ", rows, NULL);

  test_sql (fixture->store, sql, "outbox", "o", "t1");
  test_settle (fixture->store);
}

static void
test_delivery (Fixture *fixture,
               gconstpointer data)
{
  DeskTicket *ticket = desk_cache_dup_ticket (fixture->cache, "t1");

  set_outbox (fixture, "('1', 'message', 't1', 'm', 1, '{}', 0), ('2', 'message', 't1', 'm2', 2, '{}', 0)");
  g_assert_cmpint (desk_ticket_get_delivery (ticket), ==, DESK_DELIVERY_SENDING);
  set_outbox (fixture, "('1', 'message', 't1', 'm', 3, '{}', 0), ('2', 'message', 't1', 'm2', 2, '{}', 0)");
  g_assert_cmpint (desk_ticket_get_delivery (ticket), ==, DESK_DELIVERY_FAILED);
  /* That somebody has read it is nothing that a person waits for. */
  set_outbox (fixture, "('1', 'read', 't1', NULL, 1, '{}', 0), ('2', 'message', 't2', 'm2', 2, '{}', 0)");
  g_assert_cmpint (desk_ticket_get_delivery (ticket), ==, DESK_DELIVERY_SENT);

  g_assert_finalize_object (ticket);
}

static void
test_attachment (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *files = g_build_filename (fixture->folder, "files", NULL);
  g_autofree char *copy = g_build_filename (files, FILE_ID, NULL);
  DeskAttachment *attachment;

  g_assert_cmpint (g_mkdir (files, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "x", 1, NULL));
  test_merge (fixture->store, &desk_row_attachment,
              "[{'id': '" FILE_ID "', 'ticket_id': 't1', 'label': '../../.profile', 'mime_type': 'image/png', 'size_bytes': 5000000000,"
              " 'created_at': '2026-11-21T09:00:00+00:00'}]");
  attachment = desk_cache_dup_attachment (fixture->cache, FILE_ID);
  test_wait_for (desk_attachment_get_label (attachment) != NULL);

  g_assert_cmpstr (desk_attachment_get_label (attachment), ==, "../../.profile");
  g_assert_cmpint (desk_attachment_get_size (attachment), ==, G_GINT64_CONSTANT (5000000000));
  g_assert_true (desk_attachment_is_image (attachment));
  g_assert_cmpstr (desk_attachment_get_local_path (attachment), ==, copy);
  g_assert_cmpint (desk_attachment_get_delivery (attachment), ==, DESK_DELIVERY_SENT);

  test_sql (fixture->store,
            "INSERT INTO outbox (id, kind, ticket_id, row_id, state, payload, created_at)"
            " VALUES ('1', 'attachment', 't1', '" FILE_ID "', 3, '{}', 0)",
            "outbox", "1", "t1");
  test_wait_for (desk_attachment_get_delivery (attachment) == DESK_DELIVERY_FAILED);

  g_assert_finalize_object (attachment);
}

/* An id that is no UUID never becomes a path. */
static void
test_hostile_id (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *files = g_build_filename (fixture->folder, "files", NULL);
  DeskAttachment *attachment;

  g_assert_cmpint (g_mkdir (files, 0700), ==, 0);
  test_merge (fixture->store, &desk_row_attachment, "[{'id': '../desk.db', 'ticket_id': 't1', 'label': 'x'}]");
  attachment = desk_cache_dup_attachment (fixture->cache, "../desk.db");
  test_wait_for (desk_attachment_get_label (attachment) != NULL);
  g_assert_null (desk_attachment_get_local_path (attachment));

  g_assert_finalize_object (attachment);
}

static void
test_sentences (void)
{
  for (int code = DESK_ERROR_OFFLINE; code <= DESK_ERROR_SECOND_FACTOR; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (DESK_ERROR, code, "PGRST301: raw words of a server");
      g_autofree char *sentence = desk_error_dup_sentence (error);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, "PGRST301"));
      for (int other = DESK_ERROR_OFFLINE; other < code; other++)
        {
          g_autoptr(GError) other_error = g_error_new_literal (DESK_ERROR, other, "");
          g_autofree char *other_sentence = desk_error_dup_sentence (other_error);

          g_assert_cmpstr (sentence, !=, other_sentence);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/model/ticket", Fixture, NULL, set_up, test_ticket, tear_down);
  g_test_add ("/desk/model/properties", Fixture, NULL, set_up, test_properties, tear_down);
  g_test_add ("/desk/model/in-place", Fixture, NULL, set_up, test_in_place, tear_down);
  g_test_add ("/desk/model/unread", Fixture, NULL, set_up, test_unread, tear_down);
  g_test_add ("/desk/model/delivery", Fixture, NULL, set_up, test_delivery, tear_down);
  g_test_add ("/desk/model/attachment", Fixture, NULL, set_up, test_attachment, tear_down);
  g_test_add ("/desk/model/hostile-id", Fixture, NULL, set_up, test_hostile_id, tear_down);
  g_test_add_func ("/desk/model/sentences", test_sentences);

  return g_test_run ();
}
