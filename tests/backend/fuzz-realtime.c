/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "realtime/local-filter.h"
#include "realtime/local-frame.h"
#include "realtime/local-pgoutput.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
try_text (LocalFrameVersion version, const guint8 *data, gsize size)
{
  g_autoptr (LocalFrame) frame = local_frame_parse_text (version, (const gchar *) data, (gssize) size);
  g_autoptr (LocalFrame) again = NULL;
  g_autofree gchar *payload = NULL;
  g_autofree gchar *text = NULL;

  if (frame == NULL || version != LOCAL_FRAME_V2)
    return;

  /* What was understood is written so that it is understood again. */
  payload = json_to_string (frame->payload, FALSE);
  text = local_frame_write (version, frame->join_ref, frame->ref, frame->topic, frame->event, payload);
  again = local_frame_parse_text (version, text, -1);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->topic, ==, frame->topic);
  g_assert_cmpstr (again->event, ==, frame->event);
}

/* The entry point of libFuzzer, and of the test that stands in for it: everything of realtime that reads from outside. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (LocalFrame) binary = NULL;
  g_autoptr (LocalPgoutput) message = NULL;
  g_autoptr (LocalFilter) filter = NULL;
  g_autofree gchar *text = g_strndup ((const gchar *) data, size);

  /* A parser that reads beyond the end has to meet the end of an allocation. */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  try_text (LOCAL_FRAME_V1, size > 0 ? copy : (const guint8 *) "", size);
  try_text (LOCAL_FRAME_V2, size > 0 ? copy : (const guint8 *) "", size);
  binary = local_frame_parse_binary (copy, size);
  message = local_pgoutput_parse (copy, size);
  filter = local_filter_parse (text);
  if (filter != NULL)
    g_assert_cmpuint (g_strv_length (filter->values), >, 0);
  if (binary != NULL)
    g_assert_cmpuint (strlen (binary->topic), >, 0);
  return 0;
}
