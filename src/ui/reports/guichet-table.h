/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GUICHET_CELL_TEXT,
  GUICHET_CELL_NUMBER,
  GUICHET_CELL_SHARE,           /* of a hundred */
  GUICHET_CELL_SPAN,            /* seconds */
} GuichetCellKind;

/* Stands where there is no number. */
#define GUICHET_NO_NUMBER (-1.0)

#define GUICHET_TYPE_TABLE_ROW (guichet_table_row_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTableRow, guichet_table_row, GUICHET, TABLE_ROW, GObject)

#define GUICHET_TYPE_TABLE (guichet_table_get_type ())
G_DECLARE_FINAL_TYPE (GuichetTable, guichet_table, GUICHET, TABLE, GObject)

/**
 * GuichetTable:
 *
 * Numbers in columns, with a title: what a table shows, and what is exported.
 */
GuichetTable   *guichet_table_new            (const char *title);
const char     *guichet_table_get_title      (GuichetTable *self);
void            guichet_table_add_column     (GuichetTable *self, const char *title, GuichetCellKind kind);
guint           guichet_table_get_n_columns  (GuichetTable *self);
const char     *guichet_table_get_column     (GuichetTable *self, guint column, GuichetCellKind *kind);
GListModel     *guichet_table_get_rows       (GuichetTable *self);
void            guichet_table_commit         (GuichetTable *self);
void            guichet_table_add_row        (GuichetTable *self, const char *name, const char *raw_name, ...);

const char     *guichet_table_row_get_text   (GuichetTableRow *self, guint column);
double          guichet_table_row_get_number (GuichetTableRow *self, guint column);

void            guichet_table_append_csv     (GuichetTable *self, GString *csv);
void            guichet_csv_append           (GString *csv, const char *const *cells);

G_END_DECLS
