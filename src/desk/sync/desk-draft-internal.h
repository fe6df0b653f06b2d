/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-draft-private.h"

G_BEGIN_DECLS

/* The inside of a draft, for the two files that it is split into: words (desk-draft.c) and files (desk-draft-files.c). */
struct _DeskDraft
{
  GObject parent_instance;

  DeskAccount *account;
  DeskTransfers *transfers;
  GListModel *companies;
  gulong progress_handler;
  gulong changed_handler;
  char *key;
  DeskDraftMode mode;
  char *ticket_id;
  char *follow_up_of;           /* (nullable): of a request */

  char *body;
  char *subject;
  int category_id;
  int priority_id;
  char *project_id;
  char *client_id;
  GListStore *files;
  guint n_added;
  gboolean on_server;

  gboolean ready;
  gboolean touched;
  gboolean saved;
  gboolean empty;
  guint saving;
  guint save_timer;
};

DeskDraftRow *desk_draft_snapshot    (DeskDraft *self);
gboolean      desk_draft_is_blank    (const char *text);
void          desk_draft_touch       (DeskDraft *self);
void          desk_draft_clear       (DeskDraft *self);
void          desk_draft_take_row    (DeskDraft *self, const DeskDraftRow *row);
void          desk_draft_update      (DeskDraft *self);
void          desk_draft_take_files  (DeskDraft *self, const DeskDraftRow *row);
void          desk_draft_on_store_changed (DeskStore *store, DeskStoreChanges *changes, DeskDraft *self);
void          desk_draft_on_progress (DeskTransfers *transfers, const char *id, double fraction, DeskDraft *self);

G_END_DECLS
