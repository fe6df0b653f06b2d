/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-delivery.h"

#include "database/local-pool.h"
#include "realtime/local-authorization.h"

/**
 * local_parcel_free:
 * @parcel: (transfer full): a parcel
 *
 * Frees a parcel.
 */
void
local_parcel_free (LocalParcel *parcel)
{
  g_free (parcel->payload);
  g_free (parcel);
}

/**
 * local_delivery_is_visible:
 * @admin: a connection with full rights
 * @transaction: a transaction that is in the log as committed
 * @is_visible: (out): whether queries see what it did
 * @error: return location of an error
 *
 * The stream runs ahead: a transaction is in the log a moment before others see it. Who would look at its rows then would find
 * nothing, and so would a client that is told too early.
 *
 * Returns: %TRUE if the database could be asked
 */
gboolean
local_delivery_is_visible (PGconn *admin, guint32 transaction, gboolean *is_visible, GError **error)
{
  static const gchar sql[] = "select not exists (select from pg_stat_activity where backend_xid = $1::text::xid)";
  g_autofree gchar *number = g_strdup_printf ("%u", transaction);
  const gchar *values[] = { number };
  g_autoptr (PGresult) result = PQexecParams (admin, sql, 1, NULL, values, NULL, NULL, 0);

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    {
      g_set_error_literal (error, LOCAL_DATABASE_ERROR, LOCAL_DATABASE_ERROR_STATEMENT, PQresultErrorMessage (result));
      return FALSE;
    }

  *is_visible = g_str_equal (PQgetvalue (result, 0, 0), "t");
  return TRUE;
}

/* Who asks for changes of this kind on this table, whatever the filters say. */
static GPtrArray *
find_interested (GPtrArray *subscribers, const LocalRelation *relation, const gchar *event)
{
  GPtrArray *interested = g_ptr_array_new ();

  for (guint i = 0; i < subscribers->len; i++)
    {
      LocalSubscriber *subscriber = g_ptr_array_index (subscribers, i);

      for (guint j = 0; j < subscriber->bindings->len; j++)
        if (local_binding_covers (g_ptr_array_index (subscriber->bindings, j), event, relation->schema, relation->name))
          {
            g_ptr_array_add (interested, subscriber);
            break;
          }
    }

  return interested;
}

/* The numbers of the bindings that the change is for, as a JSON array; NULL for none. */
static gchar *
write_ids (const LocalChange *change, const LocalSubscriber *subscriber)
{
  g_autoptr (GString) ids = g_string_new ("[");

  for (guint i = 0; i < subscriber->bindings->len; i++)
    {
      const LocalBinding *binding = g_ptr_array_index (subscriber->bindings, i);

      if (local_binding_covers (binding, change->event, change->relation->schema, change->relation->name) &&
          (binding->filter == NULL || g_hash_table_contains (change->passed, binding->filter)))
        g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 1 ? "," : "", binding->id);
    }
  if (ids->len == 1)
    return NULL;

  g_string_append_c (ids, ']');
  return g_strdup (ids->str);
}

static PGresult *
find_row (PGconn *connection, const LocalRelation *relation, const LocalPgoutput *message)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  g_string_printf (sql, "select 1 from %s where ", relation->quoted);
  for (guint i = 0; i < relation->columns->len; i++)
    {
      const LocalColumn *column = &g_array_index (relation->columns, LocalColumn, i);

      if (!column->is_primary)
        continue;
      g_ptr_array_add (values, g_array_index (message->new_values, LocalValue, column->wire).text);
      g_string_append_printf (sql, "%s%s = $%u::%s", values->len > 1 ? " and " : "", column->quoted, values->len,
                              column->sql_type);
    }

  return PQexecParams (connection, sql->str, (gint) values->len, NULL, (const gchar *const *) values->pdata, NULL, NULL, 0);
}

/* Reads the row again as the person, so that the policies decide. What cannot be read is not told. */
static gboolean
can_see (PGconn *connection, const LocalPerson *person, const LocalRelation *relation, const LocalPgoutput *message)
{
  g_autoptr (PGresult) begun = PQexec (connection, "begin");
  g_autoptr (PGresult) row = NULL;
  g_autoptr (PGresult) ended = NULL;
  g_autoptr (GError) error = NULL;
  gboolean seen;

  if (PQresultStatus (begun) == PGRES_COMMAND_OK && local_authorization_assume (connection, person, NULL, &error))
    row = find_row (connection, relation, message);
  seen = row != NULL && PQresultStatus (row) == PGRES_TUPLES_OK && PQntuples (row) > 0;
  if (row != NULL && PQresultStatus (row) != PGRES_TUPLES_OK)
    g_debug ("realtime: %s", PQresultErrorMessage (row));
  if (error != NULL)
    g_debug ("realtime: %s", error->message);
  ended = PQexec (connection, "rollback");

  return seen && PQresultStatus (ended) == PGRES_COMMAND_OK;
}

/* Deletions are told to all, with the key alone: there is no row left to ask the policies about. */
static gboolean
may_hear (GHashTable          *known,
          PGconn              *connection,
          const LocalPerson   *person,
          const LocalRelation *relation,
          const LocalPgoutput *message)
{
  g_autofree gchar *key = NULL;
  gpointer answer;
  gboolean seen;

  if (message->kind == LOCAL_PGOUTPUT_DELETE || !relation->has_rls || !relation->has_primary)
    return TRUE;

  key = g_strconcat (person->role, "\n", person->claims, NULL);
  if (g_hash_table_lookup_extended (known, key, NULL, &answer))
    return GPOINTER_TO_INT (answer);

  seen = can_see (connection, person, relation, message);
  g_hash_table_insert (known, g_steal_pointer (&key), GINT_TO_POINTER (seen));
  return seen;
}

/**
 * local_delivery_pack:
 * @admin: a connection with full rights
 * @person: a connection that may take on the roles of persons
 * @relation: the table
 * @message: the change
 * @time: when it was committed
 * @subscribers: (element-type LocalSubscriber): all who hear of changes
 * @error: return location of an error
 *
 * Finds out who hears of a change, and what. Filters, privileges and policies are PostgreSQL's. Waits for the database.
 *
 * Returns: (transfer full) (nullable) (element-type LocalParcel): what goes out, in the order of @subscribers
 */
GPtrArray *
local_delivery_pack (PGconn              *admin,
                     PGconn              *person,
                     const LocalRelation *relation,
                     const LocalPgoutput *message,
                     gint64               time,
                     GPtrArray           *subscribers,
                     GError             **error)
{
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) local_parcel_free);
  g_autoptr (GPtrArray) interested = find_interested (subscribers, relation, local_change_get_event (message->kind));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LocalChange) change = NULL;

  if (interested->len == 0)
    return g_steal_pointer (&parcels);

  change = local_change_new (admin, relation, message, time, interested, error);
  if (change == NULL)
    return NULL;

  for (guint i = 0; i < interested->len; i++)
    {
      const LocalSubscriber *subscriber = g_ptr_array_index (interested, i);
      const gchar *role = subscriber->person->role;
      g_autofree gchar *ids = write_ids (change, subscriber);
      LocalParcel *parcel;

      if (ids == NULL || !may_hear (known, person, subscriber->person, relation, message))
        continue;
      if (!g_hash_table_contains (written, role))
        g_hash_table_insert (written, g_strdup (role), local_change_write (change, role));
      parcel = g_new0 (LocalParcel, 1);
      parcel->serial = subscriber->serial;
      parcel->payload = g_strdup_printf ("{\"ids\":%s,\"data\":%s}", ids, (gchar *) g_hash_table_lookup (written, role));
      g_ptr_array_add (parcels, parcel);
    }

  return g_steal_pointer (&parcels);
}
