/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-pgoutput.h"

#include <string.h>

/* A cursor that remembers that it ran off the end, so that a message is judged once, when it is read. */
typedef struct
{
  const guint8 *data;
  gsize left;
  gboolean failed;
} Reader;

static const guint8 *
read_bytes (Reader *reader, gsize length)
{
  const guint8 *bytes = reader->data;

  if (reader->failed || reader->left < length)
    {
      reader->failed = TRUE;
      return NULL;
    }

  reader->data += length;
  reader->left -= length;
  return bytes;
}

static guint64
read_number (Reader *reader, gsize length)
{
  const guint8 *bytes = read_bytes (reader, length);
  guint64 number = 0;

  for (gsize i = 0; bytes != NULL && i < length; i++)
    number = (number << 8) | bytes[i];

  return number;
}

static gchar *
read_text (Reader *reader)
{
  const guint8 *end = reader->failed ? NULL : memchr (reader->data, '\0', reader->left);
  const guint8 *bytes;

  if (end == NULL)
    {
      reader->failed = TRUE;
      return NULL;
    }

  bytes = read_bytes (reader, (gsize) (end - reader->data) + 1);
  return g_strdup ((const gchar *) bytes);
}

static void
clear_value (gpointer data)
{
  LocalValue *value = data;

  g_free (value->text);
}

static void
clear_column (gpointer data)
{
  LocalWireColumn *column = data;

  g_free (column->name);
}

static GArray *
read_tuple (Reader *reader)
{
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (LocalValue));
  guint count = (guint) read_number (reader, 2);

  g_array_set_clear_func (values, clear_value);
  for (guint i = 0; i < count && !reader->failed; i++)
    {
      LocalValue value = { LOCAL_VALUE_NULL, NULL, 0 };
      gchar kind = (gchar) read_number (reader, 1);

      if (kind == 'u')
        value.kind = LOCAL_VALUE_UNCHANGED;
      else if (kind == 't')
        {
          gsize length = (gsize) read_number (reader, 4);
          const guint8 *bytes = read_bytes (reader, length);

          if (bytes == NULL)
            break;
          value.kind = LOCAL_VALUE_TEXT;
          value.text = g_strndup ((const gchar *) bytes, length);
          value.length = length;
        }
      else if (kind != 'n')
        reader->failed = TRUE;
      g_array_append_val (values, value);
    }

  return g_steal_pointer (&values);
}

static void
read_relation (LocalPgoutput *message, Reader *reader)
{
  guint count;

  message->relation = (guint32) read_number (reader, 4);
  message->schema = read_text (reader);
  message->name = read_text (reader);
  message->replica_identity = (gchar) read_number (reader, 1);
  message->columns = g_array_new (FALSE, TRUE, sizeof (LocalWireColumn));
  g_array_set_clear_func (message->columns, clear_column);

  count = (guint) read_number (reader, 2);
  for (guint i = 0; i < count && !reader->failed; i++)
    {
      LocalWireColumn column = { NULL, 0, FALSE };

      column.is_key = (read_number (reader, 1) & 1) != 0;
      column.name = read_text (reader);
      column.type_oid = (guint32) read_number (reader, 4);
      read_number (reader, 4);
      g_array_append_val (message->columns, column);
    }
}

static void
read_change (LocalPgoutput *message, Reader *reader)
{
  message->relation = (guint32) read_number (reader, 4);
  while (!reader->failed && reader->left > 0)
    {
      gchar part = (gchar) read_number (reader, 1);

      if ((part == 'K' || part == 'O') && message->old_values == NULL)
        {
          message->old_is_key = part == 'K';
          message->old_values = read_tuple (reader);
        }
      else if (part == 'N' && message->new_values == NULL)
        message->new_values = read_tuple (reader);
      else
        reader->failed = TRUE;
    }

  if (message->kind == LOCAL_PGOUTPUT_DELETE)
    reader->failed |= message->old_values == NULL || message->new_values != NULL;
  else
    reader->failed |= message->new_values == NULL;
}

/**
 * local_pgoutput_parse:
 * @data: (array length=length): one message of the plugin `pgoutput`, protocol version 1
 * @length: its length
 *
 * Reads a message of the logical replication stream (PostgreSQL manual, "Logical Replication Message Formats").
 *
 * Returns: (transfer full) (nullable): the message, %NULL when it is malformed
 */
LocalPgoutput *
local_pgoutput_parse (const guint8 *data, gsize length)
{
  g_autoptr (LocalPgoutput) message = g_new0 (LocalPgoutput, 1);
  Reader reader = { data, length, FALSE };

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  switch ((gchar) read_number (&reader, 1))
    {
    case 'B':
      message->kind = LOCAL_PGOUTPUT_BEGIN;
      read_number (&reader, 8);
      message->time = (gint64) read_number (&reader, 8);
      message->transaction = (guint32) read_number (&reader, 4);
      break;
    case 'C':
      message->kind = LOCAL_PGOUTPUT_COMMIT;
      read_number (&reader, 1);
      read_number (&reader, 8);
      message->position = read_number (&reader, 8);
      read_number (&reader, 8);
      break;
    case 'R':
      message->kind = LOCAL_PGOUTPUT_RELATION;
      read_relation (message, &reader);
      break;
    case 'I':
      message->kind = LOCAL_PGOUTPUT_INSERT;
      read_change (message, &reader);
      break;
    case 'U':
      message->kind = LOCAL_PGOUTPUT_UPDATE;
      read_change (message, &reader);
      break;
    case 'D':
      message->kind = LOCAL_PGOUTPUT_DELETE;
      read_change (message, &reader);
      break;
    default:
      message->kind = LOCAL_PGOUTPUT_OTHER;
      break;
    }

  return reader.failed ? NULL : g_steal_pointer (&message);
}

/**
 * local_pgoutput_free:
 * @message: (transfer full) (nullable): a message
 *
 * Frees a message.
 */
void
local_pgoutput_free (LocalPgoutput *message)
{
  if (message == NULL)
    return;

  g_free (message->schema);
  g_free (message->name);
  g_clear_pointer (&message->columns, g_array_unref);
  g_clear_pointer (&message->old_values, g_array_unref);
  g_clear_pointer (&message->new_values, g_array_unref);
  g_free (message);
}
