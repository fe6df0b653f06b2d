/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LocalPgoutputKind:
 *
 * What a message of the `pgoutput` plugin tells; whatever a subscriber need not know is `OTHER`.
 */
typedef enum
{
  LOCAL_PGOUTPUT_BEGIN,
  LOCAL_PGOUTPUT_COMMIT,
  LOCAL_PGOUTPUT_RELATION,
  LOCAL_PGOUTPUT_INSERT,
  LOCAL_PGOUTPUT_UPDATE,
  LOCAL_PGOUTPUT_DELETE,
  LOCAL_PGOUTPUT_OTHER,
} LocalPgoutputKind;

/**
 * LocalValueKind:
 *
 * How a value is in a tuple: null, a large one that did not change and was left out, or there as text.
 */
typedef enum
{
  LOCAL_VALUE_NULL,
  LOCAL_VALUE_UNCHANGED,
  LOCAL_VALUE_TEXT,
} LocalValueKind;

/**
 * LocalValue:
 * @kind: what is known
 * @text: (nullable): the value as PostgreSQL prints it, for `TEXT`
 * @length: bytes of @text
 *
 * One column of a tuple.
 */
typedef struct
{
  LocalValueKind kind;
  gchar *text;
  gsize length;
} LocalValue;

/**
 * LocalWireColumn:
 * @name: its name
 * @type_oid: its type
 * @is_key: whether it belongs to the replica identity
 *
 * One column of a relation, as the stream announces it.
 */
typedef struct
{
  gchar *name;
  guint32 type_oid;
  gboolean is_key;
} LocalWireColumn;

/**
 * LocalPgoutput:
 * @kind: what it is
 * @time: microseconds since 2000-01-01 UTC at which the transaction committed, for `BEGIN`
 * @transaction: the number of the transaction, for `BEGIN`
 * @position: where the transaction ends in the log, for `COMMIT`
 * @relation: the relation, for `RELATION` and the changes
 * @schema: (nullable): for `RELATION`
 * @name: (nullable): for `RELATION`
 * @replica_identity: `d`, `n`, `f` or `i`, for `RELATION`
 * @columns: (nullable) (element-type LocalWireColumn): for `RELATION`
 * @old_values: (nullable) (element-type LocalValue): the tuple before, or its identity alone
 * @old_is_key: whether @old_values holds the identity alone
 * @new_values: (nullable) (element-type LocalValue): the tuple after
 *
 * One message.
 */
typedef struct
{
  LocalPgoutputKind kind;
  gint64 time;
  guint32 transaction;
  guint64 position;
  guint32 relation;
  gchar *schema;
  gchar *name;
  gchar replica_identity;
  GArray *columns;
  GArray *old_values;
  gboolean old_is_key;
  GArray *new_values;
} LocalPgoutput;

LocalPgoutput *local_pgoutput_parse (const guint8 *data, gsize length);
void           local_pgoutput_free  (LocalPgoutput *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalPgoutput, local_pgoutput_free)

G_END_DECLS
