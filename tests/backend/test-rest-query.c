/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

#include "rest/local-rest-query.h"

/* The select list as it was understood, in a form of its own: alias=name->path::cast and relation!hint[…]. */
static void
show_items (GString   *text,
            GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    const LocalRestItem *item = g_ptr_array_index (items, i);

    g_string_append (text, i > 0 ? " " : "");
    if (item->alias != NULL)
      g_string_append_printf (text, "%s=", item->alias);
    if (item->kind != LOCAL_REST_ITEM_FIELD) {
      g_string_append_printf (text, "%s%s%s%s%s[", item->kind == LOCAL_REST_ITEM_SPREAD ? "..." : "", item->relation,
                              item->hint != NULL ? "!" : "", item->hint != NULL ? item->hint : "", item->is_inner ? "!!" : "");
      show_items (text, item->children);
      g_string_append (text, "]");
      continue;
    }
    g_string_append (text, item->field.name);
    for (guint j = 0; j < item->field.path->len; j++) {
      const LocalRestStep *step = g_ptr_array_index (item->field.path, j);

      g_string_append_printf (text, "%s%s%s", step->as_text ? "->>" : "->", step->is_index ? "#" : "", step->key);
    }
    if (item->cast != NULL)
      g_string_append_printf (text, "::%s", item->cast);
    if (item->is_aggregate)
      g_string_append (text, "()");
  }
}

static void
test_select (void)
{
  static const struct {
    const char *text;
    const char *shown;
  } lists[] = {
    { "", "" },
    { "*", "*" },
    { "id, name", "id name" },
    { "Mixed Case", "Mixed Case" },
    { "\"dotted.name\",\"a\\\"b\"", "dotted.name a\"b" },
    { "when:created_at::date", "when=created_at::date" },
    { "a->b->>c,d->0->>-1", "a->b->>c d->#+0->>#-1" },
    { "a->\"x.y\"", "a->x.y" },
    { "total-price", "total-price" },
    { "id,client:clients!client_id(name,projects(*))", "id client=clients!client_id[name projects[*]]" },
    { "clients!inner(name)", "clients!![name]" },
    { "clients!inner!fk(name)", "clients!fk!![name]" },
    { "clients!left(name)", "clients[name]" },
    { "...clients(company:name)", "...clients[company=name]" },
    { "ticket_messages()", "ticket_messages[]" },
    { "ticket_messages(count)", "ticket_messages[count]" },
    { "count()", "*()" },
    { "number.max()", "number()" },
    { "number)(", "number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    g_autoptr (LocalRestError) error = NULL;
    g_autoptr (GString) shown = g_string_new (NULL);
    GPtrArray *items = local_rest_query_parse_select (lists[i].text, arena, &error);

    g_assert_null (error);
    g_assert_nonnull (items);
    show_items (shown, items);
    g_assert_cmpstr (shown->str, ==, lists[i].shown);
  }
}

static void
show_operation (GString                  *text,
                const LocalRestOperation *operation)
{
  g_string_append_printf (text, "%s%s", operation->negated ? "NOT " : "", operation->sql);
  if (operation->quantifier != NULL)
    g_string_append_printf (text, " %s", operation->quantifier);
  if (operation->language != NULL)
    g_string_append_printf (text, " (%s)", operation->language);
  if (operation->value != NULL)
    g_string_append_printf (text, " <%s>", operation->value);
  for (guint i = 0; operation->values != NULL && i < operation->values->len; i++)
    g_string_append_printf (text, " <%s>", (char *) g_ptr_array_index (operation->values, i));
}

static void
show_logic (GString              *text,
            const LocalRestLogic *logic)
{
  if (logic->members == NULL) {
    g_string_append_printf (text, "%s ", logic->field.name);
    show_operation (text, &logic->operation);
    return;
  }
  g_string_append_printf (text, "%s%s(", logic->negated ? "not " : "", logic->is_or ? "or" : "and");
  for (guint i = 0; i < logic->members->len; i++) {
    g_string_append (text, i > 0 ? "; " : "");
    show_logic (text, g_ptr_array_index (logic->members, i));
  }
  g_string_append (text, ")");
}

static void
test_conditions (void)
{
  static const struct {
    const char *query;
    const char *shown;
  } conditions[] = {
    { "a=eq.1", "a = <1>" },
    { "a=eq.x,y.(z)\"", "a = <x,y.(z)\">" },
    { "a=eq.x+y%2Bz", "a = <x y+z>" },
    { "a=not.eq.", "a NOT = <>" },
    { "a=gte.1", "a >= <1>" },
    { "a=in.(1,\"b,c\",\"d\\\"e\")", "a = ANY <1> <b,c> <d\"e>" },
    { "a=not.in.()", "a NOT = ANY <>" },
    { "a=is.NULL", "a NULL" },
    { "a=is.not_null", "a NOT NULL" },
    { "a=isdistinct.1", "a IS DISTINCT FROM <1>" },
    { "a=fts(english).x%20%26%20y", "a to_tsquery (english) <x & y>" },
    { "a=wfts.x", "a websearch_to_tsquery <x>" },
    { "a=like(any).{a*,b*}", "a like ANY <{a*,b*}>" },
    { "a=eq(all).{1}", "a = ALL <{1}>" },
    { "a=cs.{x,y}", "a @> <{x,y}>" },
    { "or=(a.eq.1,b.is.null)", "or(a = <1>; b NULL)" },
    { "not.and=(a.lt.1,not.or(b.eq.2,c.eq.3))", "not and(a < <1>; not or(b = <2>; c = <3>))" },
    { "or=(a.eq.\"x,y\",b.cs.{1,2},c.in.(3,4))", "or(a = <x,y>; b @> <{1,2}>; c = ANY <3> <4>)" },
    { "and=( a.eq.1 , b.eq.2 )", "and(a = <1 >; b = <2 >)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    g_autoptr (LocalRestError) error = NULL;
    g_autoptr (GString) shown = g_string_new (NULL);
    LocalRestQuery *query = local_rest_query_parse (conditions[i].query, FALSE, arena, &error);
    GPtrArray *found;

    g_assert_null (error);
    g_assert_nonnull (query);
    g_assert_cmpuint (query->filters->len + query->logic->len, ==, 1);
    found = query->filters->len == 1 ? query->filters : query->logic;
    show_logic (shown, ((LocalRestCondition *) g_ptr_array_index (found, 0))->logic);
    g_assert_cmpstr (shown->str, ==, conditions[i].shown);
  }
}

/* Code, message and place are what PostgREST 14 answers; see tests/conformance/rest. */
static void
test_errors (void)
{
  static const struct {
    const char *query;
    const char *message;
  } errors[] = {
    { "a=1", "\"failed to parse filter (1)\" (line 1, column 1)" },
    { "a=nota.1", "\"failed to parse filter (nota.1)\" (line 1, column 4)" },
    { "a=is.nil", "\"failed to parse filter (is.nil)\" (line 1, column 5)" },
    { "a=in.1", "\"failed to parse filter (in.1)\" (line 1, column 4)" },
    { "select=id,", "\"failed to parse select parameter (id,)\" (line 1, column 4)" },
    { "select=a(b", "\"failed to parse select parameter (a(b)\" (line 1, column 4)" },
    { "select=id!", "\"failed to parse select parameter (id!)\" (line 1, column 4)" },
    { "select=id::$$", "\"failed to parse select parameter (id::$$)\" (line 1, column 7)" },
    { "order=a.down", "\"failed to parse order (a.down)\" (line 1, column 3)" },
    { "or=()", "\"failed to parse logic tree (())\" (line 1, column 4)" },
    { "%C3%A9t%C3%A9=x", "\"failed to parse filter (x)\" (line 1, column 1)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    g_autoptr (LocalRestError) error = NULL;

    g_assert_null (local_rest_query_parse (errors[i].query, FALSE, arena, &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (error->status, ==, 400);
    g_assert_cmpstr (error->code, ==, "PGRST100");
    g_assert_cmpstr (error->message, ==, errors[i].message);
  }
}

static void
test_rest_of_query (void)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  g_autoptr (LocalRestError) error = NULL;
  LocalRestQuery *query;
  const LocalRestOrder *order;
  const LocalRestWindow *window;

  query = local_rest_query_parse ("order=a.desc.nullslast,rel(b)&rel.limit=5&rel.offset=2&columns=\"a\",b&on_conflict=c%2Cd&&x", FALSE,
                                  arena, &error);
  g_assert_null (error);
  g_assert_nonnull (query);
  g_assert_cmpuint (query->orders->len, ==, 1);
  order = g_ptr_array_index (((LocalRestOrdering *) g_ptr_array_index (query->orders, 0))->terms, 0);
  g_assert_cmpstr (order->direction, ==, "DESC");
  g_assert_cmpstr (order->nulls, ==, "NULLS LAST");
  order = g_ptr_array_index (((LocalRestOrdering *) g_ptr_array_index (query->orders, 0))->terms, 1);
  g_assert_cmpstr (order->relation, ==, "rel");
  g_assert_cmpstr (order->field.name, ==, "b");
  g_assert_cmpuint (query->windows->len, ==, 1);
  window = g_ptr_array_index (query->windows, 0);
  g_assert_cmpstr (window->limit, ==, "5");
  g_assert_cmpstr (window->offset, ==, "2");
  g_assert_cmpstr (g_ptr_array_index (window->path, 0), ==, "rel");
  g_assert_cmpuint (query->columns->len, ==, 2);
  g_assert_cmpuint (query->on_conflict->len, ==, 2);
  g_assert_cmpuint (query->filters->len, ==, 0);
}

static void
test_call (void)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  g_autoptr (LocalRestError) error = NULL;
  LocalRestQuery *query = local_rest_query_parse ("a=1&b=eq.2&a=3", TRUE, arena, &error);

  g_assert_null (error);
  g_assert_cmpuint (query->arguments->len, ==, 2);
  g_assert_cmpstr (((LocalRestArgument *) g_ptr_array_index (query->arguments, 1))->value, ==, "3");
  g_assert_cmpuint (query->filters->len, ==, 1);
}

/* Whatever is nested so deep is refused, and does not use up the stack. */
static void
test_depth (void)
{
  static const char *const beginnings[][2] = { { "or=(a.eq.1,", "and(" }, { "select=", "a(" } };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    g_autoptr (LocalRestError) error = NULL;
    g_autoptr (GString) query = g_string_new (beginnings[i][0]);

    for (guint j = 0; j < 100000; j++)
      g_string_append (query, beginnings[i][1]);
    g_assert_null (local_rest_query_parse (query->str, FALSE, arena, &error));
    g_assert_cmpstr (error->code, ==, "PGRST100");
  }
}

static void
test_bytes (void)
{
  static const char *const queries[] = { "a=eq.%FF", "a=eq.%00", "%C3=eq.1", "select=%ED%A0%80" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (LocalArena) arena = local_arena_create ();
    g_autoptr (LocalRestError) error = NULL;

    g_assert_null (local_rest_query_parse (queries[i], FALSE, arena, &error));
    g_assert_cmpstr (error->code, ==, "22021");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rest/query/select", test_select);
  g_test_add_func ("/rest/query/conditions", test_conditions);
  g_test_add_func ("/rest/query/errors", test_errors);
  g_test_add_func ("/rest/query/rest", test_rest_of_query);
  g_test_add_func ("/rest/query/call", test_call);
  g_test_add_func ("/rest/query/depth", test_depth);
  g_test_add_func ("/rest/query/bytes", test_bytes);

  return g_test_run ();
}
