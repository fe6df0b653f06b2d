/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SupaBindings SupaBindings;

SupaBindings *supa_bindings_new        (void);
void          supa_bindings_free       (SupaBindings *self);
void          supa_bindings_add        (SupaBindings *self,
                                        const char   *schema,
                                        const char   *table,
                                        const char   *filter);
gboolean      supa_bindings_is_empty   (SupaBindings *self);
JsonArray    *supa_bindings_to_json    (SupaBindings *self);
gboolean      supa_bindings_take_reply (SupaBindings *self,
                                        JsonObject   *response);
gboolean      supa_bindings_match      (SupaBindings *self,
                                        JsonObject   *payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaBindings, supa_bindings_free)

G_END_DECLS
