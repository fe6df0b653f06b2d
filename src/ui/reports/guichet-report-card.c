/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-report-card.h"

#include "guichet-table-view.h"

/**
 * GuichetReportCard:
 *
 * A chart under its title, or the same numbers as a table.
 */
struct _GuichetReportCard
{
  GtkBox parent_instance;

  GuichetTable *table;
  GtkWidget *title;
  GtkWidget *legend;
  GtkWidget *sort;
  GtkWidget *stack;
  GtkWidget *chart;
  GtkWidget *view;              /* (nullable): the table, once somebody wants it */
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (GuichetReportCard, guichet_report_card, GTK_TYPE_BOX)

static void
guichet_report_card_dispose (GObject *object)
{
  g_clear_object (&GUICHET_REPORT_CARD (object)->table);

  G_OBJECT_CLASS (guichet_report_card_parent_class)->dispose (object);
}

static void
guichet_report_card_class_init (GuichetReportCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_report_card_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
guichet_report_card_init (GuichetReportCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "tile");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  self->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "wrap", TRUE, "natural-wrap-mode",
                              GTK_NATURAL_WRAP_NONE, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (self->title, "heading");
  self->legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->legend);
  gtk_box_append (GTK_BOX (self), head);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_box_append (GTK_BOX (self), self->stack);
  self->note = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "secondary");
  gtk_box_append (GTK_BOX (self), self->note);
}

/**
 * guichet_report_card_new:
 * @chart: the picture
 * @table: the same numbers
 *
 * Returns: a card
 */
GtkWidget *
guichet_report_card_new (GtkWidget *chart,
                         GuichetTable *table)
{
  GuichetReportCard *self = g_object_new (GUICHET_TYPE_REPORT_CARD, NULL);

  self->table = g_object_ref (table);
  self->chart = chart;
  gtk_widget_set_valign (chart, GTK_ALIGN_START);
  gtk_stack_add_named (GTK_STACK (self->stack), chart, "chart");
  guichet_report_card_set_title (self, guichet_table_get_title (table));

  return GTK_WIDGET (self);
}

GtkWidget *
guichet_report_card_get_chart (GuichetReportCard *self)
{
  g_return_val_if_fail (GUICHET_IS_REPORT_CARD (self), NULL);

  return self->chart;
}

GuichetTable *
guichet_report_card_get_table (GuichetReportCard *self)
{
  g_return_val_if_fail (GUICHET_IS_REPORT_CARD (self), NULL);

  return self->table;
}

/** guichet_report_card_get_view: (transfer none): the table on the screen, which is made when it is first wanted. */
GtkWidget *
guichet_report_card_get_view (GuichetReportCard *self)
{
  g_return_val_if_fail (GUICHET_IS_REPORT_CARD (self), NULL);

  if (self->view == NULL)
    {
      self->view = guichet_table_view_new (self->table);
      self->sort = guichet_table_view_create_sort_button (GUICHET_TABLE_VIEW (self->view));
      gtk_widget_set_visible (self->sort, FALSE);
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->legend)), self->sort);
      gtk_stack_add_named (GTK_STACK (self->stack), self->view, "table");
    }

  return self->view;
}

/**
 * guichet_report_card_add_legend:
 * @self: a card
 * @style: of the swatch: filled, resolved, missed
 * @words: what it stands for
 */
void
guichet_report_card_add_legend (GuichetReportCard *self,
                                const char *style,
                                const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (words);

  g_return_if_fail (GUICHET_IS_REPORT_CARD (self));

  gtk_widget_add_css_class (swatch, "swatch");
  gtk_widget_add_css_class (swatch, style);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->legend), box);
}

void
guichet_report_card_set_title (GuichetReportCard *self,
                               const char *title)
{
  g_return_if_fail (GUICHET_IS_REPORT_CARD (self));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/** guichet_report_card_set_note: what has to be known of the numbers; %NULL for nothing. */
void
guichet_report_card_set_note (GuichetReportCard *self,
                              const char *note)
{
  g_return_if_fail (GUICHET_IS_REPORT_CARD (self));

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}

void
guichet_report_card_show_table (GuichetReportCard *self,
                                gboolean table)
{
  g_return_if_fail (GUICHET_IS_REPORT_CARD (self));

  gtk_stack_set_visible_child (GTK_STACK (self->stack), table ? guichet_report_card_get_view (self) : self->chart);
  if (self->sort != NULL)
    gtk_widget_set_visible (self->sort, table);
  gtk_widget_set_visible (self->legend, !table);
}
