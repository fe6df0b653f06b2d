/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-view-private.h"

#include <glib/gi18n.h>

#include "guichet-deadline-strip.h"
#include "guichet-here-now.h"
#include "guichet-request-strip.h"
#include "guichet-thread-links.h"

/**
 * GuichetThreadView:
 *
 * The pane of one ticket: its header bar, what was said, and where one writes.
 */

G_DEFINE_FINAL_TYPE (GuichetThreadView, guichet_thread_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TICKET_ID,
  PROP_TICKET,
  PROP_CONVERSATION,
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

/* Beside the list there is little room for staff long before there is one page only. */
static gboolean
has_little_room (GuichetThreadView *self)
{
  gboolean narrow;

  g_object_get (self->strip, "narrow", &narrow, NULL);

  return narrow || self->narrow;
}

/* The number, and what the reader does not know already. */
static char *
dup_subtitle (GuichetThreadView *self)
{
  GString *subtitle = g_string_new (NULL);
  const char *company = desk_session_is_staff (self->session) ? desk_ticket_get_client_name (self->ticket) : NULL;
  const char *category = company != NULL && has_little_room (self) ? NULL : desk_ticket_get_category (self->ticket);

  if (desk_ticket_get_number (self->ticket) > 0)
    g_string_append_printf (subtitle, "#%" G_GINT64_FORMAT, desk_ticket_get_number (self->ticket));
  if (company != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", company);
  if (category != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", category);

  return g_string_free (subtitle, FALSE);
}

/* Brings what shows of the ticket in line with it. */
static void
update_ticket (GuichetThreadView *self)
{
  gboolean loaded = self->ticket != NULL && desk_ticket_get_loaded (self->ticket);
  const char *subject = loaded ? desk_ticket_get_subject (self->ticket) : NULL;
  g_autofree char *subtitle = loaded ? dup_subtitle (self) : g_strdup ("");

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), subject != NULL ? subject : "");
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
  gtk_widget_set_visible (self->strip, loaded);
  guichet_thread_links_show (self->links, self->ticket);
  guichet_thread_view_update_actions (self);
  guichet_thread_view_update_drops (self);
  guichet_thread_view_update_read (self);
}

static void
update_typing (GuichetThreadView *self)
{
  g_autofree char *names = NULL;
  g_autofree char *words = NULL;

  if (self->conversation != NULL)
    g_object_get (self->conversation, "typing", &names, NULL);
  if (names != NULL && *names != '\0')
    /* Translators: %s is one or several names, joined */
    words = g_strdup_printf (_("%s is typing…"), names);
  gtk_label_set_label (GTK_LABEL (self->typing), words != NULL ? words : "");
}

static void
set_strip_ticket (GuichetThreadView *self)
{
  if (GUICHET_IS_DEADLINE_STRIP (self->strip))
    guichet_deadline_strip_set_ticket (GUICHET_DEADLINE_STRIP (self->strip), self->ticket);
  else
    guichet_request_strip_set_ticket (GUICHET_REQUEST_STRIP (self->strip), self->ticket);
}

static void
close_conversation (GuichetThreadView *self)
{
  guichet_thread_log_set_conversation (self->log, NULL);
  if (self->ticket != NULL)
    g_signal_handlers_disconnect_by_func (self->ticket, update_ticket, self);
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->ticket);
  g_clear_object (&self->conversation);
}

static void
open_conversation (GuichetThreadView *self,
                   DeskConversation *conversation)
{
  self->conversation = g_object_ref (conversation);
  self->ticket = g_object_ref (desk_conversation_get_ticket (conversation));
  g_signal_connect_swapped (self->ticket, "updated", G_CALLBACK (update_ticket), self);
  g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (update_typing), self);
  g_signal_connect_swapped (conversation, "notify::loading", G_CALLBACK (guichet_thread_view_update_read), self);
  g_signal_connect_swapped (conversation, "items-changed", G_CALLBACK (guichet_thread_view_update_read), self);
  guichet_thread_log_set_conversation (self->log, conversation);
}

/**
 * guichet_thread_view_prepare:
 * @self: a thread view
 *
 * Makes what the pane is made of, which otherwise comes with the first ticket: whoever opens the window looks at the list.
 */
void
guichet_thread_view_prepare (GuichetThreadView *self)
{
  g_return_if_fail (GUICHET_IS_THREAD_VIEW (self));

  if (self->composer != NULL)
    return;

  guichet_thread_view_build (self);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (update_ticket), NULL);
  g_signal_connect_object (self->strip, "notify::narrow", G_CALLBACK (update_ticket), self, G_CONNECT_SWAPPED);
  update_ticket (self);
}

static void
show_ticket (GuichetThreadView *self)
{
  g_autoptr (DeskConversation) conversation = NULL;

  guichet_thread_view_prepare (self);
  if (self->ticket_id != NULL)
    conversation = desk_conversation_new (self->session, self->ticket_id);

  /* First the composer, which says to the conversation that it leaves that nobody types there any more. */
  guichet_composer_set_ticket (self->composer, conversation != NULL ? desk_conversation_get_ticket (conversation) : NULL);
  close_conversation (self);
  if (conversation != NULL)
    open_conversation (self, conversation);
  set_strip_ticket (self);
  if (self->here != NULL)
    guichet_here_now_set_ticket_id (GUICHET_HERE_NOW (self->here), self->ticket_id);
  update_typing (self);
  update_ticket (self);
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

    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
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
      g_object_notify_by_pspec (object, properties[PROP_CONVERSATION]);
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

  if (self->composer != NULL)
    {
      guichet_composer_set_ticket (self->composer, NULL);
      close_conversation (self);
      self->composer = NULL;
    }
  guichet_thread_view_leave_window (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ticket_id, g_free);

  G_OBJECT_CLASS (guichet_thread_view_parent_class)->dispose (object);
}

static void
guichet_thread_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (guichet_thread_view_parent_class)->root (widget);
  guichet_thread_view_watch_window (GUICHET_THREAD_VIEW (widget));
}

static void
guichet_thread_view_unroot (GtkWidget *widget)
{
  guichet_thread_view_leave_window (GUICHET_THREAD_VIEW (widget));
  GTK_WIDGET_CLASS (guichet_thread_view_parent_class)->unroot (widget);
}

static void
guichet_thread_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (guichet_thread_view_parent_class)->map (widget);
  guichet_thread_view_update_read (GUICHET_THREAD_VIEW (widget));
}

static void
guichet_thread_view_class_init (GuichetThreadViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = guichet_thread_view_get_property;
  object_class->set_property = guichet_thread_view_set_property;
  object_class->dispose = guichet_thread_view_dispose;
  widget_class->root = guichet_thread_view_root;
  widget_class->unroot = guichet_thread_view_unroot;
  widget_class->map = guichet_thread_view_map;

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
   * GuichetThreadView:conversation:
   *
   * The conversation of that ticket.
   */
  properties[PROP_CONVERSATION] = g_param_spec_object ("conversation", NULL, NULL, DESK_TYPE_CONVERSATION,
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

  guichet_thread_view_install_actions (widget_class);
}

static void
guichet_thread_view_init (GuichetThreadView *self)
{
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
  GuichetThreadView *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_THREAD_VIEW, NULL);
  self->session = g_object_ref (session);
  gtk_widget_add_css_class (GTK_WIDGET (self), "conversation");
  guichet_thread_view_update_actions (self);

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

  return self->ticket;
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

  if (self->composer != NULL)
    guichet_composer_write (self->composer, mode);
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

  if (self->log != NULL)
    guichet_thread_log_focus (self->log);
}
