/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-office-row.h"

#include "desk-time.h"

struct _DeskOfficeRow
{
  GObject parent_instance;

  GVariant *values;             /* a{sv} */
  GHashTable *parts;            /* name → what was made of it, a row or a list of rows */
};

G_DEFINE_FINAL_TYPE (DeskOfficeRow, desk_office_row, G_TYPE_OBJECT)

static void
desk_office_row_finalize (GObject *object)
{
  DeskOfficeRow *self = DESK_OFFICE_ROW (object);

  g_clear_pointer (&self->values, g_variant_unref);
  g_clear_pointer (&self->parts, g_hash_table_unref);

  G_OBJECT_CLASS (desk_office_row_parent_class)->finalize (object);
}

static void
desk_office_row_class_init (DeskOfficeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_office_row_finalize;
}

static void
desk_office_row_init (DeskOfficeRow *self)
{
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * desk_office_row_new:
 * @values: of the type a{sv}; a floating one is taken
 *
 * Returns: (transfer full): the row
 */
DeskOfficeRow *
desk_office_row_new (GVariant *values)
{
  DeskOfficeRow *self;

  g_return_val_if_fail (g_variant_is_of_type (values, G_VARIANT_TYPE_VARDICT), NULL);

  self = g_object_new (DESK_TYPE_OFFICE_ROW, NULL);
  self->values = g_variant_ref_sink (values);

  return self;
}

/**
 * desk_office_row_get_text:
 * @self: a row
 * @name: of a value
 *
 * Returns: (nullable) (transfer none): the text, or %NULL where there is none
 */
const char *
desk_office_row_get_text (DeskOfficeRow *self,
                          const char *name)
{
  const char *text = NULL;

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), NULL);

  return g_variant_lookup (self->values, name, "&s", &text) ? text : NULL;
}

/**
 * desk_office_row_get_number:
 * @self: a row
 * @name: of a value
 * @otherwise: what stands for none
 *
 * Returns: the number, or @otherwise
 */
gint64
desk_office_row_get_number (DeskOfficeRow *self,
                            const char *name,
                            gint64 otherwise)
{
  gint64 number;

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), otherwise);

  return g_variant_lookup (self->values, name, "x", &number) ? number : otherwise;
}

/**
 * desk_office_row_get_flag:
 * @self: a row
 * @name: of a value
 *
 * Returns: whether it is so
 */
gboolean
desk_office_row_get_flag (DeskOfficeRow *self,
                          const char *name)
{
  gboolean flag = FALSE;

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), FALSE);

  return g_variant_lookup (self->values, name, "b", &flag) && flag;
}

/**
 * desk_office_row_get_time:
 * @self: a row
 * @name: of a value
 *
 * Returns: microseconds since 1970 UTC, or 0 where there is none
 */
gint64
desk_office_row_get_time (DeskOfficeRow *self,
                          const char *name)
{
  const char *text = desk_office_row_get_text (self, name);
  gint64 time = 0;

  return text != NULL && desk_time_parse (text, &time) ? time : 0;
}

/**
 * desk_office_row_get_row:
 * @self: a row
 * @name: of a value
 *
 * Returns: (nullable) (transfer none): the row that hangs on it
 */
DeskOfficeRow *
desk_office_row_get_row (DeskOfficeRow *self,
                         const char *name)
{
  DeskOfficeRow *row;
  g_autoptr (GVariant) values = NULL;

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), NULL);

  row = g_hash_table_lookup (self->parts, name);
  if (row == NULL && (values = g_variant_lookup_value (self->values, name, G_VARIANT_TYPE_VARDICT)) != NULL)
    {
      row = desk_office_row_new (values);
      g_hash_table_insert (self->parts, g_strdup (name), row);
    }

  return row;
}

/**
 * desk_office_row_get_rows:
 * @self: a row
 * @name: of a value
 *
 * Returns: (transfer none): the rows that hang on it, of DeskOfficeRow
 */
GListModel *
desk_office_row_get_rows (DeskOfficeRow *self,
                          const char *name)
{
  GListStore *rows;
  g_autoptr (GVariant) values = NULL;

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), NULL);

  rows = g_hash_table_lookup (self->parts, name);
  if (rows != NULL)
    return G_LIST_MODEL (rows);

  rows = g_list_store_new (DESK_TYPE_OFFICE_ROW);
  values = g_variant_lookup_value (self->values, name, G_VARIANT_TYPE ("av"));
  for (gsize i = 0; values != NULL && i < g_variant_n_children (values); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (values, i);
      g_autoptr (GVariant) value = g_variant_get_variant (child);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
        {
          g_autoptr (DeskOfficeRow) row = desk_office_row_new (value);

          g_list_store_append (rows, row);
        }
    }
  g_hash_table_insert (self->parts, g_strdup (name), rows);

  return G_LIST_MODEL (rows);
}

/**
 * desk_office_row_dup_texts:
 * @self: a row
 * @name: of a value
 *
 * Returns: (transfer full): the texts that it lists
 */
char **
desk_office_row_dup_texts (DeskOfficeRow *self,
                           const char *name)
{
  g_autoptr (GVariant) values = NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  g_return_val_if_fail (DESK_IS_OFFICE_ROW (self), NULL);

  values = g_variant_lookup_value (self->values, name, G_VARIANT_TYPE ("av"));
  for (gsize i = 0; values != NULL && i < g_variant_n_children (values); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (values, i);
      g_autoptr (GVariant) value = g_variant_get_variant (child);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (texts, g_variant_get_string (value, NULL));
    }

  return g_strv_builder_end (texts);
}
