/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-query.h"

/* Decodes what the server would decode, so that the tables below can be read. */
static void
check_query (SupaQuery  *query,
             const char *expected)
{
  g_autofree char *text = supa_query_to_string (query);
  g_autofree char *decoded = NULL;

  for (const char *c = text; *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c) && *c != '+' && *c != '#');
  g_assert_cmpuint (strlen (text) - strcspn (text, "?"), >, 0);

  decoded = g_uri_unescape_string (text, NULL);
  g_assert_cmpstr (decoded, ==, expected);
}

static void
test_values_are_data (void)
{
  static const struct
  {
    const char *value;
    const char *escaped;
  } cases[] = {
    { "open", "t?a=eq.open" },
    { "", "t?a=eq." },
    { "a b", "t?a=eq.a%20b" },
    { "a+b", "t?a=eq.a%2Bb" },
    { "1&b=eq.2", "t?a=eq.1%26b%3Deq.2" },
    { "50%", "t?a=eq.50%25" },
    { "x#y?z/w", "t?a=eq.x%23y%3Fz%2Fw" },
    { "a.b,c(d)", "t?a=eq.a.b,c(d)" },
    { "null", "t?a=eq.null" },
    { "é€😀", "t?a=eq.%C3%A9%E2%82%AC%F0%9F%98%80" },
    { "say \"no\"", "t?a=eq.say%20\"no\"" },
    { "line\nbreak\ttab", "t?a=eq.line%0Abreak%09tab" },
    { "2026-11-21T10:00:00.123456+00:00", "t?a=eq.2026-11-21T10:00:00.123456%2B00:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SupaQuery) query = supa_query_eq (supa_query_new ("t"), "a", cases[i].value);
      g_autofree char *text = supa_query_to_string (query);

      g_assert_cmpstr (text, ==, cases[i].escaped);
    }
}

static void
test_lists_quote_each_value (void)
{
  const char *values[] = { "open", "on hold, client", "a\"b", "c\\d", "(x)", "", NULL };
  const char *none[] = { NULL };
  g_autoptr (SupaQuery) query = supa_query_in (supa_query_new ("tickets"), "status", values);
  g_autoptr (SupaQuery) empty = supa_query_in (supa_query_new ("tickets"), "status", none);

  check_query (query, "tickets?status=in.(\"open\",\"on hold, client\",\"a\\\"b\",\"c\\\\d\",\"(x)\",\"\")");
  check_query (empty, "tickets?status=in.()");
}

static void
test_after_a_row (void)
{
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");

  supa_query_after (query, "updated_at", "2026-11-21T10:00:00+00:00", "id", "7),or=(x.eq.\"1");
  check_query (query, "tickets?or=(updated_at.gt.\"2026-11-21T10:00:00+00:00\","
                      "and(updated_at.eq.\"2026-11-21T10:00:00+00:00\",id.gt.\"7),or=(x.eq.\\\"1\"))");
}

static void
test_all_parts (void)
{
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");

  supa_query_limit (supa_query_order (supa_query_order (query, "updated_at", FALSE), "id", TRUE), 50);
  supa_query_select (query, "id, priority:ticket_priorities!fk(code)");
  supa_query_neq (query, "status", "closed");
  supa_query_gt (supa_query_gte (query, "a", "1"), "b", "2");
  supa_query_is_null (query, "owner_id");

  check_query (query, "tickets?select=id, priority:ticket_priorities!fk(code)&status=neq.closed&a=gte.1&b=gt.2&owner_id=is.null"
                      "&order=updated_at.desc,id.asc&limit=50");
  g_assert_cmpstr (supa_query_get_table (query), ==, "tickets");
}

static void
test_bare_table (void)
{
  g_autoptr (SupaQuery) query = supa_query_new ("tickets");
  g_autoptr (SupaQuery) nothing = supa_query_limit (supa_query_new ("odd name"), 0);
  g_autofree char *text = supa_query_to_string (query);
  g_autofree char *limited = supa_query_to_string (nothing);

  g_assert_cmpstr (text, ==, "tickets");
  g_assert_cmpstr (limited, ==, "odd%20name?limit=0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/values-are-data", test_values_are_data);
  g_test_add_func ("/query/lists-quote-each-value", test_lists_quote_each_value);
  g_test_add_func ("/query/after-a-row", test_after_a_row);
  g_test_add_func ("/query/all-parts", test_all_parts);
  g_test_add_func ("/query/bare-table", test_bare_table);

  return g_test_run ();
}
