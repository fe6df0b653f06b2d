/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-row.h"

#include <glib/gi18n.h>

/**
 * GuichetFilterRow:
 *
 * A row that leads to a page of the filter, and says what is chosen there.
 */
struct _GuichetFilterRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *title;
  GtkWidget *summary;
};

G_DEFINE_FINAL_TYPE (GuichetFilterRow, guichet_filter_row, GTK_TYPE_LIST_BOX_ROW)

static void
guichet_filter_row_class_init (GuichetFilterRowClass *klass)
{
}

static void
guichet_filter_row_init (GuichetFilterRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->title = gtk_label_new (NULL);
  self->summary = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 18, NULL);
  gtk_widget_add_css_class (self->summary, "secondary");
  gtk_widget_add_css_class (self->summary, "caption");
  gtk_widget_add_css_class (arrow, "secondary");
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * guichet_filter_row_new:
 * @title: what the page is about
 *
 * Returns: a row that says of nothing that it is chosen
 */
GtkWidget *
guichet_filter_row_new (const char *title)
{
  GuichetFilterRow *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (GUICHET_TYPE_FILTER_ROW, NULL);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  guichet_filter_row_set_summary (self, "");

  return GTK_WIDGET (self);
}

/**
 * guichet_filter_row_set_summary:
 * @self: a row
 * @summary: what is chosen, "" for nothing
 *
 * Shows it, and says it to who cannot see it.
 */
void
guichet_filter_row_set_summary (GuichetFilterRow *self,
                                const char *summary)
{
  g_autofree char *sentence = NULL;
  const char *title;

  g_return_if_fail (GUICHET_IS_FILTER_ROW (self));
  g_return_if_fail (summary != NULL);

  title = gtk_label_get_label (GTK_LABEL (self->title));
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  /* Translators: what can be chosen, and what is: “Status: open” */
  sentence = *summary != '\0' ? g_strdup_printf (_("%1$s: %2$s"), title, summary) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
