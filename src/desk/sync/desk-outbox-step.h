/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-outbox.h"

G_BEGIN_DECLS

/* The same change of one ticket or of many, put into the outbox at once, and taken back at once. What it does to a ticket is a row of its own in the
 * outbox, called after the step and the ticket. Private to desk. */

#define DESK_STEP_LABELS "labels"

typedef struct
{
  char *id;                     /* of the step */
  char *field;                  /* a column of tickets that may be changed, or DESK_STEP_LABELS */
  char *value;                  /* (nullable): as text */
  char **add;                   /* labels */
  char **remove;
  GPtrArray *ticket_ids;
  gboolean as_asked;            /* not only what the cache knows to be a step, or to be news */
  gboolean patient;             /* what nobody could take back later waits as long as it can be undone */
  DeskRole role;                /* who does it */
  gint64 now;
} DeskOutboxStep;

/* What a step has done to one ticket. */
typedef struct
{
  char *ticket_id;
  char *before;                 /* (nullable): the value */
  char **added;                 /* the labels that were not there */
  char **removed;               /* the labels that were */
} DeskOutboxTrace;

typedef struct
{
  GPtrArray *traces;            /* DeskOutboxTrace, of the tickets that were changed */
  guint n_refused;              /* tickets that cannot take this step */
} DeskOutboxTaken;

DeskOutboxStep  *desk_outbox_step_new    (const char *id, const char *field, GPtrArray *ticket_ids);
void             desk_outbox_step_free   (DeskOutboxStep *self);
void             desk_outbox_taken_free  (DeskOutboxTaken *self);

DeskOutboxTaken *desk_outbox_take_step   (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, GError **error);
gboolean         desk_outbox_undo_step   (sqlite3 *db, DeskStoreChanges *changes, const DeskOutboxStep *step, const DeskOutboxTaken *taken,
                                          const char *undo_id, gint64 now, guint *n_undone, GError **error);

gboolean         desk_outbox_add_labels  (sqlite3 *db, DeskStoreChanges *changes, const char *id, const char *ticket_id,
                                          const char *const *add, const char *const *remove, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOutboxStep, desk_outbox_step_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskOutboxTaken, desk_outbox_taken_free)

G_END_DECLS
