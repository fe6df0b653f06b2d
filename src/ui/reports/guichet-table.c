/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-table.h"

#include <glib/gi18n.h>

#include "guichet-report-words.h"

/* The first cell of a row is its name; the others are numbers. */
struct _GuichetTableRow
{
  GObject parent_instance;

  guint position;
  char *raw_name;
  GPtrArray *texts;
  GArray *numbers;
};

G_DEFINE_FINAL_TYPE (GuichetTableRow, guichet_table_row, G_TYPE_OBJECT)

typedef struct
{
  char *title;
  GuichetCellKind kind;
} Column;

struct _GuichetTable
{
  GObject parent_instance;

  char *title;
  GArray *columns;
  GListStore *rows;
  GPtrArray *fresh;             /* rows that are added, until they replace the others */
};

G_DEFINE_FINAL_TYPE (GuichetTable, guichet_table, G_TYPE_OBJECT)

static void
guichet_table_row_finalize (GObject *object)
{
  GuichetTableRow *self = GUICHET_TABLE_ROW (object);

  g_free (self->raw_name);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->numbers);

  G_OBJECT_CLASS (guichet_table_row_parent_class)->finalize (object);
}

static void
guichet_table_row_class_init (GuichetTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_table_row_finalize;
}

static void
guichet_table_row_init (GuichetTableRow *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_array_new (FALSE, TRUE, sizeof (double));
}

/** guichet_table_row_get_text: (transfer none): what the cell shows. */
const char *
guichet_table_row_get_text (GuichetTableRow *self,
                            guint column)
{
  g_return_val_if_fail (GUICHET_IS_TABLE_ROW (self) && column < self->texts->len, NULL);

  return g_ptr_array_index (self->texts, column);
}

/** guichet_table_row_get_number: by which the cell is sorted; of the name, its place as the rows came. */
double
guichet_table_row_get_number (GuichetTableRow *self,
                              guint column)
{
  g_return_val_if_fail (GUICHET_IS_TABLE_ROW (self) && column < self->numbers->len, 0);

  return g_array_index (self->numbers, double, column);
}

static void
clear_column (gpointer column)
{
  g_free (((Column *) column)->title);
}

static void
guichet_table_finalize (GObject *object)
{
  GuichetTable *self = GUICHET_TABLE (object);

  g_free (self->title);
  g_array_unref (self->columns);
  g_object_unref (self->rows);
  g_ptr_array_unref (self->fresh);

  G_OBJECT_CLASS (guichet_table_parent_class)->finalize (object);
}

static void
guichet_table_class_init (GuichetTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_table_finalize;
}

static void
guichet_table_init (GuichetTable *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->rows = g_list_store_new (GUICHET_TYPE_TABLE_ROW);
  self->fresh = g_ptr_array_new_with_free_func (g_object_unref);
}

/** guichet_table_new: (transfer full): a table without columns. */
GuichetTable *
guichet_table_new (const char *title)
{
  GuichetTable *self = g_object_new (GUICHET_TYPE_TABLE, NULL);

  self->title = g_strdup (title);

  return self;
}

const char *
guichet_table_get_title (GuichetTable *self)
{
  g_return_val_if_fail (GUICHET_IS_TABLE (self), NULL);

  return self->title;
}

void
guichet_table_add_column (GuichetTable *self,
                          const char *title,
                          GuichetCellKind kind)
{
  Column column = { g_strdup (title), kind };

  g_return_if_fail (GUICHET_IS_TABLE (self));

  g_array_append_val (self->columns, column);
}

guint
guichet_table_get_n_columns (GuichetTable *self)
{
  g_return_val_if_fail (GUICHET_IS_TABLE (self), 0);

  return self->columns->len;
}

const char *
guichet_table_get_column (GuichetTable *self,
                          guint column,
                          GuichetCellKind *kind)
{
  g_return_val_if_fail (GUICHET_IS_TABLE (self) && column < self->columns->len, NULL);

  if (kind != NULL)
    *kind = g_array_index (self->columns, Column, column).kind;

  return g_array_index (self->columns, Column, column).title;
}

GListModel *
guichet_table_get_rows (GuichetTable *self)
{
  g_return_val_if_fail (GUICHET_IS_TABLE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/** guichet_table_commit: the rows that were added since the last time replace those of before, all at once. */
void
guichet_table_commit (GuichetTable *self)
{
  g_return_if_fail (GUICHET_IS_TABLE (self));

  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), self->fresh->pdata, self->fresh->len);
  g_ptr_array_set_size (self->fresh, 0);
}

static char *
dup_text (GuichetCellKind kind,
          double number)
{
  if (number == GUICHET_NO_NUMBER)
    return g_strdup ("–");
  if (kind == GUICHET_CELL_SHARE)
    return guichet_report_dup_percent (number, TRUE);
  if (kind == GUICHET_CELL_SPAN)
    return guichet_report_dup_span (number);

  return guichet_report_dup_number (number);
}

/**
 * guichet_table_add_row:
 * @self: a table, with its columns
 * @name: the first cell
 * @raw_name: (nullable): the first cell for other programs, such as a date by ISO 8601
 * @...: a double for each of the other columns, GUICHET_NO_NUMBER for none
 *
 * Adds a row, which shows with guichet_table_commit().
 */
void
guichet_table_add_row (GuichetTable *self,
                       const char *name,
                       const char *raw_name,
                       ...)
{
  g_autoptr (GuichetTableRow) row = g_object_new (GUICHET_TYPE_TABLE_ROW, NULL);
  double place = self->fresh->len;
  va_list numbers;

  row->raw_name = g_strdup (raw_name);
  g_ptr_array_add (row->texts, g_strdup (name));
  g_array_append_val (row->numbers, place);
  va_start (numbers, raw_name);
  for (guint i = 1; i < self->columns->len; i++)
    {
      double number = va_arg (numbers, double);

      g_ptr_array_add (row->texts, dup_text (g_array_index (self->columns, Column, i).kind, number));
      g_array_append_val (row->numbers, number);
    }
  va_end (numbers);
  g_ptr_array_add (self->fresh, g_steal_pointer (&row));
}

/* Export ------------------------------------------------------------------------------------------------------------------------------ */

/* By RFC 4180. What a spreadsheet would take for a formula is kept from being one by the apostrophe with which spreadsheets mark text; numbers of ours
 * have no sign. */
static void
append_cell (GString *csv,
             const char *cell)
{
  gboolean formula = *cell != '\0' && strchr ("=+-@\t\r\n", *cell) != NULL;

  if (!formula && strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (csv, cell);
      return;
    }

  g_string_append_c (csv, '"');
  if (formula)
    g_string_append_c (csv, '\'');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

/**
 * guichet_csv_append:
 * @csv: what there is already
 * @cells: (array zero-terminated=1): one line
 */
void
guichet_csv_append (GString *csv,
                    const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      append_cell (csv, cells[i]);
    }
  g_string_append (csv, "\r\n");
}

static char *
dup_measure (const Column *column)
{
  /* Translators: the name of a column, and its unit in a file for spreadsheets */
  if (column->kind == GUICHET_CELL_SHARE)
    return g_strdup_printf (_("%s (%%)"), column->title);
  if (column->kind == GUICHET_CELL_SPAN)
    return g_strdup_printf (_("%s (seconds)"), column->title);

  return g_strdup (column->title);
}

/**
 * guichet_table_append_csv:
 * @self: a table
 * @csv: what there is already
 *
 * A line for each number, so that all tables of a report fit into one file: the table, the row, what is measured, and the number as programs read it.
 */
void
guichet_table_append_csv (GuichetTable *self,
                          GString *csv)
{
  g_return_if_fail (GUICHET_IS_TABLE (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (GuichetTableRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      for (guint c = 1; c < self->columns->len; c++)
        {
          Column *column = &g_array_index (self->columns, Column, c);
          double number = guichet_table_row_get_number (row, c);
          g_autofree char *measure = dup_measure (column);
          char value[G_ASCII_DTOSTR_BUF_SIZE] = "";

          if (number != GUICHET_NO_NUMBER)
            g_ascii_formatd (value, sizeof value, column->kind == GUICHET_CELL_SHARE ? "%.2f" : "%.0f", number);
          guichet_csv_append (csv, (const char *const[]) { self->title, row->raw_name != NULL ? row->raw_name : guichet_table_row_get_text (row, 0),
                                                           measure, value, NULL });
        }
    }
}
