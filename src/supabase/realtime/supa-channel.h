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
 * @SUPA_CHANGE_INSERT: a row was added
 * @SUPA_CHANGE_UPDATE: a row was changed
 * @SUPA_CHANGE_DELETE: a row was deleted
 *
 * What happened to a row.
 */
typedef enum
{
  SUPA_CHANGE_INSERT,
  SUPA_CHANGE_UPDATE,
  SUPA_CHANGE_DELETE,
} SupaChangeType;

void     supa_channel_listen         (SupaChannel *self,
                                      const char  *schema,
                                      const char  *table,
                                      const char  *filter);
void     supa_channel_join           (SupaChannel *self);
void     supa_channel_leave          (SupaChannel *self);
gboolean supa_channel_is_ready       (SupaChannel *self);
void     supa_channel_send_broadcast (SupaChannel *self,
                                      const char  *event,
                                      JsonNode    *payload);
void     supa_channel_track          (SupaChannel *self,
                                      JsonNode    *payload);
void     supa_channel_untrack        (SupaChannel *self);

G_END_DECLS
