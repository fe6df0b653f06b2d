/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-support-private.h"

G_BEGIN_DECLS

struct _DeskPerson
{
  GObject parent_instance;

  DeskSession *session;
  char *id;
  char *name;
  char *email;
  DeskRole role;
  gint64 created_at;
  gint64 erased_at;
  gint64 last_sign_in_at;
  gint64 banned_until;

  gint64 loaded_at;
  GError *trouble;
  GCancellable *cancellable;    /* while it loads */
  guint64 asked;                /* desk_case_count_taken() when it began to load */
  JsonNode *answer;             /* until the tickets are there as well */

  char **companies;
  guint n_open_tickets;
  char *plan;
  char *plan_status;
  gint64 plan_end;
  GListStore *incidents;
  GListStore *privacy_requests;
  DeskTimeline *timeline;
};

void desk_person_emit_changed (DeskPerson *self);

G_END_DECLS
