/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-place.h"

#include <glib/gi18n.h>

typedef struct
{
  DeskSession *session;
  gboolean views_hidden;
  gboolean narrow;
} GuichetPlacePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GuichetPlace, guichet_place, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_VIEWS_HIDDEN,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
guichet_place_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (GUICHET_PLACE (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;

    case PROP_VIEWS_HIDDEN:
      g_value_set_boolean (value, priv->views_hidden);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, priv->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_place_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (GUICHET_PLACE (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_place_finalize (GObject *object)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (GUICHET_PLACE (object));

  g_clear_object (&priv->session);

  G_OBJECT_CLASS (guichet_place_parent_class)->finalize (object);
}

static void
guichet_place_class_init (GuichetPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_place_get_property;
  object_class->set_property = guichet_place_set_property;
  object_class->finalize = guichet_place_finalize;

  /**
   * GuichetPlace:session:
   *
   * Who is signed in.
   */
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, DESK_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GuichetPlace:views-hidden:
   *
   * Whether the views are not beside it, so that its first header bar needs a button to them.
   */
  properties[PROP_VIEWS_HIDDEN] = g_param_spec_boolean ("views-hidden", NULL, NULL, FALSE,
                                                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * GuichetPlace:narrow:
   *
   * Whether there is room for one page alone.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_place_init (GuichetPlace *self)
{
}

/**
 * guichet_place_get_session:
 * @self: a place
 *
 * Returns: (transfer none): who is signed in
 */
DeskSession *
guichet_place_get_session (GuichetPlace *self)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (self);

  g_return_val_if_fail (GUICHET_IS_PLACE (self), NULL);

  return priv->session;
}

/**
 * guichet_place_get_narrow:
 * @self: a place
 *
 * Returns: whether there is room for one page alone
 */
gboolean
guichet_place_get_narrow (GuichetPlace *self)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (self);

  g_return_val_if_fail (GUICHET_IS_PLACE (self), FALSE);

  return priv->narrow;
}

/**
 * guichet_place_create_views_button:
 * @self: a place
 *
 * Returns: the button to the views for its first header bar, seen only while they are not beside it
 */
GtkWidget *
guichet_place_create_views_button (GuichetPlace *self)
{
  GtkWidget *button;

  g_return_val_if_fail (GUICHET_IS_PLACE (self), NULL);

  button = gtk_button_new_from_icon_name ("sidebar-show-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.toggle-views");
  gtk_widget_set_tooltip_text (button, _("Views"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Views"), -1);
  g_object_bind_property (self, "views-hidden", button, "visible", G_BINDING_SYNC_CREATE);

  return button;
}

/**
 * guichet_place_set_room:
 * @self: a place
 * @views_hidden: whether the views are not beside it
 * @narrow: whether there is room for one page alone
 *
 * For the panes, which know.
 */
void
guichet_place_set_room (GuichetPlace *self,
                        gboolean views_hidden,
                        gboolean narrow)
{
  GuichetPlacePrivate *priv = guichet_place_get_instance_private (self);

  g_return_if_fail (GUICHET_IS_PLACE (self));

  if (priv->views_hidden != views_hidden)
    {
      priv->views_hidden = views_hidden;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEWS_HIDDEN]);
    }
  if (priv->narrow != narrow)
    {
      priv->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
}

/**
 * guichet_place_show:
 * @self: a place that came into sight
 */
void
guichet_place_show (GuichetPlace *self)
{
  g_return_if_fail (GUICHET_IS_PLACE (self));

  if (GUICHET_PLACE_GET_CLASS (self)->shown != NULL)
    GUICHET_PLACE_GET_CLASS (self)->shown (self);
}

/**
 * guichet_place_step_back:
 * @self: a place
 *
 * Returns: whether there was something to go back from
 */
gboolean
guichet_place_step_back (GuichetPlace *self)
{
  g_return_val_if_fail (GUICHET_IS_PLACE (self), FALSE);

  return GUICHET_PLACE_GET_CLASS (self)->step_back != NULL && GUICHET_PLACE_GET_CLASS (self)->step_back (self);
}

/**
 * guichet_place_take_focus:
 * @self: a place
 *
 * Takes the focus where one begins.
 */
void
guichet_place_take_focus (GuichetPlace *self)
{
  g_return_if_fail (GUICHET_IS_PLACE (self));

  if (GUICHET_PLACE_GET_CLASS (self)->focus != NULL)
    GUICHET_PLACE_GET_CLASS (self)->focus (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
