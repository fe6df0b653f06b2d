/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <libpq-fe.h>

#include "test-backend.h"

static char *
query (TestBackend *backend,
       const char  *sql)
{
  PGconn *connection = PQconnectdb (test_backend_get_db_url (backend));
  PGresult *result;
  char *value;

  g_assert_cmpstr (PQerrorMessage (connection), ==, "");
  result = PQexec (connection, sql);
  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  value = g_strdup (PQntuples (result) > 0 ? PQgetvalue (result, 0, 0) : "");
  PQclear (result);
  PQfinish (connection);

  return value;
}

/* What was there before is there after. */
static void
test_restart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestBackend) backend = test_backend_start ("empty", &error);
  g_autofree char *key = NULL;
  g_autofree char *url = NULL;
  g_autofree char *kept = NULL;

  g_assert_no_error (error);
  key = g_strdup (test_backend_get_publishable_key (backend));
  url = g_strdup (test_backend_get_url (backend));
  g_free (query (backend, "create table public.kept as select 'here'::text as what"));

  test_backend_stop (backend, &error);
  g_assert_no_error (error);
  test_backend_restart (backend, &error);
  g_assert_no_error (error);

  kept = query (backend, "select what from public.kept");
  g_assert_cmpstr (kept, ==, "here");
  g_assert_cmpstr (test_backend_get_publishable_key (backend), ==, key);
  g_assert_cmpstr (test_backend_get_url (backend), ==, url);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/process/restart", test_restart);

  return g_test_run ();
}
