/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-clock-line.h"

#include "guichet-format.h"
#include "guichet-hint.h"
#include "guichet-sla-pill.h"
#include "guichet-ticker.h"

/**
 * GuichetClockLine:
 *
 * One clock of a ticket in full: its name, the moment, and how it stands.
 */
struct _GuichetClockLine
{
  GtkBox parent_instance;

  GuichetTicker *ticker;
  DeskTicket *ticket;
  DeskSlaTarget target;
  GtkWidget *when;
  GtkWidget *pill;
};

G_DEFINE_FINAL_TYPE (GuichetClockLine, guichet_clock_line, GTK_TYPE_BOX)

/* When it was met, else when it is due. */
static gint64
find_moment (GuichetClockLine *self,
             const DeskSla *sla)
{
  const char *met[] = {
    [DESK_SLA_TARGET_FIRST_RESPONSE] = "first-responded-at",
    [DESK_SLA_TARGET_NEXT_RESPONSE] = NULL,
    [DESK_SLA_TARGET_RESOLUTION] = "resolved-at",
  };
  gint64 moment = 0;

  if ((sla->state == DESK_SLA_STATE_MET || sla->state == DESK_SLA_STATE_MISSED) && met[self->target] != NULL)
    moment = desk_ticket_get_time (self->ticket, met[self->target]);

  return moment > 0 ? moment : sla->due_at;
}

static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  GuichetClockLine *self = GUICHET_CLOCK_LINE (widget);
  g_autofree char *when = NULL;
  gint64 moment;
  DeskSla sla;

  if (self->ticket == NULL)
    return G_MAXINT64;

  desk_sla_evaluate (self->ticket, self->target, now, &sla);
  gtk_widget_set_visible (widget, sla.state != DESK_SLA_STATE_NOT_APPLICABLE);
  moment = find_moment (self, &sla);
  if (moment > 0)
    when = guichet_format_day_and_time (moment, now);
  gtk_label_set_label (GTK_LABEL (self->when), when != NULL ? when : "");
  gtk_widget_set_visible (self->when, when != NULL && sla.state != DESK_SLA_STATE_PAUSED);

  return guichet_format_next_minute (now);
}

static void
guichet_clock_line_dispose (GObject *object)
{
  GuichetClockLine *self = GUICHET_CLOCK_LINE (object);

  g_clear_object (&self->ticket);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (guichet_clock_line_parent_class)->dispose (object);
}

static void
guichet_clock_line_class_init (GuichetClockLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_clock_line_dispose;
}

static void
guichet_clock_line_init (GuichetClockLine *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 14);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 14);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 2);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 4);
}

/**
 * guichet_clock_line_new:
 * @session: who looks
 * @target: which clock
 *
 * Returns: the line of a clock, still without a ticket
 */
GtkWidget *
guichet_clock_line_new (DeskSession *session,
                        DeskSlaTarget target)
{
  GuichetClockLine *self;
  GtkWidget *words, *name;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_CLOCK_LINE, NULL);
  self->target = target;
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  name = g_object_new (GTK_TYPE_LABEL, "label", guichet_format_sla_target (target), "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  guichet_hint_set (name, guichet_format_sla_target (target));
  self->when = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->when, "caption");
  gtk_widget_add_css_class (self->when, "secondary");
  gtk_widget_add_css_class (self->when, "time");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), self->when);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (self), words);
  self->pill = guichet_sla_pill_new (desk_session_get_clock (session), target, FALSE);
  guichet_sla_pill_set_beside_date (GUICHET_SLA_PILL (self->pill));
  gtk_box_append (GTK_BOX (self), self->pill);
  self->ticker = guichet_ticker_for_clock (desk_session_get_clock (session));
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), on_tick);

  return GTK_WIDGET (self);
}

/**
 * guichet_clock_line_set_ticket:
 * @self: a line
 * @ticket: (nullable): whose clock
 *
 * Changes the ticket, or brings the line in line with it.
 *
 * Returns: whether the clock applies, so that the line shows
 */
gboolean
guichet_clock_line_set_ticket (GuichetClockLine *self,
                               DeskTicket *ticket)
{
  g_return_val_if_fail (GUICHET_IS_CLOCK_LINE (self), FALSE);

  g_set_object (&self->ticket, ticket);
  guichet_sla_pill_set_ticket (GUICHET_SLA_PILL (self->pill), ticket);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));

  return ticket != NULL && gtk_widget_get_visible (GTK_WIDGET (self));
}
