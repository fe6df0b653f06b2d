/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-inflow.h"
#include "desk-sync.h"

G_BEGIN_DECLS

/* The inside of the sync, for the two files that it is split into: what changes (desk-sync.c) and conversations on demand (desk-sync-wanted.c). */
struct _DeskSync
{
  GObject parent_instance;

  DeskAccount *account;
  SupaChannel *channel;
  SupaChannel *access;          /* what the person may see became another */
  DeskInflow *inflow;
  gulong inflow_handler;
  gboolean running;
  gboolean live;
  gboolean catching_up;
  gboolean again;
  gboolean first_load;
  gint64 synced_at;
  guint retry_s;
  guint timer;
  GHashTable *wanted;           /* conversations being loaded, or to be loaded when the line is back: id → whether it is under way */
};

void desk_sync_load_wanted (DeskSync *self);

G_END_DECLS
