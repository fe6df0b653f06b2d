/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include "guichet-window-state.h"

/**
 * GuichetPanes:
 *
 * What a person who is signed in sees: views, list, conversation, details, as many of them side by side as there is room.
 */
G_DEFINE_FINAL_TYPE (GuichetPanes, guichet_panes, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_DETAILS_DOCKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Milliseconds after which the list has its first rows. */
#define LEISURE 500

enum
{
  TICKET_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* No notification for what the person is looking at. */
void
guichet_panes_tell_what_is_seen (GuichetPanes *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet));
  gboolean seen = self->active && self->place == NULL && self->ticket_id != NULL &&
                  (!guichet_panes_is_one_page (self) || visible != GTK_WIDGET (self->list));

  desk_session_set_ticket_in_view (self->session, seen ? self->ticket_id : NULL);
}

/* What can be done depends on what is in sight. */
void
guichet_panes_tell_ticket_changed (GuichetPanes *self)
{
  g_signal_emit (self, signals[TICKET_CHANGED], 0);
  guichet_panes_tell_what_is_seen (self);
}

static void
set_ticket (GuichetPanes *self,
            const char *ticket_id)
{
  char *copy;

  if (g_strcmp0 (self->ticket_id, ticket_id) == 0)
    return;

  copy = g_strdup (ticket_id);
  g_free (self->ticket_id);
  self->ticket_id = copy;
  g_object_set (self->thread, "ticket-id", copy, NULL);
  guichet_panes_fold (self);
  g_signal_emit (self, signals[TICKET_CHANGED], 0);
}

/* The page that a narrow window would show. Beside each other, the leaflet would take the focus there: it stays where the person is. */
static void
turn_to_talk (GuichetPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->details_flap);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_root_set_focus (root, focus);
}

static void
on_selected (GuichetPanes *self,
             const char *ticket_id)
{
  /* With one page, going through the list does not leave it. */
  if (guichet_panes_is_one_page (self))
    return;

  set_ticket (self, ticket_id);
  turn_to_talk (self);
}

static void
on_activated (GuichetPanes *self,
              const char *ticket_id)
{
  guichet_panes_open_ticket (self, ticket_id);
}

static void
on_back (GuichetPanes *self)
{
  guichet_panes_end_triage (self);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));
  guichet_list_pane_focus (self->list);
}

static void
show_queue (GuichetPanes *self,
            const char *where)
{
  guichet_panes_end_triage (self);
  guichet_panes_leave_place (self);
  self->views_over = FALSE;
  guichet_panes_fold (self);
}

static void
on_view_chosen (GuichetPanes *self)
{
  guichet_list_pane_set_view (self->list, guichet_views_pane_get_view (self->views));
  if (!guichet_panes_ask_first (self, show_queue, NULL))
    show_queue (self, NULL);
}

static void
on_saved_view_chosen (GuichetPanes *self,
                      DeskSavedView *view)
{
  guichet_list_pane_set_saved_view (self->list, view);
  if (!guichet_panes_ask_first (self, show_queue, NULL))
    show_queue (self, NULL);
}

/* Whether the details stand beside the conversation where there is room for four panes. */
void
guichet_panes_dock_details (GuichetPanes *self,
                            gboolean docked)
{
  if (self->details_docked == docked)
    return;

  self->details_docked = docked;
  guichet_panes_fold (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_DOCKED]);
}

static void
guichet_panes_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DETAILS_DOCKED:
      g_value_set_boolean (value, GUICHET_PANES (object)->details_docked);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_panes_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DETAILS_DOCKED:
      guichet_panes_dock_details (GUICHET_PANES (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_panes_dispose (GObject *object)
{
  GuichetPanes *self = GUICHET_PANES (object);

  g_clear_handle_id (&self->leisure_id, g_source_remove);
  if (self->session != NULL)
    desk_session_set_ticket_in_view (self->session, NULL);
  if (self->thread != NULL)
    g_signal_handlers_disconnect_by_data (self->thread, self);
  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  if (self->details_flap != NULL)
    g_signal_handlers_disconnect_by_data (self->details_flap, self);
  if (self->views_flap != NULL)
    g_signal_handlers_disconnect_by_data (self->views_flap, self);
  if (self->details != NULL)
    g_signal_handlers_disconnect_by_data (self->details, self);
  if (self->sheet != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sheet, self);
      adw_window_set_content (ADW_WINDOW (self->sheet), NULL);
      gtk_window_destroy (GTK_WINDOW (self->sheet));
    }
  self->thread = NULL;
  self->place = NULL;
  self->leaflet = self->details_flap = self->views_flap = NULL;
  guichet_panes_end_triage (self);
  g_clear_object (&self->sheet);
  g_clear_object (&self->details);
  g_clear_object (&self->counts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ticket_id, g_free);

  G_OBJECT_CLASS (guichet_panes_parent_class)->dispose (object);
}

static void
guichet_panes_class_init (GuichetPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = guichet_panes_dispose;
  object_class->get_property = guichet_panes_get_property;
  object_class->set_property = guichet_panes_set_property;

  /**
   * GuichetPanes:details-docked:
   *
   * Whether the details stand beside the conversation where there is room.
   */
  properties[PROP_DETAILS_DOCKED] = g_param_spec_boolean ("details-docked", NULL, NULL, TRUE,
                                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetPanes::ticket-changed:
   *
   * Another ticket is open and in sight, or none.
   */
  signals[TICKET_CHANGED] = g_signal_new ("ticket-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
guichet_panes_init (GuichetPanes *self)
{
}

/* While the person looks at the list, what the first ticket will stand in is made, so that it opens at once. */
static gboolean
on_leisure (gpointer user_data)
{
  GuichetPanes *self = user_data;

  self->leisure_id = 0;
  guichet_thread_view_prepare (self->thread);
  if (self->staff)
    guichet_details_pane_prepare (self->details);

  return G_SOURCE_REMOVE;
}

/**
 * guichet_panes_new:
 * @session: who is signed in
 *
 * Returns: the panes, folded for the narrowest window
 */
GtkWidget *
guichet_panes_new (DeskSession *session)
{
  GuichetPanes *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_PANES, NULL);
  self->session = g_object_ref (session);
  self->staff = desk_session_is_staff (session);
  self->counts = desk_view_counts_new (session);
  guichet_panes_build (self);
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (on_activated), self);
  g_signal_connect_swapped (self->thread, "back", G_CALLBACK (on_back), self);
  if (self->views != NULL)
    {
      g_signal_connect_swapped (self->views, "chosen", G_CALLBACK (on_view_chosen), self);
      g_signal_connect_swapped (self->views, "saved-chosen", G_CALLBACK (on_saved_view_chosen), self);
      g_signal_connect_swapped (self->list, "saved", G_CALLBACK (guichet_panes_show_saved_view), self);
      g_signal_connect_swapped (self->views, "place-chosen", G_CALLBACK (guichet_panes_show_place), self);
    }
  g_signal_connect_object (session, "notify::role", G_CALLBACK (guichet_panes_role_changed), self, G_CONNECT_SWAPPED);
  guichet_window_state_bind_details (G_OBJECT (self));
  self->leisure_id = g_timeout_add_full (G_PRIORITY_LOW, LEISURE, on_leisure, self, NULL);

  return GTK_WIDGET (self);
}

/**
 * guichet_panes_open_ticket:
 * @self: the panes
 * @ticket_id: a ticket, in the list or not
 *
 * Opens a ticket and puts the focus on its conversation.
 */
void
guichet_panes_open_ticket (GuichetPanes *self,
                           const char *ticket_id)
{
  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (ticket_id != NULL);

  if (guichet_panes_ask_first (self, guichet_panes_open_ticket, ticket_id))
    return;

  guichet_panes_leave_place (self);
  guichet_panes_triage_opens (self, ticket_id);
  set_ticket (self, ticket_id);
  guichet_list_pane_select (self->list, ticket_id);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->details_flap);
  guichet_thread_view_focus_log (self->thread);
  guichet_panes_tell_what_is_seen (self);
}

/**
 * guichet_panes_get_ticket:
 * @self: the panes
 *
 * Returns: (transfer none) (nullable): the ticket that is open and in sight
 */
DeskTicket *
guichet_panes_get_ticket (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), NULL);

  return self->ticket_id != NULL && self->place == NULL ? guichet_thread_view_get_ticket (self->thread) : NULL;
}

/**
 * guichet_panes_set_active:
 * @self: the panes
 * @active: whether the window is the one that the person uses
 *
 * What is open in a window that is not in use counts as not seen.
 */
void
guichet_panes_set_active (GuichetPanes *self,
                          gboolean active)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (self->active == active)
    return;
  self->active = active;
  guichet_panes_tell_what_is_seen (self);
}

/**
 * guichet_panes_show_view:
 * @self: the panes
 * @view: a view of the queue
 *
 * Shows another view, as if the person had chosen it.
 */
void
guichet_panes_show_view (GuichetPanes *self,
                         DeskViewKind view)
{
  g_return_if_fail (GUICHET_IS_PANES (self));

  if (self->views == NULL)
    return;
  guichet_views_pane_set_view (self->views, view);
  on_view_chosen (self);
}

/**
 * guichet_panes_show_saved_view:
 * @self: the panes
 * @view_id: a view that somebody keeps, which may have been made just now
 *
 * Shows a view as soon as it is there, as if the person had chosen it.
 */
void
guichet_panes_show_saved_view (GuichetPanes *self,
                               const char *view_id)
{
  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (view_id != NULL);

  if (self->views != NULL)
    guichet_views_pane_choose_saved (self->views, view_id);
}

/**
 * guichet_panes_get_list:
 * @self: the panes
 *
 * Returns: (transfer none): the list, back in sight
 */
GuichetListPane *
guichet_panes_get_list (GuichetPanes *self)
{
  g_return_val_if_fail (GUICHET_IS_PANES (self), NULL);

  guichet_panes_leave_place (self);
  if (guichet_panes_is_one_page (self))
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->list));

  return self->list;
}
