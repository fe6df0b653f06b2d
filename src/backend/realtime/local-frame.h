/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LocalFrameVersion:
 * @LOCAL_FRAME_V1: objects, `vsn=1.0.0`; such a socket knows no binary frames
 * @LOCAL_FRAME_V2: arrays, `vsn=2.0.0`
 *
 * The two serializations of a Phoenix channel message.
 */
typedef enum
{
  LOCAL_FRAME_V1,
  LOCAL_FRAME_V2,
} LocalFrameVersion;

/**
 * LocalFrame:
 * @join_ref: (nullable): the reference of the join that the sender speaks under
 * @ref: (nullable): the reference that a reply has to name
 * @topic: the topic, with the prefix `realtime:`
 * @event: what is said, for instance `phx_join`
 * @payload: (nullable): the payload of a text frame
 * @user_event: (nullable): the event of a binary broadcast
 * @user_meta: (nullable): the metadata of a binary broadcast, as the sender wrote it
 * @user_payload: (nullable): the payload of a binary broadcast
 * @user_payload_is_json: whether @user_payload is JSON text
 *
 * A message that came in. A binary broadcast has the event `broadcast` and no @payload.
 */
typedef struct
{
  gchar *join_ref;
  gchar *ref;
  gchar *topic;
  gchar *event;
  JsonNode *payload;
  gchar *user_event;
  gchar *user_meta;
  GBytes *user_payload;
  gboolean user_payload_is_json;
} LocalFrame;

LocalFrame *local_frame_parse_text   (LocalFrameVersion version, const gchar *text, gssize length);
LocalFrame *local_frame_parse_binary (const guint8 *data, gsize length);
void        local_frame_free         (LocalFrame *frame);
gchar      *local_frame_write        (LocalFrameVersion version,
                                      const gchar      *join_ref,
                                      const gchar      *ref,
                                      const gchar      *topic,
                                      const gchar      *event,
                                      const gchar      *payload);
GBytes     *local_frame_write_binary (const gchar *topic,
                                      const gchar *event,
                                      const gchar *meta,
                                      GBytes      *payload,
                                      gboolean     is_json);
gchar      *local_frame_quote        (const gchar *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalFrame, local_frame_free)

G_END_DECLS
