/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "test-socket.h"

#define ANN "11111111-1111-4111-8111-111111111111"
#define BOB "22222222-2222-4222-8222-222222222222"

typedef struct
{
  TestBackend *backend;
} Fixture;

static const char schema[] =
  "drop table if exists public.live, public.open, public.keyless, public.unpublished;"
  "create table public.live (id bigint primary key, owner uuid, body text, secret text, price numeric(6,2), tags text[],"
  " extra jsonb, raw bytea, at timestamptz, done boolean);"
  "alter table public.live enable row level security;"
  "create policy own on public.live for select to authenticated using (owner = auth.uid());"
  "grant select (id, owner, body, price, tags, extra, raw, at, done) on public.live to authenticated;"
  "create table public.open (id int primary key, body text); alter table public.open replica identity full;"
  "grant select on public.open to authenticated;"
  "create table public.keyless (body text); grant select on public.keyless to authenticated;"
  "create table public.unpublished (id int primary key); grant select on public.unpublished to authenticated;"
  "alter publication supabase_realtime add table public.live, public.open, public.keyless";

/* Starting a backend takes longer than any of these tests, so they share one. */
static TestBackend *shared;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = shared;
  test_sql (shared, schema);
}

static TestSocket *
join (Fixture *fixture, const char *vsn, const char *subject, const char *bindings)
{
  g_autofree char *token = test_make_token (fixture->backend, "authenticated", subject, 3600);
  g_autoptr (GError) error = NULL;
  TestSocket *socket = test_socket_open (fixture->backend, vsn, test_backend_get_publishable_key (fixture->backend), &error);

  g_assert_no_error (error);
  if (g_str_equal (vsn, "1.0.0"))
    test_socket_send (socket, "{\"topic\":\"realtime:a\",\"event\":\"phx_join\",\"ref\":\"1\",\"join_ref\":\"1\",\"payload\":"
                              "{\"config\":{\"postgres_changes\":%s},\"access_token\":\"%s\"}}", bindings, token);
  else
    test_socket_send (socket, "[\"1\",\"1\",\"realtime:a\",\"phx_join\",{\"config\":{\"postgres_changes\":%s},"
                              "\"access_token\":\"%s\"}]", bindings, token);
  test_socket_expect_text (socket, "*phx_reply*\"status\":\"ok\"*\"postgres_changes\":[{*\"id\":*");
  test_socket_expect_text (socket, "*\"system\"*");
  return socket;
}

#define ALL(table) "[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"" table "\"}]"

/* Every type as PostgreSQL prints it, the columns that the role may read, and the key alone of the old row. */
static void
test_payload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("live"));

  g_assert_cmpuint (test_socket_count (socket, "*\"extension\":\"postgres_changes\",\"status\":\"ok\",\"message\":"
                                               "\"Subscribed to PostgreSQL\",\"channel\":\"a\"*"), ==, 1);
  test_sql (fixture->backend, "insert into live values (9007199254740993, '" ANN "', 'a\"b', 'hidden', 12.50, '{a,\"b c\"}',"
                              " '{\"k\": [1]}', '\\x00ff', '2026-01-02 03:04:05.678+00', null)");
  test_socket_expect_text (socket, "[\"1\",null,\"realtime:a\",\"postgres_changes\",{\"ids\":[*],\"data\":{\"type\":\"INSERT\","
                            "\"schema\":\"public\",\"table\":\"live\",\"commit_timestamp\":\"20*T*:*:*.*Z\",\"columns\":"
                            "[{\"name\":\"id\",\"type\":\"int8\"},{\"name\":\"owner\",\"type\":\"uuid\"},{\"name\":\"body\",\"type\":"
                            "\"text\"},{\"name\":\"price\",\"type\":\"numeric\"},{\"name\":\"tags\",\"type\":\"_text\"},*],\"record\":"
                            "{\"id\":9007199254740993,\"owner\":\"" ANN "\",\"body\":\"a\\\"b\",\"price\":12.50,\"tags\":[\"a\",\"b c\"],"
                            "\"extra\":{\"k\": [1]},\"raw\":\"00ff\",\"at\":\"2026-01-02T03:04:05.678+00:00\",\"done\":null},"
                            "\"errors\":null}}]");
  test_sql (fixture->backend, "update live set done = true");
  test_socket_expect_text (socket, "*\"type\":\"UPDATE\"*\"done\":true},\"old_record\":{\"id\":9007199254740993},\"errors\":null}}]");
  test_sql (fixture->backend, "delete from live");
  test_socket_expect_text (socket, "*\"type\":\"DELETE\"*],\"old_record\":{\"id\":9007199254740993},\"errors\":null}}]");
  g_assert_cmpuint (test_socket_count (socket, "*hidden*"), ==, 0);
}

/* Whoever the policies hide a row from hears nothing of it, also when it goes out of their sight. */
static void
test_policies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) ann = join (fixture, "2.0.0", ANN, ALL ("live"));
  g_autoptr (TestSocket) bob = join (fixture, "1.0.0", BOB, ALL ("live"));

  test_sql (fixture->backend, "insert into live (id, owner, body) values (1, '" ANN "', 'one')");
  test_socket_expect_text (ann, "*\"body\":\"one\"*");
  test_sql (fixture->backend, "update live set owner = '" BOB "', body = 'two' where id = 1");
  test_sql (fixture->backend, "insert into live (id, owner, body) values (2, '" ANN "', 'last')");
  test_sql (fixture->backend, "insert into live (id, owner, body) values (3, '" BOB "', 'last')");
  test_socket_expect_text (ann, "*\"body\":\"last\"*");
  test_socket_expect_text (bob, "{\"topic\":\"realtime:a\",\"event\":\"postgres_changes\",\"payload\":{*\"body\":\"two\"*},\"ref\":null}");
  test_socket_expect_text (bob, "*\"body\":\"last\"*");

  g_assert_cmpuint (test_socket_count (ann, "*\"body\":\"one\"*"), ==, 1);
  g_assert_cmpuint (test_socket_count (ann, "*\"body\":\"two\"*"), ==, 0);
  g_assert_cmpuint (test_socket_count (bob, "*\"body\":\"one\"*"), ==, 0);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("open"));

  test_sql (fixture->backend, "insert into open select i, 'n' || i from generate_series(1, 500) i");
  test_sql (fixture->backend, "update open set body = 'last' where id = 500");
  for (guint i = 1; i <= 500; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("*\"record\":{\"id\":%u,\"body\":\"n%u\"}*", i, i);

      test_socket_expect_text (socket, pattern);
    }
  test_socket_expect_text (socket, "*\"old_record\":{\"id\":500,\"body\":\"n500\"}*");
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket =
    join (fixture, "2.0.0", ANN,
          "[{\"event\":\"INSERT\",\"schema\":\"public\",\"table\":\"open\",\"filter\":\"id=gte.10\"},"
          "{\"event\":\"*\",\"schema\":\"public\",\"table\":\"open\",\"filter\":\"body=in.(x,\\\"y,z\\\")\"},"
          "{\"event\":\"DELETE\",\"schema\":\"public\",\"table\":\"open\",\"filter\":\"id=eq.9\"}]");

  test_sql (fixture->backend, "insert into open values (9, 'no'), (2, 'y,z'), (10, 'ten'), (11, 'x')");
  test_socket_expect_text (socket, "*{\"id\":2,\"body\":\"y,z\"}*");
  test_socket_expect_text (socket, "*{\"id\":10,\"body\":\"ten\"}*");
  /* Two bindings fit, and the change comes once, for both. */
  test_socket_expect_text (socket, "*{\"ids\":[*,*],\"data\"*{\"id\":11,\"body\":\"x\"}*");
  test_sql (fixture->backend, "delete from open where id in (9, 10)");
  test_socket_expect_text (socket, "*\"type\":\"DELETE\"*{\"id\":9,\"body\":\"no\"}*");
  test_sql (fixture->backend, "update open set body = 'x' where id = 2");
  test_socket_expect_text (socket, "*\"type\":\"UPDATE\"*");
  g_assert_cmpuint (test_socket_count (socket, "*\"type\":\"DELETE\"*"), ==, 1);
  g_assert_cmpuint (test_socket_count (socket, "*\"type\":\"INSERT\"*"), ==, 3);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("live"));

  test_sql (fixture->backend, "insert into live (id, owner, body, tags) values (1, '" ANN "', repeat('x', 1100000), '{short}')");
  test_socket_expect_text (socket, "*\"record\":{\"id\":1,\"owner\":\"" ANN "\",\"price\":null,\"tags\":[\"short\"]*"
                            "\"errors\":[\"Error 413: Payload Too Large\"]*");
}

/* A long value that an update leaves alone is not in the log. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("live"));

  test_sql (fixture->backend, "alter table live alter body set storage external;"
                              "insert into live (id, owner, body) values (1, '" ANN "', repeat('abcdefgh', 2000))");
  test_sql (fixture->backend, "update live set done = false");
  test_socket_expect_text (socket, "*\"type\":\"UPDATE\"*\"body\":\"abcdefghabcdefgh*\"done\":false}*");
}

static void
test_keyless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("keyless"));

  test_sql (fixture->backend, "insert into keyless values ('x')");
  test_socket_expect_text (socket, "*\"record\":{},\"errors\":[\"Error 400: Bad Request, no primary key\"]*");
}

static void
test_bad_subscription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) absent = join (fixture, "2.0.0", ANN, ALL ("unpublished"));
  g_autoptr (TestSocket) column = join (fixture, "2.0.0", ANN,
                                        "[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"live\",\"filter\":\"secret=eq.x\"}]");
  g_autoptr (TestSocket) syntax = join (fixture, "2.0.0", ANN,
                                        "[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"live\",\"filter\":\"nonsense\"}]");
  static const char pattern[] = "*\"extension\":\"postgres_changes\",\"status\":\"error\",\"message\":\"Unable to subscribe*";

  g_assert_cmpuint (test_socket_count (absent, pattern), ==, 1);
  g_assert_cmpuint (test_socket_count (column, pattern), ==, 1);
  g_assert_cmpuint (test_socket_count (syntax, pattern), ==, 1);
}

/* When the stream breaks, changes are missed, so every client is made to come back and catch up. */
static void
test_broken_stream (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) before = join (fixture, "2.0.0", ANN, ALL ("open"));
  g_autoptr (TestSocket) after = NULL;

  test_sql (fixture->backend, "select pg_terminate_backend(active_pid) from pg_replication_slots where active");
  g_assert_cmpuint (test_socket_expect_closed (before), ==, SOUP_WEBSOCKET_CLOSE_GOING_AWAY);
  after = join (fixture, "2.0.0", ANN, ALL ("open"));
  test_sql (fixture->backend, "insert into open values (1, 'again')");
  test_socket_expect_text (after, "*\"body\":\"again\"*");
}

/* A table that changes its shape while somebody listens. */
static void
test_altered_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("open"));

  test_sql (fixture->backend, "insert into open values (1, 'before')");
  test_socket_expect_text (socket, "*\"record\":{\"id\":1,\"body\":\"before\"}*");
  test_sql (fixture->backend, "alter table open add n int default 7; insert into open values (2, 'after')");
  test_socket_expect_text (socket, "*{\"name\":\"n\",\"type\":\"int4\"}*\"record\":{\"id\":2,\"body\":\"after\",\"n\":7}*");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a;
  const gint64 *other = b;

  return (*one > *other) - (*one < *other);
}

/* From the commit to the frame: a person on the other screen must not wait a second for it. */
static void
test_latency (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestSocket) socket = join (fixture, "2.0.0", ANN, ALL ("live"));
  gint64 times[50];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *sql = g_strdup_printf ("insert into live (id, owner) values (%u, '" ANN "')", i);
      const char *frame;
      g_autoptr (GDateTime) committed = NULL;
      g_autofree char *stamp = NULL;

      test_sql (fixture->backend, sql);
      frame = test_socket_expect_text (socket, "*\"type\":\"INSERT\"*");
      stamp = g_strndup (strstr (frame, "commit_timestamp\":\"") + strlen ("commit_timestamp\":\""),
                         strlen ("2026-01-01T00:00:00.000Z"));
      committed = g_date_time_new_from_iso8601 (stamp, NULL);
      g_assert_nonnull (committed);
      times[i] = g_get_real_time () / 1000 - g_date_time_to_unix (committed) * 1000 - g_date_time_get_microsecond (committed) / 1000;
    }
  qsort (times, G_N_ELEMENTS (times), sizeof times[0], compare_times);
  g_test_minimized_result ((double) times[25], "median of 50: %" G_GINT64_FORMAT " ms, slowest %" G_GINT64_FORMAT " ms",
                           times[25], times[49]);
  g_assert_cmpint (times[25], <, 1000);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  shared = test_backend_start ("empty", &error);
  g_assert_no_error (error);
#define ADD(name, function) g_test_add ("/realtime/changes/" name, Fixture, NULL, set_up, function, NULL)
  ADD ("payload", test_payload);
  ADD ("policies", test_policies);
  ADD ("order", test_order);
  ADD ("filters", test_filters);
  ADD ("large", test_large);
  ADD ("unchanged", test_unchanged);
  ADD ("keyless", test_keyless);
  ADD ("bad-subscription", test_bad_subscription);
  ADD ("broken-stream", test_broken_stream);
  ADD ("altered-table", test_altered_table);
  ADD ("latency", test_latency);
  status = g_test_run ();
  g_assert_true (test_backend_stop (shared, &error));
  g_assert_no_error (error);
  test_backend_free (shared);
  return status;
}
