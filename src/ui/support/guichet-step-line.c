/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-step-line.h"

#include <glib/gi18n.h>

/**
 * GuichetStepLine:
 *
 * Where something is on its way: the steps that were, the one that is, in bold, and those to come.
 */
struct _GuichetStepLine
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (GuichetStepLine, guichet_step_line, GTK_TYPE_BOX)

static void
guichet_step_line_class_init (GuichetStepLineClass *klass)
{
}

static void
guichet_step_line_init (GuichetStepLine *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 2);
}

/** guichet_step_line_new: a line of steps, empty yet. */
GtkWidget *
guichet_step_line_new (void)
{
  return g_object_new (GUICHET_TYPE_STEP_LINE, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
}

static GtkWidget *
create_step (const char *name,
             const char *icon_name,
             gboolean current)
{
  GtkWidget *step = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 14, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "ellipsize", PANGO_ELLIPSIZE_END, "tooltip-text", name, NULL);

  if (current)
    gtk_widget_add_css_class (label, "caption-heading");
  else
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "secondary");
    }
  gtk_box_append (GTK_BOX (step), icon);
  gtk_box_append (GTK_BOX (step), label);

  return step;
}

/**
 * guichet_step_line_show:
 * @self: a line of steps
 * @names: (array length=n_names): all steps
 * @current: the one where it is
 * @done: whether that one is the end
 */
void
guichet_step_line_show (GuichetStepLine *self,
                    const char *const *names,
                    guint n_names,
                    guint current,
                    gboolean done)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GUICHET_IS_STEP_LINE (self));
  g_return_if_fail (current < n_names);

  while (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_box_remove (GTK_BOX (self), gtk_widget_get_first_child (GTK_WIDGET (self)));
  for (guint i = 0; i < n_names; i++)
    {
      const char *icon = i < current || (i == current && done) ? "guichet-met-symbolic"
                         : i == current ? "guichet-status-progress-symbolic" : "guichet-status-open-symbolic";

      if (i > 0)
        gtk_box_append (GTK_BOX (self), g_object_new (GTK_TYPE_SEPARATOR, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, NULL));
      gtk_box_append (GTK_BOX (self), create_step (names[i], icon, i == current));
    }

  /* Translators: read aloud: the step, its place and how many there are, as in Step: In progress, 2 of 4 */
  words = g_strdup_printf (_("Step: %1$s, %2$u of %3$u"), names[current], current + 1, n_names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
