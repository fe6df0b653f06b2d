/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "rest/local-rest-json.h"
#include "rest/local-rest-media.h"
#include "rest/local-rest-prefer.h"
#include "rest/local-rest-range.h"
#include "rest/local-rest-request.h"
#include "rest/local-rest-schema-load.h"
#include "rest/local-rest-sql.h"

static void
test_sql (void)
{
  g_autoptr (LocalRestSql) sql = local_rest_sql_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  local_rest_sql_qualified (sql, "a\"b", "c; drop table d");
  local_rest_sql_add (sql, " ");
  local_rest_sql_value (sql, "'; drop table e");
  local_rest_sql_add (sql, " ");
  local_rest_sql_literal (sql, "it's a \\");
  local_rest_sql_add (sql, " ");
  g_ptr_array_add (values, (gpointer) "a,b");
  g_ptr_array_add (values, (gpointer) "c\"\\");
  local_rest_sql_array (sql, values);
  g_assert_cmpstr (sql->text->str, ==, "\"a\"\"b\".\"c; drop table d\" $1 E'it''s a \\\\' $2");
  g_assert_cmpstr (g_ptr_array_index (sql->values, 0), ==, "'; drop table e");
  g_assert_cmpstr (g_ptr_array_index (sql->values, 1), ==, "{\"a,b\",\"c\\\"\\\\\"}");
}

static void
test_json (void)
{
  static const struct {
    const char *text;
    LocalRestShape shape;
    guint n_keys;
  } bodies[] = {
    { "{}", LOCAL_REST_SHAPE_ROWS, 0 },
    { " {\"a\": 1, \"b\": {\"c\": [1, 2.5e3, null]}} ", LOCAL_REST_SHAPE_ROWS, 2 },
    { "[{\"a\":1},{\"a\":2}]", LOCAL_REST_SHAPE_ROWS, 1 },
    { "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]", LOCAL_REST_SHAPE_ROWS, 2 },
    { "[{\"a\":1},{\"b\":2}]", LOCAL_REST_SHAPE_UNEVEN, 1 },
    { "[{\"a\":1},{}]", LOCAL_REST_SHAPE_UNEVEN, 1 },
    { "[1,2]", LOCAL_REST_SHAPE_UNEVEN, 0 },
    { "[]", LOCAL_REST_SHAPE_EMPTY, 0 },
    { "\"text\"", LOCAL_REST_SHAPE_EMPTY, 0 },
    { "null", LOCAL_REST_SHAPE_EMPTY, 0 },
    { "{\"\\u0061\\ud83c\\udf89\":123456789012345678901234567890}", LOCAL_REST_SHAPE_ROWS, 1 },
    { "", LOCAL_REST_SHAPE_INVALID, 0 },
    { "{\"a\":", LOCAL_REST_SHAPE_INVALID, 0 },
    { "{\"a\":01}", LOCAL_REST_SHAPE_INVALID, 0 },
    { "{'a':1}", LOCAL_REST_SHAPE_INVALID, 0 },
    { "{\"a\":1,}", LOCAL_REST_SHAPE_INVALID, 1 },
    { "{} {}", LOCAL_REST_SHAPE_INVALID, 0 },
    { "[{\"a\":\"line\nend\"}]", LOCAL_REST_SHAPE_INVALID, 1 },
    { "\"\xff\"", LOCAL_REST_SHAPE_INVALID, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    GPtrArray *keys = local_arena_array (arena);

    g_assert_cmpint (local_rest_json_inspect (bodies[i].text, strlen (bodies[i].text), arena, keys), ==, bodies[i].shape);
    if (bodies[i].shape == LOCAL_REST_SHAPE_ROWS)
      g_assert_cmpuint (keys->len, ==, bodies[i].n_keys);
  }
}

static void
test_csv (void)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  g_autoptr (LocalRestError) error = NULL;
  GPtrArray *keys = local_arena_array (arena);
  char *json = local_rest_csv_to_json (arena, "a,b\r\n1,\"x, \"\"y\"\"\"\r\nNULL,\n", keys, &error);

  g_assert_null (error);
  g_assert_cmpstr (json, ==, "[{\"a\":\"1\",\"b\":\"x, \\\"y\\\"\"},{\"a\":null,\"b\":\"\"}]");
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_null (local_rest_csv_to_json (arena, "a,b\n1\n", keys, &error));
  g_assert_cmpstr (error->code, ==, "PGRST102");
}

static void
test_range (void)
{
  static const struct {
    const char *limit;
    const char *offset;
    gint64 lower;
    gint64 upper;
  } windows[] = {
    { NULL, NULL, 0, G_MAXINT64 }, { "3", NULL, 0, 2 },    { "0", NULL, 0, -1 },         { "-1", NULL, 0, -2 },
    { "abc", NULL, 0, G_MAXINT64 }, { NULL, "8", 8, G_MAXINT64 }, { "2", "8", 8, 9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++) {
    LocalRestRange range = local_rest_range_parse_window (windows[i].limit, windows[i].offset);

    g_assert_cmpint (range.lower, ==, windows[i].lower);
    g_assert_cmpint (range.upper, ==, windows[i].upper);
  }
  g_assert_cmpint (local_rest_range_parse_header ("5-9").upper, ==, 9);
  g_assert_true (local_rest_range_is_all (local_rest_range_parse_header ("bytes=0-9")));
  g_assert_true (local_rest_range_is_empty (local_rest_range_parse_header ("9-5")));
  g_assert_cmpuint (local_rest_range_get_status (local_rest_range_all (), 5, 5), ==, 200);
  g_assert_cmpuint (local_rest_range_get_status (local_rest_range_all (), 5, 6), ==, 206);
  g_assert_cmpuint (local_rest_range_get_status ((LocalRestRange) { 7, 9 }, 0, 6), ==, 416);
}

static void
test_prefer (void)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  LocalRestPrefer *prefer = local_rest_prefer_parse (arena, "return=minimal, return=representation,count=exact , handling=strict, "
                                                            "max-affected=2, x=1");
  g_autofree char *read = local_rest_prefer_get_applied (prefer, LOCAL_REST_APPLIED_TO_READ, FALSE);
  g_autofree char *update = local_rest_prefer_get_applied (prefer, LOCAL_REST_APPLIED_TO_UPDATE, FALSE);

  g_assert_cmpstr (prefer->representation, ==, "minimal");
  g_assert_cmpint (prefer->max_affected, ==, 2);
  g_assert_cmpuint (prefer->invalid->len, ==, 1);
  g_assert_cmpstr (read, ==, "count=exact, handling=strict");
  g_assert_cmpstr (update, ==, "return=minimal, count=exact, handling=strict, max-affected=2");
}

static void
test_media (void)
{
  static const struct {
    const char *accept;
    const char *chosen;
  } headers[] = {
    { NULL, "application/json" },
    { "*/*", "application/json" },
    { "text/csv", "text/csv" },
    { "text/html, application/json;q=0.9, text/csv;q=0.95", "text/csv" },
    { "application/vnd.pgrst.object", "application/vnd.pgrst.object+json" },
    { "application/vnd.pgrst.object+json; nulls=stripped", "application/vnd.pgrst.object+json;nulls=stripped" },
    { "application/vnd.pgrst.array+json;nulls=stripped", "application/vnd.pgrst.array+json;nulls=stripped" },
    { "image/png", NULL },
    { "application/vnd.pgrst.plan+json", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    LocalRestMedia *media = local_rest_media_choose (arena, local_rest_media_parse_accept (arena, headers[i].accept));

    g_assert_cmpstr (media != NULL ? media->name : NULL, ==, headers[i].chosen);
  }
}

/* As pg_rewrite keeps the rule of a view: two columns of a table, one that is computed, and a subquery whose list does not count. */
static void
test_view (void)
{
  static const char tree[] =
    "({QUERY :commandType 1 :rtable ({RTE :subquery {QUERY :targetList ({TARGETENTRY :resno 1 :resname x :resorigtbl 5 :resorigcol 5 "
    ":resjunk false}) :limit <>}}) :targetList ({TARGETENTRY :expr {VAR :varno 1 :resname trap} :resno 1 :resname id "
    ":ressortgroupref 0 :resorigtbl 16385 :resorigcol 1 :resjunk false} {TARGETENTRY :expr {CONST :constvalue 4 [ 1 0 0 0 ]} "
    ":resno 2 :resname a\\ b\\(c\\) :resorigtbl 16385 :resorigcol 3 :resjunk false} {TARGETENTRY :expr {OPEXPR :args ({VAR :varno 1})} "
    ":resno 3 :resname sum :resorigtbl 0 :resorigcol 0 :resjunk false}) :returningList <>})";
  g_autoptr (LocalArena) arena = local_arena_create ();
  GPtrArray *columns = local_arena_array (arena);
  const LocalRestViewColumn *column;

  local_rest_view_scan (tree, 7, arena, columns);
  g_assert_cmpuint (columns->len, ==, 2);
  column = g_ptr_array_index (columns, 0);
  g_assert_cmpstr (column->column, ==, "id");
  g_assert_cmpuint (column->view, ==, 7);
  g_assert_cmpuint (column->table, ==, 16385);
  g_assert_cmpint (column->number, ==, 1);
  column = g_ptr_array_index (columns, 1);
  g_assert_cmpstr (column->column, ==, "a b(c)");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rest/parts/sql", test_sql);
  g_test_add_func ("/rest/parts/json", test_json);
  g_test_add_func ("/rest/parts/csv", test_csv);
  g_test_add_func ("/rest/parts/range", test_range);
  g_test_add_func ("/rest/parts/prefer", test_prefer);
  g_test_add_func ("/rest/parts/media", test_media);
  g_test_add_func ("/rest/parts/view", test_view);

  return g_test_run ();
}
