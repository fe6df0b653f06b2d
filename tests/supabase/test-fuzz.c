/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What fuzz-answers.c does with libFuzzer, for everyday: sound texts in which bytes and whole values are exchanged. */

#include "config.h"

#include <string.h>

#include "fuzz-answers.h"

/* Each round changes each text once. GLib's test framework seeds the generator, so that a failure can be repeated. */
#define ROUNDS 3000

static const char * const texts[] = {
  "[\"6\",null,\"realtime:a\",\"presence_state\",{\"k1\":{\"metas\":[{\"phx_ref\":\"1\",\"user\":1}]}}]",
  "[null,null,\"realtime:a\",\"presence_diff\",{\"joins\":{\"k1\":{\"metas\":[{\"phx_ref\":\"1\"}]}},"
  "\"leaves\":{\"k2\":{\"metas\":[{\"phx_ref\":\"2\"}]}}}]",
  "[\"6\",\"6\",\"realtime:a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{\"postgres_changes\":"
  "[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"tickets\",\"id\":7}]}}]",
  "[null,null,\"realtime:a\",\"postgres_changes\",{\"ids\":[7],\"data\":{\"type\":\"UPDATE\",\"table\":\"tickets\","
  "\"record\":{\"id\":7},\"old_record\":{\"id\":7},\"errors\":null}}]",
  "{\"access_token\":\"e.y.J\",\"expires_in\":3600,\"expires_at\":1795298438,\"refresh_token\":\"k3x7\","
  "\"user\":{\"id\":\"0b2c\",\"email\":\"a@b.co\"}}",
  "{\"statusCode\":\"404\",\"code\":\"NoSuchKey\",\"error\":\"not_found\",\"message\":\"Object not found\",\"hint\":null}",
  "{\"code\":400,\"error_code\":\"invalid_credentials\",\"msg\":\"Invalid login credentials\"}",
  "\x04\x0e\x04\x02\x01" "realtime:room1" "ping" "{}" "{\"a\":1}",
  "a,b.(c) \"d\" \\e\\ & f=g + h # i % j é",
};

static const char * const values[] = { "null", "7", "-1.5e300", "[]", "{}", "\"\"", "true", "[[1],{\"a\":null}]", "\"\\u0000\"" };

/* Puts another value in place of one that begins at a colon, a comma or a bracket. */
static void
exchange_value (GString *text)
{
  gsize start = (gsize) g_test_rand_int_range (0, (gint32) text->len);
  gsize end;

  start += strcspn (text->str + start, ":,[");
  if (start + 1 >= text->len)
    return;

  end = start + 1 + strcspn (text->str + start + 1, ",]}");
  g_string_erase (text, (gssize) start + 1, (gssize) (end - start - 1));
  g_string_insert (text, (gssize) start + 1, values[g_test_rand_int_range (0, G_N_ELEMENTS (values))]);
}

static void
change (GString *text)
{
  guint changes = (guint) g_test_rand_int_range (1, 4);

  for (guint i = 0; i < changes && text->len > 0; i++)
    {
      gsize place = (gsize) g_test_rand_int_range (0, (gint32) text->len);

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          g_string_truncate (text, place);
          break;
        case 1:
          text->str[place] = (char) g_test_rand_int_range (0, 256);
          break;
        default:
          exchange_value (text);
          break;
        }
    }
}

static void
test_changed_texts (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autoptr (GString) text = g_string_new (texts[i]);

          if (round > 0)
            change (text);
          g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len), ==, 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fuzz/changed-texts", test_changed_texts);

  return g_test_run ();
}
