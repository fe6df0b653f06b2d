/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

GtkWidget *
ui_find_type (GtkWidget *root,
              GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says (GtkLabel *label,
      const char *words)
{
  return g_strcmp0 (gtk_label_get_label (label), words) == 0 ||
         (gtk_label_get_use_markup (label) && g_strcmp0 (gtk_label_get_text (label), words) == 0);
}

/* A label that can be seen and says exactly this. */
GtkWidget *
ui_find_label (GtkWidget *root,
               const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && says (GTK_LABEL (root), label))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_label (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A label that is on the screen and says exactly this: the page behind may say the same. */
GtkWidget *
ui_find_shown (GtkWidget *root,
               const char *words)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), words))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = ui_find_shown (child, words);

  return found;
}

/* A button that can be seen, by its label or tooltip. */
GtkWidget *
ui_find_button (GtkWidget *root,
                const char *words)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if ((GTK_IS_BUTTON (root) || GTK_IS_MENU_BUTTON (root)) &&
      (g_strcmp0 (gtk_widget_get_tooltip_text (root), words) == 0 || ui_find_label (root, words) != NULL))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_button (child, words);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
says_something (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says_something (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_button (GtkWidget *widget)
{
  /* The buttons of the window are GTK's, and say what they do. */
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL)
    return FALSE;
  /* A menu button and a split button hold a button of their own. */
  if (GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    return FALSE;

  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget);
}

/* Every button of the tree that can be seen has visible words, or a tooltip and an accessible label. */
void
ui_assert_all_labelled (GtkWidget *root)
{
  if (!gtk_widget_get_visible (root))
    return;

  if (is_button (root) && !says_something (root))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (root);
      GtkWidget *parent = gtk_widget_get_parent (root);

      if (tooltip == NULL && GTK_IS_MENU_BUTTON (parent))
        tooltip = gtk_widget_get_tooltip_text (parent);
      if (tooltip == NULL)
        g_error ("A %s in a %s says nothing", G_OBJECT_TYPE_NAME (root), G_OBJECT_TYPE_NAME (parent));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    ui_assert_all_labelled (child);
}

/* What is on the screen, as a PNG. */
void
ui_save_picture (GtkWidget *widget,
                 const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA background;

  /* What the window draws behind its content. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "window_bg_color", &background));
  G_GNUC_END_IGNORE_DEPRECATIONS
  gtk_snapshot_append_color (snapshot, &background, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
