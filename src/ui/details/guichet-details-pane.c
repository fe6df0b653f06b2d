/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include <glib/gi18n.h>

#include "guichet-clock-line.h"
#include "guichet-here-now.h"
#include "guichet-labels.h"

/**
 * GuichetDetailsPane:
 *
 * What is known about a ticket beside its conversation, for staff.
 */
G_DEFINE_FINAL_TYPE (GuichetDetailsPane, guichet_details_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TICKET,
  PROP_CONVERSATION,
  PROP_ALONE,
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
on_back_clicked (GuichetDetailsPane *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

/* Brings what shows in line with the ticket. */
static void
update (GuichetDetailsPane *self)
{
  gboolean loaded = self->ticket != NULL && desk_ticket_get_loaded (self->ticket);
  gboolean any = FALSE;

  gtk_widget_set_visible (self->body, loaded);
  guichet_details_update_why (self);
  if (!loaded)
    return;

  guichet_details_update_fields (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    any |= guichet_clock_line_set_ticket (GUICHET_CLOCK_LINE (self->clocks[i]), self->ticket);
  gtk_widget_set_visible (self->deadlines, any);
}

static void
set_ticket (GuichetDetailsPane *self,
            DeskTicket *ticket)
{
  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket != NULL)
    self->notify_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (update), self);
}

static void
guichet_details_pane_get_property (GObject *object,
                                   guint prop_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (object);

  switch (prop_id)
    {
    case PROP_TICKET:
      g_value_set_object (value, self->ticket);
      break;

    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;

    case PROP_ALONE:
      g_value_set_boolean (value, self->alone);
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
guichet_details_pane_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (object);

  if (prop_id == PROP_TICKET)
    {
      if (self->ticket == g_value_get_object (value))
        return;
      set_ticket (self, g_value_get_object (value));
      guichet_details_pane_prepare (self);
      update (self);
    }
  else if (prop_id == PROP_CONVERSATION)
    {
      if (self->conversation == g_value_get_object (value))
        return;
      guichet_details_set_conversation (self, g_value_get_object (value));
    }
  else
    {
      gboolean *field = prop_id == PROP_ALONE ? &self->alone : prop_id == PROP_FOLDED ? &self->folded : &self->window_buttons;
      if (*field == g_value_get_boolean (value))
        return;
      *field = g_value_get_boolean (value);
    }

  g_object_notify_by_pspec (object, pspec);
}

static void
guichet_details_pane_dispose (GObject *object)
{
  GuichetDetailsPane *self = GUICHET_DETAILS_PANE (object);

  self->files = NULL;
  guichet_details_set_conversation (self, NULL);
  set_ticket (self, NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_details_pane_parent_class)->dispose (object);
}

static void
guichet_details_pane_class_init (GuichetDetailsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = guichet_details_pane_get_property;
  object_class->set_property = guichet_details_pane_set_property;
  object_class->dispose = guichet_details_pane_dispose;

  /**
   * GuichetDetailsPane:ticket:
   *
   * The ticket that is described.
   */
  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, DESK_TYPE_TICKET, flags);
  /**
   * GuichetDetailsPane:conversation:
   *
   * The conversation whose files are listed.
   */
  properties[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, DESK_TYPE_CONVERSATION, flags);
  /**
   * GuichetDetailsPane:alone:
   *
   * Whether it has a page or a window to itself, so that nothing has room beside it.
   */
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, flags);
  /**
   * GuichetDetailsPane:folded:
   *
   * Whether it is a page of its own, so that it has a button back.
   */
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  /**
   * GuichetDetailsPane:window-buttons:
   *
   * Whether its header bar has the buttons of the window.
   */
  properties[PROP_WINDOW_BUTTONS] = g_param_spec_boolean ("window-buttons", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetDetailsPane::back:
   *
   * The person wants to go back to the conversation.
   */
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  guichet_details_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
create_header (GuichetDetailsPane *self)
{
  self->header = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), adw_window_title_new (_("Details"), ""));

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  guichet_labels_set (self->back, _("Back to the conversation"));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back_clicked), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->back);

  g_object_bind_property (self, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "window-buttons", self->header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);
}

static void
guichet_details_pane_init (GuichetDetailsPane *self)
{
  self->window_buttons = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
  gtk_widget_set_size_request (GTK_WIDGET (self), 264, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
}

/**
 * guichet_details_pane_prepare:
 * @self: a details pane
 *
 * Makes what the pane is made of, which otherwise comes with the first ticket: whoever opens the window looks at the list.
 */
void
guichet_details_pane_prepare (GuichetDetailsPane *self)
{
  GtkWidget *box, *window;

  g_return_if_fail (GUICHET_IS_DETAILS_PANE (self));

  if (self->body != NULL)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  window = gtk_scrolled_window_new ();
  create_header (self);
  gtk_box_append (GTK_BOX (box), self->header);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->body, "details");
  gtk_widget_set_margin_top (self->body, 8);
  gtk_widget_set_margin_bottom (self->body, 12);
  guichet_details_create_fields (self);
  self->deadlines = guichet_details_create_section (_("Deadlines"), guichet_details_create_why (self));
  gtk_box_append (GTK_BOX (self->body), self->deadlines);
  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    {
      self->clocks[i] = guichet_clock_line_new (self->session, (DeskSlaTarget) i);
      gtk_box_append (GTK_BOX (self->body), self->clocks[i]);
    }
  guichet_details_create_files (self);
  self->here = guichet_here_now_new (self->session, FALSE);
  gtk_box_append (GTK_BOX (self->body), self->here);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->body);
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), window);
  adw_bin_set_child (ADW_BIN (self), box);
  guichet_details_set_conversation (self, self->conversation);
  update (self);
}

/**
 * guichet_details_pane_new:
 * @session: who looks
 *
 * Returns: the pane, still without a ticket
 */
GtkWidget *
guichet_details_pane_new (DeskSession *session)
{
  GuichetDetailsPane *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_DETAILS_PANE, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
