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
  GuichetTicker *ticker;
  GuichetPill *status;
  GuichetPill *answer;
  GuichetPill *solution;
  GtkWidget *close;
  GtkWidget *reopen;
};

G_DEFINE_FINAL_TYPE (GuichetRequestStrip, guichet_request_strip, GTK_TYPE_BOX)

static char *
dup_moment (gint64 when,
            gint64 now)
{
  g_autofree char *day = guichet_format_day (when, now);
  g_autofree char *today = guichet_format_day (now, now);

  return g_str_equal (day, today) ? guichet_format_time (when) : guichet_format_day_and_time (when, now);
}

static void
show_answer (GuichetRequestStrip *self,
             gint64 now)
{
  gint64 answered = desk_ticket_get_time (self->ticket, "first-responded-at");
  gint64 due = desk_ticket_get_time (self->ticket, "first-response-due-at");
  gint64 created = desk_ticket_get_time (self->ticket, "created-at");
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  DeskSla sla;

  desk_sla_evaluate (self->ticket, DESK_SLA_TARGET_FIRST_RESPONSE, now, &sla);
  if (answered > 0)
    {
      time = guichet_format_duration (MAX (answered - created, 0) / G_USEC_PER_SEC);
      /* Translators: %s is a length of time: First answer after 16 min */
      words = g_strdup_printf (_("First answer after %s"), time);
      guichet_pill_show (self->answer, "guichet-met-symbolic", NULL, words, "met");
      return;
    }
  if (sla.state == DESK_SLA_STATE_NOT_APPLICABLE || due == 0)
    {
      guichet_pill_show (self->answer, NULL, NULL, NULL, NULL);
      return;
    }

  time = dup_moment (due, now);
  /* Translators: %s is a time: First answer by 12:59 */
  words = g_strdup_printf (_("First answer by %s"), time);
  guichet_pill_show (self->answer, "guichet-clock-symbolic", NULL, words, NULL);
}

static void
show_solution (GuichetRequestStrip *self,
               gint64 now)
{
  gint64 due = desk_ticket_get_time (self->ticket, "resolve-due-at");
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  DeskSla sla;

  desk_sla_evaluate (self->ticket, DESK_SLA_TARGET_RESOLUTION, now, &sla);
  if (sla.state == DESK_SLA_STATE_PAUSED)
    {
      guichet_pill_show (self->solution, "guichet-paused-symbolic", NULL, _("The clock waits for your answer"), NULL);
      return;
    }
  if (due == 0 || (sla.state != DESK_SLA_STATE_RUNNING && sla.state != DESK_SLA_STATE_DUE_SOON && sla.state != DESK_SLA_STATE_OVERDUE))
    {
      guichet_pill_show (self->solution, NULL, NULL, NULL, NULL);
      return;
    }

  time = dup_moment (due, now);
  /* Translators: %s is a time: Solved by 12:59 */
  words = g_strdup_printf (_("Solved by %s"), time);
  guichet_pill_show (self->solution, "guichet-clock-symbolic", NULL, words, NULL);
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
  gtk_widget_set_visible (self->close, desk_session_may_set_status (self->session, self->ticket, DESK_STATUS_CLOSED));
  gtk_widget_set_visible (self->reopen, guichet_ticket_steps_find_reopened (self->session, self->ticket) >= 0);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
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
  G_OBJECT_CLASS (klass)->dispose = guichet_request_strip_dispose;
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

  self->notify_id = g_signal_connect_swapped (ticket, "notify", G_CALLBACK (update), self);
  update (self);
}
