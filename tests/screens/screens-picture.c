/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

/* A window as it stands on the screen, with what has popped up over it, also where that goes beyond the window's edges. */

/* Shadows do so always. */
#define SHADOW 16

static void
add_widget (GtkSnapshot *snapshot,
            GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

/* A popover is a surface of its own: it says itself where it stands. */
static graphene_point_t
find_place (GtkWidget *popover)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (popover));
  double x, y;

  gtk_native_get_surface_transform (GTK_NATIVE (popover), &x, &y);

  return GRAPHENE_POINT_INIT (gdk_popup_get_position_x (GDK_POPUP (surface)) + x, gdk_popup_get_position_y (GDK_POPUP (surface)) + y);
}

static void
make_room (GtkWidget *widget,
           graphene_rect_t *whole)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    {
      graphene_rect_t popover = { find_place (widget), { gtk_widget_get_width (widget), gtk_widget_get_height (widget) } };

      graphene_rect_inset (&popover, SHADOW, SHADOW);
      graphene_rect_union (whole, &popover, whole);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    make_room (child, whole);
}

static void
add_popovers (GtkSnapshot *snapshot,
              GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    {
      graphene_point_t place = find_place (widget);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      add_widget (snapshot, widget);
      add_popovers (snapshot, gtk_popover_get_child (GTK_POPOVER (widget)));
      gtk_snapshot_restore (snapshot);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_popovers (snapshot, child);
}

/* Where something has asked for another place since the last frame, there is nothing to take a picture of until the next one. */
static gboolean
is_painted (gpointer window)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  add_widget (snapshot, window);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));

  return node != NULL;
}

void
screens_save (GtkWidget *window,
              const char *path)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  const GdkRGBA desktop = { .6, .6, .6, 1 };
  graphene_rect_t frame = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window));
  graphene_rect_t whole = frame;
  GdkRGBA background;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (window), "window_bg_color", &background));
  G_GNUC_END_IGNORE_DEPRECATIONS
  g_assert_true (screens_wait (is_painted, window));
  make_room (window, &whole);
  graphene_rect_round_extents (&whole, &whole);
  gtk_snapshot_append_color (snapshot, &desktop, &whole);
  gtk_snapshot_append_color (snapshot, &background, &frame);
  add_widget (snapshot, window);
  add_popovers (snapshot, window);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &whole);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
