/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-private.h"

#include "guichet-shortcuts.h"

/* Single keys, which act while nobody writes. */

static gboolean
is_writing (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
                           gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

/* While one goes through the list, Z alone takes back: one hand is enough for it. */
static const char *
find_letter (GuichetWindow *self,
             guint keyval,
             GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK;

  if (gdk_keyval_to_lower (keyval) == GDK_KEY_z && modifiers == 0 && self->panes != NULL && guichet_panes_in_triage (self->panes))
    return "win.undo";

  return guichet_shortcuts_find_letter (keyval, state);
}

/* Single keys: last of all, and only while nobody writes. Escape alone goes back from writing too. */
static gboolean
on_key_pressed (GuichetWindow *self,
                guint keyval,
                guint keycode,
                GdkModifierType state)
{
  const char *detailed = find_letter (self, keyval, state);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (detailed == NULL || self->panes == NULL || (keyval != GDK_KEY_Escape && is_writing (GTK_WINDOW (self))))
    return GDK_EVENT_PROPAGATE;
  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

void
guichet_window_add_letters (GuichetWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_name (controller, "letters");
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
