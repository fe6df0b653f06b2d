/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-schema-load.h"

#include <stdlib.h>
#include <string.h>

#include "database/local-statement.h"

static const char views_sql[] =
  "select w.ev_class, w.ev_action from pg_catalog.pg_rewrite w join pg_catalog.pg_class c on c.oid = w.ev_class"
  " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
  " where w.rulename = '_RETURN' and c.relkind in ('v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')";

/* Where a scan of a parse tree stands: "({QUERY … :targetList ({TARGETENTRY … :resno 1 … :resorigtbl 16385 …} …) …})". */
typedef struct {
  const char *at;
  char *token;
  gsize length;
} Scan;

/* The next token: a bracket, or a word. A backslash takes the next character as it is. */
static gboolean
scan_next (Scan *self)
{
  self->at += strspn (self->at, " \n\t");
  self->token = (char *) self->at;
  if (*self->at == '\0')
    return FALSE;
  if (strchr ("(){}", *self->at) != NULL) {
    self->at++;
  } else {
    while (*self->at != '\0' && strchr (" \n\t(){}", *self->at) == NULL)
      self->at += self->at[0] == '\\' && self->at[1] != '\0' ? 2 : 1;
  }
  self->length = (gsize) (self->at - self->token);

  return TRUE;
}

static gboolean
scan_is (const Scan *self,
         const char *text)
{
  return strlen (text) == self->length && strncmp (self->token, text, self->length) == 0;
}

static char *
scan_name (const Scan *self,
           LocalArena *arena)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < self->length; i++) {
    if (self->token[i] == '\\' && i + 1 < self->length)
      i++;
    g_string_append_c (name, self->token[i]);
  }

  return local_arena_strdup (arena, name->str);
}

/* The fields of an entry of the target list stand one level inside of it. */
static void
scan_target (Scan       *self,
             guint       view,
             LocalArena *arena,
             GPtrArray  *columns)
{
  LocalRestViewColumn *column = local_arena_new0 (arena, LocalRestViewColumn);
  guint depth = 1;

  column->view = view;
  while (depth > 0 && scan_next (self)) {
    if (scan_is (self, "{") || scan_is (self, "("))
      depth++;
    else if (scan_is (self, "}") || scan_is (self, ")"))
      depth--;
    else if (depth == 1 && scan_is (self, ":resname") && scan_next (self))
      column->column = scan_name (self, arena);
    else if (depth == 1 && scan_is (self, ":resorigtbl") && scan_next (self))
      column->table = (guint) strtoul (self->token, NULL, 10);
    else if (depth == 1 && scan_is (self, ":resorigcol") && scan_next (self))
      column->number = atoi (self->token);
  }
  if (column->column != NULL && column->table != 0 && column->number > 0)
    g_ptr_array_add (columns, column);
}

/**
 * local_rest_view_scan:
 * @tree: the action of the rule behind a view, as pg_rewrite keeps it
 * @view: the number of the view
 * @arena: where the columns are kept
 * @columns: (element-type LocalRestViewColumn): what is found is added here
 *
 * Finds out which columns of a view are columns of tables, so that the keys of those tables relate the view as well.
 */
void
local_rest_view_scan (const char *tree,
                      guint       view,
                      LocalArena *arena,
                      GPtrArray  *columns)
{
  Scan scan = { tree, NULL, 0 };
  guint depth = 0;
  gboolean in_list = FALSE;

  while (scan_next (&scan)) {
    if (scan_is (&scan, "{") && in_list) {
      scan_target (&scan, view, arena, columns);
    } else if (scan_is (&scan, "(") || scan_is (&scan, "{")) {
      depth++;
    } else if (scan_is (&scan, ")") || scan_is (&scan, "}")) {
      if (in_list)
        return;
      depth--;
    } else if (depth == 2 && scan_is (&scan, ":targetList") && scan_next (&scan)) {
      in_list = scan_is (&scan, "(");
      if (!in_list)
        return;
    }
  }
}

/* A view over a view shows the columns of the tables behind the inner one. */
static void
resolve_inner (GPtrArray  *columns,
               GHashTable *column_names)
{
  gboolean changed = TRUE;

  for (guint round = 0; changed && round < 32; round++) {
    changed = FALSE;
    for (guint i = 0; i < columns->len; i++) {
      LocalRestViewColumn *outer = g_ptr_array_index (columns, i);
      g_autofree char *key = local_rest_column_key (outer->table, outer->number);
      const char *name = g_hash_table_lookup (column_names, key);

      for (guint j = 0; j < columns->len && name != NULL; j++) {
        const LocalRestViewColumn *inner = g_ptr_array_index (columns, j);

        if (inner->view == outer->table && g_str_equal (inner->column, name)) {
          outer->table = inner->table;
          outer->number = inner->number;
          changed = TRUE;
          break;
        }
      }
    }
  }
}

/**
 * local_rest_schema_load_views:
 * @self: a schema that is being loaded
 * @connection: a connection, in the transaction of the load
 * @column_names: (element-type utf8 utf8): the names of all columns, by local_rest_column_key()
 * @error: return location of an error
 *
 * Reads which columns of views are columns of tables.
 *
 * Returns: (transfer none) (nullable) (element-type LocalRestViewColumn): the columns
 */
GPtrArray *
local_rest_schema_load_views (LocalRestSchema  *self,
                              PGconn           *connection,
                              GHashTable       *column_names,
                              GError          **error)
{
  g_autoptr (PGresult) result = local_statement_run (connection, error, views_sql, 0, NULL);
  GPtrArray *columns = local_arena_array (self->arena);

  if (result == NULL)
    return NULL;
  for (int row = 0; row < PQntuples (result); row++) {
    guint view = (guint) strtoul (PQgetvalue (result, row, 0), NULL, 10);

    if (g_hash_table_contains (self->tables_by_oid, GUINT_TO_POINTER (view)))
      local_rest_view_scan (PQgetvalue (result, row, 1), view, self->arena, columns);
  }
  resolve_inner (columns, column_names);

  return columns;
}
