/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-assignee-popover.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-announce.h"

/**
 * GuichetAssigneePopover:
 *
 * Who may have a ticket: a list of staff that one can search, the reader first, and nobody.
 */
struct _GuichetAssigneePopover
{
  GtkPopover parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  GtkFilter *filter;
  GtkWidget *entry;
  GtkWidget *nobody;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GuichetAssigneePopover, guichet_assignee_popover, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define CHOICE_KEY "guichet-choice"

static void
assign (GuichetAssigneePopover *self,
        const char *user_id,
        const char *name)
{
  g_autofree char *words = NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->ticket == NULL)
    g_signal_emit (self, signals[CHOSEN], 0, user_id, name);
  if (self->ticket == NULL || g_strcmp0 (desk_ticket_get_assignee_id (self->ticket), user_id) == 0)
    return;

  desk_session_set_assignee (self->session, desk_ticket_get_id (self->ticket), user_id);
  /* Translators: %s is a person's name */
  words = name != NULL ? g_strdup_printf (_("Assigned to %s"), name) : g_strdup (_("Assigned to nobody"));
  guichet_announce (GTK_WIDGET (self), words);
}

static void
on_row_activated (GuichetAssigneePopover *self,
                  GtkListBoxRow *row)
{
  DeskChoice *choice = g_object_get_data (G_OBJECT (row), CHOICE_KEY);

  assign (self, desk_choice_get_id (choice), desk_choice_get_label (choice));
}

static void
on_nobody (GuichetAssigneePopover *self)
{
  assign (self, NULL, NULL);
}

/* Return in the search takes the first that is found. */
static void
on_search_activate (GuichetAssigneePopover *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (first != NULL)
    on_row_activated (self, first);
}

static void
on_search_changed (GuichetAssigneePopover *self)
{
  gtk_string_filter_set_search (GTK_STRING_FILTER (self->filter), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_show (GuichetAssigneePopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  on_search_changed (self);
  gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  DeskChoice *choice = item;
  const char *name = desk_choice_get_label (choice);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *avatar = adw_avatar_new (20, name, TRUE);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (avatar, "calm");
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), label);
  if (desk_choice_get_is_me (choice))
    {
      GtkWidget *you = gtk_label_new (_("You"));

      gtk_widget_add_css_class (avatar, "staff");
      gtk_widget_add_css_class (you, "caption");
      gtk_widget_add_css_class (you, "secondary");
      gtk_box_append (GTK_BOX (box), you);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), CHOICE_KEY, g_object_ref (choice), g_object_unref);

  return row;
}

static void
guichet_assignee_popover_dispose (GObject *object)
{
  GuichetAssigneePopover *self = GUICHET_ASSIGNEE_POPOVER (object);

  g_clear_object (&self->ticket);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_assignee_popover_parent_class)->dispose (object);
}

static void
guichet_assignee_popover_class_init (GuichetAssigneePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_assignee_popover_dispose;

  /**
   * GuichetAssigneePopover::chosen:
   * @user_id: (nullable): somebody of staff, %NULL for nobody
   * @name: (nullable): their name
   *
   * Somebody was chosen, where the list has no ticket of its own to give them.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_STRING);
}

static GtkWidget *
create_list (GuichetAssigneePopover *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "people");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Staff"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);

  return window;
}

static void
guichet_assignee_popover_init (GuichetAssigneePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_object_set (self->entry, "placeholder-text", _("Find a person"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a person"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_search_activate), self);

  self->nobody = gtk_button_new_with_label (_("Nobody"));
  gtk_widget_add_css_class (self->nobody, "flat");
  g_signal_connect_swapped (self->nobody, "clicked", G_CALLBACK (on_nobody), self);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), create_list (self));
  gtk_box_append (GTK_BOX (box), self->nobody);
  gtk_widget_set_size_request (box, 220, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
}

/**
 * guichet_assignee_popover_new:
 * @session: who asks
 *
 * Returns: the list, still without a ticket
 */
GtkWidget *
guichet_assignee_popover_new (DeskSession *session)
{
  GuichetAssigneePopover *self;
  g_autoptr (GListModel) found = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_ASSIGNEE_POPOVER, NULL);
  self->session = g_object_ref (session);
  self->filter = GTK_FILTER (gtk_string_filter_new (gtk_property_expression_new (DESK_TYPE_CHOICE, NULL, "label")));
  found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (desk_session_get_staff (session)), g_object_ref (self->filter)));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), found, create_row, NULL, NULL);

  return GTK_WIDGET (self);
}

/**
 * guichet_assignee_popover_set_ticket:
 * @self: a list
 * @ticket: (nullable): what is assigned
 *
 * Changes the ticket.
 */
void
guichet_assignee_popover_set_ticket (GuichetAssigneePopover *self,
                                     DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_ASSIGNEE_POPOVER (self));

  g_set_object (&self->ticket, ticket);
  gtk_widget_set_visible (self->nobody, ticket != NULL && desk_ticket_get_assignee_id (ticket) != NULL);
}
