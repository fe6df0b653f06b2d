/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view.h"

#include <glib/gi18n.h>

/**
 * GuichetThreadView:
 *
 * The pane of one ticket: its header bar, what was said, and where one writes.
 */
struct _GuichetThreadView
{
  AdwBin parent_instance;

  DeskSession *session;
  char *ticket_id;
  gboolean details_shown;
  gboolean narrow;
  gboolean folded;
  gboolean window_buttons;

  DeskConversation *conversation;
  GtkWidget *header;
  GtkWidget *back;
  GtkWidget *details;
};

G_DEFINE_FINAL_TYPE (GuichetThreadView, guichet_thread_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TICKET_ID,
  PROP_TICKET,
  PROP_DETAILS_SHOWN,
  PROP_NARROW,
  PROP_FOLDED,
  PROP_WINDOW_BUTTONS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_back_clicked (GuichetThreadView *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static char *
dup_subtitle (GObject *object,
              gint64 number,
              const char *company)
{
  if (company == NULL)
    return g_strdup_printf ("#%" G_GINT64_FORMAT, number);

  return g_strdup_printf ("#%" G_GINT64_FORMAT " · %s", number, company);
}

static void
show_ticket (GuichetThreadView *self)
{
  DeskTicket *ticket;

  g_clear_object (&self->conversation);
  if (self->ticket_id == NULL)
    return;

  self->conversation = desk_conversation_new (self->session, self->ticket_id);
  ticket = desk_conversation_get_ticket (self->conversation);

  GtkExpression *parts[] = {
    gtk_property_expression_new (DESK_TYPE_TICKET, NULL, "number"),
    gtk_property_expression_new (DESK_TYPE_TICKET, NULL, "client-name"),
  };
  GtkExpression *subtitle = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, G_N_ELEMENTS (parts), parts,
                                                         G_CALLBACK (dup_subtitle), NULL, NULL);
  GtkWidget *title = adw_window_title_new ("", "");
  gtk_expression_bind (gtk_property_expression_new (DESK_TYPE_TICKET, NULL, "subject"), title, "title", ticket);
  gtk_expression_bind (subtitle, title, "subtitle", ticket);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), title);
}

static void
guichet_thread_view_get_property (GObject *object,
                                  guint prop_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (object);

  switch (prop_id)
    {
    case PROP_TICKET_ID:
      g_value_set_string (value, self->ticket_id);
      break;

    case PROP_TICKET:
      g_value_set_object (value, guichet_thread_view_get_ticket (self));
      break;

    case PROP_DETAILS_SHOWN:
      g_value_set_boolean (value, self->details_shown);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;

    case PROP_WINDOW_BUTTONS:
      g_value_set_boolean (value, self->window_buttons);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_thread_view_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (object);

  if (prop_id == PROP_TICKET_ID)
    {
      if (g_strcmp0 (self->ticket_id, g_value_get_string (value)) == 0)
        return;
      g_free (self->ticket_id);
      self->ticket_id = g_value_dup_string (value);
      show_ticket (self);
      g_object_notify_by_pspec (object, properties[PROP_TICKET]);
    }
  else
    {
      gboolean *fields[N_PROPS] = {
        [PROP_DETAILS_SHOWN] = &self->details_shown,
        [PROP_NARROW] = &self->narrow,
        [PROP_FOLDED] = &self->folded,
        [PROP_WINDOW_BUTTONS] = &self->window_buttons,
      };
      gboolean *field = fields[prop_id];

      if (*field == g_value_get_boolean (value))
        return;
      *field = g_value_get_boolean (value);
    }

  g_object_notify_by_pspec (object, pspec);
}

static void
guichet_thread_view_dispose (GObject *object)
{
  GuichetThreadView *self = GUICHET_THREAD_VIEW (object);

  g_clear_object (&self->conversation);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ticket_id, g_free);

  G_OBJECT_CLASS (guichet_thread_view_parent_class)->dispose (object);
}

static void
guichet_thread_view_class_init (GuichetThreadViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = guichet_thread_view_get_property;
  object_class->set_property = guichet_thread_view_set_property;
  object_class->dispose = guichet_thread_view_dispose;

  /**
   * GuichetThreadView:ticket-id:
   *
   * The ticket that is shown; nothing is shown without one.
   */
  properties[PROP_TICKET_ID] = g_param_spec_string ("ticket-id", NULL, NULL, NULL, flags);
  /**
   * GuichetThreadView:ticket:
   *
   * The ticket of that id.
   */
  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, DESK_TYPE_TICKET,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GuichetThreadView:details-shown:
   *
   * Whether the person wants to see the details; the button in the header bar turns it.
   */
  properties[PROP_DETAILS_SHOWN] = g_param_spec_boolean ("details-shown", NULL, NULL, FALSE, flags);
  /**
   * GuichetThreadView:narrow:
   *
   * Whether there is room for one page only: files stack, the strip drops the priority, Details moves into the menu.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  /**
   * GuichetThreadView:folded:
   *
   * Whether the list is not beside it, so that it has a button back.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  /**
   * GuichetThreadView:window-buttons:
   *
   * Whether it is the last pane, so that its header bar has the buttons of the window.
   */
  properties[PROP_WINDOW_BUTTONS] = g_param_spec_boolean ("window-buttons", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetThreadView::back:
   *
   * The person wants to go back to the list.
   */
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
guichet_thread_view_init (GuichetThreadView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->header = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), FALSE);
  gtk_box_append (GTK_BOX (box), self->header);

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _("Back to the list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back to the list"),
                                  -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back_clicked), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->back);

  self->details = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->details), "sidebar-show-right-symbolic");
  gtk_widget_set_tooltip_text (self->details, _("Details"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Details"), -1);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->details);

  g_object_bind_property (self, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "details-shown", self->details, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self, "narrow", self->details, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (self, "window-buttons", self->header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);

  gtk_widget_add_css_class (GTK_WIDGET (self), "conversation");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * guichet_thread_view_new:
 * @session: who looks
 *
 * Returns: the pane of one ticket, still without one
 */
GtkWidget *
guichet_thread_view_new (DeskSession *session)
{
  GuichetThreadView *self = g_object_new (GUICHET_TYPE_THREAD_VIEW, NULL);

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_thread_view_get_ticket:
 * @self: a thread view
 *
 * Returns: (transfer none) (nullable): the ticket that is shown
 */
DeskTicket *
guichet_thread_view_get_ticket (GuichetThreadView *self)
{
  g_return_val_if_fail (GUICHET_IS_THREAD_VIEW (self), NULL);

  return self->conversation != NULL ? desk_conversation_get_ticket (self->conversation) : NULL;
}

/**
 * guichet_thread_view_write:
 * @self: a thread view
 * @mode: what to write, a reply or a note
 *
 * Puts the cursor where one writes that. Clients have no notes; asking for one does nothing.
 */
void
guichet_thread_view_write (GuichetThreadView *self,
                           DeskDraftMode mode)
{
  g_return_if_fail (GUICHET_IS_THREAD_VIEW (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_thread_view_focus_log:
 * @self: a thread view
 *
 * Puts the focus on what was said.
 */
void
guichet_thread_view_focus_log (GuichetThreadView *self)
{
  g_return_if_fail (GUICHET_IS_THREAD_VIEW (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
