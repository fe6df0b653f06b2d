/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-openapi.h"

#include <string.h>

static const struct {
  const char *beginning;
  const char *type;
} types[] = {
  { "smallint", "integer" }, { "integer", "integer" }, { "bigint", "integer" },          { "numeric", "number" },
  { "real", "number" },      { "double", "number" },   { "boolean", "boolean" },
};

/* The kind of JSON that a type of PostgreSQL becomes; JSON itself may be anything. */
static void
add_type (JsonBuilder *builder,
          const char  *type)
{
  const char *kind = "string";

  if (g_str_has_suffix (type, "[]"))
    kind = "array";
  else if (g_str_has_prefix (type, "json"))
    kind = NULL;
  for (gsize i = 0; kind != NULL && i < G_N_ELEMENTS (types); i++) {
    if (g_str_has_prefix (type, types[i].beginning) && !g_str_has_suffix (type, "[]"))
      kind = types[i].type;
  }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, type);
  if (kind != NULL) {
    json_builder_set_member_name (builder, "type");
    json_builder_add_string_value (builder, kind);
  }
  json_builder_end_object (builder);
}

static void
add_definition (JsonBuilder          *builder,
                const LocalRestTable *table)
{
  json_builder_set_member_name (builder, table->name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "object");
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  for (guint i = 0; i < table->columns->len; i++) {
    const LocalRestColumn *column = g_ptr_array_index (table->columns, i);

    json_builder_set_member_name (builder, column->name);
    add_type (builder, column->type);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_operation (JsonBuilder *builder,
               const char  *method,
               const char  *tag)
{
  json_builder_set_member_name (builder, method);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, tag);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "responses");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "200");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "description");
  json_builder_add_string_value (builder, "OK");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_table_path (JsonBuilder          *builder,
                const LocalRestTable *table)
{
  g_autofree char *path = g_strconcat ("/", table->name, NULL);

  json_builder_set_member_name (builder, path);
  json_builder_begin_object (builder);
  add_operation (builder, "get", table->name);
  if (table->can_insert)
    add_operation (builder, "post", table->name);
  if (table->can_update)
    add_operation (builder, "patch", table->name);
  if (table->can_delete)
    add_operation (builder, "delete", table->name);
  json_builder_end_object (builder);
}

static void
add_function_path (JsonBuilder             *builder,
                   const LocalRestFunction *function)
{
  g_autofree char *path = g_strconcat ("/rpc/", function->name, NULL);
  g_autofree char *tag = g_strconcat ("(rpc) ", function->name, NULL);

  json_builder_set_member_name (builder, path);
  json_builder_begin_object (builder);
  if (!function->is_volatile)
    add_operation (builder, "get", tag);
  add_operation (builder, "post", tag);
  json_builder_end_object (builder);
}

static void
add_paths (JsonBuilder      *builder,
           LocalRestRequest *request,
           GPtrArray        *tables)
{
  g_autoptr (GPtrArray) functions = local_rest_schema_get_functions (request->schema, request->schema_name, NULL);
  const char *former = NULL;

  json_builder_set_member_name (builder, "paths");
  json_builder_begin_object (builder);
  for (guint i = 0; i < tables->len; i++)
    add_table_path (builder, g_ptr_array_index (tables, i));
  for (guint i = 0; i < functions->len; i++) {
    const LocalRestFunction *function = g_ptr_array_index (functions, i);

    if (g_strcmp0 (function->name, former) != 0)
      add_function_path (builder, function);
    former = function->name;
  }
  json_builder_end_object (builder);
}

static JsonNode *
describe (LocalRestRequest *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  GPtrArray *all = local_rest_schema_get_tables (request->schema);

  for (guint i = 0; i < all->len; i++) {
    LocalRestTable *table = g_ptr_array_index (all, i);

    if (g_str_equal (table->schema, request->schema_name))
      g_ptr_array_add (tables, table);
  }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "swagger");
  json_builder_add_string_value (builder, "2.0");
  json_builder_set_member_name (builder, "info");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, request->schema_name);
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, PACKAGE_VERSION);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "basePath");
  json_builder_add_string_value (builder, "/rest/v1");
  add_paths (builder, request, tables);
  json_builder_set_member_name (builder, "definitions");
  json_builder_begin_object (builder);
  for (guint i = 0; i < tables->len; i++)
    add_definition (builder, g_ptr_array_index (tables, i));
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static gboolean
accepts_description (GPtrArray *accepted)
{
  for (guint i = 0; i < accepted->len; i++) {
    LocalRestMediaKind kind = ((LocalRestMedia *) g_ptr_array_index (accepted, i))->kind;

    if (kind == LOCAL_REST_MEDIA_OPENAPI || kind == LOCAL_REST_MEDIA_JSON || kind == LOCAL_REST_MEDIA_ANY)
      return TRUE;
  }

  return FALSE;
}

/**
 * local_rest_openapi_answer:
 * @request: a GET or HEAD of "/"
 * @response: the answer
 * @error: return location of an error
 *
 * Describes the tables and functions of the schema, in OpenAPI 2.0.
 *
 * Returns: whether such a description is accepted
 */
gboolean
local_rest_openapi_answer (LocalRestRequest  *request,
                           LocalResponse     *response,
                           LocalRestError   **error)
{
  g_autoptr (JsonNode) description = NULL;

  if (!accepts_description (request->accepted)) {
    g_autofree char *list = local_rest_media_list (request->accepted);

    *error = local_rest_error_printf (406, "PGRST107", "None of these media types are available: %s", list);
    return FALSE;
  }
  if (!request->is_head) {
    description = describe (request);
    local_response_set_json (response, 200, description);
  }
  local_response_set_header (response, "Content-Type", "application/openapi+json; charset=utf-8");
  if (request->has_profile)
    local_response_set_header (response, "Content-Profile", request->schema_name);

  return TRUE;
}
