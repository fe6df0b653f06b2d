/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Everything of the client that reads what a server sends, given anything. */

#include "config.h"

#include "fuzz-answers.h"

#include "supa-bindings.h"
#include "supa-change.h"
#include "supa-failure.h"
#include "supa-frame.h"
#include "supa-json.h"
#include "supa-presence.h"
#include "supa-query.h"
#include "supa-session-private.h"

static void
try_payload (JsonObject *payload)
{
  g_autoptr (SupaPresence) presence = supa_presence_new ();
  g_autoptr (SupaBindings) bindings = supa_bindings_new ();
  SupaChange change;

  supa_presence_take_diff (presence, payload);
  supa_presence_take_state (presence, payload);
  supa_presence_take_diff (presence, payload);
  g_assert_nonnull (supa_presence_get_state (presence));

  supa_bindings_add (bindings, "public", "tickets", NULL);
  if (supa_bindings_take_reply (bindings, supa_json_get_object (payload, "response")))
    supa_bindings_match (bindings, payload);
  supa_bindings_match (bindings, payload);

  if (supa_change_read (&change, payload))
    {
      g_assert_nonnull (change.table);
      g_assert_true (change.record != NULL || change.old_record != NULL);
    }
}

static void
try_frame (SupaFrame *frame)
{
  if (frame == NULL)
    return;

  g_assert_nonnull (frame->topic);
  g_assert_nonnull (frame->event);
  if (frame->payload != NULL)
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), frame->payload);
      g_autofree char *text = supa_frame_encode (frame->join_ref, frame->ref, frame->topic, frame->event, node);
      g_autoptr (SupaFrame) again = supa_frame_decode_text (text, strlen (text));

      /* What was understood is written so that it is understood again. */
      g_assert_nonnull (again);
      g_assert_cmpstr (again->topic, ==, frame->topic);
      g_assert_cmpstr (again->join_ref, ==, frame->join_ref);
      try_payload (frame->payload);
    }
}

static void
try_session (const char *text,
             gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_session_new_from_answer (text, (gssize) size, 1000, &error);
  g_autoptr (SupaSession) again = NULL;
  g_autofree char *kept = NULL;

  g_assert_true ((session == NULL) == (error != NULL));
  if (session == NULL)
    return;

  kept = supa_session_to_json (session);
  again = supa_session_new_from_json (kept, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (supa_session_get_refresh_token (again), ==, supa_session_get_refresh_token (session));
}

/* However odd a value, it stays in its place, and comes out as it went in. */
static void
try_value (const char *value)
{
  g_autoptr (SupaQuery) query = supa_query_gt (supa_query_eq (supa_query_new ("t"), "a", value), "b", "end");
  g_autofree char *text = supa_query_to_string (query);
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);
  g_autofree char *decoded = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_true (g_str_has_prefix (parts[0], "t?a=eq."));
  decoded = g_uri_unescape_string (parts[0] + strlen ("t?a=eq."), NULL);
  g_assert_cmpstr (decoded, ==, value);
  g_assert_null (strpbrk (text, " +#\r\n"));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  /* A parser that reads beyond the end has to meet the end of an allocation. */
  g_autofree char *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *value = g_strndup ((const char *) data, size);
  g_autoptr (SupaFrame) text = supa_frame_decode_text (copy, size);
  g_autoptr (SupaFrame) binary = supa_frame_decode_binary (bytes);

  try_frame (text);
  try_frame (binary);
  try_session (copy, size);
  for (guint service = SUPA_SERVICE_AUTH; service <= SUPA_SERVICE_STORAGE; service++)
    {
      g_autoptr (GError) error = supa_failure_from_answer (service, size % 2 == 0, 300 + size % 300, bytes);

      g_assert_true (error->domain == SUPA_ERROR);
    }
  if (g_utf8_validate (value, -1, NULL))
    try_value (value);

  return 0;
}
