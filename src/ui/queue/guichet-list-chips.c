/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

/* What is asked for, as a bar of chips under the header: each goes by a click, or by Delete while it has the focus. */

static int
find_focus (GuichetListPane *self)
{
  GtkRoot *root = gtk_widget_get_root (self->chips);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int place = 0;

  if (focus == NULL || gtk_widget_get_parent (focus) != self->chips)
    return -1;
  while ((focus = gtk_widget_get_prev_sibling (focus)) != NULL)
    place++;

  return place;
}

/* The focus stays where it was, or as near as can be. */
static void
restore_focus (GuichetListPane *self,
               int place)
{
  GtkWidget *chip = gtk_widget_get_first_child (self->chips);

  if (place < 0)
    return;
  for (; chip != NULL && place > 0 && gtk_widget_get_next_sibling (chip) != NULL; place--)
    chip = gtk_widget_get_next_sibling (chip);
  if (chip == NULL || !gtk_widget_grab_focus (chip))
    guichet_list_pane_focus (self);
}

static void
remove_chip (GuichetListPane *self,
             GtkWidget *chip)
{
  g_autoptr (DeskListFilter) filter = desk_list_filter_copy (self->filter);
  const GuichetFilterValue *value = g_object_get_data (G_OBJECT (chip), "guichet-value");

  gtk_widget_grab_focus (chip);
  guichet_filter_values_set (filter, value->criterion, value->id, FALSE);
  guichet_list_pane_show_filter (self, filter, &self->order);
}

static void
on_chip_clicked (GtkButton *chip,
                 GuichetListPane *self)
{
  remove_chip (self, GTK_WIDGET (chip));
}

static gboolean
on_chip_key (GtkEventControllerKey *keys,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             GuichetListPane *self)
{
  if (keyval != GDK_KEY_Delete && keyval != GDK_KEY_KP_Delete && keyval != GDK_KEY_BackSpace)
    return GDK_EVENT_PROPAGATE;
  remove_chip (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));

  return GDK_EVENT_STOP;
}

static GtkWidget *
create_chip (GuichetListPane *self,
             GPtrArray *values,
             guint i)
{
  const GuichetFilterValue *value = values->pdata[i];
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", value->chip, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "window-close-symbolic", "pixel-size", 12, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  /* Translators: %s is what the list is filtered by, as in Open */
  g_autofree char *tooltip = g_strdup_printf (_("Remove the filter %s"), value->chip);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_object_set_data_full (G_OBJECT (button), "guichet-values", g_ptr_array_ref (values), (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (button), "guichet-value", values->pdata[i]);
  g_signal_connect (button, "clicked", G_CALLBACK (on_chip_clicked), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_chip_key), self);
  gtk_widget_add_controller (button, keys);

  return button;
}

static void
add_button (GuichetListPane *self,
            const char *label,
            const char *style,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "small");
  gtk_widget_add_css_class (button, style);
  g_signal_connect_swapped (button, "clicked", callback, self);
  guichet_wrap_append (GUICHET_WRAP (self->chips), button);
}

/* The chips, and what can be done with all of them. */
void
guichet_list_pane_update_chips (GuichetListPane *self)
{
  g_autoptr (GPtrArray) values = guichet_filter_values_new_chips (self->session, self->filter, self->saved != NULL);
  int focus = find_focus (self);
  gboolean changed = guichet_list_pane_is_changed (self);

  guichet_wrap_clear (GUICHET_WRAP (self->chips));
  for (guint i = 0; i < values->len; i++)
    guichet_wrap_append (GUICHET_WRAP (self->chips), create_chip (self, values, i));
  if (changed && desk_session_may_change_view (self->session, self->saved))
    add_button (self, _("Save Changes"), "suggested-action", G_CALLBACK (guichet_list_pane_save_changes));
  if (changed || (self->staff && self->saved == NULL && values->len > 0))
    add_button (self, _("Save as View…"), "flat", G_CALLBACK (guichet_list_pane_ask_to_save));
  if (changed)
    add_button (self, _("Undo Changes"), "flat", G_CALLBACK (guichet_list_pane_clear_filters));
  else if (self->saved == NULL && values->len > 1)
    add_button (self, _("Clear Filters"), "flat", G_CALLBACK (guichet_list_pane_clear_filters));
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
  restore_focus (self, focus);
}
