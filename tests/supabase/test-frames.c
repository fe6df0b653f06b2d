/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the realtime parts make of what they are given, without a socket. */

#include "config.h"

#include "supa-backoff.h"
#include "supa-bindings.h"
#include "supa-change.h"
#include "supa-frame.h"
#include "supa-presence.h"
#include "supa-refusal.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static char *
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

static void
test_encode (void)
{
  g_autoptr (JsonNode) payload = json_from_string ("{\"a\":\"é \\\"x\\\"\"}", NULL);
  g_autofree char *join = supa_frame_encode ("1", "1", "realtime:t", "phx_join", payload);
  g_autofree char *heartbeat = supa_frame_encode (NULL, "8", "phoenix", "heartbeat", NULL);

  g_assert_cmpstr (join, ==, "[\"1\",\"1\",\"realtime:t\",\"phx_join\",{\"a\":\"é \\\"x\\\"\"}]");
  g_assert_cmpstr (heartbeat, ==, "[null,\"8\",\"phoenix\",\"heartbeat\",{}]");
}

static void
test_decode_text (void)
{
  const char *text = "[\"6\",null,\"realtime:room1\",\"system\",{\"status\":\"ok\"}]";
  const char *bare = "[null,null,\"t\",\"e\",\"payload_size_exceeded\"]";
  g_autoptr (SupaFrame) frame = supa_frame_decode_text (text, strlen (text));
  g_autoptr (SupaFrame) other = supa_frame_decode_text (bare, strlen (bare));

  g_assert_nonnull (frame);
  g_assert_cmpstr (frame->join_ref, ==, "6");
  g_assert_null (frame->ref);
  g_assert_cmpstr (frame->topic, ==, "realtime:room1");
  g_assert_cmpstr (frame->event, ==, "system");
  g_assert_cmpstr (json_object_get_string_member (frame->payload, "status"), ==, "ok");
  g_assert_nonnull (other);
  g_assert_null (other->payload);
}

static void
test_decode_nonsense (void)
{
  static const char * const texts[] = {
    "", "x", "{}", "[]", "null", "[1,2,3,4,5]", "[null,null,null,\"e\",{}]", "[null,null,\"t\",null,{}]", "[null,null,\"t\",\"e\"]",
    "[null,null,\"t\",\"e\",{},1]", "[{},null,\"t\",\"e\",{}]", "{\"topic\":\"t\",\"event\":\"e\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (supa_frame_decode_text (texts[i], strlen (texts[i])));
}

/* The parser goes down by recursion. */
static void
test_decode_an_abyss (void)
{
  g_autoptr (GString) text = g_string_new ("[null,null,\"t\",\"e\",{\"a\":\"[[[[\\\"{{{{\",\"b\":");
  gsize start = text->len;
  g_autoptr (SupaFrame) flat = NULL;

  g_string_append (text, "[[{\"c\":[]}]]}]");
  flat = supa_frame_decode_text (text->str, text->len);
  g_assert_nonnull (flat);
  g_assert_nonnull (flat->payload);

  g_string_truncate (text, start);
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  g_assert_null (supa_frame_decode_text (text->str, text->len));
}

/* The parser would take it for infinity, which no JSON can say again. */
static void
test_decode_too_large (void)
{
  g_autofree char *digits = g_strnfill (400, '9');
  g_autofree char *whole = g_strconcat ("[null,null,\"t\",\"e\",{\"a\":", digits, ".5}]", NULL);
  static const char * const large[] = {
    "[null,null,\"t\",\"e\",{\"a\":1e999}]", "[null,null,\"t\",\"e\",{\"a\":[-2.5E+400]}]", "[null,null,\"t\",\"e\",{\"a\":-.1e310}]",
  };
  static const char * const others[] = {
    "[null,null,\"t\",\"e\",{\"a\":1e300,\"b\":-0.5,\"c\":1e-999}]", "[null,null,\"t\",\"e\",{\"a\":\"1e999\",\"1e999\":true}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (large); i++)
    g_assert_null (supa_frame_decode_text (large[i], strlen (large[i])));
  g_assert_null (supa_frame_decode_text (whole, strlen (whole)));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SupaFrame) frame = supa_frame_decode_text (others[i], strlen (others[i]));

      g_assert_nonnull (frame);
      g_assert_nonnull (frame->payload);
    }
}

/* Neither as it is, nor by what the parser makes of an escape that JSON does not have, or of half a pair. */
static void
test_decode_other_than_utf8 (void)
{
  static const char * const escapes[] = { "\xff\xfe", "\\700", "\\x41", "\\ud800x", "\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\u12", "\\u12g4" };
  static const char * const good[] = { "\\ud83d\\ude00", "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\\u00e9" };

  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    {
      g_autofree char *text = g_strdup_printf ("[null,null,\"t\",\"e\",{\"a\":\"%s\"}]", escapes[i]);

      g_assert_null (supa_frame_decode_text (text, strlen (text)));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = g_strdup_printf ("[null,null,\"t\",\"e\",{\"a\":\"%s\"}]", good[i]);
      g_autoptr (SupaFrame) frame = supa_frame_decode_text (text, strlen (text));

      g_assert_nonnull (frame);
      g_assert_true (g_utf8_validate (json_object_get_string_member (frame->payload, "a"), -1, NULL));
    }
}

static SupaFrame *
decode (const char *data,
        gsize       size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return supa_frame_decode_binary (bytes);
}

static void
test_decode_binary (void)
{
  static const char data[] = "\x04\x0e\x04\x09\x01" "realtime:room1" "ping" "{\"id\":1}\n" "{\"a\":\"é\"}";
  g_autoptr (SupaFrame) frame = decode (data, sizeof data - 1);
  g_autofree char *payload = NULL;

  g_assert_nonnull (frame);
  g_assert_cmpstr (frame->topic, ==, "realtime:room1");
  g_assert_cmpstr (frame->event, ==, "broadcast");
  g_assert_null (frame->join_ref);
  payload = print (frame->payload);
  g_assert_cmpstr (payload, ==, "{\"type\":\"broadcast\",\"event\":\"ping\",\"payload\":{\"a\":\"é\"}}");

  /* Every cut of it, and every single changed byte of its head, is refused or read without harm. */
  for (gsize size = 0; size < sizeof data - 1; size++)
    g_assert_null (decode (data, size));
  for (gsize i = 0; i < 5; i++)
    {
      for (guint value = 0; value < 256; value++)
        {
          g_autofree char *changed = g_memdup2 (data, sizeof data - 1);
          g_autoptr (SupaFrame) other = NULL;

          changed[i] = (char) value;
          other = decode (changed, sizeof data - 1);
          g_assert_true (other == NULL || other->payload != NULL);
        }
    }
}

static void
test_bindings (void)
{
  static const struct
  {
    const char *response;
    gboolean taken;
  } replies[] = {
    { "{\"postgres_changes\":[{\"event\":\"*\",\"schema\":\"public\",\"table\":\"a\",\"id\":7},"
      "{\"event\":\"*\",\"schema\":\"public\",\"table\":\"b\",\"filter\":\"x=eq.1\",\"id\":8}]}", TRUE },
    { "{\"postgres_changes\":[]}", FALSE },
    { "{}", FALSE },
    { "{\"postgres_changes\":7}", FALSE },
    { "{\"postgres_changes\":[1,2]}", FALSE },
    { "{\"postgres_changes\":[{\"schema\":\"public\",\"table\":\"b\",\"filter\":\"x=eq.1\",\"id\":8},"
      "{\"schema\":\"public\",\"table\":\"a\",\"id\":7}]}", FALSE },
    { "{\"postgres_changes\":[{\"schema\":\"public\",\"table\":\"a\"},"
      "{\"schema\":\"public\",\"table\":\"b\",\"filter\":\"x=eq.1\",\"id\":8}]}", FALSE },
  };
  g_autoptr (SupaBindings) bindings = supa_bindings_new ();

  g_assert_true (supa_bindings_is_empty (bindings));
  g_assert_true (supa_bindings_take_reply (bindings, NULL));
  supa_bindings_add (bindings, "public", "a", NULL);
  supa_bindings_add (bindings, "public", "b", "x=eq.1");
  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (JsonObject) response = parse (replies[i].response);
      g_autoptr (JsonObject) first = parse ("{\"ids\":[7]}");
      g_autoptr (JsonObject) second = parse ("{\"ids\":[99,8]}");
      g_autoptr (JsonObject) foreign = parse ("{\"ids\":[9,\"7\",null,{}]}");
      g_autoptr (JsonObject) none = parse ("{\"ids\":7}");

      g_assert_cmpint (supa_bindings_take_reply (bindings, response), ==, replies[i].taken);
      if (replies[i].taken)
        {
          g_assert_true (supa_bindings_match (bindings, first));
          g_assert_true (supa_bindings_match (bindings, second));
          g_assert_false (supa_bindings_match (bindings, foreign));
          g_assert_false (supa_bindings_match (bindings, none));
        }
    }
}

static void
test_changes (void)
{
  static const struct
  {
    const char *payload;
    gboolean read;
    SupaChangeType type;
    gboolean complete;
  } cases[] = {
    { "{\"data\":{\"type\":\"INSERT\",\"table\":\"t\",\"record\":{\"id\":1},\"errors\":null}}", TRUE, SUPA_CHANGE_INSERT, TRUE },
    { "{\"data\":{\"type\":\"UPDATE\",\"table\":\"t\",\"record\":{\"id\":1},\"old_record\":{\"id\":1}}}", TRUE,
      SUPA_CHANGE_UPDATE, TRUE },
    { "{\"data\":{\"type\":\"DELETE\",\"table\":\"t\",\"old_record\":{\"id\":1},\"errors\":[]}}", TRUE, SUPA_CHANGE_DELETE, TRUE },
    { "{\"data\":{\"type\":\"INSERT\",\"table\":\"t\",\"record\":{},\"errors\":[\"Error 413: Payload Too Large\"]}}", TRUE,
      SUPA_CHANGE_INSERT, FALSE },
    { "{\"data\":{\"type\":\"INSERT\",\"table\":\"t\",\"old_record\":{\"id\":1}}}", FALSE, 0, FALSE },
    { "{\"data\":{\"type\":\"DELETE\",\"table\":\"t\",\"record\":{\"id\":1}}}", FALSE, 0, FALSE },
    { "{\"data\":{\"type\":\"TRUNCATE\",\"table\":\"t\"}}", FALSE, 0, FALSE },
    { "{\"data\":{\"type\":7,\"table\":{},\"record\":[]}}", FALSE, 0, FALSE },
    { "{\"data\":[]}", FALSE, 0, FALSE },
    { "{}", FALSE, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) payload = parse (cases[i].payload);
      SupaChange change;

      g_assert_cmpint (supa_change_read (&change, payload), ==, cases[i].read);
      if (!cases[i].read)
        continue;

      g_assert_cmpint (change.type, ==, cases[i].type);
      g_assert_cmpint (change.complete, ==, cases[i].complete);
      g_assert_cmpstr (change.table, ==, "t");
      g_assert_cmpint (change.record == NULL, ==, change.type == SUPA_CHANGE_DELETE);
      g_assert_cmpint (change.old_record == NULL, ==, change.type == SUPA_CHANGE_INSERT);
    }
}

static void
check_present (SupaPresence *presence,
               const char   *expected)
{
  g_autofree char *state = print (supa_presence_get_state (presence));

  g_assert_cmpstr (state, ==, expected);
}

static void
test_presence (void)
{
  g_autoptr (SupaPresence) presence = supa_presence_new ();
  g_autoptr (JsonObject) early = parse ("{\"joins\":{\"c\":{\"metas\":[{\"phx_ref\":\"3\"}]}},\"leaves\":{}}");
  g_autoptr (JsonObject) state = parse ("{\"a\":{\"metas\":[{\"phx_ref\":\"1\",\"n\":1}]},\"b\":{\"metas\":[{\"phx_ref\":\"2\"}]}}");
  g_autoptr (JsonObject) second = parse ("{\"joins\":{\"a\":{\"metas\":[{\"phx_ref\":\"4\"}]}},\"leaves\":{}}");
  g_autoptr (JsonObject) again = parse ("{\"joins\":{\"a\":{\"metas\":[{\"phx_ref\":\"5\"}]}},"
                                        "\"leaves\":{\"a\":{\"metas\":[{\"phx_ref\":\"1\"}]}}}");
  g_autoptr (JsonObject) gone = parse ("{\"joins\":{},\"leaves\":{\"b\":{\"metas\":[{\"phx_ref\":\"2\"}]},"
                                       "\"z\":{\"metas\":[{\"phx_ref\":\"9\"}]}}}");
  g_autoptr (JsonObject) nonsense = parse ("{\"joins\":{\"q\":7,\"r\":{\"metas\":{}},\"s\":{\"metas\":[1,null,{}]}},\"leaves\":[]}");
  g_autoptr (JsonObject) kept = NULL;
  g_autofree char *text = NULL;

  /* A difference may come before the state. */
  g_assert_false (supa_presence_take_diff (presence, early));
  g_assert_true (supa_presence_take_state (presence, state));
  check_present (presence, "{\"a\":{\"metas\":[{\"phx_ref\":\"1\",\"n\":1}]},\"b\":{\"metas\":[{\"phx_ref\":\"2\"}]},"
                           "\"c\":{\"metas\":[{\"phx_ref\":\"3\"}]}}");
  kept = json_object_ref (supa_presence_get_state (presence));

  g_assert_true (supa_presence_take_diff (presence, second));
  g_assert_true (supa_presence_take_diff (presence, second));
  check_present (presence, "{\"a\":{\"metas\":[{\"phx_ref\":\"1\",\"n\":1},{\"phx_ref\":\"4\"}]},"
                           "\"b\":{\"metas\":[{\"phx_ref\":\"2\"}]},\"c\":{\"metas\":[{\"phx_ref\":\"3\"}]}}");
  g_assert_true (supa_presence_take_diff (presence, again));
  g_assert_true (supa_presence_take_diff (presence, gone));
  g_assert_true (supa_presence_take_diff (presence, nonsense));
  check_present (presence, "{\"a\":{\"metas\":[{\"phx_ref\":\"4\"},{\"phx_ref\":\"5\"}]},\"c\":{\"metas\":[{\"phx_ref\":\"3\"}]}}");

  /* What was told does not change afterwards. */
  text = print (kept);
  g_assert_cmpstr (text, ==, "{\"a\":{\"metas\":[{\"phx_ref\":\"1\",\"n\":1}]},\"b\":{\"metas\":[{\"phx_ref\":\"2\"}]},"
                             "\"c\":{\"metas\":[{\"phx_ref\":\"3\"}]}}");

  supa_presence_reset (presence);
  check_present (presence, "{}");
  g_assert_false (supa_presence_take_diff (presence, second));
}

static void
test_refusals (void)
{
  g_assert_cmpint (supa_refusal_judge ("InvalidJWTToken: Token has expired 3 seconds ago"), ==, SUPA_REFUSAL_TOKEN);
  g_assert_cmpint (supa_refusal_judge ("Token has expired 3 seconds ago"), ==, SUPA_REFUSAL_TOKEN);
  g_assert_cmpint (supa_refusal_judge ("Unauthorized: You do not have permissions"), ==, SUPA_REFUSAL_POLICY);
  g_assert_cmpint (supa_refusal_judge ("PrivateOnly: This project"), ==, SUPA_REFUSAL_POLICY);
  g_assert_cmpint (supa_refusal_judge ("ClientJoinRateLimitReached: Too many joins"), ==, SUPA_REFUSAL_LIMIT);
  g_assert_cmpint (supa_refusal_judge ("Too many messages per second"), ==, SUPA_REFUSAL_LIMIT);
  g_assert_cmpint (supa_refusal_judge ("RealtimeRestarting: wait"), ==, SUPA_REFUSAL_PASSING);
  g_assert_cmpint (supa_refusal_judge (""), ==, SUPA_REFUSAL_PASSING);
}

static void
test_backoff (void)
{
  static const guint seconds[] = { 1, 2, 5, 10, 30, 30, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_assert_cmpuint (supa_backoff_get_delay (i, 0.0, 1.0), ==, seconds[i] * 700);
      g_assert_cmpuint (supa_backoff_get_delay (i, 0.5, 1.0), ==, seconds[i] * 1000);
      g_assert_cmpuint (supa_backoff_get_delay (i, 1.0, 1.0), ==, seconds[i] * 1300);
    }
  g_assert_cmpuint (supa_backoff_get_delay (G_MAXUINT, 0.5, 1.0), ==, 30000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/frames/encode", test_encode);
  g_test_add_func ("/frames/decode-text", test_decode_text);
  g_test_add_func ("/frames/decode-nonsense", test_decode_nonsense);
  g_test_add_func ("/frames/decode-an-abyss", test_decode_an_abyss);
  g_test_add_func ("/frames/too-large", test_decode_too_large);
  g_test_add_func ("/frames/decode-other-than-utf8", test_decode_other_than_utf8);
  g_test_add_func ("/frames/decode-binary", test_decode_binary);
  g_test_add_func ("/frames/bindings", test_bindings);
  g_test_add_func ("/frames/changes", test_changes);
  g_test_add_func ("/frames/presence", test_presence);
  g_test_add_func ("/frames/refusals", test_refusals);
  g_test_add_func ("/frames/backoff", test_backoff);

  return g_test_run ();
}
