/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-query.h"

/* What may stand unescaped in a query's value beside letters, digits and -._~; the plus sign may not: it means a space. */
#define PLAIN_SIGNS "*(),:!\"'"

struct _SupaQuery
{
  char *table;
  char *columns;
  GString *filters; /* "a=eq.1&b=…", escaped */
  GString *order;   /* "a.asc,b.desc", not escaped */
  guint limit;
  gboolean has_limit;
};

G_DEFINE_BOXED_TYPE (SupaQuery, supa_query, supa_query_ref, supa_query_unref)

/**
 * supa_query_new:
 * @table: a table or view
 *
 * Returns: (transfer full): a query for all rows and columns
 */
SupaQuery *
supa_query_new (const char *table)
{
  SupaQuery *self;

  g_return_val_if_fail (table != NULL && *table != '\0', NULL);

  self = g_atomic_rc_box_new0 (SupaQuery);
  self->table = g_strdup (table);
  self->filters = g_string_new (NULL);
  self->order = g_string_new (NULL);
  return self;
}

/**
 * supa_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
SupaQuery *
supa_query_ref (SupaQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
supa_query_clear (gpointer data)
{
  SupaQuery *self = data;

  g_free (self->table);
  g_free (self->columns);
  g_string_free (self->filters, TRUE);
  g_string_free (self->order, TRUE);
}

/**
 * supa_query_unref:
 * @self: (transfer full): a query
 */
void
supa_query_unref (SupaQuery *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, supa_query_clear);
}

static void
append_parameter (GString    *query,
                  const char *name,
                  const char *value)
{
  if (query->len > 0)
    g_string_append_c (query, '&');
  g_string_append_uri_escaped (query, name, NULL, FALSE);
  g_string_append_c (query, '=');
  g_string_append_uri_escaped (query, value, PLAIN_SIGNS, FALSE);
}

/* In lists and logic trees a value stands in quotes; within them only the quote and the backslash mean anything. */
static void
append_quoted (GString    *text,
               const char *value)
{
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/* At the top level everything after the operator's dot is the value, to the letter. */
static SupaQuery *
add_filter (SupaQuery  *self,
            const char *column,
            const char *operation,
            const char *value)
{
  g_autofree char *text = g_strconcat (operation, ".", value, NULL);

  append_parameter (self->filters, column, text);
  return self;
}

/**
 * supa_query_select:
 * @self: a query
 * @columns: PostgREST's select list, such as `id,subject,priority:ticket_priorities(code)`
 *
 * Says which columns and embedded rows to give. This is syntax: never build it from what a person typed.
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_select (SupaQuery  *self,
                   const char *columns)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (columns != NULL, self);

  g_free (self->columns);
  self->columns = g_strdup (columns);
  return self;
}

/**
 * supa_query_eq:
 * @self: a query
 * @column: a column
 * @value: any text
 *
 * Returns: (transfer none): @self, for rows whose @column equals @value
 */
SupaQuery *
supa_query_eq (SupaQuery  *self,
               const char *column,
               const char *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && value != NULL, self);

  return add_filter (self, column, "eq", value);
}

/**
 * supa_query_neq:
 * @self: a query
 * @column: a column
 * @value: any text
 *
 * Returns: (transfer none): @self, for rows whose @column is not @value
 */
SupaQuery *
supa_query_neq (SupaQuery  *self,
                const char *column,
                const char *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && value != NULL, self);

  return add_filter (self, column, "neq", value);
}

/**
 * supa_query_gt:
 * @self: a query
 * @column: a column
 * @value: any text
 *
 * Returns: (transfer none): @self, for rows whose @column is greater than @value
 */
SupaQuery *
supa_query_gt (SupaQuery  *self,
               const char *column,
               const char *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && value != NULL, self);

  return add_filter (self, column, "gt", value);
}

/**
 * supa_query_gte:
 * @self: a query
 * @column: a column
 * @value: any text
 *
 * Returns: (transfer none): @self, for rows whose @column is @value or greater
 */
SupaQuery *
supa_query_gte (SupaQuery  *self,
                const char *column,
                const char *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && value != NULL, self);

  return add_filter (self, column, "gte", value);
}

/**
 * supa_query_is_null:
 * @self: a query
 * @column: a column
 *
 * Returns: (transfer none): @self, for rows that have nothing in @column
 */
SupaQuery *
supa_query_is_null (SupaQuery  *self,
                    const char *column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL, self);

  return add_filter (self, column, "is", "null");
}

/**
 * supa_query_contains:
 * @self: a query
 * @column: a column of text
 * @part: what it must contain, in capitals or not
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_contains (SupaQuery  *self,
                     const char *column,
                     const char *part)
{
  g_autoptr (GString) pattern = g_string_new ("*");

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && part != NULL, self);

  for (const char *c = part; *c != '\0'; c++)
    {
      if (*c == '%' || *c == '_' || *c == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *c);
    }
  g_string_append_c (pattern, '*');

  return add_filter (self, column, "ilike", pattern->str);
}

/**
 * supa_query_in:
 * @self: a query
 * @column: a column
 * @values: (array zero-terminated=1): any texts; none of them matches no row
 *
 * Returns: (transfer none): @self, for rows whose @column is one of @values
 */
SupaQuery *
supa_query_in (SupaQuery          *self,
               const char         *column,
               const char * const *values)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL && values != NULL, self);

  text = g_string_new ("in.(");
  for (gsize i = 0; values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_quoted (text, values[i]);
    }
  g_string_append_c (text, ')');
  append_parameter (self->filters, column, text->str);
  return self;
}

static SupaQuery *
add_beyond (SupaQuery  *self,
            const char *operation,
            const char *time_column,
            const char *time,
            const char *id_column,
            const char *id)
{
  g_autoptr (GString) text = g_string_new ("(");

  g_string_append_printf (text, "%s.%s.", time_column, operation);
  append_quoted (text, time);
  g_string_append_printf (text, ",and(%s.eq.", time_column);
  append_quoted (text, time);
  g_string_append_printf (text, ",%s.%s.", id_column, operation);
  append_quoted (text, id);
  g_string_append (text, "))");
  append_parameter (self->filters, "or", text->str);
  return self;
}

/**
 * supa_query_after:
 * @self: a query
 * @time_column: the column that pages are ordered by
 * @time: its value in the last row seen
 * @id_column: the column that decides between equal times
 * @id: its value in the last row seen
 *
 * Goes on after a row, as pages do that are ordered by @time_column and then by @id_column (wire facts I.5): a time alone would skip or
 * repeat rows that share it.
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_after (SupaQuery  *self,
                  const char *time_column,
                  const char *time,
                  const char *id_column,
                  const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (time_column != NULL && time != NULL, self);
  g_return_val_if_fail (id_column != NULL && id != NULL, self);

  return add_beyond (self, "gt", time_column, time, id_column, id);
}

/**
 * supa_query_before:
 * @self: a query
 * @time_column: the column that pages are ordered by, newest first
 * @time: its value in the last row seen
 * @id_column: the column that decides between equal times, greatest first
 * @id: its value in the last row seen
 *
 * As supa_query_after(), in the other direction.
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_before (SupaQuery  *self,
                   const char *time_column,
                   const char *time,
                   const char *id_column,
                   const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (time_column != NULL && time != NULL, self);
  g_return_val_if_fail (id_column != NULL && id != NULL, self);

  return add_beyond (self, "lt", time_column, time, id_column, id);
}

/**
 * supa_query_order:
 * @self: a query
 * @column: a column
 * @ascending: whether the smallest comes first
 *
 * Orders the rows; a second call decides between rows that the first leaves equal.
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_order (SupaQuery  *self,
                  const char *column,
                  gboolean    ascending)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column != NULL, self);

  if (self->order->len > 0)
    g_string_append_c (self->order, ',');
  g_string_append_printf (self->order, "%s.%s", column, ascending ? "asc" : "desc");
  return self;
}

/**
 * supa_query_limit:
 * @self: a query
 * @limit: the most rows to give; the server may have a lower limit of its own, usually 1000
 *
 * Returns: (transfer none): @self
 */
SupaQuery *
supa_query_limit (SupaQuery *self,
                  guint      limit)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->limit = limit;
  self->has_limit = TRUE;
  return self;
}

/**
 * supa_query_get_table:
 * @self: a query
 *
 * Returns: (transfer none): the table
 */
const char *
supa_query_get_table (SupaQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->table;
}

/**
 * supa_query_to_string:
 * @self: a query
 *
 * Returns: (transfer full): the table and the query, ready to follow `/rest/v1/` in an address
 */
char *
supa_query_to_string (SupaQuery *self)
{
  g_autoptr (GString) query = NULL;
  g_autofree char *table = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  query = g_string_new (NULL);
  table = g_uri_escape_string (self->table, NULL, FALSE);
  if (self->columns != NULL)
    append_parameter (query, "select", self->columns);
  if (self->filters->len > 0)
    g_string_append_printf (query, "%s%s", query->len > 0 ? "&" : "", self->filters->str);
  if (self->order->len > 0)
    append_parameter (query, "order", self->order->str);
  if (self->has_limit)
    g_string_append_printf (query, "%slimit=%u", query->len > 0 ? "&" : "", self->limit);

  return query->len > 0 ? g_strconcat (table, "?", query->str, NULL) : g_steal_pointer (&table);
}
