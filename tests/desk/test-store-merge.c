/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"
#include "test-desk.h"

typedef struct
{
  char *folder;
  DeskStore *store;
  GString *log;                 /* what `changed` said, since it was last asked */
} Fixture;

static void
note_change (Fixture *fixture,
             DeskStoreChanges *changes)
{
  static const char *const tables[] = { "tickets", "ticket_messages", "ticket_reads", "ticket_categories" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GPtrArray) ids = desk_store_changes_get_ids (changes, tables[i]);

      for (guint j = 0; j < ids->len; j++)
        g_string_append_printf (fixture->log, "%s %s;", tables[i], (char *) ids->pdata[j]);
    }
  g_string_append (fixture->log, desk_store_changes_has_ticket (changes, "t1") ? " t1" : "");
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->store = desk_store_new (path, &error);
  g_assert_no_error (error);
  fixture->log = g_string_new (NULL);
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (note_change), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  g_string_free (fixture->log, TRUE);
  test_folder_free (fixture->folder);
}

static void
assert_text (Fixture *fixture,
             const char *sql,
             const char *expected)
{
  g_autofree char *text = test_text (fixture->store, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_log (Fixture *fixture,
            const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

#define TICKET(subject, status, updated)                                                                               \
  "[{'id': 't1', 'number': 7, 'subject': '" subject "', 'status': '" status "', 'priority_id': 2, 'created_at':"       \
  " '2026-11-20T08:00:00+00:00', 'updated_at': '2026-11-21T10:00:" updated "+00:00'}]"

static void
test_newer_wins (Fixture *fixture,
                 gconstpointer data)
{
  test_merge (fixture->store, &desk_row_ticket, TICKET ("First", "open", "05"));
  assert_log (fixture, "tickets t1; t1");
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Older", "closed", "04.999999"));
  assert_log (fixture, "");
  assert_text (fixture, "SELECT subject || status FROM tickets", "Firstopen");
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Newer", "resolved", "05.000001"));
  assert_log (fixture, "tickets t1; t1");
  assert_text (fixture, "SELECT subject || status FROM tickets", "Newerresolved");
  /* The same once more, as when realtime and the outbox's answer both tell it. */
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Newer", "resolved", "05.000001"));
  assert_log (fixture, "");
}

static void
test_missing_members (Fixture *fixture,
                      gconstpointer data)
{
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Stays", "open", "05"));
  test_merge (fixture->store, &desk_row_ticket, "[{'id': 't1', 'status': 'resolved', 'updated_at': '2026-11-21T10:00:06+00:00'}]");
  assert_text (fixture, "SELECT subject || status || number FROM tickets", "Staysresolved7");
}

static void
test_local_gives_way (Fixture *fixture,
                      gconstpointer data)
{
  /* This computer's clock is a day ahead. */
  test_sql (fixture->store,
            "INSERT INTO ticket_messages (id, ticket_id, author_id, body, visibility, created_at, local)"
            " VALUES ('m1', 't1', 'u1', 'Hello', 'public', 1795400000000000, 1)",
            "ticket_messages", "m1", "t1");
  g_string_truncate (fixture->log, 0);
  test_merge (fixture->store, &desk_row_message,
              "[{'id': 'm1', 'ticket_id': 't1', 'author_id': 'u1', 'body': 'Hello', 'visibility': 'public',"
              " 'created_at': '2026-11-21T10:00:00+00:00'}]");
  assert_log (fixture, "ticket_messages m1; t1");
  assert_text (fixture, "SELECT local || created_at FROM ticket_messages", "01795255200000000");
}

static void
test_patch_stays (Fixture *fixture,
                  gconstpointer data)
{
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Ticket", "open", "05"));
  test_sql (fixture->store,
            "UPDATE tickets SET status = 'resolved', assignee_id = NULL WHERE id = 't1';"
            "INSERT INTO outbox (id, kind, ticket_id, payload, created_at)"
            " VALUES ('o1', 'patch', 't1', '{\"status\": \"in_progress\", \"priority_id\": 4, \"subject\": \"Not mine to change\"}', 0),"
            " ('o2', 'patch', 't1', '{\"status\": \"resolved\"}', 0)",
            "tickets", "t1", "t1");
  /* Somebody else changed the subject meanwhile: their state comes in, what waits here stays on top, the latest last. */
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Renamed", "waiting_customer", "06"));
  assert_text (fixture, "SELECT subject || ' ' || status || ' ' || priority_id FROM tickets", "Renamed resolved 4");

  test_sql (fixture->store, "DELETE FROM outbox", NULL, NULL, NULL);
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Renamed", "waiting_customer", "06"));
  assert_text (fixture, "SELECT status || ' ' || priority_id FROM tickets", "waiting_customer 2");
}

static void
test_two_keys (Fixture *fixture,
               gconstpointer data)
{
  test_merge (fixture->store, &desk_row_read,
              "[{'ticket_id': 't1', 'user_id': 'u1', 'last_read_at': '2026-11-21T10:00:00+00:00', 'updated_at': '2026-11-21T10:00:00+00:00'},"
              " {'ticket_id': 't1', 'user_id': 'u2', 'last_read_at': '2026-11-21T11:00:00+00:00', 'updated_at': '2026-11-21T11:00:00+00:00'}]");
  assert_log (fixture, "ticket_reads t1; t1");
  assert_text (fixture, "SELECT count(*) FROM ticket_reads", "2");
}

static void
on_merged (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  GError **error = user_data;

  g_assert_false (desk_store_merge_finish (DESK_STORE (source), result, error));
}

/* One wrong row: the page fails as a whole, and says which field it was. */
static void
test_wrong_rows (Fixture *fixture,
                 gconstpointer data)
{
  static const struct
  {
    const char *rows;
    const char *names;
  } cases[] = {
    { "[{'id': 1, 'label': 'Good'}, {'id': '2', 'label': 'Text for a number'}]", "id" },
    { "[{'id': 1, 'label': 'Good'}, {'label': 'No key'}]", "id" },
    { "[{'id': 1, 'label': 'Good'}, {'id': 2, 'label': null}]", "label" },
    { "[{'id': 1, 'label': 'Good'}, 2]", "object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonArray) rows = test_parse_rows (cases[i].rows);
      g_autoptr(GError) error = NULL;

      desk_store_merge_async (fixture->store, &desk_row_category, rows, NULL, on_merged, &error);
      test_wait_for (error != NULL);
      g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].names));
    }
  assert_text (fixture, "SELECT count(*) FROM ticket_categories", "0");
  assert_log (fixture, "");
}

typedef struct
{
  const DeskRowType *type;
  const char *id;
  gboolean done;
} Removal;

static gboolean
run_remove (sqlite3 *db,
            DeskStoreChanges *changes,
            gpointer data,
            gpointer *result,
            GError **error)
{
  Removal *removal = data;

  return desk_store_remove (db, removal->type, removal->id, changes, error);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Removal *removal = user_data;
  g_autoptr(GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  g_assert_no_error (error);
  removal->done = TRUE;
}

static void
remove_row (Fixture *fixture,
            const DeskRowType *type,
            const char *id)
{
  Removal removal = { type, id, FALSE };

  desk_store_write_async (fixture->store, run_remove, &removal, NULL, NULL, NULL, on_removed, &removal);
  test_wait_for (removal.done);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Gone", "open", "05"));
  test_merge (fixture->store, &desk_row_message,
              "[{'id': 'm1', 'ticket_id': 't1', 'body': 'One', 'visibility': 'public', 'created_at': '2026-11-21T10:00:00+00:00'},"
              " {'id': 'm2', 'ticket_id': 't2', 'body': 'Two', 'visibility': 'public', 'created_at': '2026-11-21T10:00:00+00:00'}]");
  test_merge (fixture->store, &desk_row_category, "[{'id': 5, 'label': 'Billing'}]");
  test_sql (fixture->store, "INSERT INTO outbox (id, kind, ticket_id, payload, created_at) VALUES ('o1', 'message', 't1', '{}', 0)", NULL,
            NULL, NULL);
  g_string_truncate (fixture->log, 0);

  remove_row (fixture, &desk_row_ticket, "t1");
  assert_log (fixture, "tickets t1; t1");
  assert_text (fixture, "SELECT count(*) FROM tickets", "0");
  assert_text (fixture, "SELECT group_concat (id) FROM ticket_messages", "m2");
  assert_text (fixture, "SELECT count(*) FROM outbox", "1");
  assert_text (fixture, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'gone'", "0");
  remove_row (fixture, &desk_row_ticket, "t1");
  assert_log (fixture, "");
  remove_row (fixture, &desk_row_category, "5");
  assert_log (fixture, "ticket_categories 5;");
}

static void
test_search_follows (Fixture *fixture,
                     gconstpointer data)
{
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Réclamation facture", "open", "05"));
  assert_text (fixture, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'reclam*'", "1");
  test_merge (fixture->store, &desk_row_ticket, TICKET ("Password", "open", "06"));
  assert_text (fixture, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'reclam*'", "0");
  assert_text (fixture, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'password'", "1");
  /* REPLACE, as a job of the outbox may write, leaves no ghost either. */
  test_sql (fixture->store, "INSERT OR REPLACE INTO tickets (id, subject, status) VALUES ('t1', 'Printer', 'open')", "tickets", "t1", "t1");
  assert_text (fixture, "SELECT count(*) FROM ticket_search WHERE ticket_search MATCH 'password'", "0");
  test_sql (fixture->store, "INSERT INTO ticket_search (ticket_search, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL);
}

static void
append_version (GString *rows,
                guint ticket,
                guint version)
{
  static const char *const words[] = { "open", "in_progress", "waiting_customer", "resolved", "closed" };

  g_string_append_printf (rows, "%s{'id': 't%u', 'subject': 'Version %u', 'status': '%s', 'updated_at': '2026-11-21T10:00:00.%06u+00:00'}",
                          rows->len > 1 ? ", " : "", ticket, version, words[version % 5], version);
}

/* Whatever order rows come in, once or often, in one page or many: in the end the cache has the newest of each. */
static void
test_any_order (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);

  for (guint run = 0; run < 20; run++)
    {
      guint newest[5] = { 0 };
      g_autofree char *expected = NULL;

      test_sql (fixture->store, "DELETE FROM tickets", NULL, NULL, NULL);
      for (guint page = 0; page < 12; page++)
        {
          g_autoptr(GString) rows = g_string_new ("[");

          for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
            {
              guint ticket = g_rand_int_range (rand, 0, 5);
              guint version = g_rand_int_range (rand, 1, 40);

              newest[ticket] = MAX (newest[ticket], version);
              append_version (rows, ticket, version);
            }
          g_string_append_c (rows, ']');
          test_merge (fixture->store, &desk_row_ticket, rows->str);
        }
      expected = g_strdup_printf ("Version %u,Version %u,Version %u,Version %u,Version %u", newest[0], newest[1], newest[2], newest[3],
                                  newest[4]);
      assert_text (fixture, "SELECT group_concat (subject) FROM (SELECT subject FROM tickets ORDER BY id)", expected);
    }
}

static void
on_tried (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  int *outcome = user_data;

  *outcome = desk_store_merge_finish (DESK_STORE (source), result, &error) ? 1 : 2;
  g_assert_true (*outcome == 1 || g_error_matches (error, DESK_ERROR, DESK_ERROR_INVALID));
}

/* Rows that no backend would send: taken as they are or refused as a whole, and the file stays sound. */
static void
test_nonsense (Fixture *fixture,
               gconstpointer data)
{
  static const char *const values[] = {
    "null", "true", "0", "-1", "9223372036854775807", "1e300", "\"\"", "\"x\"", "\"2026-11-21T10:00:00Z\"", "\"2026-11-21\"", "[]", "[\"a\"]",
    "[null]", "{}", "\"'; DROP TABLE tickets; --\"", "\"\\ud83d\\ude00\"",
  };
  g_autoptr(GRand) rand = g_rand_new_with_seed (23);
  guint taken = 0, refused = 0, n_types;
  const DeskRowType *const *types = desk_row_type_get_all (&n_types);

  for (guint run = 0; run < 1500; run++)
    {
      const DeskRowType *type = types[run % n_types];
      g_autoptr(GString) text = g_string_new ("[{");
      g_autoptr(JsonNode) node = NULL;
      int outcome = 0;

      for (guint i = 0; i < type->n_fields; i++)
        {
          if (g_rand_int_range (rand, 0, 4) > 0)
            g_string_append_printf (text, "%s\"%s\": %s", text->len > 2 ? ", " : "", type->fields[i].name,
                                    values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]);
        }
      g_string_append (text, "}]");
      node = json_from_string (text->str, NULL);
      g_assert_nonnull (node);
      desk_store_merge_async (fixture->store, type, json_node_get_array (node), NULL, on_tried, &outcome);
      test_wait_for (outcome != 0);
      taken += outcome == 1;
      refused += outcome == 2;
    }
  g_test_message ("%u taken, %u refused", taken, refused);
  g_assert_cmpuint (taken, >, 0);
  g_assert_cmpuint (refused, >, 0);
  assert_text (fixture, "SELECT group_concat (integrity_check) FROM pragma_integrity_check", "ok");
  test_sql (fixture->store, "INSERT INTO ticket_search (ticket_search, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL);
  test_sql (fixture->store, "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/merge/newer-wins", Fixture, NULL, set_up, test_newer_wins, tear_down);
  g_test_add ("/desk/merge/missing-members", Fixture, NULL, set_up, test_missing_members, tear_down);
  g_test_add ("/desk/merge/local-gives-way", Fixture, NULL, set_up, test_local_gives_way, tear_down);
  g_test_add ("/desk/merge/patch-stays", Fixture, NULL, set_up, test_patch_stays, tear_down);
  g_test_add ("/desk/merge/two-keys", Fixture, NULL, set_up, test_two_keys, tear_down);
  g_test_add ("/desk/merge/wrong-rows", Fixture, NULL, set_up, test_wrong_rows, tear_down);
  g_test_add ("/desk/merge/any-order", Fixture, NULL, set_up, test_any_order, tear_down);
  g_test_add ("/desk/merge/nonsense", Fixture, NULL, set_up, test_nonsense, tear_down);
  g_test_add ("/desk/merge/remove", Fixture, NULL, set_up, test_remove, tear_down);
  g_test_add ("/desk/merge/search-follows", Fixture, NULL, set_up, test_search_follows, tear_down);

  return g_test_run ();
}
