/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-join.h"
#include "supa-token-wish.h"

G_BEGIN_DECLS

/* Where a join stands. Everything that goes wrong leads back to WAITING or RESTING, and from there to a new join: nothing that
 * the server closes is closed for good (wire facts I.3). */
typedef enum
{
  STATE_IDLE,     /* nobody wants it */
  STATE_WAITING,  /* for the socket */
  STATE_RESTING,  /* before the next try */
  STATE_ASKING,   /* for a fresh token */
  STATE_JOINING,  /* the join is sent */
  STATE_SETTLING, /* joined; the changes do not flow yet */
  STATE_READY,
  STATE_REFUSED,  /* by the policies */
} SupaJoinState;

/* How one topic is joined and stays joined, whatever the server, the token and the socket do: the part of a channel that knows nothing of what
 * the topic is about. */
struct _SupaJoin
{
  GObject parent_instance;

  SupaRealtime *realtime; /* weak */
  char *topic;
  gboolean is_private;
  gboolean wants_presence;
  SupaBindings *bindings;

  SupaJoinState state;
  SupaTokenWish *wish;    /* while ASKING */
  char *join_ref;         /* NULL unless a join is sent and holds */
  char *token;            /* that the join carried */
  char *refused_token;    /* that the server refused */
  guint failures;
  gint64 ready_at;
  guint timer_id;
};

/* For supa-join-answers.c: */
const SupaTiming *supa_join_get_timing (SupaJoin      *self);
void              supa_join_forgive    (SupaJoin      *self);
void              supa_join_enter      (SupaJoin      *self,
                                        SupaJoinState  state);
void              supa_join_rest       (SupaJoin      *self,
                                        SupaJoinState  state,
                                        guint          milliseconds);
void              supa_join_try_later  (SupaJoin      *self);
gboolean          supa_join_give_up    (gpointer       data);

G_END_DECLS
