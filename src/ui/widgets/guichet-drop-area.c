/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-drop-area.h"

#include <glib/gi18n.h>

/**
 * GuichetDropArea:
 *
 * Takes files that are dropped on its child. While they are held over it, an overlay says what will happen.
 *
 * Signal `dropped` (GValue *file_list): a value of GDK_TYPE_FILE_LIST.
 */
struct _GuichetDropArea
{
  AdwBin parent_instance;

  GtkWidget *overlay;
  GtkWidget *zone;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkDropTarget *target;
  char *style;
};

G_DEFINE_FINAL_TYPE (GuichetDropArea, guichet_drop_area, ADW_TYPE_BIN)

enum
{
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GdkDragAction
on_enter (GuichetDropArea *self,
          double x,
          double y)
{
  gtk_widget_set_visible (self->zone, TRUE);

  return GDK_ACTION_COPY;
}

static void
on_leave (GuichetDropArea *self)
{
  gtk_widget_set_visible (self->zone, FALSE);
}

static gboolean
on_drop (GuichetDropArea *self,
         const GValue *value,
         double x,
         double y)
{
  gtk_widget_set_visible (self->zone, FALSE);
  g_signal_emit (self, signals[DROPPED], 0, value);

  return TRUE;
}

static void
guichet_drop_area_finalize (GObject *object)
{
  GuichetDropArea *self = GUICHET_DROP_AREA (object);

  g_free (self->style);

  G_OBJECT_CLASS (guichet_drop_area_parent_class)->finalize (object);
}

static void
guichet_drop_area_class_init (GuichetDropAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_drop_area_finalize;

  /**
   * GuichetDropArea::dropped:
   * @file_list: a value of GDK_TYPE_FILE_LIST
   *
   * Files were dropped.
   */
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_VALUE);
}

static void
guichet_drop_area_init (GuichetDropArea *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-attachment-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 48);
  self->title = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_widget_add_css_class (self->title, "title-2");
  self->subtitle = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (words), icon);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->subtitle);
  gtk_widget_set_halign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_vexpand (words, TRUE);

  self->zone = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->zone), words);
  gtk_widget_add_css_class (self->zone, "drop-zone");
  gtk_widget_set_can_target (self->zone, FALSE);
  gtk_widget_set_visible (self->zone, FALSE);
  gtk_widget_set_margin_top (self->zone, 12);
  gtk_widget_set_margin_bottom (self->zone, 12);
  gtk_widget_set_margin_start (self->zone, 12);
  gtk_widget_set_margin_end (self->zone, 12);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->zone);
  adw_bin_set_child (ADW_BIN (self), self->overlay);

  self->target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (self->target, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect_swapped (self->target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (self->target, "drop", G_CALLBACK (on_drop), self);
  /* Before the text views inside, which would take a file for its name. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->target));
}

/**
 * guichet_drop_area_new:
 * @child: what files can be dropped on
 *
 * Returns: an area round @child
 */
GtkWidget *
guichet_drop_area_new (GtkWidget *child)
{
  GuichetDropArea *self = g_object_new (GUICHET_TYPE_DROP_AREA, NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);

  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), child);

  return GTK_WIDGET (self);
}

/**
 * guichet_drop_area_set_words:
 * @self: an area
 * @title: what will happen, as in Attach to your reply
 * @subtitle: (nullable): who will see it
 *
 * Changes what the overlay says.
 */
void
guichet_drop_area_set_words (GuichetDropArea *self,
                             const char *title,
                             const char *subtitle)
{
  g_return_if_fail (GUICHET_IS_DROP_AREA (self));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->subtitle, subtitle != NULL);
}

/**
 * guichet_drop_area_set_style:
 * @self: an area
 * @style: (nullable): a style class for the zone, as in note
 *
 * Changes how the overlay looks.
 */
void
guichet_drop_area_set_style (GuichetDropArea *self,
                             const char *style)
{
  g_return_if_fail (GUICHET_IS_DROP_AREA (self));

  if (g_strcmp0 (self->style, style) == 0)
    return;

  if (self->style != NULL)
    gtk_widget_remove_css_class (self->zone, self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (self->zone, style);
}

/**
 * guichet_drop_area_set_active:
 * @self: an area
 * @active: whether files are taken
 *
 * Changes whether files can be dropped, as a closed ticket takes none.
 */
void
guichet_drop_area_set_active (GuichetDropArea *self,
                              gboolean active)
{
  g_return_if_fail (GUICHET_IS_DROP_AREA (self));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->target),
                                              active ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
}
