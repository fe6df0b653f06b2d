/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-name-list-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-labels.h"

/* The order of the names: what a person does shows at once; the backend is asked for one move after the other, and its answer stands. */

#define ACTIONS_KEY "guichet-order"
#define MENU_KEY "guichet-order-menu"
#define PLACE_KEY "guichet-place"

typedef struct
{
  GtkWidget *row;
  GtkWidget *after;             /* (nullable): the first */
} Move;

static Move *
move_new (GtkWidget *row,
          GtkWidget *after)
{
  Move *move = g_new0 (Move, 1);

  move->row = g_object_ref (row);
  g_set_object (&move->after, after);

  return move;
}

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->row);
  g_clear_object (&move->after);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void send_next (GuichetNameList *self);

/* What was not asked for yet is not asked for any more. */
void
guichet_name_list_forget_moves (GuichetNameList *self)
{
  g_queue_clear_full (&self->moves, move_free);
  g_clear_pointer (&self->before, g_ptr_array_unref);
}

/* Whether a row was moved and the backend has not answered to all of it. */
gboolean
guichet_name_list_is_moving (GuichetNameList *self)
{
  return self->moving || !g_queue_is_empty (&self->moves);
}

static int
compare_places (GtkListBoxRow *a,
                GtkListBoxRow *b,
                gpointer user_data)
{
  guint first = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (a), PLACE_KEY));
  guint second = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (b), PLACE_KEY));

  return first == second ? 0 : first < second ? -1 : 1;
}

/* Brings what is shown into the order of the rows. They stay where they hang, so that the focus does; the one that adds comes last. */
void
guichet_name_list_place_rows (GuichetNameList *self)
{
  guint n = self->rows->len;

  for (guint i = 0; i < n; i++)
    {
      GActionMap *actions = g_object_get_data (G_OBJECT (self->rows->pdata[i]), ACTIONS_KEY);

      g_object_set_data (G_OBJECT (self->rows->pdata[i]), PLACE_KEY, GUINT_TO_POINTER (i));
      if (actions == NULL)
        continue;
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "up")), i > 0);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "down")), i + 1 < n);
    }
  g_object_set_data (G_OBJECT (self->add), PLACE_KEY, GUINT_TO_POINTER (n));
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->box), compare_places, NULL, NULL);
}

/* What the backend has is what one goes back to where it refuses the next move. */
static void
keep_order (GuichetNameList *self,
            GListModel *rows)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) values = g_list_model_get_item (rows, i);
      GtkWidget *row = guichet_name_list_find_row (self, values);

      if (row != NULL)
        g_ptr_array_add (order, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (!g_ptr_array_find (order, self->rows->pdata[i], NULL))
      g_ptr_array_add (order, self->rows->pdata[i]);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  self->before = g_steal_pointer (&order);
}

static void
on_moved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetNameList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  self->moving = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (rows == NULL)
    {
      if (self->before != NULL)
        {
          g_ptr_array_unref (self->rows);
          self->rows = g_steal_pointer (&self->before);
        }
      guichet_name_list_forget_moves (self);
      guichet_name_list_place_rows (self);
      guichet_settings_section_refuse (self->section, error);
    }
  else if (g_queue_is_empty (&self->moves))
    {
      guichet_name_list_set_rows (self, rows);
      guichet_settings_section_saved (self->section, _("Order saved"));
    }
  else
    {
      keep_order (self, rows);
      send_next (self);
    }
}

static void
send_next (GuichetNameList *self)
{
  g_autoptr (Move) move = NULL;

  if (self->moving || g_queue_is_empty (&self->moves))
    return;

  move = g_queue_pop_head (&self->moves);
  self->moving = TRUE;
  desk_office_move_category_async (guichet_settings_section_get_office (self->section), guichet_name_list_get_values (move->row),
                                   move->after != NULL ? guichet_name_list_get_values (move->after) : NULL,
                                   guichet_settings_section_get_cancellable (self->section), on_moved, g_object_ref (self));
}

static void
move_row (GuichetNameList *self,
          GtkWidget *row,
          int place)
{
  Move *last = g_queue_peek_tail (&self->moves);
  g_autofree char *words = NULL;
  guint old;

  if (!g_ptr_array_find (self->rows, row, &old) || place < 0 || (guint) place >= self->rows->len || (guint) place == old)
    return;

  if (self->before == NULL)
    self->before = g_ptr_array_copy (self->rows, NULL, NULL);
  g_ptr_array_remove_index (self->rows, old);
  g_ptr_array_insert (self->rows, place, row);
  guichet_name_list_place_rows (self);
  /* Translators: the name of something that was moved in a list, its place, and of how many, as in Billing, 2 of 4 */
  words = g_strdup_printf (_("%1$s, %2$d of %3$u"), desk_office_row_get_text (guichet_name_list_get_values (row), self->column), place + 1,
                           self->rows->len);
  guichet_announce (GTK_WIDGET (self), words);

  /* Of several moves of the same row the last one counts. */
  if (last != NULL && last->row == row)
    move_free (g_queue_pop_tail (&self->moves));
  g_queue_push_tail (&self->moves, move_new (row, place > 0 ? self->rows->pdata[place - 1] : NULL));
  send_next (self);
}

static void
move_by (GtkWidget *row,
         int distance)
{
  GuichetNameList *self = GUICHET_NAME_LIST (gtk_widget_get_ancestor (row, GUICHET_TYPE_NAME_LIST));
  guint place;

  if (g_ptr_array_find (self->rows, row, &place))
    move_row (self, row, (int) place + distance);
}

static void
on_up (GSimpleAction *action,
       GVariant *parameter,
       gpointer row)
{
  move_by (row, -1);
}

static void
on_down (GSimpleAction *action,
         GVariant *parameter,
         gpointer row)
{
  move_by (row, 1);
}

static gboolean
on_key (GtkWidget *row,
        guint keyval,
        guint keycode,
        GdkModifierType state)
{
  if ((state & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    move_by (row, -1);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    move_by (row, 1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag (GtkDragSource *source,
         double x,
         double y,
         GtkWidget *row)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);
  double row_x, row_y;

  if (gtk_widget_translate_coordinates (handle, row, x, y, &row_x, &row_y))
    gtk_drag_source_set_icon (source, picture, row_x, row_y);

  return gdk_content_provider_new_typed (ADW_TYPE_ENTRY_ROW, row);
}

/* On the upper half of a row: before it; on the lower one: after it. */
static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         GtkWidget *row)
{
  GuichetNameList *self = GUICHET_NAME_LIST (gtk_widget_get_ancestor (row, GUICHET_TYPE_NAME_LIST));
  GtkWidget *moved = g_value_get_object (value);
  guint old, place;

  if (!g_ptr_array_find (self->rows, moved, &old) || !g_ptr_array_find (self->rows, row, &place))
    return FALSE;

  if (y > gtk_widget_get_height (row) / 2.0)
    place++;
  move_row (self, moved, place > old ? (int) place - 1 : (int) place);

  return TRUE;
}

static void
add_handle (GtkWidget *row)
{
  GtkWidget *handle = g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-drag-handle-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    NULL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (ADW_TYPE_ENTRY_ROW, GDK_ACTION_MOVE);

  gtk_widget_add_css_class (handle, "secondary");
  gtk_widget_set_cursor_from_name (handle, "grab");
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag), row);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), row);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), handle);
}

static void
add_menu (GtkWidget *row)
{
  static const GActionEntry entries[] = { { .name = "up", .activate = on_up }, { .name = "down", .activate = on_down } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), row);
  gtk_widget_insert_action_group (row, "order", G_ACTION_GROUP (actions));
  g_object_set_data_full (G_OBJECT (row), ACTIONS_KEY, g_object_ref (actions), g_object_unref);
  g_menu_append (menu, _("Move _Up"), "order.up");
  g_menu_append (menu, _("Move _Down"), "order.down");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_object_set_data (G_OBJECT (row), MENU_KEY, button);
}

/* Lets a person move a row. */
void
guichet_name_list_watch_row (GuichetNameList *self,
                             GtkWidget *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  add_handle (row);
  add_menu (row);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), row);
  gtk_widget_add_controller (row, keys);
}

/* The menu says what it moves. */
void
guichet_name_list_call_row (GtkWidget *row,
                            const char *name)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), MENU_KEY);
  g_autofree char *words = NULL;

  if (button == NULL)
    return;

  /* Translators: a menu with Move Up and Move Down; %s is the name of what is moved */
  words = g_strdup_printf (_("Move “%s”"), name);
  guichet_labels_set (button, words);
}
