/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-list.h"

#include <string.h>

#include "database/local-pool.h"

/* Both lists split what lies below the prefix at its first slash: what has none is a file, the rest is a folder. */
#define ENTRIES \
  "with below as (" \
  " select o.*, substr(o.name, length($2) + 1) as rest from storage.objects o" \
  "  where o.bucket_id = $1 and starts_with(o.name, $2))," \
  " entries as (" \
  " select rest as entry, id, updated_at, created_at, last_accessed_at, metadata from below where position('/' in rest) = 0" \
  " union all" \
  " select distinct split_part(rest, '/', 1), null::uuid, null::timestamptz, null::timestamptz, null::timestamptz," \
  "  null::jsonb from below where position('/' in rest) > 0)"

static const gchar list_sql[] =
  ENTRIES
  " select coalesce(json_agg(json_build_object('name', entry, 'id', id, 'updated_at', updated_at,"
  "  'created_at', created_at, 'last_accessed_at', last_accessed_at, 'metadata', metadata)), '[]')"
  " from (select * from entries where starts_with(lower(entry), lower($3)) and (entry <> '' or id is null)"
  "  order by %s limit $4::bigint offset $5::bigint) page";

static const gchar *
get_text (JsonObject *object, const gchar *name, const gchar *otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : otherwise;
}

static gint64
get_number (JsonObject *object, const gchar *name, gint64 otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING
           ? json_node_get_int (node) : otherwise;
}

static gboolean
read_sort (JsonObject *body, const gchar **column, gboolean *descending, GError **error)
{
  static const gchar *const columns[] = { "name", "updated_at", "created_at", "last_accessed_at", NULL };
  JsonNode *node = json_object_get_member (body, "sortBy");
  JsonObject *sort = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *column = sort != NULL ? get_text (sort, "column", "name") : "name";
  *descending = sort != NULL && g_ascii_strcasecmp (get_text (sort, "order", "asc"), "desc") == 0;
  if (g_strv_contains (columns, *column))
    return TRUE;

  g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                       "body/sortBy/column must be equal to one of the allowed values");
  return FALSE;
}

static gboolean
read_prefix (JsonObject *body, gchar **prefix, GError **error)
{
  const gchar *text = get_text (body, "prefix", NULL);

  if (text == NULL)
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_REQUEST,
                           "body must have required property 'prefix'");
      return FALSE;
    }

  *prefix = g_strdup (text);
  return TRUE;
}

/**
 * local_storage_list:
 * @call: POST to list a folder
 * @error: return location of an error
 *
 * Lists the files and folders of one folder, as the policies let the person see them.
 *
 * Returns: %TRUE unless the request makes no sense
 */
gboolean
local_storage_list (LocalStorageCall *call, GError **error)
{
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autofree gchar *prefix = NULL;
  g_autofree gchar *folder = NULL;
  g_autofree gchar *order = NULL;
  g_autofree gchar *limit = NULL;
  g_autofree gchar *offset = NULL;
  g_autoptr (GString) sql = NULL;
  g_autoptr (PGresult) result = NULL;
  const gchar *column;
  gboolean descending;

  if (body == NULL || !read_prefix (body, &prefix, error) || !read_sort (body, &column, &descending, error))
    return FALSE;

  folder = *prefix == '\0' || g_str_has_suffix (prefix, "/") ? g_strdup (prefix) : g_strconcat (prefix, "/", NULL);
  if (strcmp (column, "name") == 0)
    order = g_strdup_printf ("lower(entry) collate \"C\" %s, entry collate \"C\"", descending ? "desc" : "asc");
  else
    order = g_strdup_printf ("id is not null, %s %s, entry collate \"C\"", column, descending ? "desc" : "asc");
  limit = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (get_number (body, "limit", 100), 0));
  offset = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (get_number (body, "offset", 0), 0));

  sql = g_string_new (list_sql);
  g_string_replace (sql, "%s", order, 1);
  result = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql->str,
                                   LOCAL_STORAGE_VALUES (call->bucket, folder, get_text (body, "search", ""), limit, offset),
                                   error);
  if (result == NULL)
    return FALSE;

  local_response_set_text (call->response, 200, "application/json; charset=utf-8", local_storage_get (result, 0));
  return TRUE;
}

/* The second list is ordered by bytes, or by a time and then by bytes, so a place in it is that time and that name. */
static const gchar list_v2_sql[] =
  "with below as ("
  " select o.*, substr(o.name, length($2) + 1) as rest from storage.objects o"
  "  where o.bucket_id = $1 and starts_with(o.name, $2)),"
  " entries as ("
  " select name as full_name, id, updated_at, created_at, last_accessed_at, metadata from below"
  "  where not $3::boolean or position('/' in rest) = 0"
  " union all"
  " select distinct $2 || split_part(rest, '/', 1) || '/', null::uuid, null::timestamptz, null::timestamptz,"
  "  null::timestamptz, null::jsonb from below where $3::boolean and position('/' in rest) > 0),"
  " sorted as (select *, {time} as place from entries),"
  " page as (select *, row_number() over (order by {order}) as row from sorted"
  "  where $4::text is null or {after} order by {order} limit $6::bigint + 1),"
  " shown as (select * from page order by row limit $6::bigint),"
  " last as (select * from shown order by row desc limit 1)"
  " select json_build_object('hasNext', (select count(*) from page) > $6::bigint,"
  "  'folders', coalesce((select json_agg(json_build_object('key', regexp_replace(full_name, '^.*?([^/]*)/$', '\\1'),"
  "   'name', full_name, 'id', id, 'updated_at', updated_at, 'created_at', created_at,"
  "   'last_accessed_at', last_accessed_at, 'metadata', metadata) order by row) from shown where id is null), '[]'),"
  "  'objects', coalesce((select json_agg(case when $3::boolean"
  "   then json_build_object('key', regexp_replace(full_name, '^.*/', ''), 'name', full_name, 'id', id,"
  "    'updated_at', updated_at, 'created_at', created_at, 'last_accessed_at', last_accessed_at, 'metadata', metadata)"
  "   else json_build_object('id', id, 'name', full_name, 'metadata', metadata, 'updated_at', updated_at,"
  "    'created_at', created_at, 'last_accessed_at', last_accessed_at) end order by row) from shown where id is not null), '[]')),"
  "  (select count(*) from page) > $6::bigint, (select place from last), (select full_name from last)";

static gchar *
write_list_v2 (const gchar *column, gboolean descending)
{
  gboolean by_time = strcmp (column, "name") != 0;
  const gchar *sign = descending ? "<" : ">";
  const gchar *way = descending ? "desc" : "asc";
  g_autofree gchar *order = g_strdup_printf ("place %s, full_name collate \"C\" %s", way, way);
  g_autofree gchar *after = g_strdup_printf ("(place, full_name collate \"C\") %s ($4::text, $5::text)", sign);
  /* Text of a fixed width sorts as the time does. */
  g_autofree gchar *time = by_time
    ? g_strdup_printf ("coalesce(to_char(%s at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'), '') collate \"C\"", column)
    : g_strdup ("''::text collate \"C\"");
  GString *sql = g_string_new (list_v2_sql);

  g_string_replace (sql, "{time}", time, 0);
  g_string_replace (sql, "{order}", order, 0);
  g_string_replace (sql, "{after}", after, 0);
  return g_string_free (sql, FALSE);
}

static gboolean
read_cursor (JsonObject *body, gchar **place, gchar **name, GError **error)
{
  const gchar *cursor = get_text (body, "cursor", NULL);
  g_autofree gchar *text = NULL;
  gchar *newline;
  gsize length = 0;

  if (cursor == NULL || *cursor == '\0')
    return TRUE;

  text = (gchar *) g_base64_decode (cursor, &length);
  text = g_realloc (text, length + 1);
  text[length] = '\0';
  newline = strchr (text, '\n');
  if (newline == NULL || !g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error_literal (error, LOCAL_STORAGE_ERROR, LOCAL_STORAGE_ERROR_INVALID_PARAMETER,
                           "Invalid Parameter continuation token");
      return FALSE;
    }

  *place = g_strndup (text, (gsize) (newline - text));
  *name = g_strdup (newline + 1);
  return TRUE;
}

/**
 * local_storage_list_v2:
 * @call: POST to list what lies below a prefix
 * @error: return location of an error
 *
 * Lists what lies below a prefix, page by page.
 *
 * Returns: %TRUE unless the request makes no sense
 */
gboolean
local_storage_list_v2 (LocalStorageCall *call, GError **error)
{
  g_autoptr (JsonObject) body = local_storage_call_get_body (call, error);
  g_autofree gchar *place = NULL;
  g_autofree gchar *name = NULL;
  g_autofree gchar *sql = NULL;
  g_autofree gchar *limit = NULL;
  g_autofree gchar *answer = NULL;
  g_autoptr (PGresult) result = NULL;
  const gchar *delimited;
  const gchar *column;
  gboolean descending;

  if (body == NULL || !read_sort (body, &column, &descending, error) || !read_cursor (body, &place, &name, error))
    return FALSE;

  sql = write_list_v2 (column, descending);
  limit = g_strdup_printf ("%" G_GINT64_FORMAT, CLAMP (get_number (body, "limit", 1000), 1, 1000));
  delimited = json_object_get_boolean_member_with_default (body, "with_delimiter", FALSE) ? "true" : "false";
  result = local_storage_run_once (call, LOCAL_STORAGE_AS_PERSON, sql,
                                   LOCAL_STORAGE_VALUES (call->bucket, get_text (body, "prefix", ""), delimited, place,
                                                         name, limit),
                                   error);
  if (result == NULL)
    return FALSE;

  answer = g_strdup (local_storage_get (result, 0));
  if (strcmp (local_storage_get (result, 1), "t") == 0)
    {
      g_autofree gchar *text = g_strconcat (local_storage_get (result, 2), "\n", local_storage_get (result, 3), NULL);
      g_autofree gchar *cursor = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree gchar *whole = g_steal_pointer (&answer);

      answer = g_strdup_printf ("%.*s, \"nextCursor\" : \"%s\"}", (gint) strlen (whole) - 1, whole, cursor);
    }
  local_response_set_text (call->response, 200, "application/json; charset=utf-8", answer);
  return TRUE;
}
