/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-sql.h"

#include <string.h>

/**
 * local_rest_sql_new:
 *
 * Returns: (transfer full): an empty statement
 */
LocalRestSql *
local_rest_sql_new (void)
{
  LocalRestSql *self = g_new0 (LocalRestSql, 1);

  self->text = g_string_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * local_rest_sql_free:
 * @self: (transfer full): a statement
 *
 * Frees a statement.
 */
void
local_rest_sql_free (LocalRestSql *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/**
 * local_rest_sql_add:
 * @self: a statement
 * @text: SQL of our own, or out of the catalogues
 *
 * Writes SQL.
 */
void
local_rest_sql_add (LocalRestSql *self,
                    const char   *text)
{
  g_string_append (self->text, text);
}

/**
 * local_rest_sql_name:
 * @self: a statement
 * @name: the name of a column, table or the like
 *
 * Writes a name, quoted.
 */
void
local_rest_sql_name (LocalRestSql *self,
                     const char   *name)
{
  g_string_append_c (self->text, '"');
  for (; *name != '\0'; name++) {
    if (*name == '"')
      g_string_append_c (self->text, '"');
    g_string_append_c (self->text, *name);
  }
  g_string_append_c (self->text, '"');
}

/**
 * local_rest_sql_qualified:
 * @self: a statement
 * @qualifier: (nullable): a schema or a table
 * @name: a name in it; "*" is left as it is
 *
 * Writes a name with what it belongs to.
 */
void
local_rest_sql_qualified (LocalRestSql *self,
                          const char   *qualifier,
                          const char   *name)
{
  if (qualifier != NULL) {
    local_rest_sql_name (self, qualifier);
    g_string_append_c (self->text, '.');
  }
  if (g_str_equal (name, "*"))
    g_string_append_c (self->text, '*');
  else
    local_rest_sql_name (self, name);
}

/**
 * local_rest_sql_value:
 * @self: a statement
 * @value: (nullable): a value, whose type PostgreSQL infers
 *
 * Writes a parameter and keeps its value.
 */
void
local_rest_sql_value (LocalRestSql *self,
                      const char   *value)
{
  g_ptr_array_add (self->values, g_strdup (value));
  g_string_append_printf (self->text, "$%u", self->values->len);
}

/**
 * local_rest_sql_number:
 * @self: a statement
 * @number: a number
 *
 * Writes a number.
 */
void
local_rest_sql_number (LocalRestSql *self,
                       gint64        number)
{
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

/**
 * local_rest_sql_literal:
 * @self: a statement
 * @text: a text
 *
 * Writes a text as a literal, where a parameter cannot stand.
 */
void
local_rest_sql_literal (LocalRestSql *self,
                        const char   *text)
{
  g_string_append (self->text, strchr (text, '\\') != NULL ? "E'" : "'");
  for (; *text != '\0'; text++) {
    if (*text == '\'' || *text == '\\')
      g_string_append_c (self->text, *text);
    g_string_append_c (self->text, *text);
  }
  g_string_append_c (self->text, '\'');
}

/**
 * local_rest_sql_array:
 * @self: a statement
 * @values: (element-type utf8): values
 *
 * Writes a parameter that holds an array of values.
 */
void
local_rest_sql_array (LocalRestSql *self,
                      GPtrArray    *values)
{
  g_autoptr (GString) array = g_string_new ("{");

  for (guint i = 0; i < values->len; i++) {
    g_string_append (array, i > 0 ? ",\"" : "\"");
    for (const char *c = g_ptr_array_index (values, i); *c != '\0'; c++) {
      if (*c == '"' || *c == '\\')
        g_string_append_c (array, '\\');
      g_string_append_c (array, *c);
    }
    g_string_append_c (array, '"');
  }
  g_string_append_c (array, '}');
  local_rest_sql_value (self, array->str);
}
