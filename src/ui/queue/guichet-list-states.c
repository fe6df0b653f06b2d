/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

/* A skeleton comes only when the answer is slow: never a flash. */
#define PATIENCE 200

static void
show_state (GuichetListPane *self,
            const char *icon,
            const char *title,
            const char *description,
            const char *button)
{
  AdwStatusPage *state = ADW_STATUS_PAGE (self->state);
  /* A status page reads its words as markup, and some of them were typed by somebody. */
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (state, icon);
  adw_status_page_set_title (state, title);
  adw_status_page_set_description (state, escaped);
  gtk_widget_set_visible (self->state_button, button != NULL);
  gtk_button_set_label (GTK_BUTTON (self->state_button), button != NULL ? button : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "state");
}

static gboolean
is_filtered (GuichetListPane *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
         (self->saved == NULL ? desk_list_filter_count (self->filter) > 0 : guichet_list_pane_is_changed (self));
}

static void
show_no_result (GuichetListPane *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  int n_filters = desk_list_filter_count (self->filter);
  g_autofree char *description = NULL;

  if (*words != '\0' && n_filters > 0)
    description = g_strdup_printf (ngettext ("“%s”, with %d filter", "“%s”, with %d filters", n_filters), words, n_filters);
  else if (*words != '\0')
    description = g_strdup_printf (_("“%s”"), words);
  else
    description = g_strdup_printf (ngettext ("With %d filter", "With %d filters", n_filters), n_filters);

  show_state (self, "system-search-symbolic", self->staff ? _("No ticket matches") : _("No request matches"), description,
              self->saved != NULL && guichet_list_pane_is_changed (self) ? _("Undo Changes") : _("Clear Filters"));
}

static void
show_empty_for_staff (GuichetListPane *self)
{
  guint unassigned = desk_view_counts_get (self->counts, DESK_VIEW_UNASSIGNED);
  g_autofree char *description = NULL;

  switch (self->kind)
    {
    case DESK_VIEW_INBOX:
    case DESK_VIEW_MINE:
      if (unassigned > 0)
        description = g_strdup_printf (ngettext ("%u request is not assigned to anybody.",
                                                 "%u requests are not assigned to anybody.", unassigned), unassigned);
      show_state (self, "guichet-met-symbolic", _("Nothing is waiting for you"), description,
                  unassigned > 0 ? _("Show Unassigned") : NULL);
      break;

    case DESK_VIEW_UNASSIGNED:
      show_state (self, "guichet-met-symbolic", _("Every ticket has somebody"), NULL, NULL);
      break;

    case DESK_VIEW_DUE_SOON:
      show_state (self, "guichet-met-symbolic", _("Nothing is due soon"), NULL, NULL);
      break;

    case DESK_VIEW_OVERDUE:
      show_state (self, "guichet-met-symbolic", _("Nothing is late"), NULL, NULL);
      break;

    case DESK_VIEW_WAITING:
      show_state (self, "guichet-met-symbolic", _("No client has to answer"), NULL, NULL);
      break;

    case DESK_VIEW_ALL:
    default:
      show_state (self, "guichet-inbox-symbolic", _("No ticket yet"), _("What clients file appears here at once."), NULL);
      break;
    }
}

static void
show_empty (GuichetListPane *self)
{
  if (self->saved != NULL)
    show_state (self, "guichet-met-symbolic", _("No ticket is in this view"), NULL, NULL);
  else if (self->staff)
    show_empty_for_staff (self);
  else
    show_state (self, "guichet-inbox-symbolic", _("No request yet"), _("What you file can be followed here."),
                _("New Request"));
}

static void
show_unreachable (GuichetListPane *self)
{
  g_autofree char *server = NULL;
  g_autofree char *description = NULL;

  g_object_get (self->session, "server", &server, NULL);
  /* Translators: %s is the address of a server */
  description = g_strdup_printf (_("%s cannot be reached."), server != NULL ? server : "");
  show_state (self, "network-error-symbolic", self->staff ? _("The tickets could not be loaded") : _("Your requests could not be loaded"),
              description, _("Retry"));
}

static gboolean
on_impatient (gpointer user_data)
{
  GuichetListPane *self = user_data;

  self->loading_id = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");

  return G_SOURCE_REMOVE;
}

/* Shows the rows, or says why there are none. */
void
guichet_list_pane_update_state (GuichetListPane *self)
{
  gboolean loading, first_load;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->tickets)) > 0)
    {
      g_clear_handle_id (&self->loading_id, g_source_remove);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
      return;
    }

  g_object_get (self->tickets, "loading", &loading, NULL);
  g_object_get (self->session, "first-load", &first_load, NULL);
  if (first_load && desk_session_get_connection (self->session) == DESK_CONNECTION_OFFLINE)
    {
      g_clear_handle_id (&self->loading_id, g_source_remove);
      show_unreachable (self);
      return;
    }
  if (loading || first_load)
    {
      if (self->loading_id == 0 && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "loading") != 0)
        self->loading_id = g_timeout_add (PATIENCE, on_impatient, self);
      return;
    }

  g_clear_handle_id (&self->loading_id, g_source_remove);
  if (is_filtered (self))
    show_no_result (self);
  else
    show_empty (self);
}

/* The one button of the state that is shown. */
void
guichet_list_pane_press_state (GuichetListPane *self)
{
  gboolean first_load;

  g_object_get (self->session, "first-load", &first_load, NULL);
  if (first_load)
    desk_session_wake (self->session);
  else if (is_filtered (self))
    {
      guichet_list_pane_clear_filters (self);
      guichet_list_pane_stop_search (self);
    }
  else if (self->staff)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "i", DESK_VIEW_UNASSIGNED);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-request", NULL);
}
