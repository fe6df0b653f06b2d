/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-slot.h"

#include <sqlite3.h>

#define SLOT(record, slot, Type) (*(Type *) (void *) ((char *) (record) + (slot)->offset))

/**
 * desk_slot_enum_parse:
 * @type: an enumeration of desk-types.h
 * @word: (nullable): a word of the wire, `in_progress`
 * @value: (out): what it means
 *
 * Reads a fixed word of the help desk: the nick with underscores.
 *
 * Returns: whether the enumeration has it
 */
gboolean
desk_slot_enum_parse (GType type,
                      const char *word,
                      int *value)
{
  g_autoptr(GEnumClass) klass = NULL;
  g_autofree char *nick = NULL;
  GEnumValue *found;

  if (word == NULL)
    return FALSE;

  klass = g_type_class_ref (type);
  nick = g_strdelimit (g_strdup (word), "_", '-');
  found = g_enum_get_value_by_nick (klass, nick);
  if (found == NULL)
    return FALSE;
  *value = found->value;

  return TRUE;
}

/**
 * desk_slots_dup_select:
 * @table: a table of slots
 *
 * Lists the expressions for a reader job, in the order in which desk_slots_read() expects them.
 *
 * Returns: (transfer full): expressions with commas between them
 */
char *
desk_slots_dup_select (const DeskSlotTable *table)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < table->n_slots; i++)
    {
      if (table->slots[i].sql != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", table->slots[i].sql);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
read_enum (const DeskSlot *slot,
           sqlite3_stmt *row,
           int column)
{
  int value = 0;

  if (sqlite3_column_type (row, column) == SQLITE_INTEGER)
    return sqlite3_column_int (row, column);
  desk_slot_enum_parse (slot->get_type (), (const char *) sqlite3_column_text (row, column), &value);

  return value;
}

static void
read_slot (const DeskSlot *slot,
           gpointer record,
           sqlite3_stmt *row,
           int column)
{
  switch (slot->type)
    {
    case DESK_SLOT_TEXT:
      SLOT (record, slot, char *) = g_strdup ((const char *) sqlite3_column_text (row, column));
      break;
    case DESK_SLOT_INT:
      SLOT (record, slot, int) = sqlite3_column_int (row, column);
      break;
    case DESK_SLOT_INT64:
      SLOT (record, slot, gint64) = sqlite3_column_int64 (row, column);
      break;
    case DESK_SLOT_BOOLEAN:
      SLOT (record, slot, gboolean) = sqlite3_column_int (row, column) != 0;
      break;
    case DESK_SLOT_DOUBLE:
      SLOT (record, slot, double) = sqlite3_column_double (row, column);
      break;
    case DESK_SLOT_ENUM:
      SLOT (record, slot, int) = read_enum (slot, row, column);
      break;
    case DESK_SLOT_LIST:
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_slots_read:
 * @table: a table of slots
 * @row: a statement on a row whose columns begin with desk_slots_dup_select()
 *
 * Makes a record of a row. In the reader thread.
 *
 * Returns: (transfer full): a record, for desk_slots_free()
 */
gpointer
desk_slots_read (const DeskSlotTable *table,
                 sqlite3_stmt *row)
{
  gpointer record = g_malloc0 (table->size);
  int column = 0;

  for (guint i = 0; i < table->n_slots; i++)
    {
      if (table->slots[i].sql != NULL)
        read_slot (&table->slots[i], record, row, column++);
    }

  return record;
}

/**
 * desk_slots_clear:
 * @table: a table of slots
 * @record: a record
 *
 * Frees what the record holds, and not the record.
 */
void
desk_slots_clear (const DeskSlotTable *table,
                  gpointer record)
{
  for (guint i = 0; i < table->n_slots; i++)
    {
      const DeskSlot *slot = &table->slots[i];

      if (slot->type == DESK_SLOT_TEXT)
        g_clear_pointer (&SLOT (record, slot, char *), g_free);
      else if (slot->type == DESK_SLOT_LIST)
        g_clear_object (&SLOT (record, slot, GListModel *));
    }
}

/**
 * desk_slots_free:
 * @table: a table of slots
 * @record: (transfer full): a record
 *
 * Frees a record and what it holds.
 */
void
desk_slots_free (const DeskSlotTable *table,
                 gpointer record)
{
  desk_slots_clear (table, record);
  g_free (record);
}

static GParamSpec *
make_spec (const DeskSlot *slot)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  switch (slot->type)
    {
    case DESK_SLOT_TEXT:
      return g_param_spec_string (slot->name, NULL, NULL, NULL, flags);
    case DESK_SLOT_INT:
      return g_param_spec_int (slot->name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
    case DESK_SLOT_INT64:
      return g_param_spec_int64 (slot->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case DESK_SLOT_BOOLEAN:
      return g_param_spec_boolean (slot->name, NULL, NULL, FALSE, flags);
    case DESK_SLOT_DOUBLE:
      return g_param_spec_double (slot->name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
    case DESK_SLOT_ENUM:
      return g_param_spec_enum (slot->name, NULL, NULL, slot->get_type (), 0, flags);
    case DESK_SLOT_LIST:
      return g_param_spec_object (slot->name, NULL, NULL, G_TYPE_LIST_MODEL, flags);
    default:
      g_assert_not_reached ();
    }
}

/**
 * desk_slots_install:
 * @table: a table of slots
 * @object_class: a class in its class_init
 * @specs: (out): room for one more than there are slots
 *
 * Gives a class a read-only property for each slot; the property's id is the slot's number plus one.
 */
void
desk_slots_install (const DeskSlotTable *table,
                    GObjectClass *object_class,
                    GParamSpec **specs)
{
  for (guint i = 0; i < table->n_slots; i++)
    specs[i + 1] = make_spec (&table->slots[i]);

  g_object_class_install_properties (object_class, table->n_slots + 1, specs);
}

/**
 * desk_slots_get:
 * @table: a table of slots
 * @record: a record
 * @property_id: a property's id
 * @value: where to put it
 *
 * Answers get_property.
 */
void
desk_slots_get (const DeskSlotTable *table,
                gconstpointer record,
                guint property_id,
                GValue *value)
{
  const DeskSlot *slot = &table->slots[property_id - 1];

  switch (slot->type)
    {
    case DESK_SLOT_TEXT:
      g_value_set_string (value, SLOT (record, slot, char *));
      break;
    case DESK_SLOT_INT:
      g_value_set_int (value, SLOT (record, slot, int));
      break;
    case DESK_SLOT_INT64:
      g_value_set_int64 (value, SLOT (record, slot, gint64));
      break;
    case DESK_SLOT_BOOLEAN:
      g_value_set_boolean (value, SLOT (record, slot, gboolean));
      break;
    case DESK_SLOT_DOUBLE:
      g_value_set_double (value, SLOT (record, slot, double));
      break;
    case DESK_SLOT_ENUM:
      g_value_set_enum (value, SLOT (record, slot, int));
      break;
    case DESK_SLOT_LIST:
      g_value_set_object (value, SLOT (record, slot, GListModel *));
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
slots_differ (const DeskSlot *slot,
              gpointer a,
              gpointer b)
{
  switch (slot->type)
    {
    case DESK_SLOT_TEXT:
      return g_strcmp0 (SLOT (a, slot, char *), SLOT (b, slot, char *)) != 0;
    case DESK_SLOT_INT:
    case DESK_SLOT_ENUM:
    case DESK_SLOT_BOOLEAN:
      return SLOT (a, slot, int) != SLOT (b, slot, int);
    case DESK_SLOT_INT64:
      return SLOT (a, slot, gint64) != SLOT (b, slot, gint64);
    case DESK_SLOT_DOUBLE:
      return SLOT (a, slot, double) < SLOT (b, slot, double) || SLOT (a, slot, double) > SLOT (b, slot, double);
    case DESK_SLOT_LIST:
    default:
      g_assert_not_reached ();
    }
}

static void
swap_slot (const DeskSlot *slot,
           gpointer a,
           gpointer b)
{
  const gsize size = slot->type == DESK_SLOT_TEXT ? sizeof (char *) :
                     slot->type == DESK_SLOT_INT64 ? sizeof (gint64) :
                     slot->type == DESK_SLOT_DOUBLE ? sizeof (double) : sizeof (int);
  char keep[sizeof (gint64)];

  memcpy (keep, (char *) a + slot->offset, size);
  memcpy ((char *) a + slot->offset, (char *) b + slot->offset, size);
  memcpy ((char *) b + slot->offset, keep, size);
}

/**
 * desk_slots_apply:
 * @table: a table of slots
 * @specs: as desk_slots_install() left them
 * @object: whose properties they are
 * @record: what the object holds
 * @news: what it shall hold; only the slots with an expression count, and the old values are left in it
 *
 * Updates an object in place; each property that differs is notified once, when all have their new values. Main thread only.
 *
 * Returns: whether anything differed
 */
gboolean
desk_slots_apply (const DeskSlotTable *table,
                  GParamSpec **specs,
                  GObject *object,
                  gpointer record,
                  gpointer news)
{
  gboolean differed = FALSE;

  g_object_freeze_notify (object);
  for (guint i = 0; i < table->n_slots; i++)
    {
      const DeskSlot *slot = &table->slots[i];

      if (slot->sql == NULL || !slots_differ (slot, record, news))
        continue;
      swap_slot (slot, record, news);
      g_object_notify_by_pspec (object, specs[i + 1]);
      differed = TRUE;
    }
  g_object_thaw_notify (object);

  return differed;
}
