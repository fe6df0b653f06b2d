/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-section-private.h"

/* While something is saved it cannot be written in; the focus is never lost over it. */

static GtkWidget *
get_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)) ? focus : NULL;
}

/**
 * guichet_settings_hold:
 * @widget: what is being saved
 *
 * Lets nobody write in it until guichet_settings_release().
 */
void
guichet_settings_hold (GtkWidget *widget)
{
  GtkWidget *focus = get_focus (widget);

  if (focus != NULL)
    {
      g_object_set_data_full (G_OBJECT (widget), "guichet-held-focus", g_object_ref (focus), g_object_unref);
      gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
    }
  gtk_widget_set_sensitive (widget, FALSE);
}

/**
 * guichet_settings_enter:
 * @page: what was opened
 *
 * Moves the focus to the first thing of a page, wherever it was when the page was left. What stands there already is not selected: what is typed next
 * would replace it.
 */
void
guichet_settings_enter (GtkWidget *page)
{
  GtkWidget *focus;

  for (GtkWidget *next, *widget = page; widget != NULL; widget = next)
    {
      next = gtk_widget_get_focus_child (widget);
      gtk_widget_set_focus_child (widget, NULL);
    }
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  focus = get_focus (page);
  if (GTK_IS_TEXT (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), 0);
}

/**
 * guichet_settings_release:
 * @widget: what was being saved
 *
 * Lets people write in it again, and go on where they were, unless they have gone elsewhere meanwhile.
 */
void
guichet_settings_release (GtkWidget *widget)
{
  g_autoptr (GtkWidget) focus = g_object_steal_data (G_OBJECT (widget), "guichet-held-focus");
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_widget_set_sensitive (widget, TRUE);
  if (focus == NULL || root == NULL || gtk_root_get_focus (root) != NULL)
    return;

  /* Selected, what is typed next would replace it. */
  if (GTK_IS_TEXT (focus) && gtk_widget_get_mapped (focus))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
  else if (!gtk_widget_get_mapped (focus) || !gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

void
guichet_settings_section_update_buttons (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  gboolean enabled = !priv->busy && priv->changes > 0;

  if (!enabled && (get_focus (priv->save) != NULL || get_focus (priv->discard) != NULL))
    gtk_widget_child_focus (priv->stack, GTK_DIR_TAB_FORWARD);
  gtk_widget_set_sensitive (priv->save, enabled);
  gtk_widget_set_sensitive (priv->discard, enabled);
}

/**
 * guichet_settings_section_set_busy:
 * @self: a page
 * @busy: whether its changes are on their way
 *
 * Nothing can be written or saved again meanwhile.
 */
void
guichet_settings_section_set_busy (GuichetSettingsSection *self,
                                   gboolean busy)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  if (priv->busy == busy)
    return;

  priv->busy = busy;
  guichet_settings_section_update_buttons (self);
  if (busy)
    guichet_settings_hold (priv->stack);
  else
    guichet_settings_release (priv->stack);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}
