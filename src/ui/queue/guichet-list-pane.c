/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-density.h"
#include "guichet-main-menu.h"
#include "guichet-skeleton.h"
#include "guichet-tab-stop.h"
#include "guichet-ticket-row.h"

/**
 * GuichetListPane:
 *
 * The tickets of a view, filtered, sorted and grouped as the person wants, with search; and what stands there instead of rows: loading, nothing,
 * no result, no server.
 */
G_DEFINE_FINAL_TYPE (GuichetListPane, guichet_list_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_VIEWS_HIDDEN,
  PROP_WINDOW_BUTTONS,
  PROP_COMPACT,
  N_PROPS,
};

/* As many rows as a list view of GTK keeps ready, and some. */
#define MOST_SPARE 256

static GParamSpec *properties[N_PROPS];

enum
{
  SELECTED,
  ACTIVATED,
  SEVERAL,
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
remember (GuichetListPane *self,
          const char *ticket_id)
{
  char *copy = g_strdup (ticket_id);

  g_free (self->ticket_id);
  self->ticket_id = copy;
}

/* A list view holds on to the row that it shows first: who looks at the newest would not see a newer one come. */
static void
stay_at_top (GuichetListPane *self)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  if (gtk_adjustment_get_value (scroll) <= 0 && g_list_model_get_n_items (G_LIST_MODEL (self->tickets)) > 0)
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", 0);
}

static void
on_items_changed (GuichetListPane *self)
{
  guichet_list_pane_restore_selection (self);
  stay_at_top (self);
  guichet_list_pane_update_state (self);
  guichet_list_pane_update_groups (self);
}

static void
open_ticket (GuichetListPane *self,
             DeskTicket *ticket)
{
  remember (self, desk_ticket_get_id (ticket));
  guichet_list_pane_select_open (self);
  g_signal_emit (self, signals[ACTIVATED], 0, self->ticket_id);
}

static void
on_row_activated (GuichetListPane *self,
                  guint position)
{
  g_autoptr (DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (self->tickets), position);

  if (ticket == NULL)
    return;

  open_ticket (self, ticket);
}

/* With one page a click opens, as a finger expects; a press that lasts selects. */
static void
on_row_released (GuichetTicketRow *row,
                 int n_press,
                 double x,
                 double y,
                 GtkGesture *gesture)
{
  GuichetListPane *self = GUICHET_LIST_PANE (gtk_widget_get_ancestor (GTK_WIDGET (row), GUICHET_TYPE_LIST_PANE));
  DeskTicket *ticket = guichet_ticket_row_get_ticket (row);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (self == NULL || ticket == NULL || !self->narrow || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->picking)
    guichet_list_pane_pick (self, desk_ticket_get_id (ticket));
  else
    open_ticket (self, ticket);
}

static void
on_row_held (GuichetTicketRow *row,
             double x,
             double y,
             GtkGesture *gesture)
{
  GuichetListPane *self = GUICHET_LIST_PANE (gtk_widget_get_ancestor (GTK_WIDGET (row), GUICHET_TYPE_LIST_PANE));
  DeskTicket *ticket = guichet_ticket_row_get_ticket (row);

  if (self == NULL || ticket == NULL || !self->narrow || !self->staff || self->picking)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  guichet_list_pane_pick (self, desk_ticket_get_id (ticket));
}

static GtkWidget *
create_row (GuichetListPane *self)
{
  GtkWidget *row = guichet_ticket_row_new (self->session, self->sight);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (on_row_released), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (on_row_held), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (hold));

  return row;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          GuichetListPane *self)
{
  g_autoptr (GtkWidget) spare = self->spare->len > 0 ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1) : NULL;

  gtk_list_item_set_child (item, spare != NULL ? spare : create_row (self));
}

/* With other tickets a list view makes all its rows anew: what they hold is kept for those. */
static void
on_teardown (GtkSignalListItemFactory *factory,
             GtkListItem *item,
             GuichetListPane *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (row == NULL || self->spare->len >= MOST_SPARE)
    return;

  g_ptr_array_add (self->spare, g_object_ref (row));
  gtk_list_item_set_child (item, NULL);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         GuichetListPane *self)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "guichet-item", item);
  guichet_ticket_row_set_ticket (GUICHET_TICKET_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
  guichet_list_pane_dress_row (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           GuichetListPane *self)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "guichet-item", NULL);
  guichet_ticket_row_set_ticket (GUICHET_TICKET_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
on_search_changed (GuichetListPane *self)
{
  desk_ticket_list_set_search (self->tickets, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  guichet_list_pane_update_state (self);
}

static void
on_search_activate (GuichetListPane *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->tickets)) > 0)
    on_row_activated (self, 0);
}

static void
on_state_button (GuichetListPane *self)
{
  guichet_list_pane_press_state (self);
}

static void
guichet_list_pane_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  GuichetListPane *self = GUICHET_LIST_PANE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_VIEWS_HIDDEN:
      g_value_set_boolean (value, self->views_hidden);
      break;

    case PROP_WINDOW_BUTTONS:
      g_value_set_boolean (value, self->window_buttons);
      break;

    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_list_pane_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  GuichetListPane *self = GUICHET_LIST_PANE (object);
  gboolean *fields[N_PROPS] = {
    [PROP_NARROW] = &self->narrow,
    [PROP_VIEWS_HIDDEN] = &self->views_hidden,
    [PROP_WINDOW_BUTTONS] = &self->window_buttons,
    [PROP_COMPACT] = &self->compact,
  };

  if (prop_id >= N_PROPS || fields[prop_id] == NULL)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (*fields[prop_id] == g_value_get_boolean (value))
    return;

  *fields[prop_id] = g_value_get_boolean (value);
  if (prop_id == PROP_COMPACT)
    {
      gtk_widget_set_css_classes (self->view, (const char *[]) { "tickets", self->compact ? "compact" : NULL, NULL });
      guichet_list_pane_update_groups (self);
    }
  else
    guichet_list_pane_update_header (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
guichet_list_pane_dispose (GObject *object)
{
  GuichetListPane *self = GUICHET_LIST_PANE (object);

  g_clear_handle_id (&self->loading_id, g_source_remove);
  if (self->tickets != NULL)
    g_signal_handlers_disconnect_by_data (self->tickets, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->view), NULL);
  guichet_list_pane_leave_saved (self);
  g_clear_pointer (&self->filter, desk_list_filter_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->tickets);
  g_clear_object (&self->sight);
  g_clear_object (&self->counts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->several, g_hash_table_unref);
  g_ptr_array_set_size (self->spare, 0);
  g_clear_pointer (&self->ticket_id, g_free);

  G_OBJECT_CLASS (guichet_list_pane_parent_class)->dispose (object);
}

static void
guichet_list_pane_finalize (GObject *object)
{
  g_ptr_array_unref (GUICHET_LIST_PANE (object)->spare);

  G_OBJECT_CLASS (guichet_list_pane_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * GuichetListPane:narrow:
   *
   * Whether there is room for one page only: a click opens, and what files a ticket is a plus.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  /**
   * GuichetListPane:views-hidden:
   *
   * Whether the views are not beside it, so that it has a button for them.
   */
  properties[PROP_VIEWS_HIDDEN] = g_param_spec_boolean ("views-hidden", NULL, NULL, FALSE, flags);
  /**
   * GuichetListPane:window-buttons:
   *
   * Whether it is the last pane, so that its header bar has the buttons of the window.
   */
  properties[PROP_WINDOW_BUTTONS] = g_param_spec_boolean ("window-buttons", NULL, NULL, FALSE, flags);
  /**
   * GuichetListPane:compact:
   *
   * Whether rows are low, so that more of them are in sight.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_list_pane_class_init (GuichetListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = guichet_list_pane_get_property;
  object_class->set_property = guichet_list_pane_set_property;
  object_class->dispose = guichet_list_pane_dispose;
  object_class->finalize = guichet_list_pane_finalize;
  install_properties (object_class);

  /**
   * GuichetListPane::selected:
   * @ticket_id: a ticket
   *
   * Another row was selected.
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * GuichetListPane::activated:
   * @ticket_id: a ticket
   *
   * The person wants to read this ticket: by Return, a double click, or a click where there is one page.
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * GuichetListPane::several:
   *
   * More or fewer tickets are selected to do the same to all of them, or others, or no longer several.
   */
  signals[SEVERAL] = g_signal_new ("several", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GuichetListPane::saved:
   * @view_id: a view that the person has just made of what the list shows
   */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);

  g_type_ensure (GUICHET_TYPE_SKELETON);
  g_type_ensure (GUICHET_TYPE_TAB_STOP);
  g_type_ensure (GUICHET_TYPE_FILTER_POPOVER);
  g_type_ensure (GUICHET_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/queue/guichet-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, header);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, title);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, views_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, filter_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, popover);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, new_button);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, search_revealer);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, search);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, chips);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, view);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, state);
  gtk_widget_class_bind_template_child (widget_class, GuichetListPane, state_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, guichet_list_pane_popover_changed);
  gtk_widget_class_bind_template_callback (widget_class, guichet_list_pane_ask_to_save);
  gtk_widget_class_bind_template_callback (widget_class, on_state_button);
  gtk_widget_class_bind_template_callback (widget_class, guichet_list_pane_stop_search);
}

static void
guichet_list_pane_init (GuichetListPane *self)
{
  self->filter = desk_list_filter_new ();
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  self->several = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  guichet_list_pane_keep_width (self);
  g_object_bind_property (self, "compact", self->popover, "compact", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  guichet_main_menu_add (GTK_MENU_BUTTON (self->menu_button), TRUE);
}

static void
set_up_model (GuichetListPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->tickets = desk_ticket_list_new (self->session);
  self->sight = guichet_sight_new (self->view, guichet_ticket_row_fill);
  guichet_list_pane_create_selection (self);
  /* After the selection has followed the change. */
  g_signal_connect_data (self->tickets, "items-changed", G_CALLBACK (on_items_changed), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (self->tickets, "notify::loading", G_CALLBACK (guichet_list_pane_update_state), self);
  g_signal_connect_swapped (self->tickets, "groups-changed", G_CALLBACK (guichet_list_pane_update_groups), self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  g_signal_connect (factory, "teardown", G_CALLBACK (on_teardown), self);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), self->selection);
}

/**
 * guichet_list_pane_new:
 * @session: who looks
 * @counts: how many tickets each view holds
 *
 * Returns: the pane, on the first view
 */
GtkWidget *
guichet_list_pane_new (DeskSession *session,
                       DeskViewCounts *counts)
{
  GuichetListPane *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_LIST_PANE, NULL);
  self->session = g_object_ref (session);
  self->counts = g_object_ref (counts);
  self->staff = desk_session_is_staff (session);
  guichet_filter_popover_set_session (self->popover, session);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, self->staff ? _("Tickets") : _("Requests"), -1);
  set_up_model (self);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (guichet_list_pane_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::first-load", G_CALLBACK (guichet_list_pane_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (counts, "changed", G_CALLBACK (guichet_list_pane_update_state), self, G_CONNECT_SWAPPED);
  self->kind = self->staff ? DESK_VIEW_INBOX : DESK_VIEW_ALL;
  guichet_list_pane_show_all (self, self->kind);
  guichet_density_bind (G_OBJECT (self));
  guichet_list_pane_update_header (self);

  return GTK_WIDGET (self);
}
