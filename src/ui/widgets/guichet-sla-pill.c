/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-sla-pill.h"

#include "guichet-format.h"
#include "guichet-pill.h"
#include "guichet-ticker.h"
#include "guichet-words.h"

/**
 * GuichetSlaPill:
 *
 * One clock of one ticket that moves by itself while it is on the screen. Property `state` (DeskSlaState) notifies when the clock
 * turns, so that it can be said; the pill is hidden while the clock does not apply.
 */
struct _GuichetSlaPill
{
  AdwBin parent_instance;

  GuichetTicker *ticker;
  DeskTicket *ticket;
  gulong notify_id;
  DeskSlaTarget target;
  DeskSlaState state;
  gboolean with_name;
  gboolean beside_date;
  gboolean brief;
  GuichetPill *pill;
};

G_DEFINE_FINAL_TYPE (GuichetSlaPill, guichet_sla_pill, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_time (GuichetSlaPill *self,
           const DeskSla *sla)
{
  g_autofree char *time = guichet_format_duration (MAX (sla->remaining, 0));

  guichet_pill_show (self->pill, guichet_words_sla_icon (sla->state), NULL, time, guichet_words_sla_style (sla->state));
}

/* With the clock's name, as short as it gets. */
static void
show_brief (GuichetSlaPill *self,
            const DeskSla *sla)
{
  g_autofree char *words = guichet_format_sla_time (sla);

  guichet_pill_show (self->pill, guichet_words_sla_icon (sla->state), guichet_format_sla_target_brief (sla->target), words,
                     guichet_words_sla_style (sla->state));
}

static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  GuichetSlaPill *self = GUICHET_SLA_PILL (widget);
  DeskSla sla = { .target = self->target, .state = DESK_SLA_STATE_NOT_APPLICABLE };

  if (self->ticket != NULL)
    desk_sla_evaluate (self->ticket, self->target, now, &sla);

  if (self->beside_date && sla.state == DESK_SLA_STATE_DUE_SOON)
    show_time (self, &sla);
  else if (self->brief)
    show_brief (self, &sla);
  else
    guichet_pill_show_sla (self->pill, &sla, self->with_name);
  if (sla.state != self->state)
    {
      self->state = sla.state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }

  return guichet_format_sla_next_change (&sla, now);
}

static void
on_ticket_notify (GuichetSlaPill *self)
{
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

static void
guichet_sla_pill_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  GuichetSlaPill *self = GUICHET_SLA_PILL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_sla_pill_dispose (GObject *object)
{
  GuichetSlaPill *self = GUICHET_SLA_PILL (object);

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_clear_object (&self->ticket);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (guichet_sla_pill_parent_class)->dispose (object);
}

static void
guichet_sla_pill_class_init (GuichetSlaPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_sla_pill_get_property;
  object_class->dispose = guichet_sla_pill_dispose;

  /**
   * GuichetSlaPill:state:
   *
   * How the clock stands, of DeskSlaState.
   */
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, DESK_SLA_STATE_NOT_APPLICABLE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_sla_pill_init (GuichetSlaPill *self)
{
  self->state = DESK_SLA_STATE_NOT_APPLICABLE;
  self->pill = GUICHET_PILL (guichet_pill_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pill));
  /* The bin stays mapped for the ticker; it takes no room while the pill is hidden. */
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * guichet_sla_pill_new:
 * @clock: the time
 * @target: which clock of the ticket
 * @with_name: whether to say which clock it is
 *
 * Returns: a pill for one clock, still without a ticket
 */
GtkWidget *
guichet_sla_pill_new (DeskClock *clock,
                      DeskSlaTarget target,
                      gboolean with_name)
{
  GuichetSlaPill *self = g_object_new (GUICHET_TYPE_SLA_PILL, NULL);

  g_return_val_if_fail (DESK_IS_CLOCK (clock), NULL);

  self->target = target;
  self->with_name = with_name;
  self->ticker = guichet_ticker_for_clock (clock);
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), on_tick);

  return GTK_WIDGET (self);
}

/**
 * guichet_sla_pill_set_beside_date:
 * @self: a pill
 *
 * The day and the time stand beside it already: for what is due soon the pill says no more than how long that is.
 */
void
guichet_sla_pill_set_beside_date (GuichetSlaPill *self)
{
  g_return_if_fail (GUICHET_IS_SLA_PILL (self));

  self->beside_date = TRUE;
}

/**
 * guichet_sla_pill_set_brief:
 * @self: a pill with a name
 * @brief: whether there is little room
 *
 * Where there is little room, the name of the clock is as short as it gets.
 */
void
guichet_sla_pill_set_brief (GuichetSlaPill *self,
                            gboolean brief)
{
  g_return_if_fail (GUICHET_IS_SLA_PILL (self));

  self->brief = brief;
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

/**
 * guichet_sla_pill_set_ticket:
 * @self: a pill
 * @ticket: (nullable): whose clock
 *
 * Changes the ticket.
 */
void
guichet_sla_pill_set_ticket (GuichetSlaPill *self,
                             DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_SLA_PILL (self));

  if (self->ticket == ticket)
    return;

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket != NULL)
    self->notify_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (on_ticket_notify), self);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}
