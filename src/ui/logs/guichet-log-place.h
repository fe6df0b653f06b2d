/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "guichet-place.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_LOG_PLACE (guichet_log_place_get_type ())
G_DECLARE_DERIVABLE_TYPE (GuichetLogPlace, guichet_log_place, GUICHET, LOG_PLACE, GuichetPlace)

/**
 * GuichetLogPlaceClass:
 * @load: asks for the newest
 * @load_more: asks for older ones
 * @clear_filters: shows all again
 * @open: shows all of an entry
 *
 * A table of what happened, newest first, which is loaded as far as somebody goes through it.
 */
struct _GuichetLogPlaceClass
{
  GuichetPlaceClass parent_class;

  void (*load)          (GuichetLogPlace *self);
  void (*load_more)     (GuichetLogPlace *self);
  void (*clear_filters) (GuichetLogPlace *self);
  void (*open)          (GuichetLogPlace *self, gpointer item);
};

/* Fills a cell: a GuichetLogCell, or the pill of a column of states. */
typedef void (*GuichetLogBind) (GtkWidget *cell, gpointer item, GuichetLogPlace *self);

typedef enum
{
  GUICHET_LOG_TEXT,
  GUICHET_LOG_PILL,
} GuichetLogCellKind;

/* How the log stands. */
typedef struct
{
  gboolean loading;
  const GError *trouble;
  gint64 loaded_at;
  gboolean filtered;
  const char *icon;             /* of the empty state */
  const char *empty;
} GuichetLogState;

void       guichet_log_place_set_up     (GuichetLogPlace *self, const char *title, GListModel *model);
GtkWidget *guichet_log_place_get_header (GuichetLogPlace *self);
void       guichet_log_place_add_column (GuichetLogPlace *self, const char *title, GuichetLogCellKind kind, gboolean expand, gboolean wide_only,
                                         GuichetLogBind bind);
void       guichet_log_place_add_filter (GuichetLogPlace *self, GtkWidget *filter, const char *label);
GtkWidget *guichet_log_place_get_view   (GuichetLogPlace *self);
void       guichet_log_place_set_note   (GuichetLogPlace *self, const char *note, gboolean alarming);
void       guichet_log_place_update     (GuichetLogPlace *self, const GuichetLogState *state);
gint64     guichet_log_place_get_now    (GuichetLogPlace *self);
gboolean   guichet_log_place_is_narrow  (GuichetLogPlace *self);
void       guichet_log_cell_set         (GtkWidget *cell, const char *text, const char *below);

/* A sheet with all of an entry. */
GtkWidget *guichet_log_sheet_new        (GtkWidget *from, const char *title);
void       guichet_log_sheet_add        (GtkWidget *sheet, const char *name, const char *value);
GtkWidget *guichet_log_sheet_add_button (GtkWidget *sheet, const char *label);

G_END_DECLS
