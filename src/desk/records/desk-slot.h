/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A model object is a struct of values that a table of slots describes: the slot's name is the property's, its expression is the column that a reader
 * job selects, its offset is where the value lies. Properties, reading from the cache, comparing and notifying all follow that one
 * table. Private to desk. */

typedef struct sqlite3_stmt sqlite3_stmt;

typedef enum
{
  DESK_SLOT_TEXT,               /* char *, owned */
  DESK_SLOT_INT,                /* int */
  DESK_SLOT_INT64,              /* gint64 */
  DESK_SLOT_BOOLEAN,            /* gboolean */
  DESK_SLOT_DOUBLE,             /* double */
  DESK_SLOT_ENUM,               /* int; a column of it holds the wire word, or the number */
  DESK_SLOT_LIST,               /* GListModel *, owned; never NULL */
} DeskSlotType;

typedef struct
{
  const char *name;             /* of the property */
  DeskSlotType type;
  gsize offset;                 /* in the record */
  const char *sql;              /* (nullable): the expression of a reader job; none for what does not come from the cache */
  GType (*get_type) (void);     /* of an enumeration */
} DeskSlot;

typedef struct
{
  const DeskSlot *slots;
  guint n_slots;
  gsize size;                   /* of the record */
} DeskSlotTable;

#define DESK_SLOT_TABLE(slots, Record) { slots, G_N_ELEMENTS (slots), sizeof (Record) }

char    *desk_slots_dup_select  (const DeskSlotTable *table);
gpointer desk_slots_read        (const DeskSlotTable *table, sqlite3_stmt *row);
void     desk_slots_free        (const DeskSlotTable *table, gpointer record);
void     desk_slots_clear       (const DeskSlotTable *table, gpointer record);

void     desk_slots_install     (const DeskSlotTable *table, GObjectClass *object_class, GParamSpec **specs);
void     desk_slots_get         (const DeskSlotTable *table, gconstpointer record, guint property_id, GValue *value);
gboolean desk_slots_apply       (const DeskSlotTable *table, GParamSpec **specs, GObject *object, gpointer record, gpointer news);
gboolean desk_slot_enum_parse   (GType type, const char *word, int *value);

G_END_DECLS
