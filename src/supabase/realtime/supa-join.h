/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-bindings.h"
#include "supa-frame.h"
#include "supa-realtime-private.h"

G_BEGIN_DECLS

#define SUPA_TYPE_JOIN (supa_join_get_type ())
G_DECLARE_FINAL_TYPE (SupaJoin, supa_join, SUPA, JOIN, GObject)

SupaJoin     *supa_join_new           (SupaRealtime *realtime,
                                       const char   *topic,
                                       gboolean      is_private);
const char   *supa_join_get_topic     (SupaJoin     *self);
SupaBindings *supa_join_get_bindings  (SupaJoin     *self);
void          supa_join_set_presence  (SupaJoin     *self,
                                       gboolean      wants_presence);
void          supa_join_begin         (SupaJoin     *self);
void          supa_join_restart       (SupaJoin     *self);
void          supa_join_leave         (SupaJoin     *self);
gboolean      supa_join_is_wanted     (SupaJoin     *self);
gboolean      supa_join_holds         (SupaJoin     *self);
gboolean      supa_join_is_ready      (SupaJoin     *self);
void          supa_join_push          (SupaJoin     *self,
                                       const char   *event,
                                       JsonNode     *payload);
void          supa_join_receive       (SupaJoin     *self,
                                       SupaFrame    *frame);
void          supa_join_socket_opened (SupaJoin     *self,
                                       guint         place);
void          supa_join_socket_lost   (SupaJoin     *self);
void          supa_join_token_changed (SupaJoin     *self,
                                       const char   *token);

G_END_DECLS
