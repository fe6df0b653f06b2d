/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ticket-row.h"

#include <glib/gi18n.h>

#include "desk-sla.h"
#include "guichet-filter-values.h"
#include "guichet-format.h"
#include "guichet-ticker.h"
#include "guichet-ticket-lines.h"
#include "guichet-words.h"

/**
 * GuichetTicketRow:
 *
 * One ticket of the list. It has lines of words only once it is in sight: before that it is as high as such rows are, and says to a screen reader what
 * its lines will say.
 */
struct _GuichetTicketRow
{
  GtkWidget parent_instance;

  GuichetSight *sight;
  GtkWidget *lines;             /* (nullable): until it is in sight for the first time */
  gboolean filled;              /* they show the ticket */

  DeskTicket *ticket;
  gulong updated_id;
  GuichetTicker *ticker;
  gboolean staff;
  gboolean compact;
  DeskListGroup group;
  DeskDueGroup due;
  guint n_in_group;             /* 0 but for the first of a group */
};

G_DEFINE_FINAL_TYPE (GuichetTicketRow, guichet_ticket_row, GTK_TYPE_WIDGET)

/* How high rows were that have been in sight, compact or not, with a heading or without: what others are taken for until they are measured. */
static int heights[2][2] = { { 53, 82 }, { 37, 66 } };

/* The clock that matters: the most urgent one that moves, else how the resolution ended. */
static gboolean
evaluate_clock (DeskTicket *ticket,
                gint64 now,
                DeskSla *sla)
{
  if (desk_sla_most_urgent (ticket, now, sla))
    return TRUE;

  desk_sla_evaluate (ticket, DESK_SLA_TARGET_RESOLUTION, now, sla);

  return sla->state != DESK_SLA_STATE_NOT_APPLICABLE;
}

/* A list item widget stands round each row and is what screen readers land on: the whole sentence goes there. */
static void
update_accessible (GuichetTicketRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *sentence = guichet_ticket_row_dup_sentence (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

/* What moves by itself: the age and the clock. */
static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (widget);
  gint64 next = guichet_format_next_minute (now);
  g_autofree char *age = NULL;
  DeskSla sla;
  gboolean has_clock;

  if (!self->filled)
    return G_MAXINT64;

  age = guichet_format_age (desk_ticket_get_last_activity (self->ticket), now);
  has_clock = self->staff && evaluate_clock (self->ticket, now, &sla);
  if (has_clock)
    next = MIN (next, guichet_format_sla_next_change (&sla, now));
  guichet_ticket_lines_show_times (GUICHET_TICKET_LINES (self->lines), age, has_clock ? &sla : NULL);
  update_accessible (self);

  return next;
}

static const char *
get_heading (GuichetTicketRow *self)
{
  const char *company = desk_ticket_get_client_name (self->ticket);

  if (self->group == DESK_GROUP_DUE)
    return guichet_words_due_group (self->due);

  return company != NULL ? company : _("No company");
}

static void
show_ticket (GuichetTicketRow *self)
{
  GuichetTicketLines *lines = GUICHET_TICKET_LINES (self->lines);

  guichet_ticket_lines_set_compact (lines, self->compact);
  guichet_ticket_lines_show (lines, self->ticket);
  guichet_ticket_lines_show_heading (lines, get_heading (self), self->n_in_group);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

/**
 * guichet_ticket_row_fill:
 * @row: a row that is in sight
 *
 * Shows the ticket.
 */
void
guichet_ticket_row_fill (GtkWidget *row)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (row);

  g_return_if_fail (self->ticket != NULL);

  if (self->lines == NULL)
    {
      self->lines = guichet_ticket_lines_new (self->staff);
      gtk_widget_set_parent (self->lines, row);
      guichet_ticker_attach (self->ticker, row, on_tick);
    }
  self->filled = TRUE;
  gtk_widget_set_visible (self->lines, TRUE);
  show_ticket (self);
}

static void
empty (GuichetTicketRow *self)
{
  guichet_sight_forget (self->sight, GTK_WIDGET (self));
  self->filled = FALSE;
  if (self->lines != NULL)
    gtk_widget_set_visible (self->lines, FALSE);
}

static void
on_updated (GuichetTicketRow *self)
{
  if (self->filled)
    {
      show_ticket (self);
      return;
    }
  if (!desk_ticket_get_loaded (self->ticket))
    return;

  update_accessible (self);
  guichet_sight_await (self->sight, GTK_WIDGET (self));
}

static void
guichet_ticket_row_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (widget);
  int *height = &heights[self->compact][self->n_in_group > 0];

  if (!self->filled)
    {
      *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? *height : 0;
      return;
    }

  gtk_widget_measure (self->lines, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *height = *natural;
}

static void
guichet_ticket_row_size_allocate (GtkWidget *widget,
                                  int width,
                                  int height,
                                  int baseline)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (widget);

  if (self->filled)
    gtk_widget_allocate (self->lines, width, height, baseline, NULL);
}

static void
guichet_ticket_row_dispose (GObject *object)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (object);

  if (self->sight != NULL)
    empty (self);
  if (self->ticket != NULL)
    g_clear_signal_handler (&self->updated_id, self->ticket);
  g_clear_pointer (&self->lines, gtk_widget_unparent);
  g_clear_object (&self->ticket);
  g_clear_object (&self->ticker);
  g_clear_object (&self->sight);

  G_OBJECT_CLASS (guichet_ticket_row_parent_class)->dispose (object);
}

static void
guichet_ticket_row_class_init (GuichetTicketRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_ticket_row_dispose;
  widget_class->measure = guichet_ticket_row_measure;
  widget_class->size_allocate = guichet_ticket_row_size_allocate;
}

static void
guichet_ticket_row_init (GuichetTicketRow *self)
{
}

/**
 * guichet_ticket_row_new:
 * @session: who looks
 * @sight: what says when the row is in sight, by guichet_ticket_row_fill()
 *
 * Returns: a row, still without a ticket
 */
GtkWidget *
guichet_ticket_row_new (DeskSession *session,
                        GuichetSight *sight)
{
  GuichetTicketRow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (GUICHET_IS_SIGHT (sight), NULL);

  self = g_object_new (GUICHET_TYPE_TICKET_ROW, NULL);
  self->staff = desk_session_is_staff (session);
  self->ticker = guichet_ticker_for_clock (desk_session_get_clock (session));
  self->sight = g_object_ref (sight);

  return GTK_WIDGET (self);
}

/**
 * guichet_ticket_row_get_ticket:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DeskTicket *
guichet_ticket_row_get_ticket (GuichetTicketRow *self)
{
  g_return_val_if_fail (GUICHET_IS_TICKET_ROW (self), NULL);

  return self->ticket;
}

/**
 * guichet_ticket_row_set_ticket:
 * @self: a row
 * @ticket: (nullable): what to show
 *
 * Changes the ticket, as a list does that recycles its rows.
 */
void
guichet_ticket_row_set_ticket (GuichetTicketRow *self,
                               DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_TICKET_ROW (self));

  if (self->ticket == ticket)
    return;

  empty (self);
  if (self->ticket != NULL)
    g_clear_signal_handler (&self->updated_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket == NULL)
    return;

  self->updated_id = g_signal_connect_swapped (ticket, "updated", G_CALLBACK (on_updated), self);
  on_updated (self);
}

/**
 * guichet_ticket_row_set_group:
 * @self: a row
 * @group: what the list is grouped by
 * @due: which group it is, where that is the due time
 * @n_tickets: how many tickets the group holds, 0 for any but the first of them
 *
 * Shows a heading above the first ticket of a group.
 */
void
guichet_ticket_row_set_group (GuichetTicketRow *self,
                              DeskListGroup group,
                              DeskDueGroup due,
                              guint n_tickets)
{
  gboolean as_high;

  g_return_if_fail (GUICHET_IS_TICKET_ROW (self));

  if (self->group == group && self->due == due && self->n_in_group == n_tickets)
    return;

  as_high = (self->n_in_group > 0) == (n_tickets > 0);
  self->group = group;
  self->due = due;
  self->n_in_group = n_tickets;
  if (!as_high)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->ticket == NULL)
    return;
  if (self->filled)
    guichet_ticket_lines_show_heading (GUICHET_TICKET_LINES (self->lines), get_heading (self), n_tickets);
  update_accessible (self);
}

/**
 * guichet_ticket_row_set_compact:
 * @self: a row
 * @compact: whether it has two lines in place of three
 *
 * Makes the row low.
 */
void
guichet_ticket_row_set_compact (GuichetTicketRow *self,
                                gboolean compact)
{
  g_return_if_fail (GUICHET_IS_TICKET_ROW (self));

  if (self->compact == compact)
    return;

  self->compact = compact;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->filled)
    show_ticket (self);
}

static void
add_sentence (GString *string,
              const char *sentence)
{
  if (sentence == NULL || *sentence == '\0')
    return;
  if (string->len > 0)
    g_string_append_c (string, ' ');
  g_string_append (string, sentence);
  if (!g_str_has_suffix (sentence, ".") && !g_str_has_suffix (sentence, "?") && !g_str_has_suffix (sentence, "!"))
    g_string_append_c (string, '.');
}

static char *
dup_who (GuichetTicketRow *self)
{
  const char *assignee = desk_ticket_get_assignee_name (self->ticket);

  if (!self->staff)
    return NULL;
  if (desk_ticket_get_mine (self->ticket))
    return g_strdup (_("Assigned to you."));
  if (assignee == NULL)
    return g_strdup (_("Not assigned."));

  /* Translators: %s is a person's name */
  return g_strdup_printf (_("Assigned to %s."), assignee);
}

/* A request that was not sent yet has no number. */
static char *
dup_place (GuichetTicketRow *self,
           const char *age)
{
  const char *second = self->staff ? desk_ticket_get_client_name (self->ticket) : desk_ticket_get_category (self->ticket);
  gint64 number = desk_ticket_get_number (self->ticket);

  if (number > 0)
    return g_strdup_printf ("%s, #%" G_GINT64_FORMAT ", %s", second != NULL ? second : "", number, age);

  return g_strdup_printf ("%s, , %s", second != NULL ? second : "", age);
}

static const char *
get_state (GuichetTicketRow *self)
{
  const char *icon, *style;

  return self->staff ? guichet_words_priority (desk_ticket_get_priority (self->ticket)) : guichet_words_client_status (self->ticket, &icon, &style);
}

/**
 * guichet_ticket_row_dup_sentence:
 * @self: a row
 *
 * Everything that the row shows, as it is read aloud.
 *
 * Returns: (transfer full): the sentences
 */
char *
guichet_ticket_row_dup_sentence (GuichetTicketRow *self)
{
  GString *string = g_string_new (NULL);
  g_autofree char *place = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *who = NULL;
  g_autofree char *age = NULL;
  gint64 now;
  DeskSla sla;

  g_return_val_if_fail (GUICHET_IS_TICKET_ROW (self), NULL);

  if (self->ticket == NULL || !desk_ticket_get_loaded (self->ticket))
    return g_string_free (string, FALSE);

  now = guichet_ticker_get_now (self->ticker);
  if (self->n_in_group > 0)
    {
      /* Translators: the heading of a group in the list, and how many tickets it holds */
      g_autofree char *heading = g_strdup_printf (ngettext ("%s, %u ticket", "%s, %u tickets", self->n_in_group), get_heading (self),
                                                  self->n_in_group);

      add_sentence (string, heading);
    }
  if (desk_ticket_get_unread (self->ticket))
    add_sentence (string, _("Unread."));
  add_sentence (string, desk_ticket_get_subject (self->ticket));
  age = guichet_format_age_sentence (desk_ticket_get_last_activity (self->ticket), now);
  place = dup_place (self, age);
  add_sentence (string, place);
  add_sentence (string, get_state (self));
  if (self->staff && evaluate_clock (self->ticket, now, &sla))
    {
      clock = guichet_format_sla_sentence (&sla);
      add_sentence (string, clock);
    }
  who = dup_who (self);
  add_sentence (string, who);
  if (desk_ticket_get_delivery (self->ticket) == DESK_DELIVERY_FAILED)
    add_sentence (string, _("Something was not sent."));
  else if (desk_ticket_get_delivery (self->ticket) != DESK_DELIVERY_SENT)
    add_sentence (string, _("Something waits to be sent."));

  return g_string_free (string, FALSE);
}
