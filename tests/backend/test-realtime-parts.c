/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "http/local-json.h"
#include "realtime/local-change.h"
#include "realtime/local-filter.h"
#include "realtime/local-frame.h"
#include "realtime/local-pgoutput.h"
#include "realtime/local-presence.h"
#include "realtime/local-subscriber.h"

static void
test_filter (void)
{
  g_autoptr (LocalFilter) plain = local_filter_parse ("status=eq.open");
  g_autoptr (LocalFilter) dotted = local_filter_parse ("body=neq.a.b,c=d");
  g_autoptr (LocalFilter) list = local_filter_parse ("id=in.(1,\"a,b\",\"c\\\"d\")");
  g_autoptr (LocalFilter) empty = local_filter_parse ("body=eq.");

  g_assert_cmpstr (plain->column, ==, "status");
  g_assert_cmpstr (plain->operation, ==, "eq");
  g_assert_cmpstr (plain->values[0], ==, "open");
  g_assert_cmpstr (dotted->values[0], ==, "a.b,c=d");
  g_assert_cmpuint (g_strv_length (list->values), ==, 3);
  g_assert_cmpstr (list->values[1], ==, "a,b");
  g_assert_cmpstr (list->values[2], ==, "c\"d");
  g_assert_cmpstr (empty->values[0], ==, "");
}

static void
test_filter_that_is_none (void)
{
  static const gchar *const texts[] = {
    "", "status", "status=open", "=eq.open", "status=like.a", "id=in.1,2", "id=in.()", "id=in.(", "id=in.(\"a)", "id=in.(\"a\"b)",
    "id=EQ.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (local_filter_parse (texts[i]));
}

static GPtrArray *
parse_bindings (const gchar *text, gchar **echo, gchar **problem)
{
  g_autoptr (JsonNode) node = local_json_parse (text, -1);
  g_autoptr (JsonArray) answer = json_array_new ();
  g_autoptr (JsonNode) answer_node = json_node_new (JSON_NODE_ARRAY);
  GPtrArray *bindings = local_bindings_parse (json_node_get_array (node), answer, problem);

  json_node_set_array (answer_node, answer);
  *echo = json_to_string (answer_node, FALSE);
  return bindings;
}

static void
test_bindings (void)
{
  g_autofree gchar *echo = NULL;
  g_autofree gchar *problem = NULL;
  g_autofree gchar *expected = NULL;
  g_autoptr (GPtrArray) bindings = NULL;
  const LocalBinding *all;
  const LocalBinding *some;

  bindings = parse_bindings ("[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"tickets\"},"
                             "{\"event\":\"UPDATE\",\"schema\":\"public\",\"table\":\"tickets\",\"filter\":\"id=eq.1\"}]",
                             &echo, &problem);
  g_assert_null (problem);
  g_assert_cmpuint (bindings->len, ==, 2);
  all = g_ptr_array_index (bindings, 0);
  some = g_ptr_array_index (bindings, 1);
  g_assert_cmpint (all->id, !=, some->id);

  /* The client compares what comes back, in order, member by member. */
  expected = g_strdup_printf ("[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"tickets\",\"id\":%" G_GINT64_FORMAT "},"
                              "{\"event\":\"UPDATE\",\"schema\":\"public\",\"table\":\"tickets\",\"filter\":\"id=eq.1\","
                              "\"id\":%" G_GINT64_FORMAT "}]", all->id, some->id);
  g_assert_cmpstr (echo, ==, expected);

  g_assert_true (local_binding_covers (all, "DELETE", "public", "tickets"));
  g_assert_false (local_binding_covers (all, "DELETE", "public", "other"));
  g_assert_false (local_binding_covers (all, "DELETE", "private", "tickets"));
  g_assert_true (local_binding_covers (some, "UPDATE", "public", "tickets"));
  g_assert_false (local_binding_covers (some, "INSERT", "public", "tickets"));
}

static void
test_bindings_that_make_no_sense (void)
{
  g_autofree gchar *echo = NULL;
  g_autofree gchar *problem = NULL;
  g_autoptr (GPtrArray) bindings = parse_bindings ("[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"t\",\"filter\":\"x\"}]",
                                                   &echo, &problem);

  g_assert_cmpuint (bindings->len, ==, 1);
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, "table: t"));
  g_assert_nonnull (strstr (echo, "\"filter\":\"x\",\"id\":"));
}

static JsonObject *
parse_object (const gchar *text)
{
  g_autoptr (JsonNode) node = local_json_parse (text, -1);

  return json_object_ref (json_node_get_object (node));
}

static void
test_presence (void)
{
  g_autoptr (LocalPresence) presence = local_presence_new ();
  g_autoptr (JsonObject) one = parse_object ("{\"n\":1}");
  g_autoptr (JsonObject) two = parse_object ("{\"n\":2}");
  g_autofree gchar *joined = local_presence_track (presence, 1, "k", "r1", one);
  g_autofree gchar *again = local_presence_track (presence, 1, "k", "r2", two);
  g_autofree gchar *other = local_presence_track (presence, 2, "k", "r3", one);
  g_autofree gchar *state = local_presence_write (presence);
  g_autofree gchar *left = local_presence_untrack (presence, 1);

  g_assert_cmpstr (joined, ==, "{\"joins\":{\"k\":{\"metas\":[{\"n\":1,\"phx_ref\":\"r1\"}]}},\"leaves\":{}}");
  g_assert_cmpstr (again, ==, "{\"joins\":{\"k\":{\"metas\":[{\"n\":2,\"phx_ref\":\"r2\",\"phx_ref_prev\":\"r1\"}]}},"
                              "\"leaves\":{\"k\":{\"metas\":[{\"n\":1,\"phx_ref\":\"r1\"}]}}}");
  g_assert_cmpstr (other, ==, "{\"joins\":{\"k\":{\"metas\":[{\"n\":1,\"phx_ref\":\"r3\"}]}},\"leaves\":{}}");
  g_assert_cmpstr (state, ==, "{\"k\":{\"metas\":[{\"n\":2,\"phx_ref\":\"r2\",\"phx_ref_prev\":\"r1\"},"
                              "{\"n\":1,\"phx_ref\":\"r3\"}]}}");
  g_assert_nonnull (strstr (left, "\"joins\":{}"));
  g_assert_null (local_presence_untrack (presence, 1));
  g_assert_false (local_presence_is_empty (presence));
  g_free (local_presence_untrack (presence, 2));
  g_assert_true (local_presence_is_empty (presence));
}

static void
test_pgoutput (void)
{
  static const gchar relation[] = "R\0\0\0\x07public\0t\0d\0\x02\x01id\0\0\0\0\x14\xff\xff\xff\xff\0body\0\0\0\0\x19\xff\xff\xff\xff";
  static const gchar update[] = "U\0\0\0\x07N\0\x03t\0\0\0\x02" "42un";
  static const gchar remove[] = "D\0\0\0\x07K\0\x02t\0\0\0\x01" "4n";
  g_autoptr (LocalPgoutput) told = local_pgoutput_parse ((const guint8 *) relation, sizeof relation - 1);
  g_autoptr (LocalPgoutput) updated = local_pgoutput_parse ((const guint8 *) update, sizeof update - 1);
  g_autoptr (LocalPgoutput) removed = local_pgoutput_parse ((const guint8 *) remove, sizeof remove - 1);
  const LocalWireColumn *id;

  g_assert_cmpint (told->kind, ==, LOCAL_PGOUTPUT_RELATION);
  g_assert_cmpuint (told->relation, ==, 7);
  g_assert_cmpstr (told->schema, ==, "public");
  g_assert_cmpuint (told->columns->len, ==, 2);
  id = &g_array_index (told->columns, LocalWireColumn, 0);
  g_assert_cmpstr (id->name, ==, "id");
  g_assert_true (id->is_key);
  g_assert_cmpuint (id->type_oid, ==, 20);

  g_assert_cmpuint (updated->new_values->len, ==, 3);
  g_assert_cmpstr (g_array_index (updated->new_values, LocalValue, 0).text, ==, "42");
  g_assert_cmpint (g_array_index (updated->new_values, LocalValue, 1).kind, ==, LOCAL_VALUE_UNCHANGED);
  g_assert_cmpint (g_array_index (updated->new_values, LocalValue, 2).kind, ==, LOCAL_VALUE_NULL);
  g_assert_true (removed->old_is_key);
  g_assert_null (removed->new_values);

  for (gsize length = 0; length < sizeof relation - 1; length++)
    g_assert_null (local_pgoutput_parse ((const guint8 *) relation, length));
  for (gsize length = 0; length < sizeof update - 1; length++)
    g_assert_null (local_pgoutput_parse ((const guint8 *) update, length));
}

static void
test_time (void)
{
  g_autofree gchar *epoch = local_change_write_time (0);
  g_autofree gchar *later = local_change_write_time (G_GINT64_CONSTANT (820454400123456));

  g_assert_cmpstr (epoch, ==, "2000-01-01T00:00:00.000Z");
  g_assert_cmpstr (later, ==, "2025-12-31T00:00:00.123Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/realtime/filter/parse", test_filter);
  g_test_add_func ("/realtime/filter/none", test_filter_that_is_none);
  g_test_add_func ("/realtime/bindings/parse", test_bindings);
  g_test_add_func ("/realtime/bindings/no-sense", test_bindings_that_make_no_sense);
  g_test_add_func ("/realtime/presence", test_presence);
  g_test_add_func ("/realtime/pgoutput", test_pgoutput);
  g_test_add_func ("/realtime/time", test_time);
  return g_test_run ();
}
