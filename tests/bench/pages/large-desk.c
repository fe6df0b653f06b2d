/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "large-desk.h"

#include "stopwatch.h"

#define ADMIN "bench-1009@guichet.test"
#define PASSWORD "guichet-bench"
#define LONGEST_SYNC 1200
#define ASK_EVERY (G_USEC_PER_SEC / 2)

static void
fill (LargeDesk *self,
      const char *file)
{
  g_autofree char *path = g_build_filename (g_getenv ("GUICHET_BENCH_DIR"), file, NULL);
  g_autofree char *tickets = g_strdup_printf ("tickets=%u", self->n_tickets);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) psql = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "psql", "-Xq", "-v", tickets, "-d",
                                                  test_backend_get_db_url (self->backend), "-f", path, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (psql, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  LargeDesk *desk;
  char *sql;
  gint64 asked_at;
} Telling;

static gboolean
is_told (gpointer data)
{
  Telling *telling = data;
  g_autofree char *told = NULL;

  if (g_get_monotonic_time () - telling->asked_at < ASK_EVERY)
    return FALSE;
  told = test_psql (telling->desk->backend, telling->sql);
  telling->asked_at = g_get_monotonic_time ();

  return g_str_equal (told, "t");
}

/* Of each row that was filled in the backend tells whoever listens, for minutes: nobody does until it has. */
static void
wait_until_told (LargeDesk *self)
{
  g_autofree char *end = test_psql (self->backend, "select pg_current_wal_lsn()");
  g_autofree char *sql = g_strdup_printf ("select coalesce(bool_and(confirmed_flush_lsn >= '%s'), false) from pg_replication_slots", end);
  Telling telling = { self, sql, 0 };

  stopwatch_wait (is_told, &telling, "a backend that has told of everything", LONGEST_SYNC);
}

static gboolean
is_synced (gpointer data)
{
  DeskSession *session = data;

  return desk_session_get_synced_at (session) != 0 && desk_session_get_connection (session) == DESK_CONNECTION_ONLINE;
}

/**
 * large_desk_new:
 * @n_tickets: how many, beside those that every backend has
 *
 * Returns: a desk that is filled, and an administrator who is signed in to it and whose cache has caught up
 */
LargeDesk *
large_desk_new (guint n_tickets)
{
  LargeDesk *self = g_new0 (LargeDesk, 1);
  g_autoptr(GError) error = NULL;
  Take rest;
  gint64 begin;

  self->n_tickets = n_tickets;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->backend = test_backend_start ("empty", &error);
  g_assert_no_error (error);
  fill (self, "database/fill.sql");
  fill (self, "pages/fill-logs.sql");
  wait_until_told (self);
  self->tap = wire_tap_new (test_backend_get_port (self->backend));
  stopwatch_init (self->tap);
  self->admin = test_person_new (self->backend, ADMIN);
  begin = g_get_monotonic_time ();
  error = test_person_try_sign_in (self->admin, wire_tap_get_url (self->tap), test_backend_get_publishable_key (self->backend), PASSWORD);
  g_assert_no_error (error);
  stopwatch_wait (is_synced, self->admin->session, "a full cache", LONGEST_SYNC);
  /* What comes after the tickets is no page's either. */
  stopwatch_quiet (&rest, 5000, LONGEST_SYNC);
  self->sync = (g_get_monotonic_time () - begin) / (double) G_USEC_PER_SEC;

  return self;
}

void
large_desk_free (LargeDesk *self)
{
  test_person_free (self->admin);
  wire_tap_free (self->tap);
  test_backend_free (self->backend);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/** large_desk_ask: (transfer full): what the database itself says, or has said: who asks is a process of its own, and after it was born each page of
 * memory that this one writes to is copied, which is no page's time. */
char *
large_desk_ask (LargeDesk *self,
                const char *sql)
{
  char *answer = g_hash_table_lookup (self->answers, sql);

  if (answer == NULL)
    {
      answer = test_psql (self->backend, sql);
      g_hash_table_insert (self->answers, g_strdup (sql), answer);
    }

  return g_strdup (answer);
}
