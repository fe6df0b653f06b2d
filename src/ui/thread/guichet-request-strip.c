/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-request-strip.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-pill.h"
#include "guichet-ticker.h"
#include "guichet-ticket-steps.h"

/**
 * GuichetRequestStrip:
 *
 * One line above the conversation, for clients: how the request stands, when it was or will be answered and solved; and a button that closes it, or
 * opens it again.
 */
struct _GuichetRequestStrip
{
  GtkBox parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  gulong notify_id;
  gboolean narrow;
  gboolean brief;
  GuichetTicker *ticker;
  GuichetPill *status;
  GuichetPill *answer;
  GuichetPill *solution;
  GtkWidget *close;
  GtkWidget *reopen;
};

G_DEFINE_FINAL_TYPE (GuichetRequestStrip, guichet_request_strip, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_BRIEF,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
dup_moment (gint64 when,
            gint64 now)
{
  g_autofree char *day = guichet_format_day (when, now);
  g_autofree char *today = guichet_format_day (now, now);

  return g_str_equal (day, today) ? guichet_format_time (when) : guichet_format_moment (when, now);
}

static void
let_words_shrink (GuichetPill *pill,
                  gboolean may)
{
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_last_child (GTK_WIDGET (pill))), may ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

/* Where room is short the words before a time give way, and the time stays. */
static void
show_with_time (GuichetPill *pill,
                const char *icon,
                const char *sentence,
                const char *time,
                const char *style)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);
  g_autofree char *rest = g_strconcat (time, parts[1], NULL);

  g_strchomp (parts[0]);
  guichet_pill_show (pill, icon, *parts[0] != '\0' ? parts[0] : NULL, rest, style);
  let_words_shrink (pill, FALSE);
}

static void
show_answer (GuichetRequestStrip *self,
             gint64 now)
{
  gint64 answered = desk_ticket_get_time (self->ticket, "first-responded-at");
  gint64 due = desk_ticket_get_time (self->ticket, "first-response-due-at");
  gint64 created = desk_ticket_get_time (self->ticket, "created-at");
  g_autofree char *time = NULL;
  DeskSla sla;

  desk_sla_evaluate (self->ticket, DESK_SLA_TARGET_FIRST_RESPONSE, now, &sla);
  if (self->narrow)
    {
      guichet_pill_show (self->answer, NULL, NULL, NULL, NULL);
      return;
    }
  if (answered > 0)
    {
      time = guichet_format_duration (MAX (answered - created, 0) / G_USEC_PER_SEC);
      show_with_time (self->answer, "guichet-met-symbolic",
                      /* Translators: %s is a length of time, and there is little room: Answer after 16 min */
                      self->brief ? _("Answer after %s")
                                    /* Translators: %s is a length of time: First answer after 16 min */
                                  : _("First answer after %s"),
                      time, "met");
      return;
    }
  if (sla.state == DESK_SLA_STATE_NOT_APPLICABLE || due == 0)
    {
      guichet_pill_show (self->answer, NULL, NULL, NULL, NULL);
      return;
    }

  time = dup_moment (due, now);
  show_with_time (self->answer, "guichet-clock-symbolic",
                  /* Translators: %s is a time, and there is little room: Answer by 12:59 */
                  self->brief ? _("Answer by %s")
                                /* Translators: %s is a time: First answer by 12:59 */
                              : _("First answer by %s"),
                  time, NULL);
}

static void
show_solution (GuichetRequestStrip *self,
               gint64 now)
{
  gint64 due = desk_ticket_get_time (self->ticket, "resolve-due-at");
  g_autofree char *time = NULL;
  DeskSla sla;

  desk_sla_evaluate (self->ticket, DESK_SLA_TARGET_RESOLUTION, now, &sla);
  if (sla.state == DESK_SLA_STATE_PAUSED)
    {
      guichet_pill_show (self->solution, "guichet-paused-symbolic", NULL, _("The clock waits for your answer"), NULL);
      let_words_shrink (self->solution, TRUE);
      return;
    }
  if (due == 0 || (sla.state != DESK_SLA_STATE_RUNNING && sla.state != DESK_SLA_STATE_DUE_SOON && sla.state != DESK_SLA_STATE_OVERDUE))
    {
      guichet_pill_show (self->solution, NULL, NULL, NULL, NULL);
      return;
    }

  time = dup_moment (due, now);
  /* Translators: %s is a time: Solved by 12:59 */
  show_with_time (self->solution, "guichet-clock-symbolic", _("Solved by %s"), time, NULL);
}

static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  GuichetRequestStrip *self = GUICHET_REQUEST_STRIP (widget);

  if (self->ticket == NULL || !desk_ticket_get_loaded (self->ticket))
    return G_MAXINT64;

  guichet_pill_show_status (self->status, desk_ticket_get_status (self->ticket), FALSE);
  show_answer (self, now);
  show_solution (self, now);

  return guichet_format_next_minute (now);
}

static void
update (GuichetRequestStrip *self)
{
  gboolean room = !self->narrow && !self->brief;

  /* Where there is no room, the menu of the ticket has them. */
  gtk_widget_set_visible (self->close, room && desk_session_may_set_status (self->session, self->ticket, DESK_STATUS_CLOSED));
  gtk_widget_set_visible (self->reopen, room && guichet_ticket_steps_find_reopened (self->session, self->ticket) >= 0);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

static void
set_flag (GuichetRequestStrip *self,
          gboolean *flag,
          const GValue *value,
          GParamSpec *pspec)
{
  if (*flag == g_value_get_boolean (value))
    return;

  *flag = g_value_get_boolean (value);
  if (self->ticket != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
guichet_request_strip_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  GuichetRequestStrip *self = GUICHET_REQUEST_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_BRIEF:
      g_value_set_boolean (value, self->brief);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_request_strip_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  GuichetRequestStrip *self = GUICHET_REQUEST_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      set_flag (self, &self->narrow, value, pspec);
      break;
    case PROP_BRIEF:
      set_flag (self, &self->brief, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_request_strip_dispose (GObject *object)
{
  GuichetRequestStrip *self = GUICHET_REQUEST_STRIP (object);

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_clear_object (&self->ticket);
  g_clear_object (&self->ticker);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_request_strip_parent_class)->dispose (object);
}

static void
guichet_request_strip_class_init (GuichetRequestStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_request_strip_get_property;
  object_class->set_property = guichet_request_strip_set_property;
  object_class->dispose = guichet_request_strip_dispose;

  /**
   * GuichetRequestStrip:narrow:
   *
   * Whether there is room for the status and the solution alone.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * GuichetRequestStrip:brief:
   *
   * Whether there is no room for whole sentences, nor for buttons that the menu of the ticket has too.
   */
  properties[PROP_BRIEF] = g_param_spec_boolean ("brief", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* Whole sentences give way when room is short. */
static void
let_shrink (GuichetPill *pill)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (pill)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
}

static GtkWidget *
create_button (const char *label,
               const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");

  return button;
}

static void
guichet_request_strip_init (GuichetRequestStrip *self)
{
  GuichetPill **pills[] = { &self->status, &self->answer, &self->solution };
  GtkWidget *room = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_spacing (GTK_BOX (self), 14);
  gtk_widget_add_css_class (GTK_WIDGET (self), "strip");
  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    {
      *pills[i] = GUICHET_PILL (guichet_pill_new ());
      let_shrink (*pills[i]);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (*pills[i]));
    }
  gtk_widget_set_hexpand (room, TRUE);
  gtk_box_append (GTK_BOX (self), room);
  self->close = create_button (_("Close Request"), "thread.close");
  self->reopen = create_button (_("Reopen"), "thread.reopen");
  gtk_box_append (GTK_BOX (self), self->close);
  gtk_box_append (GTK_BOX (self), self->reopen);
}

/**
 * guichet_request_strip_new:
 * @session: who looks
 *
 * Returns: the line, still without a ticket
 */
GtkWidget *
guichet_request_strip_new (DeskSession *session)
{
  GuichetRequestStrip *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_REQUEST_STRIP, NULL);
  self->session = g_object_ref (session);
  self->ticker = guichet_ticker_for_clock (desk_session_get_clock (session));
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), on_tick);

  return GTK_WIDGET (self);
}

/**
 * guichet_request_strip_set_ticket:
 * @self: a strip
 * @ticket: (nullable): which request
 *
 * Changes the ticket.
 */
void
guichet_request_strip_set_ticket (GuichetRequestStrip *self,
                                  DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_REQUEST_STRIP (self));

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket == NULL)
    return;

  self->notify_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (update), self);
  update (self);
}
