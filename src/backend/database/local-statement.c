/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database/local-statement.h"

#include <string.h>

static gboolean
is_success (PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/**
 * local_statement_check:
 * @connection: the connection that @result came from
 * @result: (nullable): what a statement answered
 * @error: return location of an error
 *
 * Turns a failure into a %LOCAL_DATABASE_ERROR_STATEMENT with SQLSTATE and message.
 *
 * Returns: whether the statement succeeded
 */
gboolean
local_statement_check (PGconn    *connection,
                       PGresult  *result,
                       GError   **error)
{
  const char *state;
  const char *detail;

  if (is_success (result))
    return TRUE;

  state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  detail = PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL);
  if (state == NULL)
    g_set_error (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, "%s", g_strchomp (PQerrorMessage (connection)));
  else
    g_set_error (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, "%s: %s%s%s", state,
                 PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY), detail != NULL ? "; " : "", detail != NULL ? detail : "");

  return FALSE;
}

static guint
line_of (const char *sql,
         const char *position)
{
  const char *end = g_utf8_offset_to_pointer (sql, MAX (g_ascii_strtoll (position, NULL, 10) - 1, 0));
  guint line = 1;

  for (const char *c = sql; c < end && *c != '\0'; c++) {
    if (*c == '\n')
      line++;
  }

  return line;
}

/**
 * local_statement_script:
 * @connection: a connection
 * @sql: statements, separated by semicolons
 * @error: return location of an error, which names the line
 *
 * Runs several statements; what they answer is dropped. Outside of a transaction they make one together.
 *
 * Returns: whether all succeeded
 */
gboolean
local_statement_script (PGconn      *connection,
                        const char  *sql,
                        GError     **error)
{
  g_autoptr (PGresult) result = NULL;
  const char *position;

  g_return_val_if_fail (connection != NULL && sql != NULL, FALSE);

  result = PQexec (connection, sql);
  if (local_statement_check (connection, result, error))
    return TRUE;

  position = PQresultErrorField (result, PG_DIAG_STATEMENT_POSITION);
  if (position != NULL)
    g_prefix_error (error, "line %u: ", line_of (sql, position));

  return FALSE;
}

/**
 * local_statement_run:
 * @connection: a connection
 * @error: return location of an error
 * @sql: one statement with $1, $2, …
 * @n_parameters: how many parameters there are
 * @parameters: (array length=n_parameters) (nullable): their values as text, %NULL for null
 *
 * Runs one statement.
 *
 * Returns: (transfer full) (nullable): its result; %NULL with an error
 */
PGresult *
local_statement_run (PGconn             *connection,
                     GError            **error,
                     const char         *sql,
                     guint               n_parameters,
                     const char *const  *parameters)
{
  g_autoptr (PGresult) result = NULL;

  g_return_val_if_fail (connection != NULL && sql != NULL, NULL);

  result = PQexecParams (connection, sql, (int) n_parameters, NULL, parameters, NULL, NULL, 0);
  if (!local_statement_check (connection, result, error))
    return NULL;

  return g_steal_pointer (&result);
}
