/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-thread-record.h"
#include "guichet-linkify.h"
#include "guichet-thread-words.h"
#include "ui-fixture.h"

/* Words and markup of a conversation. */

static void
assert_markup (const char *text,
               const char *expected)
{
  g_autofree char *markup = guichet_linkify (text);

  g_assert_cmpstr (markup, ==, expected);
}

static void
test_links (void)
{
  assert_markup ("", "");
  assert_markup ("plain words", "plain words");
  assert_markup ("a <b>bold</b> & \"quoted\" line", "a &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; line");
  assert_markup ("see https://desk.test/a?b=1&c=2.", "see <a href=\"https://desk.test/a?b=1&amp;c=2\">https://desk.test/a?b=1&amp;c=2</a>.");
  assert_markup ("HTTP://desk.test", "<a href=\"HTTP://desk.test\">HTTP://desk.test</a>");
  assert_markup ("(https://desk.test/x)", "(<a href=\"https://desk.test/x\">https://desk.test/x</a>)");
  assert_markup ("https://desk.test/x_(y)", "<a href=\"https://desk.test/x_(y)\">https://desk.test/x_(y)</a>");
  assert_markup ("https://a.test, https://b.test!",
                 "<a href=\"https://a.test\">https://a.test</a>, <a href=\"https://b.test\">https://b.test</a>!");
  assert_markup ("https://desk.test/été", "<a href=\"https://desk.test/été\">https://desk.test/été</a>");
}

/* The number of a ticket, and nothing that only looks like one. */
static void
test_numbers (void)
{
  assert_markup ("#1042", "<a href=\"guichet://ticket/1042\">#1042</a>");
  assert_markup ("as in (#7), #1022: and #1", "as in (<a href=\"guichet://ticket/7\">#7</a>), <a href=\"guichet://ticket/1022\">#1022</a>: and "
                                              "<a href=\"guichet://ticket/1\">#1</a>");
  assert_markup ("https://desk.test/#1042", "<a href=\"https://desk.test/#1042\">https://desk.test/#1042</a>");
  assert_markup ("#", "#");
  assert_markup ("#0 #01 #12a #12é #12_3 no#12 ##12 &#60; /#12 #ffffff", "#0 #01 #12a #12é #12_3 no#12 ##12 &amp;#60; /#12 #ffffff");
  assert_markup ("#99999999999999999999", "#99999999999999999999");
}

static void
test_no_links (void)
{
  assert_markup ("https://", "https://");
  assert_markup ("https:// desk.test", "https:// desk.test");
  assert_markup ("xhttps://desk.test", "xhttps://desk.test");
  assert_markup ("javascript:alert(1)", "javascript:alert(1)");
  assert_markup ("file:///etc/passwd", "file:///etc/passwd");
  assert_markup ("<a href=\"https://x.test\">y</a>",
                 "&lt;a href=&quot;<a href=\"https://x.test\">https://x.test</a>&quot;&gt;y&lt;/a&gt;");
  /* What turns the direction of writing ends the address. */
  assert_markup ("https://desk.test/\xE2\x80\xAEgpj.exe", "<a href=\"https://desk.test/\">https://desk.test/</a>\xE2\x80\xAEgpj.exe");
}

static void
on_element (GMarkupParseContext *context,
            const char *name,
            const char **attributes,
            const char **values,
            gpointer user_data,
            GError **error)
{
  if (g_str_equal (name, "m"))
    return;
  g_assert_cmpstr (name, ==, "a");
  g_assert_cmpstr (attributes[0], ==, "href");
  g_assert_null (attributes[1]);
  g_assert_true (g_ascii_strncasecmp (values[0], "http://", 7) == 0 || g_ascii_strncasecmp (values[0], "https://", 8) == 0 ||
                 g_regex_match_simple ("^guichet://ticket/[1-9][0-9]*$", values[0], 0, 0));
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  g_string_append_len (user_data, text, length);
}

/* Whatever somebody wrote: what shows is what they wrote, and the only elements are links to the web and to tickets. */
static void
assert_faithful (const char *text)
{
  const GMarkupParser parser = { .start_element = on_element, .text = on_text };
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, shown, NULL);
  g_autofree char *markup = guichet_linkify (text);
  g_autofree char *whole = g_strdup_printf ("<m>%s</m>", markup);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, whole, -1, &error));
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (shown->str, ==, valid);
}

static void
test_anything (void)
{
  static const char *const pieces[] = { "https://", "http://", "a", ".test/", "<", ">", "&", "\"", "'", " ", "\n", "(", ")", "]", "&amp;",
                                        "<b>", "</a>", "é", "\xE2\x80\xAE", "\xF0\x9F\x98\x80", "\xFF", "\xC3", "\x01", "%00", "#", "#4", "2", "?x=", "\t" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1042);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  for (int i = 0; i < 4000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      int n = g_rand_int_range (rand, 0, 24);

      for (int j = 0; j < n; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      assert_faithful (text->str);
      if (i % 20 == 0)
        {
          g_autofree char *markup = guichet_linkify (text->str);

          /* A label that cannot read it warns, which ends the test. */
          gtk_label_set_markup (GTK_LABEL (label), markup);
        }
    }
  g_assert_finalize_object (label);
}

static DeskThreadItem *
event_new (const char *kind,
           const char *before,
           const char *after,
           const char *author,
           gboolean staff,
           gboolean me)
{
  DeskThreadItem *item = desk_thread_item_new (DESK_THREAD_EVENT, "e", UI_FIXTURE_NOW);
  DeskThreadRecord record = { .kind = DESK_THREAD_EVENT, .id = g_strdup ("e"), .time = UI_FIXTURE_NOW, .event_kind = g_strdup (kind),
                              .old_value = g_strdup (before), .new_value = g_strdup (after), .author_name = g_strdup (author),
                              .author_is_staff = staff, .author_is_me = me };

  desk_thread_item_update (item, &record);
  desk_slots_clear (&desk_thread_slots, &record);

  return item;
}

static void
test_events (void)
{
  const struct
  {
    const char *kind, *before, *after, *author;
    gboolean author_is_staff, author_is_me, reader_is_staff;
    const char *expected;
  } cases[] = {
    { "created", NULL, "open", "Nadia Benali", FALSE, FALSE, TRUE, "Nadia Benali filed this request" },
    { "created", NULL, "open", "Nadia Benali", FALSE, TRUE, FALSE, "You filed this request" },
    { "status", "in_progress", "waiting_customer", "Amélie Fournier", TRUE, TRUE, TRUE, "You set it to Waiting for the client" },
    { "status", "in_progress", "waiting_customer", "Amélie Fournier", TRUE, FALSE, FALSE, "Amélie Fournier set it to Waiting for you" },
    { "status", "waiting_customer", "in_progress", "Nadia Benali", FALSE, FALSE, TRUE, "In progress again: the client replied" },
    { "status", "waiting_customer", "in_progress", "Nadia Benali", FALSE, TRUE, FALSE, "In progress again, after a reply" },
    { "status", "resolved", "in_progress", "Nadia Benali", FALSE, FALSE, TRUE, "Nadia Benali set it to In progress" },
    { "status", "resolved", "closed", NULL, FALSE, FALSE, TRUE, "It was set to Closed" },
    { "priority", "normal", "high", "Jonas Weber", TRUE, FALSE, TRUE, "Priority changed from Normal to High by Jonas Weber" },
    { "priority", "normal", "high", "Amélie Fournier", TRUE, TRUE, TRUE, "Priority changed from Normal to High by you" },
    { "assignee", NULL, "Amélie Fournier", "Amélie Fournier", TRUE, FALSE, FALSE, "Amélie Fournier took your request" },
    { "assignee", NULL, "Amélie Fournier", "Amélie Fournier", TRUE, TRUE, TRUE, "You took it" },
    { "assignee", NULL, "Jonas Weber", "Amélie Fournier", TRUE, FALSE, TRUE, "Amélie Fournier assigned it to Jonas Weber" },
    { "assignee", "Jonas Weber", NULL, "Amélie Fournier", TRUE, FALSE, TRUE, "It is assigned to nobody now" },
    { "category", "Billing", "Account", NULL, FALSE, FALSE, TRUE, "Category changed from Billing to Account" },
    { "category", NULL, "Billing", "Jonas Weber", TRUE, FALSE, TRUE, "Category changed to Billing" },
    { "category", "Billing", NULL, "Jonas Weber", TRUE, FALSE, TRUE, "Category changed to none" },
    { "labels", "vat", "vat, invoices", "Amélie Fournier", TRUE, TRUE, TRUE, "Labels changed from vat to vat, invoices by you" },
    { "labels", "vat", "", "Jonas Weber", TRUE, FALSE, TRUE, "Labels changed to none" },
    { "escalation", NULL, "escalated", NULL, FALSE, FALSE, TRUE, "Escalated: a deadline has passed" },
    { "escalation", "escalated", NULL, NULL, FALSE, FALSE, TRUE, "No longer escalated" },
    { "scope", NULL, "South Bakery", "Jonas Weber", TRUE, FALSE, TRUE, "It concerns South Bakery now" },
    { "scope", "South Bakery", NULL, "Jonas Weber", TRUE, FALSE, TRUE, "It concerns no other company any more" },
    { "scope", NULL, "all", "Jonas Weber", TRUE, FALSE, TRUE, "It concerns all companies now" },
    { "something_later", "a", "b", "Jonas Weber", TRUE, FALSE, TRUE, "Something was changed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskThreadItem *item = event_new (cases[i].kind, cases[i].before, cases[i].after, cases[i].author, cases[i].author_is_staff,
                                        cases[i].author_is_me);
      g_autofree char *words = guichet_thread_words_event (item, cases[i].reader_is_staff);

      g_assert_cmpstr (words, ==, cases[i].expected);
      g_assert_finalize_object (item);
    }
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/thread/words/links", test_links);
  g_test_add_func ("/thread/words/numbers", test_numbers);
  g_test_add_func ("/thread/words/no-links", test_no_links);
  g_test_add_func ("/thread/words/anything", test_anything);
  g_test_add_func ("/thread/words/events", test_events);

  return g_test_run ();
}
