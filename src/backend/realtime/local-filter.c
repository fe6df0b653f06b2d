/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "realtime/local-filter.h"

#include <string.h>

#define MAX_VALUES 100

static const struct
{
  const gchar *name;
  const gchar *sql;
} operations[] = {
  { "eq", "=" }, { "neq", "<>" }, { "lt", "<" }, { "lte", "<=" }, { "gt", ">" }, { "gte", ">=" }, { "in", "in" },
};

static const gchar *
find_sql (const gchar *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (strcmp (operations[i].name, name) == 0)
      return operations[i].sql;

  return NULL;
}

/* The list of `in`, with its parentheses: commas part, quotation marks keep commas together. */
static GStrv
parse_list (const gchar *text)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  gsize length = strlen (text);
  const gchar *cursor = text + 1;
  const gchar *end = text + length - 1;
  guint count = 0;

  if (length < 3 || text[0] != '(' || *end != ')')
    return NULL;

  while (cursor <= end)
    {
      g_autoptr (GString) value = g_string_new (NULL);
      gboolean quoted = cursor < end && *cursor == '"';

      if (quoted)
        cursor++;
      while (cursor < end && (quoted ? *cursor != '"' : *cursor != ','))
        {
          if (quoted && *cursor == '\\' && cursor + 1 < end)
            cursor++;
          g_string_append_c (value, *cursor++);
        }
      if (quoted && (cursor >= end || *cursor++ != '"'))
        return NULL;
      if (cursor < end && *cursor != ',')
        return NULL;
      if (++count > MAX_VALUES)
        return NULL;
      g_strv_builder_add (values, value->str);
      cursor++;
    }

  return g_strv_builder_end (values);
}

/**
 * local_filter_parse:
 * @text: a filter such as `status=eq.open` or `id=in.(1,2)`
 *
 * Parses the filter of a subscription.
 *
 * Returns: (transfer full) (nullable): the filter, %NULL when @text is none or names an unknown operation
 */
LocalFilter *
local_filter_parse (const gchar *text)
{
  g_autoptr (LocalFilter) filter = g_new0 (LocalFilter, 1);
  const gchar *equals;
  const gchar *dot;

  g_return_val_if_fail (text != NULL, NULL);

  equals = strchr (text, '=');
  dot = equals != NULL ? strchr (equals, '.') : NULL;
  if (dot == NULL || equals == text)
    return NULL;

  filter->column = g_strndup (text, (gsize) (equals - text));
  filter->operation = g_strndup (equals + 1, (gsize) (dot - equals - 1));
  if (find_sql (filter->operation) == NULL)
    return NULL;

  if (strcmp (filter->operation, "in") == 0)
    filter->values = parse_list (dot + 1);
  else
    filter->values = g_strdupv ((gchar *[]) { (gchar *) dot + 1, NULL });

  return filter->values != NULL ? g_steal_pointer (&filter) : NULL;
}

/**
 * local_filter_free:
 * @filter: (transfer full) (nullable): a filter
 *
 * Frees a filter.
 */
void
local_filter_free (LocalFilter *filter)
{
  if (filter == NULL)
    return;

  g_free (filter->column);
  g_free (filter->operation);
  g_strfreev (filter->values);
  g_free (filter);
}

/**
 * local_filter_to_sql:
 * @filter: a filter
 * @connection: the connection that will run the condition
 * @operand: SQL that gives the value of the column
 * @type: the type of the column, as SQL
 *
 * Writes the filter as a condition, so that PostgreSQL compares as it would in a query.
 *
 * Returns: (transfer full) (nullable): SQL, %NULL when a value cannot be written in the connection's encoding
 */
gchar *
local_filter_to_sql (const LocalFilter *filter, PGconn *connection, const gchar *operand, const gchar *type)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean is_list = strcmp (filter->operation, "in") == 0;

  g_string_append_printf (sql, "coalesce(%s %s ", operand, find_sql (filter->operation));
  if (is_list)
    g_string_append_c (sql, '(');
  for (guint i = 0; filter->values[i] != NULL; i++)
    {
      char *literal = PQescapeLiteral (connection, filter->values[i], strlen (filter->values[i]));

      if (literal == NULL)
        return NULL;
      g_string_append_printf (sql, "%s%s::%s", i > 0 ? ", " : "", literal, type);
      PQfreemem (literal);
    }
  g_string_append (sql, is_list ? "), false)" : ", false)");

  return g_strdup (sql->str);
}
