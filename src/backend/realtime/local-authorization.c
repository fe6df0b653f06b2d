/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-authorization.h"

#include "database/local-pool.h"

#define N(values) ((gint) G_N_ELEMENTS (values))

static void
set_error (const PGresult *result, GError **error)
{
  const gchar *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT,
                       message != NULL ? message : PQresultErrorMessage (result));
}

static PGresult *
run (PGconn *connection, const gchar *sql, gint n_values, const gchar *const *values, GError **error)
{
  g_autoptr (PGresult) result = PQexecParams (connection, sql, n_values, NULL, values, NULL, NULL, 0);
  ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return g_steal_pointer (&result);

  set_error (result, error);
  return NULL;
}

/**
 * local_authorization_assume:
 * @connection: a connection in a transaction
 * @person: a person
 * @topic: (nullable): the topic that is spoken of, without prefix
 * @error: return location of an error
 *
 * Lets the rest of the transaction run with the rights of a person.
 *
 * Returns: %TRUE if the role exists
 */
gboolean
local_authorization_assume (PGconn *connection, const LocalPerson *person, const gchar *topic, GError **error)
{
  static const gchar sql[] =
    "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),"
    " set_config('request.jwt.claim.sub', $3, true), set_config('request.jwt.claim.role', $1, true),"
    " set_config('request.headers', '{}', true), set_config('realtime.topic', $4, true)";
  const gchar *values[] = { person->role, person->claims, person->subject, topic != NULL ? topic : "" };
  g_autoptr (PGresult) result = run (connection, sql, N (values), values, error);

  return result != NULL;
}

/* Tries to write a message, and takes it back. That it is refused is an answer, not an error. */
static gboolean
may_write (PGconn *connection, const gchar *topic, const gchar *extension)
{
  const gchar *values[] = { topic, extension };
  g_autoptr (PGresult) saved = PQexec (connection, "savepoint attempt");
  g_autoptr (PGresult) written = NULL;
  g_autoptr (PGresult) undone = NULL;

  written = PQexecParams (connection, "insert into realtime.messages (topic, extension) values ($1, $2)", N (values), NULL,
                          values, NULL, NULL, 0);
  undone = PQexec (connection, "rollback to savepoint attempt");
  return PQresultStatus (saved) == PGRES_COMMAND_OK && PQresultStatus (written) == PGRES_COMMAND_OK &&
         PQresultStatus (undone) == PGRES_COMMAND_OK;
}

/**
 * local_authorization_probe:
 * @context: what all services share
 * @person: a person
 * @topic: a topic, without prefix
 * @rights: (out caller-allocates): what the person may do there
 * @error: return location of an error
 *
 * Asks the policies of `realtime.messages`: rows of the topic are put in, read and added to as the person, and taken back.
 * Waits for the database.
 *
 * Returns: %TRUE if the policies could be asked
 */
gboolean
local_authorization_probe (LocalContext      *context,
                           const LocalPerson *person,
                           const gchar       *topic,
                           LocalRights       *rights,
                           GError           **error)
{
  static const gchar insert[] =
    "insert into realtime.messages (topic, extension) values ($1, 'broadcast'), ($1, 'presence') returning id";
  static const gchar select[] = "select extension from realtime.messages where id in ($1, $2)";
  const gchar *values[] = { topic };
  g_autoptr (PGresult) begun = NULL;
  g_autoptr (PGresult) inserted = NULL;
  g_autoptr (PGresult) visible = NULL;
  PGconn *connection = local_pool_take (context->admin, error);

  *rights = (LocalRights) { FALSE };
  if (connection == NULL)
    return FALSE;

  begun = run (connection, "begin", 0, NULL, error);
  if (begun != NULL)
    inserted = run (connection, insert, N (values), values, error);
  if (inserted != NULL && local_authorization_assume (connection, person, topic, error))
    {
      const gchar *ids[] = { PQgetvalue (inserted, 0, 0), PQgetvalue (inserted, 1, 0) };

      visible = run (connection, select, N (ids), ids, error);
    }

  for (gint i = 0; visible != NULL && i < PQntuples (visible); i++)
    {
      rights->read_broadcast |= g_str_equal (PQgetvalue (visible, i, 0), "broadcast");
      rights->read_presence |= g_str_equal (PQgetvalue (visible, i, 0), "presence");
    }
  if (visible != NULL)
    {
      rights->write_broadcast = may_write (connection, topic, "broadcast");
      rights->write_presence = may_write (connection, topic, "presence");
    }
  local_pool_give (context->admin, connection);

  return visible != NULL;
}

/* Whether the publication has a table that the binding means, and the person may read the column of its filter. */
static gboolean
is_published (PGconn *connection, const LocalPerson *person, const LocalBinding *binding, gboolean *published, GError **error)
{
  static const gchar sql[] =
    "select exists (select from pg_publication_tables p"
    " where p.pubname = 'supabase_realtime' and ($1 = '*' or p.schemaname = $1) and ($2 = '*' or p.tablename = $2)"
    "  and ($3::text is null or exists (select from pg_attribute a"
    "   where a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass and a.attname = $3 and a.attnum > 0"
    "    and not a.attisdropped and has_column_privilege($4::name, a.attrelid, a.attnum, 'SELECT'))))";
  const gchar *values[] = { binding->schema, binding->table != NULL ? binding->table : "*",
                            binding->filter != NULL ? binding->filter->column : NULL, person->role };
  g_autoptr (PGresult) result = run (connection, sql, N (values), values, error);

  *published = result != NULL && g_str_equal (PQgetvalue (result, 0, 0), "t");
  return result != NULL;
}

/**
 * local_authorization_check_bindings:
 * @context: what all services share
 * @person: a person
 * @bindings: (element-type LocalBinding): what the person wants to hear of
 * @problem: (out): what the client is told when it makes no sense, %NULL when it does
 * @error: return location of an error
 *
 * Holds a subscription against the publication and the tables. Waits for the database.
 *
 * Returns: %TRUE if the database could be asked
 */
gboolean
local_authorization_check_bindings (LocalContext      *context,
                                    const LocalPerson *person,
                                    GPtrArray         *bindings,
                                    gchar            **problem,
                                    GError           **error)
{
  PGconn *connection = local_pool_take (context->admin, error);
  gboolean asked = connection != NULL;

  *problem = NULL;
  for (guint i = 0; asked && *problem == NULL && i < bindings->len; i++)
    {
      const LocalBinding *binding = g_ptr_array_index (bindings, i);
      gboolean published = FALSE;

      asked = is_published (connection, person, binding, &published, error);
      if (asked && !published)
        *problem = g_strdup_printf ("Unable to subscribe to changes with given parameters. Please check Realtime is enabled "
                                    "for the given connect parameters: [event: %s, schema: %s, table: %s, filters: [%s%s%s]]",
                                    binding->event, binding->schema, binding->table != NULL ? binding->table : "*",
                                    binding->filter != NULL ? binding->filter->column : "",
                                    binding->filter != NULL ? "=" : "",
                                    binding->filter != NULL ? binding->filter->operation : "");
    }
  local_pool_give (context->admin, connection);

  return asked;
}
