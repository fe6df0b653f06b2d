/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-split.h"

#include <glib/gi18n.h>

/**
 * GuichetSplit:
 *
 * A list beside what is chosen in it; one after the other where there is no room for both. The one place beside the panes that knows AdwLeaflet.
 */
struct _GuichetSplit
{
  AdwBin parent_instance;

  GtkWidget *leaflet;
  GtkWidget *sidebar;
  GtkWidget *content;
  int width;
};

G_DEFINE_FINAL_TYPE (GuichetSplit, guichet_split, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
guichet_split_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, guichet_split_get_folded (GUICHET_SPLIT (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_split_dispose (GObject *object)
{
  GuichetSplit *self = GUICHET_SPLIT (object);

  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  self->leaflet = NULL;

  G_OBJECT_CLASS (guichet_split_parent_class)->dispose (object);
}

static void
guichet_split_class_init (GuichetSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_split_get_property;
  object_class->dispose = guichet_split_dispose;

  /**
   * GuichetSplit:folded:
   *
   * Whether one of the two is in sight alone.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_split_init (GuichetSplit *self)
{
}

static void
on_folded (GuichetSplit *self)
{
  gboolean folded = guichet_split_get_folded (self);

  gtk_widget_set_hexpand (self->sidebar, folded);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
measure_narrowest (GtkWidget *narrowest,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (narrowest), orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
allocate_narrowest (GtkWidget *narrowest,
                    int width,
                    int height,
                    int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (narrowest), width, height, baseline, NULL);
}

/* The list is as wide as it was made, in every language: what it would like for its longest words is no reason for more. */
static GtkWidget *
create_narrowest (GtkWidget *child)
{
  GtkWidget *narrowest = g_object_new (ADW_TYPE_BIN, "child", child, NULL);

  gtk_widget_set_layout_manager (narrowest, gtk_custom_layout_new (NULL, measure_narrowest, allocate_narrowest));

  return narrowest;
}

/**
 * guichet_split_new:
 * @sidebar: the list, with a header bar of its own
 * @width: how wide the list is beside the content, in pixels
 * @content: what is chosen, with a header bar of its own
 *
 * Returns: the two side by side
 */
GtkWidget *
guichet_split_new (GtkWidget *sidebar,
                   int width,
                   GtkWidget *content)
{
  GuichetSplit *self;
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  g_return_val_if_fail (GTK_IS_WIDGET (sidebar), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (content), NULL);

  self = g_object_new (GUICHET_TYPE_SPLIT, NULL);
  self->sidebar = create_narrowest (sidebar);
  self->content = content;
  self->width = width;
  self->leaflet = adw_leaflet_new ();
  gtk_widget_set_size_request (self->sidebar, width, -1);
  gtk_widget_set_hexpand (self->sidebar, FALSE);
  gtk_widget_set_hexpand (content, TRUE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), self->sidebar);
  adw_leaflet_page_set_navigatable (adw_leaflet_append (ADW_LEAFLET (self->leaflet), separator), FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), content);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->leaflet), TRUE);
  adw_bin_set_child (ADW_BIN (self), self->leaflet);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded), self);

  return GTK_WIDGET (self);
}

/**
 * guichet_split_set_narrow:
 * @self: a split
 * @narrow: whether there is room for one page alone, however small the two are
 *
 * Where @narrow is %FALSE, both show as long as they fit.
 */
void
guichet_split_set_narrow (GuichetSplit *self,
                          gboolean narrow)
{
  g_return_if_fail (GUICHET_IS_SPLIT (self));

  gtk_widget_set_size_request (self->sidebar, narrow ? -1 : self->width, -1);
  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->leaflet), !narrow);
}

/**
 * guichet_split_get_folded:
 * @self: a split
 *
 * Returns: whether one of the two is in sight alone
 */
gboolean
guichet_split_get_folded (GuichetSplit *self)
{
  g_return_val_if_fail (GUICHET_IS_SPLIT (self), FALSE);

  return adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));
}

/**
 * guichet_split_show_content:
 * @self: a split
 *
 * Something was chosen: it shows, also where there is room for one.
 */
void
guichet_split_show_content (GuichetSplit *self)
{
  g_return_if_fail (GUICHET_IS_SPLIT (self));

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
}

/**
 * guichet_split_show_sidebar:
 * @self: a split
 *
 * Back to the list.
 *
 * Returns: whether something else was in sight alone
 */
gboolean
guichet_split_show_sidebar (GuichetSplit *self)
{
  gboolean away;

  g_return_val_if_fail (GUICHET_IS_SPLIT (self), FALSE);

  away = guichet_split_get_folded (self) && adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) != self->sidebar;
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->sidebar);

  return away;
}

static void
on_back (GuichetSplit *self)
{
  guichet_split_show_sidebar (self);
  gtk_widget_child_focus (self->sidebar, GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_split_create_back_button:
 * @self: a split
 *
 * Returns: a button for the content's header bar, seen while the content is in sight alone
 */
GtkWidget *
guichet_split_create_back_button (GuichetSplit *self)
{
  GtkWidget *button;

  g_return_val_if_fail (GUICHET_IS_SPLIT (self), NULL);

  button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (button, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_object_bind_property (self, "folded", button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_back), self, G_CONNECT_SWAPPED);

  return button;
}
