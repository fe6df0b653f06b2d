/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ticket-lines.h"

#include "guichet-hint.h"
#include "guichet-pill.h"
#include "guichet-words.h"

/**
 * GuichetTicketLines:
 *
 * What a row of the list shows of its ticket: subject, company, number, age; priority and the most urgent clock as pills; what waits to be sent; who
 * has it. A client sees the category instead of the company, and the status instead of priority and clock. Above the first ticket of a group stands
 * its heading.
 */
struct _GuichetTicketLines
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

  gboolean staff;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (GuichetTicketLines, guichet_ticket_lines, ADW_TYPE_BIN)

static void
guichet_ticket_lines_class_init (GuichetTicketLinesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (GUICHET_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/queue/guichet-ticket-lines.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, heading);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, heading_words);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, heading_count);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, row);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, second);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, third);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, filler);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, dot);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, subject);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, company);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, number);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, age);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, state);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, clock);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, delivery);
  gtk_widget_class_bind_template_child (widget_class, GuichetTicketLines, assignee);
}

static void
guichet_ticket_lines_init (GuichetTicketLines *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * guichet_ticket_lines_new:
 * @staff: whether staff looks
 *
 * Returns: lines, still without words
 */
GtkWidget *
guichet_ticket_lines_new (gboolean staff)
{
  GuichetTicketLines *self = g_object_new (GUICHET_TYPE_TICKET_LINES, NULL);

  self->staff = staff;

  return GTK_WIDGET (self);
}

static void
show_assignee (GuichetTicketLines *self,
               DeskTicket *ticket)
{
  const char *name = desk_ticket_get_assignee_name (ticket);

  gtk_widget_set_visible (self->assignee, self->staff && name != NULL);
  if (name == NULL)
    return;

  adw_avatar_set_text (ADW_AVATAR (self->assignee), name);
  guichet_hint_set (self->assignee, name);
  if (desk_ticket_get_mine (ticket))
    gtk_widget_add_css_class (self->assignee, "staff");
  else
    gtk_widget_remove_css_class (self->assignee, "staff");
}

/**
 * guichet_ticket_lines_show:
 * @self: the lines of a row
 * @ticket: a ticket that is loaded
 *
 * Shows what does not move by itself.
 */
void
guichet_ticket_lines_show (GuichetTicketLines *self,
                           DeskTicket *ticket)
{
  const char *subject = desk_ticket_get_subject (ticket);
  const char *second = self->staff ? desk_ticket_get_client_name (ticket) : desk_ticket_get_category (ticket);
  gint64 number = desk_ticket_get_number (ticket);
  g_autofree char *number_words = NULL;

  g_return_if_fail (GUICHET_IS_TICKET_LINES (self));
  g_return_if_fail (DESK_IS_TICKET (ticket));

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
  show_assignee (self, ticket);
}

/**
 * guichet_ticket_lines_show_times:
 * @self: the lines of a row
 * @age: how long ago something happened
 * @sla: (nullable): the clock that matters
 *
 * Shows what moves by itself.
 */
void
guichet_ticket_lines_show_times (GuichetTicketLines *self,
                                 const char *age,
                                 const DeskSla *sla)
{
  g_return_if_fail (GUICHET_IS_TICKET_LINES (self));

  gtk_label_set_label (GTK_LABEL (self->age), age);
  guichet_pill_show_sla (self->clock, sla, FALSE);
}

/**
 * guichet_ticket_lines_show_heading:
 * @self: the lines of a row
 * @words: the name of a group
 * @n_tickets: how many tickets it holds; 0 for any but the first of them
 *
 * Shows a heading above the ticket, or none.
 */
void
guichet_ticket_lines_show_heading (GuichetTicketLines *self,
                                   const char *words,
                                   guint n_tickets)
{
  g_autofree char *count = g_strdup_printf ("%u", n_tickets);

  g_return_if_fail (GUICHET_IS_TICKET_LINES (self));

  gtk_widget_set_visible (self->heading, n_tickets > 0);
  if (n_tickets == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->heading_words), words);
  gtk_label_set_label (GTK_LABEL (self->heading_count), count);
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
 * guichet_ticket_lines_set_compact:
 * @self: the lines of a row
 * @compact: whether it has two lines in place of three
 *
 * Makes the row low: the age goes up to the subject, the pills up to the company. The ticket has to be shown again.
 */
void
guichet_ticket_lines_set_compact (GuichetTicketLines *self,
                                gboolean compact)
{
  GtkWidget *pills[] = { GTK_WIDGET (self->state), GTK_WIDGET (self->clock), GTK_WIDGET (self->delivery), self->assignee };

  g_return_if_fail (GUICHET_IS_TICKET_LINES (self));

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
}
