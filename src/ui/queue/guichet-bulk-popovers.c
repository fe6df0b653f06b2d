/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-bulk-popovers.h"

#include <glib/gi18n.h>

#include "guichet-assignee-popover.h"
#include "guichet-label-chooser.h"
#include "guichet-steps.h"
#include "guichet-words.h"

typedef struct
{
  DeskSession *session;
  GuichetTicketsFunc get_tickets;
  gpointer user_data;
  GtkWidget *list;
} Popover;

#define KEY "guichet-bulk"
#define CHOICE_KEY "guichet-choice"

static void
popover_free (gpointer data)
{
  Popover *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static Popover *
get_data (GtkWidget *popover)
{
  return g_object_get_data (G_OBJECT (popover), KEY);
}

static void
on_person_chosen (GtkWidget *popover,
                  const char *user_id,
                  const char *name)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);

  guichet_steps_assign (popover, self->session, tickets, user_id, name);
}

static GtkWidget *
create_row (const char *icon_name,
            const char *words,
            const char *note,
            int choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "hexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  if (note != NULL)
    {
      GtkWidget *end = gtk_label_new (note);
      /* Translators: a choice and a remark about it, as in "Closed, 2 cannot" */
      g_autofree char *sentence = g_strdup_printf (_("%1$s, %2$s"), words, note);

      gtk_widget_add_css_class (end, "caption");
      gtk_widget_add_css_class (end, "secondary");
      gtk_box_append (GTK_BOX (box), end);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), CHOICE_KEY, GINT_TO_POINTER (choice));

  return row;
}

static void
remove_rows (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

/* A status can be set when all can take the step, but those that have it. */
static void
fill_statuses (GtkWidget *popover)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);

  remove_rows (self->list);
  for (int status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
    {
      guint n_can = 0, n_cannot = 0;
      g_autofree char *note = NULL;
      GtkWidget *row;

      for (guint i = 0; i < tickets->len; i++)
        {
          if ((int) desk_ticket_get_status (tickets->pdata[i]) == status)
            continue;
          if (desk_session_may_set_status (self->session, tickets->pdata[i], status))
            n_can++;
          else
            n_cannot++;
        }
      if (n_can == 0)
        continue;
      if (n_cannot > 0)
        /* Translators: so many tickets cannot be set to this status */
        note = g_strdup_printf (ngettext ("%u cannot", "%u cannot", n_cannot), n_cannot);
      row = create_row (guichet_words_status_icon (status), guichet_words_status (status, TRUE), note, status);
      gtk_widget_set_sensitive (row, n_cannot == 0);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
}

static void
fill_priorities (GtkWidget *popover)
{
  Popover *self = get_data (popover);

  remove_rows (self->list);
  for (int priority = DESK_PRIORITY_URGENT; priority >= DESK_PRIORITY_LOW; priority--)
    {
      GtkWidget *row = create_row (guichet_words_priority_icon (priority), guichet_words_priority (priority), NULL, priority);
      char key[] = { '1' + priority, '\0' };
      GtkWidget *cap = g_object_new (GTK_TYPE_LABEL, "label", key, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (cap, "keycap");
      gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), cap);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
}

static int
take_choice (GtkWidget *popover,
             GtkListBoxRow *row)
{
  int choice = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), CHOICE_KEY));

  gtk_popover_popdown (GTK_POPOVER (popover));

  return choice;
}

static void
on_status_activated (GtkWidget *popover,
                     GtkListBoxRow *row)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);

  guichet_steps_set_status (popover, self->session, tickets, take_choice (popover, row));
}

static void
on_priority_activated (GtkWidget *popover,
                       GtkListBoxRow *row)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);

  guichet_steps_set_priority (popover, self->session, tickets, take_choice (popover, row));
}

static GtkWidget *
create_list_popover (Popover *self,
                     const char *name,
                     GCallback on_show,
                     GCallback on_activated)
{
  GtkWidget *popover = gtk_popover_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "people");
  gtk_widget_set_size_request (self->list, 220, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), self->list);
  g_signal_connect (popover, "show", on_show, NULL);
  g_signal_connect_swapped (self->list, "row-activated", on_activated, popover);

  return popover;
}

static void
on_labels_changed (GtkWidget *popover,
                   const char *label,
                   gboolean wanted)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);
  const char *const labels[] = { label, NULL };

  guichet_steps_label (popover, self->session, tickets, wanted ? labels : NULL, wanted ? NULL : labels);
}

static void
on_labels_show (GtkWidget *popover)
{
  Popover *self = get_data (popover);
  g_autoptr (GPtrArray) tickets = self->get_tickets (self->user_data);

  guichet_label_chooser_set_tickets (GUICHET_LABEL_CHOOSER (popover), tickets);
}

/**
 * guichet_bulk_popover_new:
 * @session: who chooses
 * @command: what is changed
 * @get_tickets: (scope notified): of which tickets; transfer container
 * @user_data: for @get_tickets, as long as the popover is there
 *
 * Returns: a popover to choose from, without a parent
 */
GtkWidget *
guichet_bulk_popover_new (DeskSession *session,
                          GuichetBulkCommand command,
                          GuichetTicketsFunc get_tickets,
                          gpointer user_data)
{
  Popover *self = g_new0 (Popover, 1);
  GtkWidget *popover;

  self->session = g_object_ref (session);
  self->get_tickets = get_tickets;
  self->user_data = user_data;

  switch (command)
    {
    case GUICHET_BULK_ASSIGN:
      popover = guichet_assignee_popover_new (session);
      g_signal_connect (popover, "chosen", G_CALLBACK (on_person_chosen), NULL);
      break;

    case GUICHET_BULK_STATUS:
      popover = create_list_popover (self, _("Status"), G_CALLBACK (fill_statuses), G_CALLBACK (on_status_activated));
      break;

    case GUICHET_BULK_PRIORITY:
      popover = create_list_popover (self, _("Priority"), G_CALLBACK (fill_priorities), G_CALLBACK (on_priority_activated));
      break;

    case GUICHET_BULK_LABELS:
    case GUICHET_BULK_N_COMMANDS:
    default:
      popover = guichet_label_chooser_new (session);
      g_signal_connect (popover, "changed", G_CALLBACK (on_labels_changed), NULL);
      g_signal_connect (popover, "show", G_CALLBACK (on_labels_show), NULL);
      break;
    }
  g_object_set_data_full (G_OBJECT (popover), KEY, self, popover_free);

  return popover;
}
