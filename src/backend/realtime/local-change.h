/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-relation.h"
#include "realtime/local-subscriber.h"

G_BEGIN_DECLS

/* Larger changes lose their long values. */
#define LOCAL_CHANGE_MAX_SIZE (1024 * 1024)

/**
 * LocalChange:
 * @relation: (not owned): the table
 * @event: `INSERT`, `UPDATE` or `DELETE`
 * @time: when it was committed, ISO 8601
 * @record: (nullable): the row after, a JSON text for each column
 * @old_record: (nullable): the row before, as far as it is told; %NULL for a column that is not
 * @passed: (element-type LocalFilter): the filters that let the change through
 * @readable: for each role that was asked about, a text with `1` or `0` for each column
 *
 * A change of a row, with all that does not depend on who hears of it.
 */
typedef struct
{
  const LocalRelation *relation;
  const gchar *event;
  gchar *time;
  gchar **record;
  gchar **old_record;
  GHashTable *passed;
  GHashTable *readable;
} LocalChange;

LocalChange *local_change_new       (PGconn              *connection,
                                     const LocalRelation *relation,
                                     const LocalPgoutput *message,
                                     gint64               time,
                                     GPtrArray           *subscribers,
                                     GError             **error);
void         local_change_free      (LocalChange *change);
gchar       *local_change_write     (const LocalChange *change, const gchar *role);
const gchar *local_change_get_event (LocalPgoutputKind kind);
gchar       *local_change_write_time (gint64 time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalChange, local_change_free)

G_END_DECLS
