/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-status-filter.h"

#include <glib/gi18n.h>

#include "guichet-words.h"

/**
 * GuichetStatusFilter:
 *
 * Which statuses the list shows: a popover with one check button each. No check means all.
 */
struct _GuichetStatusFilter
{
  GtkPopover parent_instance;

  GtkWidget *checks[DESK_STATUS_CLOSED + 1];
  GtkWidget *clear;
  gboolean changing;
};

G_DEFINE_FINAL_TYPE (GuichetStatusFilter, guichet_status_filter, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_toggled (GuichetStatusFilter *self)
{
  gtk_widget_set_sensitive (self->clear, guichet_status_filter_get_mask (self) != 0);
  if (!self->changing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_clear (GuichetStatusFilter *self)
{
  guichet_status_filter_set_mask (self, 0);
}

static void
guichet_status_filter_class_init (GuichetStatusFilterClass *klass)
{
  /**
   * GuichetStatusFilter::changed:
   *
   * The choice changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
guichet_status_filter_init (GuichetStatusFilter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _("Show only"), "xalign", 0.0f, "margin-start", 6,
                                     "margin-bottom", 4, NULL);

  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    {
      self->checks[status] = gtk_check_button_new_with_label (guichet_words_status (status, TRUE));
      g_signal_connect_swapped (self->checks[status], "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (box), self->checks[status]);
    }
  self->clear = gtk_button_new_with_label (_("Show All"));
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_sensitive (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear), self);
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_widget_set_margin_start (box, 2);
  gtk_widget_set_margin_end (box, 2);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * guichet_status_filter_set_staff:
 * @self: a filter
 * @staff: whether staff reads it
 *
 * Words the statuses for staff, or for a client.
 */
void
guichet_status_filter_set_staff (GuichetStatusFilter *self,
                                 gboolean staff)
{
  g_return_if_fail (GUICHET_IS_STATUS_FILTER (self));

  for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    gtk_check_button_set_label (GTK_CHECK_BUTTON (self->checks[status]), guichet_words_status (status, staff));
}

/**
 * guichet_status_filter_get_mask:
 * @self: a filter
 *
 * Returns: a bit per DeskStatus, 0 for all
 */
guint
guichet_status_filter_get_mask (GuichetStatusFilter *self)
{
  guint mask = 0;

  g_return_val_if_fail (GUICHET_IS_STATUS_FILTER (self), 0);

  for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[status])))
      mask |= 1u << status;

  return mask;
}

/**
 * guichet_status_filter_set_mask:
 * @self: a filter
 * @mask: a bit per DeskStatus, 0 for all
 *
 * Changes the choice; says so once.
 */
void
guichet_status_filter_set_mask (GuichetStatusFilter *self,
                                guint mask)
{
  g_return_if_fail (GUICHET_IS_STATUS_FILTER (self));

  if (guichet_status_filter_get_mask (self) == mask)
    return;

  self->changing = TRUE;
  for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[status]), (mask & (1u << status)) != 0);
  self->changing = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}
