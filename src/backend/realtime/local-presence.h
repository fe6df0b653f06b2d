/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LocalPresence:
 *
 * Who is there on one topic: under each key, what the channels of that key say about themselves.
 */
typedef struct _LocalPresence LocalPresence;

LocalPresence *local_presence_new      (void);
void           local_presence_free     (LocalPresence *presence);
gboolean       local_presence_is_empty (LocalPresence *presence);
gchar         *local_presence_track    (LocalPresence *presence,
                                        guint64        serial,
                                        const gchar   *key,
                                        const gchar   *reference,
                                        JsonObject    *payload);
gchar         *local_presence_untrack  (LocalPresence *presence, guint64 serial);
gchar         *local_presence_write    (LocalPresence *presence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalPresence, local_presence_free)

G_END_DECLS
