/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-pane.h"

#include <glib/gi18n.h>

/**
 * GuichetDetailsPane:
 *
 * What is known about a ticket beside its conversation, for staff.
 */
struct _GuichetDetailsPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  gboolean folded;
  gboolean window_buttons;

  GtkWidget *header;
  GtkWidget *back;
};

G_DEFINE_FINAL_TYPE (GuichetDetailsPane, guichet_details_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TICKET,
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
      if (!g_set_object (&self->ticket, g_value_get_object (value)))
        return;
    }
  else
    {
      gboolean *field = prop_id == PROP_FOLDED ? &self->folded : &self->window_buttons;
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

  g_clear_object (&self->ticket);
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
}

static void
guichet_details_pane_init (GuichetDetailsPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->window_buttons = TRUE;

  self->header = adw_header_bar_new ();
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (self->header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), adw_window_title_new (_("Details"), ""));
  gtk_box_append (GTK_BOX (box), self->header);

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _("Back to the conversation"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Back to the conversation"), -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back_clicked), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->back);

  g_object_bind_property (self, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "window-buttons", self->header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);

  gtk_widget_add_css_class (GTK_WIDGET (self), "background");
  gtk_widget_set_size_request (GTK_WIDGET (self), 264, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
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
  GuichetDetailsPane *self = g_object_new (GUICHET_TYPE_DETAILS_PANE, NULL);

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}
