/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ticket-row.h"

#include <glib/gi18n.h>

#include "desk-sla.h"
#include "guichet-filter-values.h"
#include "guichet-format.h"
#include "guichet-hint.h"
#include "guichet-pill.h"
#include "guichet-ticker.h"
#include "guichet-words.h"

/**
 * GuichetTicketRow:
 *
 * One ticket of the list: subject, company, number, age; priority and the most urgent clock as pills; what waits to be sent; who has it. A
 * client sees the category instead of the company, and the status instead of priority and clock.
 */
struct _GuichetTicketRow
{
  AdwBin parent_instance;

  GtkWidget *heading;
  GtkWidget *heading_words;
  GtkWidget *heading_count;
  GtkWidget *row;
  GtkWidget *second;
  GtkWidget *third;
  GtkWidget *filler;
  GtkWidget *dot;
  GtkWidget *subject;
  GtkWidget *company;
  GtkWidget *number;
  GtkWidget *age;
  GuichetPill *state;
  GuichetPill *clock;
  GuichetPill *delivery;
  GtkWidget *assignee;

  DeskTicket *ticket;
  gulong notify_id;
  GuichetTicker *ticker;
  gboolean staff;
  gboolean compact;
  DeskListGroup group;
  DeskDueGroup due;
  guint n_in_group;             /* 0 but for the first of a group */
};

G_DEFINE_FINAL_TYPE (GuichetTicketRow, guichet_ticket_row, ADW_TYPE_BIN)

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

  if (self->ticket == NULL || !desk_ticket_get_loaded (self->ticket))
    return G_MAXINT64;

  age = guichet_format_age (desk_ticket_get_last_activity (self->ticket), now);
  gtk_label_set_label (GTK_LABEL (self->age), age);
  if (self->staff && evaluate_clock (self->ticket, now, &sla))
    {
      guichet_pill_show_sla (self->clock, &sla, FALSE);
      next = MIN (next, guichet_format_sla_next_change (&sla, now));
    }
  else
    guichet_pill_show (self->clock, NULL, NULL, NULL, NULL);
  update_accessible (self);

  return next;
}

static void
show_assignee (GuichetTicketRow *self)
{
  const char *name = desk_ticket_get_assignee_name (self->ticket);

  gtk_widget_set_visible (self->assignee, self->staff && name != NULL);
  if (name == NULL)
    return;

  adw_avatar_set_text (ADW_AVATAR (self->assignee), name);
  guichet_hint_set (self->assignee, name);
  if (desk_ticket_get_mine (self->ticket))
    gtk_widget_add_css_class (self->assignee, "staff");
  else
    gtk_widget_remove_css_class (self->assignee, "staff");
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
show_heading (GuichetTicketRow *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->n_in_group);

  gtk_widget_set_visible (self->heading, self->n_in_group > 0);
  if (self->n_in_group == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->heading_words), get_heading (self));
  gtk_label_set_label (GTK_LABEL (self->heading_count), count);
}

static void
show_ticket (GuichetTicketRow *self)
{
  DeskTicket *ticket = self->ticket;
  const char *subject = desk_ticket_get_subject (ticket);
  const char *second = self->staff ? desk_ticket_get_client_name (ticket) : desk_ticket_get_category (ticket);
  gint64 number = desk_ticket_get_number (ticket);
  g_autofree char *number_words = NULL;

  gtk_widget_set_visible (self->row, desk_ticket_get_loaded (ticket));
  gtk_label_set_label (GTK_LABEL (self->subject), subject != NULL ? subject : "");
  guichet_hint_set (self->subject, subject);
  gtk_label_set_label (GTK_LABEL (self->company), second != NULL ? second : "");
  gtk_widget_set_visible (self->company, second != NULL && *second != '\0');

  /* A request that was not sent yet has no number. */
  if (number > 0)
    number_words = g_strdup_printf ("#%" G_GINT64_FORMAT, number);
  gtk_label_set_label (GTK_LABEL (self->number), number_words != NULL ? number_words : "");

  gtk_widget_set_visible (self->dot, desk_ticket_get_unread (ticket));
  if (desk_ticket_get_unread (ticket))
    gtk_widget_add_css_class (self->row, "unread");
  else
    gtk_widget_remove_css_class (self->row, "unread");

  if (self->staff)
    guichet_pill_show_priority (self->state, desk_ticket_get_priority (ticket));
  else
    {
      const char *icon, *style;
      const char *words = guichet_words_client_status (ticket, &icon, &style);

      guichet_pill_show (self->state, icon, NULL, words, style);
    }
  /* In a low row only what is urgent has room to say so. */
  if (self->compact && self->staff && desk_ticket_get_priority (ticket) < DESK_PRIORITY_HIGH)
    guichet_pill_show (self->state, NULL, NULL, NULL, NULL);
  guichet_pill_show_delivery (self->delivery, desk_ticket_get_delivery (ticket));
  show_heading (self);
  show_assignee (self);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

static void
guichet_ticket_row_dispose (GObject *object)
{
  GuichetTicketRow *self = GUICHET_TICKET_ROW (object);

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_clear_object (&self->ticket);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (guichet_ticket_row_parent_class)->dispose (object);
}

static void
guichet_ticket_row_class_init (GuichetTicketRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_ticket_row_dispose;

  g_type_ensure (GUICHET_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/queue/guichet-ticket-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, heading);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, heading_words);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, heading_count);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, row);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, second);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, third);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, filler);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, dot);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, subject);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, company);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, number);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, age);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, state);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, clock);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, delivery);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketRow, assignee);
}

static void
guichet_ticket_row_init (GuichetTicketRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * guichet_ticket_row_new:
 * @session: who looks
 *
 * Returns: a row, still without a ticket
 */
GtkWidget *
guichet_ticket_row_new (DeskSession *session)
{
  GuichetTicketRow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_TICKET_ROW, NULL);
  self->staff = desk_session_is_staff (session);
  self->ticker = guichet_ticker_for_clock (desk_session_get_clock (session));
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), on_tick);

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

  if (self->ticket != NULL)
    g_clear_signal_handler (&self->notify_id, self->ticket);
  g_set_object (&self->ticket, ticket);
  if (ticket == NULL)
    return;

  self->notify_id = g_signal_connect_swapped (ticket, "notify", G_CALLBACK (show_ticket), self);
  show_ticket (self);
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
  g_return_if_fail (GUICHET_IS_TICKET_ROW (self));

  if (self->group == group && self->due == due && self->n_in_group == n_tickets)
    return;

  self->group = group;
  self->due = due;
  self->n_in_group = n_tickets;
  if (self->ticket == NULL)
    return;
  show_heading (self);
  update_accessible (self);
}

static void
move (GtkWidget *child,
      GtkWidget *from,
      GtkWidget *to)
{
  g_object_ref (child);
  gtk_box_remove (GTK_BOX (from), child);
  gtk_box_append (GTK_BOX (to), child);
  g_object_unref (child);
}

/**
 * guichet_ticket_row_set_compact:
 * @self: a row
 * @compact: whether it has two lines in place of three
 *
 * Makes the row low: the age goes up to the subject, the pills up to the company.
 */
void
guichet_ticket_row_set_compact (GuichetTicketRow *self,
                                gboolean compact)
{
  GtkWidget *pills[] = { GTK_WIDGET (self->state), GTK_WIDGET (self->clock), GTK_WIDGET (self->delivery), self->assignee };

  g_return_if_fail (GUICHET_IS_TICKET_ROW (self));

  if (self->compact == compact)
    return;

  self->compact = compact;
  g_object_ref (self->age);
  if (compact)
    gtk_box_remove (GTK_BOX (self->second), self->age);
  else
    gtk_grid_remove (GTK_GRID (self->row), self->age);
  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    {
      GtkWidget *from = compact ? self->third : self->second;

      move (pills[i], from, compact ? self->second : self->third);
      /* What fills the line stands between the clock and what is at its end. */
      if (!compact && pills[i] == GTK_WIDGET (self->clock))
        gtk_box_reorder_child_after (GTK_BOX (self->third), self->filler, pills[i]);
    }
  if (compact)
    gtk_grid_attach (GTK_GRID (self->row), self->age, 2, 0, 1, 1);
  else
    gtk_box_append (GTK_BOX (self->second), self->age);
  g_object_unref (self->age);
  gtk_widget_set_visible (self->third, !compact);
  if (self->ticket != NULL)
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
  place = g_strdup_printf ("%s, %s, %s", gtk_label_get_label (GTK_LABEL (self->company)),
                           gtk_label_get_label (GTK_LABEL (self->number)), age);
  add_sentence (string, place);
  add_sentence (string, self->staff ? guichet_words_priority (desk_ticket_get_priority (self->ticket)) :
                                      guichet_pill_get_words (self->state));
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
