/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-change.h"

#include <string.h>

#include "realtime/local-frame.h"

/* Values up to this many bytes stay in a change that is too large. */
#define SHORT_VALUE 64

/* Seconds from 1970 to 2000, where PostgreSQL counts from. */
#define POSTGRES_EPOCH G_GINT64_CONSTANT (946684800)

static const LocalColumn *
get_column (const LocalRelation *relation, guint i)
{
  return &g_array_index (relation->columns, LocalColumn, i);
}

/**
 * local_change_get_event:
 * @kind: what kind of change
 *
 * Returns: how clients call it
 */
const gchar *
local_change_get_event (LocalPgoutputKind kind)
{
  return kind == LOCAL_PGOUTPUT_INSERT ? "INSERT" : kind == LOCAL_PGOUTPUT_UPDATE ? "UPDATE" : "DELETE";
}

/**
 * local_change_write_time:
 * @time: microseconds since 2000-01-01 UTC
 *
 * Returns: (transfer full): ISO 8601 with milliseconds, UTC
 */
gchar *
local_change_write_time (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (POSTGRES_EPOCH + time / G_USEC_PER_SEC);
  g_autofree gchar *text = g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (gint) (time % G_USEC_PER_SEC / 1000));
}

static gsize
measure (const LocalChange *change)
{
  gsize size = 0;

  for (guint i = 0; i < change->relation->columns->len; i++)
    {
      if (change->record != NULL && change->record[i] != NULL)
        size += strlen (change->record[i]);
      if (change->old_record != NULL && change->old_record[i] != NULL)
        size += strlen (change->old_record[i]);
    }

  return size;
}

static void
write_row (GString *text, const LocalChange *change, gchar **row, const gchar *readable, gboolean is_large)
{
  const gchar *separator = "";

  g_string_append_c (text, '{');
  for (guint i = 0; i < change->relation->columns->len; i++)
    {
      g_autofree gchar *name = NULL;

      if (row[i] == NULL || readable[i] != '1' || (is_large && strlen (row[i]) > SHORT_VALUE))
        continue;
      name = local_frame_quote (get_column (change->relation, i)->name);
      g_string_append_printf (text, "%s%s:%s", separator, name, row[i]);
      separator = ",";
    }
  g_string_append_c (text, '}');
}

static void
write_columns (GString *text, const LocalChange *change, const gchar *readable)
{
  const gchar *separator = "";

  g_string_append (text, ",\"columns\":[");
  for (guint i = 0; i < change->relation->columns->len; i++)
    {
      const LocalColumn *column = get_column (change->relation, i);
      g_autofree gchar *name = local_frame_quote (column->name);
      g_autofree gchar *type = local_frame_quote (column->type);

      if (readable[i] != '1')
        continue;
      g_string_append_printf (text, "%s{\"name\":%s,\"type\":%s}", separator, name, type);
      separator = ",";
    }
  g_string_append_c (text, ']');
}

/* Who may not read the key cannot be told which row it was. */
static gboolean
hides_key (const LocalChange *change, const gchar *readable)
{
  for (guint i = 0; i < change->relation->columns->len; i++)
    if (get_column (change->relation, i)->is_primary && readable[i] != '1')
      return TRUE;

  return FALSE;
}

/**
 * local_change_write:
 * @change: a change
 * @role: a role that was asked about
 *
 * Writes the member `data` of a `postgres_changes` event for a role.
 *
 * Returns: (transfer full): JSON text
 */
gchar *
local_change_write (const LocalChange *change, const gchar *role)
{
  const gchar *readable = g_hash_table_lookup (change->readable, role);
  g_autofree gchar *schema = local_frame_quote (change->relation->schema);
  g_autofree gchar *table = local_frame_quote (change->relation->name);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_large = measure (change) > LOCAL_CHANGE_MAX_SIZE;
  const gchar *problem = NULL;

  g_string_append_printf (text, "{\"type\":\"%s\",\"schema\":%s,\"table\":%s,\"commit_timestamp\":\"%s\"", change->event,
                          schema, table, change->time);
  if (!change->relation->has_primary)
    problem = "Error 400: Bad Request, no primary key";
  else if (readable == NULL || hides_key (change, readable))
    problem = "Error 401: Unauthorized";

  if (problem != NULL)
    {
      g_string_append_printf (text, ",\"columns\":[]%s%s,\"errors\":[\"%s\"]}", change->record != NULL ? ",\"record\":{}" : "",
                              change->old_record != NULL ? ",\"old_record\":{}" : "", problem);
      return g_strdup (text->str);
    }

  write_columns (text, change, readable);
  if (change->record != NULL)
    {
      g_string_append (text, ",\"record\":");
      write_row (text, change, change->record, readable, is_large);
    }
  if (change->old_record != NULL)
    {
      g_string_append (text, ",\"old_record\":");
      write_row (text, change, change->old_record, readable, is_large);
    }
  g_string_append (text, is_large ? ",\"errors\":[\"Error 413: Payload Too Large\"]}" : ",\"errors\":null}");

  return g_strdup (text->str);
}
