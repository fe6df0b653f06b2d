/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*< private >
 * SupaFrame:
 * @join_ref: (nullable): the join that it belongs to
 * @ref: (nullable): the push that it answers
 * @topic: the topic, with its prefix `realtime:`
 * @event: what it is
 * @payload: (nullable): an object; %NULL where the payload is none
 *
 * What goes over the socket in protocol version 2.0.0 (wire facts D.1).
 */
typedef struct
{
  char *join_ref;
  char *ref;
  char *topic;
  char *event;
  JsonObject *payload;
} SupaFrame;

char      *supa_frame_encode        (const char  *join_ref,
                                     const char  *ref,
                                     const char  *topic,
                                     const char  *event,
                                     JsonNode    *payload);
SupaFrame *supa_frame_decode_text   (const char  *text,
                                     gsize        length);
SupaFrame *supa_frame_decode_binary (GBytes      *bytes);
void       supa_frame_free          (SupaFrame   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaFrame, supa_frame_free)

G_END_DECLS
