/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-call.h"

#include <string.h>

/* The kinds of body that a function takes as a whole, in its one unnamed parameter. */
static const struct {
  LocalRestMediaKind kind;
  const char *types[2];
  const char *shown;
} whole_bodies[] = {
  { LOCAL_REST_MEDIA_JSON, { "json", "jsonb" }, "json/jsonb" },
  { LOCAL_REST_MEDIA_TEXT, { "text", NULL }, "text" },
  { LOCAL_REST_MEDIA_XML, { "xml", NULL }, "xml" },
  { LOCAL_REST_MEDIA_OCTETS, { "bytea", NULL }, "bytea" },
};

static gboolean
is_whole_only (LocalRestRequest *request,
               gboolean          is_post)
{
  return is_post
         && (request->content_type->kind == LOCAL_REST_MEDIA_TEXT || request->content_type->kind == LOCAL_REST_MEDIA_XML
             || request->content_type->kind == LOCAL_REST_MEDIA_OCTETS);
}

static gboolean
takes_whole (LocalRestRequest        *request,
             const LocalRestFunction *function)
{
  const LocalRestParameter *parameter;

  if (function->parameters->len != 1)
    return FALSE;
  parameter = g_ptr_array_index (function->parameters, 0);
  if (*parameter->name != '\0')
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (whole_bodies); i++) {
    if (request->content_type->kind == whole_bodies[i].kind
        && (g_str_equal (parameter->type, whole_bodies[i].types[0]) || g_strcmp0 (parameter->type, whole_bodies[i].types[1]) == 0))
      return TRUE;
  }

  return FALSE;
}

static const LocalRestParameter *
find_parameter (const LocalRestFunction *function,
                const char              *name)
{
  for (guint i = 0; i < function->parameters->len; i++) {
    const LocalRestParameter *parameter = g_ptr_array_index (function->parameters, i);

    if (g_str_equal (parameter->name, name))
      return parameter;
  }

  return NULL;
}

/* All that must be given is given, and nothing that the function does not take. */
static gboolean
takes_arguments (const LocalRestFunction *function,
                 GPtrArray               *names)
{
  for (guint i = 0; i < function->parameters->len; i++) {
    const LocalRestParameter *parameter = g_ptr_array_index (function->parameters, i);

    if (parameter->is_required && !g_ptr_array_find_with_equal_func (names, parameter->name, g_str_equal, NULL))
      return FALSE;
  }
  for (guint i = 0; i < names->len; i++) {
    if (find_parameter (function, g_ptr_array_index (names, i)) == NULL)
      return FALSE;
  }

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
join_names (GPtrArray *names)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  g_ptr_array_extend (sorted, names, NULL, NULL);
  g_ptr_array_sort (sorted, compare_names);
  g_ptr_array_add (sorted, NULL);

  return g_strjoinv (", ", (char **) sorted->pdata);
}

static LocalRestError *
refuse_unknown (LocalRestRequest *request,
                GPtrArray        *names,
                gboolean          is_post,
                gboolean          is_name_known)
{
  LocalRestError *error;
  g_autoptr (GString) details = g_string_new (NULL);
  g_autofree char *list = join_names (names);
  g_autofree char *arguments = NULL;
  gboolean whole_only = is_whole_only (request, is_post);

  g_string_printf (details, "Searched for the function %s.%s", request->schema_name, request->name);
  if (whole_only)
    arguments = g_strdup ("");
  else
    arguments = names->len == 0 ? g_strdup (" without parameters") : g_strdup_printf ("(%s)", list);

  if (!whole_only && names->len == 0)
    g_string_append (details, " without parameters");
  else if (!whole_only)
    g_string_append_printf (details, " with parameter%s %s", names->len > 1 ? "s" : "", list);
  for (gsize i = 0; i < G_N_ELEMENTS (whole_bodies) && is_post; i++) {
    if (request->content_type->kind == whole_bodies[i].kind)
      g_string_append_printf (details, "%s with a single unnamed %s parameter", whole_only ? "" : " or", whole_bodies[i].shown);
  }
  g_string_append (details, ", but no matches were found in the schema cache.");

  error = local_rest_error_printf (404, "PGRST202", "Could not find the function %s.%s%s in the schema cache",
                                   request->schema_name, request->name, arguments);
  local_rest_error_set_details (error, details->str);
  if (!whole_only && !is_name_known)
    local_rest_error_take_hint (error, local_rest_schema_suggest_function (request->schema, request->schema_name, request->name));

  return error;
}

static LocalRestError *
refuse_ambiguous (GPtrArray *functions)
{
  g_autoptr (GString) message = g_string_new ("Could not choose the best candidate function between: ");

  for (guint i = 0; i < functions->len; i++) {
    const LocalRestFunction *function = g_ptr_array_index (functions, i);

    g_string_append_printf (message, "%s%s.%s(", i > 0 ? ", " : "", function->schema, function->name);
    for (guint j = 0; j < function->parameters->len; j++) {
      const LocalRestParameter *parameter = g_ptr_array_index (function->parameters, j);

      g_string_append_printf (message, "%s%s => %s", j > 0 ? ", " : "", parameter->name, parameter->type);
    }
    g_string_append_c (message, ')');
  }

  return local_rest_error_new (300, "PGRST203", message->str, NULL,
                               "Try renaming the parameters or the function itself in the database so function overloading can be "
                               "resolved");
}

static GPtrArray *
get_argument_names (LocalRestRequest *request)
{
  GPtrArray *names = local_arena_array (request->arena);

  for (guint i = 0; i < request->query->arguments->len; i++) {
    const LocalRestArgument *argument = g_ptr_array_index (request->query->arguments, i);

    if (!g_ptr_array_find_with_equal_func (names, argument->name, g_str_equal, NULL))
      g_ptr_array_add (names, (gpointer) argument->name);
  }

  return names;
}

/**
 * local_rest_call_find:
 * @request: what is asked for
 * @is_post: whether the arguments are in the body
 * @error: return location of an error
 *
 * Finds the one function of the name that takes the arguments.
 *
 * Returns: (transfer none) (nullable): the function
 */
const LocalRestFunction *
local_rest_call_find (LocalRestRequest *request,
                      gboolean          is_post,
                      LocalRestError  **error)
{
  GPtrArray *names = is_post ? request->keys : get_argument_names (request);
  g_autoptr (GPtrArray) functions = local_rest_schema_get_functions (request->schema, request->schema_name, request->name);
  g_autoptr (GPtrArray) matching = g_ptr_array_new ();
  g_autoptr (GPtrArray) whole = g_ptr_array_new ();
  GPtrArray *found;

  for (guint i = 0; i < functions->len; i++) {
    LocalRestFunction *function = g_ptr_array_index (functions, i);

    if (takes_arguments (function, names) && (function->parameters->len > 0 || !is_whole_only (request, is_post)))
      g_ptr_array_add (matching, function);
    else if (is_post && takes_whole (request, function))
      g_ptr_array_add (whole, function);
  }
  found = matching->len > 0 ? matching : whole;
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  *error = found->len == 0 ? refuse_unknown (request, names, is_post, functions->len > 0) : refuse_ambiguous (found);

  return NULL;
}

/* The arguments of a query string or a form; a variadic parameter takes all of its name. */
static void
write_direct_arguments (LocalRestSql            *sql,
                        LocalRestRequest        *request,
                        const LocalRestFunction *function,
                        GPtrArray               *arguments)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < function->parameters->len; i++) {
    const LocalRestParameter *parameter = g_ptr_array_index (function->parameters, i);
    GPtrArray *values = local_arena_array (request->arena);

    for (guint j = 0; j < arguments->len; j++) {
      const LocalRestArgument *argument = g_ptr_array_index (arguments, j);

      if (g_str_equal (argument->name, parameter->name))
        g_ptr_array_add (values, (gpointer) argument->value);
    }
    if (values->len == 0)
      continue;
    local_rest_sql_add (sql, is_first ? "" : ", ");
    is_first = FALSE;
    local_rest_sql_add (sql, parameter->is_variadic ? "VARIADIC " : "");
    local_rest_sql_name (sql, parameter->name);
    local_rest_sql_add (sql, " := ");
    if (parameter->is_variadic)
      local_rest_sql_array (sql, values);
    else
      local_rest_sql_value (sql, g_ptr_array_index (values, values->len - 1));
    local_rest_sql_add (sql, "::");
    local_rest_sql_add (sql, parameter->cast_type);
  }
}

static void
write_body_arguments (LocalRestSql *sql,
                      GPtrArray    *parameters)
{
  for (guint i = 0; i < parameters->len; i++) {
    const LocalRestParameter *parameter = g_ptr_array_index (parameters, i);

    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_add (sql, parameter->is_variadic ? "VARIADIC " : "");
    local_rest_sql_name (sql, parameter->name);
    local_rest_sql_add (sql, " := ");
    local_rest_sql_qualified (sql, "pgrst_body", parameter->name);
  }
}

static void
begin_call (LocalRestSql            *sql,
            const LocalRestFunction *function)
{
  local_rest_sql_add (sql, function->is_composite ? "" : "(SELECT ");
  local_rest_sql_qualified (sql, function->schema, function->name);
  local_rest_sql_add (sql, "(");
}

/* Of the columns that a function gives, those that are selected or filtered by. */
static void
add_filter_names (GPtrArray *names,
                  GPtrArray *logic)
{
  for (guint i = 0; i < logic->len; i++) {
    const LocalRestLogic *member = g_ptr_array_index (logic, i);

    if (member->members != NULL)
      add_filter_names (names, member->members);
    else if (!g_ptr_array_find_with_equal_func (names, member->field.name, g_str_equal, NULL))
      g_ptr_array_add (names, member->field.name);
  }
}

static void
write_called_columns (LocalRestSql            *sql,
                      LocalRestRequest        *request,
                      const LocalRestFunction *function,
                      LocalRestNode           *root)
{
  GPtrArray *needs;

  if (!function->is_composite) {
    local_rest_sql_add (sql, "SELECT pgrst_call.pgrst_scalar FROM ");
    return;
  }
  needs = local_rest_plan_get_needs (root, request->arena, NULL);
  if (needs->len == 0)
    g_ptr_array_add (needs, (gpointer) "*");
  if (!g_str_equal (g_ptr_array_index (needs, 0), "*"))
    add_filter_names (needs, root->where);
  local_rest_sql_add (sql, "SELECT ");
  for (guint i = 0; i < needs->len; i++) {
    local_rest_sql_add (sql, i > 0 ? ", " : "");
    local_rest_sql_qualified (sql, "pgrst_call", g_ptr_array_index (needs, i));
  }
  local_rest_sql_add (sql, " FROM ");
}

/**
 * local_rest_write_call:
 * @sql: a statement
 * @request: what is asked for
 * @function: the function
 * @root: what is read of what it returns
 *
 * Writes the call of a function.
 */
void
local_rest_write_call (LocalRestSql            *sql,
                       LocalRestRequest        *request,
                       const LocalRestFunction *function,
                       LocalRestNode           *root)
{
  const LocalRestParameter *first = function->parameters->len > 0 ? g_ptr_array_index (function->parameters, 0) : NULL;
  GPtrArray *direct = request->action == LOCAL_REST_CALL_READ ? request->query->arguments : request->form;
  GPtrArray *used = local_arena_array (request->arena);
  GPtrArray *fields = local_arena_array (request->arena);

  write_called_columns (sql, request, function, root);
  for (guint i = 0; i < function->parameters->len; i++) {
    LocalRestParameter *parameter = g_ptr_array_index (function->parameters, i);
    LocalRestBodyField *field = local_arena_new0 (request->arena, LocalRestBodyField);

    if (!g_ptr_array_find_with_equal_func (request->keys, parameter->name, g_str_equal, NULL))
      continue;
    field->name = parameter->name;
    field->type = parameter->cast_type;
    g_ptr_array_add (fields, field);
    g_ptr_array_add (used, parameter);
  }

  if (first != NULL && *first->name == '\0') {
    begin_call (sql, function);
    local_rest_sql_value (sql, request->body);
    local_rest_sql_add (sql, "::");
    local_rest_sql_add (sql, first->type);
  } else if (direct != NULL) {
    begin_call (sql, function);
    write_direct_arguments (sql, request, function, direct);
  } else if (used->len > 0) {
    g_string_truncate (sql->text, sql->text->len - strlen ("FROM "));
    local_rest_write_body (sql, request->body, fields, LOCAL_REST_BODY_ONE);
    local_rest_sql_add (sql, ", LATERAL ");
    begin_call (sql, function);
    write_body_arguments (sql, used);
  } else {
    begin_call (sql, function);
  }
  local_rest_sql_add (sql, function->is_composite ? ") pgrst_call" : ") pgrst_scalar) pgrst_call");
}
