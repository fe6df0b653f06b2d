/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-separator-row.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-ticker.h"

/**
 * GuichetSeparatorRow:
 *
 * A day, or the line above what is new: a word between two lines. Today turns into Yesterday at midnight.
 */
struct _GuichetSeparatorRow
{
  AdwBin parent_instance;

  GuichetTicker *ticker;
  DeskThreadItem *item;
  GtkWidget *line;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (GuichetSeparatorRow, guichet_separator_row, ADW_TYPE_BIN)

static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  GuichetSeparatorRow *self = GUICHET_SEPARATOR_ROW (widget);
  g_autofree char *day = NULL;

  if (self->item == NULL || desk_thread_item_get_kind (self->item) != DESK_THREAD_DAY)
    return G_MAXINT64;

  day = guichet_format_day (desk_thread_item_get_time (self->item), now);
  gtk_label_set_label (GTK_LABEL (self->label), day);

  return guichet_format_next_minute (now);
}

static void
guichet_separator_row_dispose (GObject *object)
{
  GuichetSeparatorRow *self = GUICHET_SEPARATOR_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (guichet_separator_row_parent_class)->dispose (object);
}

static void
guichet_separator_row_class_init (GuichetSeparatorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_separator_row_dispose;
}

static GtkWidget *
create_separator (void)
{
  return g_object_new (GTK_TYPE_SEPARATOR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
guichet_separator_row_init (GuichetSeparatorRow *self)
{
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 3, -1);
  gtk_box_append (GTK_BOX (self->line), create_separator ());
  gtk_box_append (GTK_BOX (self->line), self->label);
  gtk_box_append (GTK_BOX (self->line), create_separator ());
  gtk_widget_set_margin_start (self->line, 16);
  gtk_widget_set_margin_end (self->line, 16);
  gtk_widget_set_margin_top (self->line, 8);
  gtk_widget_set_margin_bottom (self->line, 4);
  adw_bin_set_child (ADW_BIN (self), self->line);
}

/**
 * guichet_separator_row_new:
 * @session: who reads
 *
 * Returns: a row, still without words
 */
GtkWidget *
guichet_separator_row_new (DeskSession *session)
{
  GuichetSeparatorRow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_SEPARATOR_ROW, NULL);
  self->ticker = guichet_ticker_for_clock (desk_session_get_clock (session));
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), on_tick);

  return GTK_WIDGET (self);
}

/**
 * guichet_separator_row_set_item:
 * @self: a row
 * @item: (nullable): a day, or the line above what is new
 *
 * Changes what is shown, as a list does that recycles its rows.
 */
void
guichet_separator_row_set_item (GuichetSeparatorRow *self,
                                DeskThreadItem *item)
{
  gboolean is_new;

  g_return_if_fail (GUICHET_IS_SEPARATOR_ROW (self));

  if (!g_set_object (&self->item, item) || item == NULL)
    return;

  is_new = desk_thread_item_get_kind (item) == DESK_THREAD_NEW;
  gtk_widget_remove_css_class (self->line, is_new ? "day" : "unread-line");
  gtk_widget_add_css_class (self->line, is_new ? "unread-line" : "day");
  if (is_new)
    gtk_label_set_label (GTK_LABEL (self->label), C_("messages", "New"));
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}
