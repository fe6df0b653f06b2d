/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-log-place.h"

#include "guichet-labels.h"

#define KEY_GROUP "guichet-log-group"
#define KEY_BUTTONS "guichet-log-buttons"

/**
 * guichet_log_sheet_new:
 * @from: a widget of the window that it stands over
 * @title: what it is about
 *
 * Returns: (transfer none): a window that ends with Escape; show it with gtk_window_present()
 */
GtkWidget *
guichet_log_sheet_new (GtkWidget *from,
                       const char *title)
{
  GtkWidget *sheet = g_object_new (ADW_TYPE_WINDOW, "modal", TRUE, "destroy-with-parent", TRUE, "transient-for", gtk_widget_get_root (from), "title",
                                   title, "default-width", 420, "width-request", 340, NULL);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (sheet, shortcuts);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_add_css_class (body, "settings-column");
  gtk_box_append (GTK_BOX (body), group);
  gtk_box_append (GTK_BOX (body), buttons);
  gtk_box_append (GTK_BOX (whole), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (whole), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                                                 "max-content-height", 520, "child", body, NULL));
  adw_window_set_content (ADW_WINDOW (sheet), whole);
  g_object_set_data (G_OBJECT (sheet), KEY_GROUP, group);
  g_object_set_data (G_OBJECT (sheet), KEY_BUTTONS, buttons);

  return sheet;
}

/** guichet_log_sheet_add: a line of it, unless there is nothing to say. */
void
guichet_log_sheet_add (GtkWidget *sheet,
                       const char *name,
                       const char *value)
{
  GtkWidget *row, *label;

  if (value == NULL || *value == '\0')
    return;

  row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (row, "log-fact");
  label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (row), label);
  label = g_object_new (GTK_TYPE_LABEL, "label", value, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);
  gtk_box_append (GTK_BOX (row), label);
  adw_preferences_group_add (g_object_get_data (G_OBJECT (sheet), KEY_GROUP),
                             g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, "child", row, "title", name, NULL));
}

/** guichet_log_sheet_add_button: (transfer none): a button under it. */
GtkWidget *
guichet_log_sheet_add_button (GtkWidget *sheet,
                              const char *label)
{
  GtkWidget *button = guichet_labels_button (label);

  gtk_box_append (g_object_get_data (G_OBJECT (sheet), KEY_BUTTONS), button);

  return button;
}
