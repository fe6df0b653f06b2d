/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-deadline-strip.h"

#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-pill.h"
#include "guichet-sla-pill.h"
#include "guichet-targets-button.h"

/**
 * GuichetDeadlineStrip:
 *
 * One line above the conversation, for staff: how urgent the ticket is, and the clocks that still run.
 */
struct _GuichetDeadlineStrip
{
  GtkBox parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  gulong notify_id;
  gboolean narrow;
  gboolean changing;
  GuichetPill *priority;
  GtkWidget *targets;           /* the clocks, as a button that shows all of them */
  GtkWidget *row;               /* the clocks, beside each other */
  GtkWidget *clocks[3];
};

G_DEFINE_FINAL_TYPE (GuichetDeadlineStrip, guichet_deadline_strip, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

#define SPACING 14
#define NARROW_SPACING 8

static void
update (GuichetDeadlineStrip *self)
{
  guichet_targets_button_set_ticket (self->targets, self->ticket);
  guichet_pill_show_priority (self->priority, desk_ticket_get_priority (self->ticket));
  gtk_widget_set_visible (GTK_WIDGET (self->priority), !self->narrow);
}

static gboolean
is_under_way (int state)
{
  return state == DESK_SLA_STATE_RUNNING || state == DESK_SLA_STATE_DUE_SOON || state == DESK_SLA_STATE_OVERDUE ||
         state == DESK_SLA_STATE_PAUSED;
}

static void
update_room (GuichetDeadlineStrip *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->priority), !self->narrow);
  gtk_box_set_spacing (GTK_BOX (self), self->narrow ? NARROW_SPACING : SPACING);
  gtk_box_set_spacing (GTK_BOX (self->row), self->narrow ? NARROW_SPACING : SPACING);
  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    guichet_sla_pill_set_brief (GUICHET_SLA_PILL (self->clocks[i]), self->narrow);
}

/* Without a clock that runs there is nothing to press. */
static void
update_targets (GuichetDeadlineStrip *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    any |= gtk_widget_get_visible (self->clocks[i]);
  gtk_widget_set_visible (self->targets, any);
}

/* That a clock turned is said, once and politely; that time goes by is not. */
static void
on_state (GuichetDeadlineStrip *self,
          GParamSpec *pspec,
          GtkWidget *clock)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *sentence = NULL;
  DeskSla sla;
  int state;

  g_object_get (clock, "state", &state, NULL);
  gtk_widget_set_visible (clock, is_under_way (state));
  update_targets (self);
  if (self->changing || self->ticket == NULL || !is_under_way (state) || state == DESK_SLA_STATE_RUNNING)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    if (self->clocks[i] == clock)
      {
        desk_sla_evaluate (self->ticket, (DeskSlaTarget) i, now, &sla);
        sentence = guichet_format_sla_sentence (&sla);
      }
  if (sentence != NULL)
    guichet_announce (GTK_WIDGET (self), sentence);
}

static void
guichet_deadline_strip_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  GuichetDeadlineStrip *self = GUICHET_DEADLINE_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_deadline_strip_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  GuichetDeadlineStrip *self = GUICHET_DEADLINE_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      update_room (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_deadline_strip_dispose (GObject *object)
{
  GuichetDeadlineStrip *self = GUICHET_DEADLINE_STRIP (object);

  if (self->session != NULL)
    guichet_deadline_strip_set_ticket (self, NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_deadline_strip_parent_class)->dispose (object);
}

static void
guichet_deadline_strip_class_init (GuichetDeadlineStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_deadline_strip_get_property;
  object_class->set_property = guichet_deadline_strip_set_property;
  object_class->dispose = guichet_deadline_strip_dispose;

  /**
   * GuichetDeadlineStrip:narrow:
   *
   * Whether there is no room for the priority, nor for the whole names of the clocks.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
guichet_deadline_strip_init (GuichetDeadlineStrip *self)
{
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  gtk_widget_add_css_class (GTK_WIDGET (self), "strip");
  self->priority = GUICHET_PILL (guichet_pill_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->priority));
}

/**
 * guichet_deadline_strip_new:
 * @session: who looks
 *
 * Returns: the line, still without a ticket
 */
GtkWidget *
guichet_deadline_strip_new (DeskSession *session)
{
  GuichetDeadlineStrip *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_DEADLINE_STRIP, NULL);
  self->session = g_object_ref (session);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  self->targets = guichet_targets_button_new (session, self->row);
  gtk_widget_set_visible (self->targets, FALSE);
  gtk_box_append (GTK_BOX (self), self->targets);
  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    {
      self->clocks[i] = guichet_sla_pill_new (desk_session_get_clock (session), (DeskSlaTarget) i, TRUE);
      g_signal_connect_object (self->clocks[i], "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
      gtk_widget_set_visible (self->clocks[i], FALSE);
      gtk_box_append (GTK_BOX (self->row), self->clocks[i]);
    }

  return GTK_WIDGET (self);
}

/**
 * guichet_deadline_strip_set_ticket:
 * @self: a strip
 * @ticket: (nullable): whose clocks
 *
 * Changes the ticket.
 */
void
guichet_deadline_strip_set_ticket (GuichetDeadlineStrip *self,
                                   DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_DEADLINE_STRIP (self));

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  self->changing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->clocks); i++)
    guichet_sla_pill_set_ticket (GUICHET_SLA_PILL (self->clocks[i]), ticket);
  self->changing = FALSE;
  guichet_targets_button_set_ticket (self->targets, ticket);
  if (ticket == NULL)
    return;

  self->notify_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (update), self);
  update (self);
}
