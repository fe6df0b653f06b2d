/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-saved-views-private.h"

#include <glib/gi18n.h>

#include "guichet-toast.h"
#include "guichet-view-dialog.h"

/* What can be done to a view: by its menu, by keys, and by dragging it. */

static gboolean
may_change (GuichetSavedViews *self,
            DeskSavedView *view)
{
  return view != NULL && desk_session_may_change_view (self->session, view);
}

static DeskSavedView *
get_focused (GuichetSavedViews *self)
{
  return guichet_saved_views_get_view (gtk_widget_get_focus_child (self->list));
}

static void
on_renamed (GtkWidget *from,
            const char *name,
            gpointer view)
{
  GuichetSavedViews *self = GUICHET_SAVED_VIEWS (from);

  if (g_strcmp0 (name, desk_saved_view_get_name (view)) != 0)
    desk_session_rename_view (self->session, desk_saved_view_get_id (view), name);
}

static void
rename_view (GuichetSavedViews *self,
             DeskSavedView *view)
{
  if (may_change (self, view))
    guichet_view_dialog_new (GTK_WIDGET (self), _("Rename View"), _("_Rename"), desk_saved_view_get_name (view), on_renamed,
                             g_object_ref (view), g_object_unref);
}

static void
on_undo (GuichetSavedViews *self,
         AdwToast *toast)
{
  desk_session_remove_view (self->session, g_object_get_data (G_OBJECT (toast), "guichet-view"), FALSE);
}

static void
remove_view (GuichetSavedViews *self,
             DeskSavedView *view)
{
  g_autofree char *id = NULL;
  g_autofree char *sentence = NULL;
  AdwToast *toast;

  if (!may_change (self, view))
    return;

  id = g_strdup (desk_saved_view_get_id (view));
  /* Translators: %s is the name of a view */
  sentence = g_strdup_printf (_("View “%s” deleted"), desk_saved_view_get_name (view));
  desk_session_remove_view (self->session, id, TRUE);
  toast = guichet_toast_show_button (GTK_WIDGET (self), sentence, _("Undo"));
  if (toast == NULL)
    return;
  g_object_set_data_full (G_OBJECT (toast), "guichet-view", g_steal_pointer (&id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
}

/* The view that follows at a distance: 0 for itself; NULL beyond the ends. */
static GtkWidget *
find_neighbour (GuichetSavedViews *self,
                DeskSavedView *view,
                int distance)
{
  GtkWidget *row = guichet_saved_views_find_row (self, desk_saved_view_get_id (view));

  for (; row != NULL && distance > 0; distance--)
    row = gtk_widget_get_next_sibling (row);
  for (; row != NULL && distance < 0; distance++)
    row = gtk_widget_get_prev_sibling (row);

  return row;
}

static void
move_view (GuichetSavedViews *self,
           DeskSavedView *view,
           int step)
{
  DeskSavedView *before;

  if (!may_change (self, view) || find_neighbour (self, view, step) == NULL)
    return;

  before = guichet_saved_views_get_view (find_neighbour (self, view, step > 0 ? 2 : -1));
  desk_session_move_view (self->session, desk_saved_view_get_id (view), before != NULL ? desk_saved_view_get_id (before) : NULL);
}

static void
on_rename (GSimpleAction *action,
           GVariant *parameter,
           gpointer self)
{
  rename_view (self, GUICHET_SAVED_VIEWS (self)->menu_view);
}

static void
on_up (GSimpleAction *action,
       GVariant *parameter,
       gpointer self)
{
  move_view (self, GUICHET_SAVED_VIEWS (self)->menu_view, -1);
}

static void
on_down (GSimpleAction *action,
         GVariant *parameter,
         gpointer self)
{
  move_view (self, GUICHET_SAVED_VIEWS (self)->menu_view, 1);
}

static void
on_share (GSimpleAction *action,
          GVariant *parameter,
          gpointer data)
{
  GuichetSavedViews *self = GUICHET_SAVED_VIEWS (data);

  if (self->menu_view != NULL && desk_session_may_share_view (self->session, self->menu_view))
    desk_session_share_view (self->session, desk_saved_view_get_id (self->menu_view), !desk_saved_view_get_shared (self->menu_view));
}

static void
on_remove (GSimpleAction *action,
           GVariant *parameter,
           gpointer self)
{
  remove_view (self, GUICHET_SAVED_VIEWS (self)->menu_view);
}

static const GActionEntry actions[] = {
  { .name = "rename", .activate = on_rename }, { .name = "up", .activate = on_up },       { .name = "down", .activate = on_down },
  { .name = "share", .activate = on_share },   { .name = "delete", .activate = on_remove },
};

static GMenuModel *
create_menu (GuichetSavedViews *self,
             DeskSavedView *view)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (menu, _("_Rename…"), "view.rename");
  g_menu_append (places, _("Move _Up"), "view.up");
  g_menu_append (places, _("Move _Down"), "view.down");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  if (desk_session_may_share_view (self->session, view))
    g_menu_append (end, desk_saved_view_get_shared (view) ? _("Stop _Sharing") : _("_Share with All Staff"), "view.share");
  g_menu_append (end, _("_Delete"), "view.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
enable (GuichetSavedViews *self,
        GActionMap *map,
        DeskSavedView *view)
{
  gboolean may = may_change (self, view);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (map, actions[i].name);
      gboolean on = may;

      if (g_str_equal (actions[i].name, "up"))
        on = may && find_neighbour (self, view, -1) != NULL;
      else if (g_str_equal (actions[i].name, "down"))
        on = may && find_neighbour (self, view, 1) != NULL;
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), on);
    }
}

/* The focus goes back where the menu was opened. */
static void
on_menu_closed (GuichetSavedViews *self)
{
  GtkWidget *row = self->menu_view != NULL ? guichet_saved_views_find_row (self, desk_saved_view_get_id (self->menu_view)) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Made when somebody first asks for it. */
static GtkPopover *
get_menu (GuichetSavedViews *self)
{
  if (self->menu != NULL)
    return GTK_POPOVER (self->menu);

  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (on_menu_closed), self);

  return GTK_POPOVER (self->menu);
}

static void
popup_menu (GuichetSavedViews *self,
            GtkWidget *row,
            double x,
            double y)
{
  g_autoptr (GMenuModel) model = NULL;
  graphene_point_t point = GRAPHENE_POINT_INIT (x, y);
  GtkPopover *menu;

  g_set_object (&self->menu_view, guichet_saved_views_get_view (row));
  if (self->menu_view == NULL)
    return;

  enable (self, g_object_get_data (G_OBJECT (self), "guichet-actions"), self->menu_view);
  model = create_menu (self, self->menu_view);
  menu = get_menu (self);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (menu), model);
  if (gtk_widget_compute_point (row, GTK_WIDGET (self), &point, &point))
    gtk_popover_set_pointing_to (menu, &(GdkRectangle) { point.x, point.y, 1, 1 });
  gtk_popover_popup (menu);
}

static gboolean
on_key (GuichetSavedViews *self,
        guint keyval,
        guint keycode,
        GdkModifierType state)
{
  GtkWidget *row = gtk_widget_get_focus_child (self->list);
  GdkModifierType modifiers = state & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK);

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((keyval == GDK_KEY_Menu && modifiers == 0) || (keyval == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    popup_menu (self, row, gtk_widget_get_width (row) / 2, gtk_widget_get_height (row));
  else if (keyval == GDK_KEY_F2 && modifiers == 0)
    rename_view (self, get_focused (self));
  else if ((keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && modifiers == 0)
    remove_view (self, get_focused (self));
  else if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && modifiers == GDK_ALT_MASK)
    move_view (self, get_focused (self), -1);
  else if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && modifiers == GDK_ALT_MASK)
    move_view (self, get_focused (self), 1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* A click of the second button, or a finger that stays. */
static void
on_pressed (GtkGesture *gesture,
            int n_press,
            double x,
            double y,
            GuichetSavedViews *self)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), x, y);
}

static void
on_long_pressed (GtkGesture *gesture,
                 double x,
                 double y,
                 GuichetSavedViews *self)
{
  on_pressed (gesture, 1, x, y, self);
}

static GdkContentProvider *
on_drag (GtkDragSource *source,
         double x,
         double y,
         GuichetSavedViews *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  DeskSavedView *view = guichet_saved_views_get_view (row);
  g_autoptr (GdkPaintable) picture = NULL;

  if (!may_change (self, view))
    return NULL;
  picture = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, picture, x, y);

  return gdk_content_provider_new_typed (DESK_TYPE_SAVED_VIEW, view);
}

/* On the upper half of a row: before it; on the lower one: after it. */
static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         GuichetSavedViews *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  DeskSavedView *view = g_value_get_object (value);
  DeskSavedView *before;

  if (y > gtk_widget_get_height (row) / 2.0)
    row = gtk_widget_get_next_sibling (row);
  before = guichet_saved_views_get_view (row);
  if (!may_change (self, view) || before == view)
    return FALSE;

  desk_session_move_view (self->session, desk_saved_view_get_id (view), before != NULL ? desk_saved_view_get_id (before) : NULL);

  return TRUE;
}

/* What pointers and fingers do to a row. */
void
guichet_saved_views_watch_row (GuichetSavedViews *self,
                               GtkWidget *row)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (DESK_TYPE_SAVED_VIEW, GDK_ACTION_MOVE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_pressed), self);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* What the menu does, and the keys. */
void
guichet_saved_views_install_edit (GuichetSavedViews *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (self), "guichet-actions", g_object_ref (group), g_object_unref);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->list, keys);
}
