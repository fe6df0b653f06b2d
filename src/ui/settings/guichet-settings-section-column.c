/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-section.h"

/* How wide what stands in the middle of a page is, and from where on it is narrower than the page. */
#define WIDTH 820
#define TIGHT 700

/**
 * guichet_settings_section_create_column:
 * @self: a section
 *
 * Returns: the box for what stands one under the other in the middle of the page
 */
GtkWidget *
guichet_settings_section_create_column (GuichetSettingsSection *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (column, "settings-column");

  return column;
}

/**
 * guichet_settings_section_scroll:
 * @column: what stands one under the other
 *
 * Returns: what shows it in the middle of the page, and scrolls
 */
GtkWidget *
guichet_settings_section_scroll (GtkWidget *column)
{
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH, "tightening-threshold", TIGHT, "child", column, NULL);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
}
