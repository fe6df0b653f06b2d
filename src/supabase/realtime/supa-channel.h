/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SUPA_TYPE_CHANNEL (supa_channel_get_type ())
G_DECLARE_FINAL_TYPE (SupaChannel, supa_channel, SUPA, CHANNEL, GObject)

/**
 * SupaChangeType:
 *
 * What happened to a row.
 */
typedef enum
{
  SUPA_CHANGE_INSERT,
  SUPA_CHANGE_UPDATE,
  SUPA_CHANGE_DELETE,
} SupaChangeType;

/* Signals, all in the main thread:
 *  `ready` (): joined, and, where changes were asked for, the server said "Subscribed to PostgreSQL": now fill the gap.
 *  `lost` (): joined no more; it will join again by itself.
 *  `refused` (GError *): the policies refuse the topic; no further try until the token changes.
 *  `change` (SupaChangeType type, const char *table, JsonObject *record, JsonObject *old_record, gboolean complete): record is
 *     NULL for a DELETE, old_record for an INSERT; complete is FALSE where the server left values out (fetch the row).
 *  `broadcast` (const char *event, JsonObject *payload)
 *  `presence` (JsonObject *state): the whole state, key to {metas: [..]}, after each change of it. */
void     supa_channel_listen         (SupaChannel *self, const char *schema, const char *table, const char *filter);
void     supa_channel_join           (SupaChannel *self);
void     supa_channel_leave          (SupaChannel *self);
gboolean supa_channel_is_ready       (SupaChannel *self);
void     supa_channel_send_broadcast (SupaChannel *self, const char *event, JsonNode *payload);
void     supa_channel_track          (SupaChannel *self, JsonNode *payload);
void     supa_channel_untrack        (SupaChannel *self);

G_END_DECLS
