/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "realtime/local-frame.h"

static void
test_text_of_both_versions (void)
{
  g_autoptr (LocalFrame) first = NULL;
  g_autoptr (LocalFrame) second = NULL;

  first = local_frame_parse_text (LOCAL_FRAME_V1, "{\"topic\":\"realtime:a\",\"event\":\"phx_join\",\"payload\":{\"x\":1},"
                                                  "\"ref\":\"4\",\"join_ref\":\"4\"}", -1);
  g_assert_nonnull (first);
  g_assert_cmpstr (first->topic, ==, "realtime:a");
  g_assert_cmpstr (first->event, ==, "phx_join");
  g_assert_cmpstr (first->ref, ==, "4");
  g_assert_cmpstr (first->join_ref, ==, "4");

  second = local_frame_parse_text (LOCAL_FRAME_V2, "[null,\"8\",\"phoenix\",\"heartbeat\",{}]", -1);
  g_assert_nonnull (second);
  g_assert_null (second->join_ref);
  g_assert_cmpstr (second->ref, ==, "8");
  g_assert_cmpstr (second->topic, ==, "phoenix");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (second->payload));
}

static void
test_text_that_is_no_message (void)
{
  static const gchar *const texts[] = {
    "", "[", "[]", "{}", "null", "[1,2,3,4,5]", "[null,\"1\",\"t\",\"e\"]", "[null,\"1\",\"t\",\"e\",{},1]",
    "[null,\"1\",null,\"e\",{}]", "[null,\"1\",\"t\",null,{}]", "{\"topic\":\"t\",\"event\":\"e\"}",
    "{\"topic\":1,\"event\":\"e\",\"payload\":{}}", "\"text\"", "[null,1,\"t\",\"e\",{}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (local_frame_parse_text (LOCAL_FRAME_V1, texts[i], -1));
      g_assert_null (local_frame_parse_text (LOCAL_FRAME_V2, texts[i], -1));
    }

  /* A message of one version is none of the other. */
  g_assert_null (local_frame_parse_text (LOCAL_FRAME_V1, "[null,\"8\",\"phoenix\",\"heartbeat\",{}]", -1));
  g_assert_null (local_frame_parse_text (LOCAL_FRAME_V2, "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{}}", -1));
  g_assert_null (local_frame_parse_text (LOCAL_FRAME_V2, "[null,\"8\",\"ph\xff\",\"e\",{}]", -1));
}

static void
test_text_that_nests (void)
{
  g_autoptr (GString) deep = g_string_new ("[null,\"1\",\"t\",\"e\",");
  g_autoptr (LocalFrame) brackets = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (local_frame_parse_text (LOCAL_FRAME_V2, deep->str, (gssize) deep->len));

  /* Brackets inside of a text do not nest. */
  g_string_assign (deep, "[null,\"1\",\"t\",\"e\",\"\\\"");
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "\"]");
  brackets = local_frame_parse_text (LOCAL_FRAME_V2, deep->str, (gssize) deep->len);
  g_assert_nonnull (brackets);
}

static void
test_binary_as_observed (void)
{
  /* A push of realtime-js, recorded on the wire. */
  static const gchar head[] = "\x03\x01\x01\x0e\x04\x00\x01" "67realtime:room1ping";
  static const gchar body[] = "{\"a\":\"\xc3\xa9\"}";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (LocalFrame) frame = NULL;

  g_byte_array_append (bytes, (const guint8 *) head, sizeof head - 1);
  g_byte_array_append (bytes, (const guint8 *) body, sizeof body - 1);
  frame = local_frame_parse_binary (bytes->data, bytes->len);
  g_assert_nonnull (frame);
  g_assert_cmpstr (frame->join_ref, ==, "6");
  g_assert_cmpstr (frame->ref, ==, "7");
  g_assert_cmpstr (frame->topic, ==, "realtime:room1");
  g_assert_cmpstr (frame->event, ==, "broadcast");
  g_assert_cmpstr (frame->user_event, ==, "ping");
  g_assert_true (frame->user_payload_is_json);
  g_assert_cmpmem (g_bytes_get_data (frame->user_payload, NULL), g_bytes_get_size (frame->user_payload), body, sizeof body - 1);

  /* None of its beginnings is a message: the last byte belongs to the JSON. */
  for (guint length = 0; length < bytes->len; length++)
    g_assert_null (local_frame_parse_binary (bytes->data, length));
}

static void
test_binary_that_is_no_message (void)
{
  static const guint8 kind[] = { 4, 0, 0, 1, 0, 0, 0, 't' };
  static const guint8 encoding[] = { 3, 0, 0, 1, 0, 0, 2, 't' };
  static const guint8 topic[] = { 3, 0, 0, 0, 0, 0, 0 };
  static const guint8 too_long[] = { 3, 255, 255, 255, 255, 255, 0, 't' };
  static const guint8 no_text[] = { 3, 0, 0, 2, 0, 0, 0, 0xc3, 0x28 };
  static const guint8 embedded_nul[] = { 3, 0, 0, 2, 0, 0, 0, 't', 0 };
  static const guint8 no_json[] = { 3, 0, 0, 1, 0, 0, 1, 't', '{' };

  g_assert_null (local_frame_parse_binary (kind, sizeof kind));
  g_assert_null (local_frame_parse_binary (encoding, sizeof encoding));
  g_assert_null (local_frame_parse_binary (topic, sizeof topic));
  g_assert_null (local_frame_parse_binary (too_long, sizeof too_long));
  g_assert_null (local_frame_parse_binary (no_text, sizeof no_text));
  g_assert_null (local_frame_parse_binary (embedded_nul, sizeof embedded_nul));
  g_assert_null (local_frame_parse_binary (no_json, sizeof no_json));
}

static void
test_binary_without_references (void)
{
  static const guint8 bytes[] = { 3, 0, 0, 1, 1, 0, 0, 't', 'e', 0xff, 0x00 };
  g_autoptr (LocalFrame) frame = local_frame_parse_binary (bytes, sizeof bytes);

  g_assert_nonnull (frame);
  g_assert_null (frame->join_ref);
  g_assert_null (frame->ref);
  g_assert_false (frame->user_payload_is_json);
  g_assert_cmpuint (g_bytes_get_size (frame->user_payload), ==, 2);
}

static void
test_write (void)
{
  g_autofree gchar *reply = local_frame_write (LOCAL_FRAME_V2, "6", "7", "realtime:\"a\"", "phx_reply", "{\"status\":\"ok\"}");
  g_autofree gchar *push = local_frame_write (LOCAL_FRAME_V2, NULL, NULL, "t", "e", "{}");
  g_autofree gchar *object = local_frame_write (LOCAL_FRAME_V1, "6", "7", "t", "e", "{}");
  g_autofree gchar *object_push = local_frame_write (LOCAL_FRAME_V1, "6", NULL, "t", "e", "{}");

  g_assert_cmpstr (reply, ==, "[\"6\",\"7\",\"realtime:\\\"a\\\"\",\"phx_reply\",{\"status\":\"ok\"}]");
  g_assert_cmpstr (push, ==, "[null,null,\"t\",\"e\",{}]");
  g_assert_cmpstr (object, ==, "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{},\"ref\":\"7\"}");
  g_assert_cmpstr (object_push, ==, "{\"topic\":\"t\",\"event\":\"e\",\"payload\":{},\"ref\":null}");
}

static void
test_write_binary (void)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) frame = local_frame_write_binary ("realtime:a", "ping", "", payload, TRUE);
  g_autofree gchar *long_event = g_strnfill (256, 'x');
  static const gchar expected[] = "\x04\x0a\x04\x00\x01realtime:aping{}";

  g_assert_cmpmem (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), expected, sizeof expected - 1);
  g_assert_null (local_frame_write_binary ("t", long_event, "", payload, TRUE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/realtime/frame/text-of-both-versions", test_text_of_both_versions);
  g_test_add_func ("/realtime/frame/text-that-is-no-message", test_text_that_is_no_message);
  g_test_add_func ("/realtime/frame/text-that-nests", test_text_that_nests);
  g_test_add_func ("/realtime/frame/binary-as-observed", test_binary_as_observed);
  g_test_add_func ("/realtime/frame/binary-that-is-no-message", test_binary_that_is_no_message);
  g_test_add_func ("/realtime/frame/binary-without-references", test_binary_without_references);
  g_test_add_func ("/realtime/frame/write", test_write);
  g_test_add_func ("/realtime/frame/write-binary", test_write_binary);
  return g_test_run ();
}
