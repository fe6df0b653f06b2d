/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SupaPresence SupaPresence;

SupaPresence *supa_presence_new        (void);
void          supa_presence_free       (SupaPresence *self);
void          supa_presence_reset      (SupaPresence *self);
gboolean      supa_presence_take_state (SupaPresence *self,
                                        JsonObject   *state);
gboolean      supa_presence_take_diff  (SupaPresence *self,
                                        JsonObject   *diff);
JsonObject   *supa_presence_get_state  (SupaPresence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaPresence, supa_presence_free)

G_END_DECLS
