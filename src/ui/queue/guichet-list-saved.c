/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-list-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-view-dialog.h"
#include "guichet-words.h"

/* What the list shows, and the views that people keep of it. */

#define LONGEST_NAME 60

/* The view that is shown; while several tickets are selected the title says how many. */
void
guichet_list_pane_update_title (GuichetListPane *self)
{
  const char *title = self->staff ? guichet_words_view (self->kind) : _("Requests");

  if (self->n_several > 0)
    return;
  if (self->saved != NULL)
    title = desk_saved_view_get_name (self->saved);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  /* Translators: said of a view of the list that was changed and not saved */
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), guichet_list_pane_is_changed (self) ? _("Changed") : "");
  gtk_widget_set_tooltip_text (self->title, title);
}

/* Whether the list shows something else than the view that it was opened for. */
gboolean
guichet_list_pane_is_changed (GuichetListPane *self)
{
  return self->saved != NULL && (!desk_list_filter_equal (self->filter, self->saved_filter) ||
                                 !desk_list_order_equal (&self->order, &self->saved_order));
}

/* Shows something else; the popover, the chips and the title follow. */
void
guichet_list_pane_show_filter (GuichetListPane *self,
                               const DeskListFilter *filter,
                               const DeskListOrder *order)
{
  DeskListFilter *copy = desk_list_filter_copy (filter);

  desk_list_filter_free (self->filter);
  self->filter = copy;
  self->order = *order;
  desk_ticket_list_set_filter (self->tickets, self->filter);
  desk_ticket_list_set_order (self->tickets, &self->order);
  guichet_filter_popover_set_shown (self->popover, self->filter, &self->order);
  guichet_list_pane_update_title (self);
  guichet_list_pane_update_chips (self);
  guichet_list_pane_update_state (self);
  guichet_list_pane_update_groups (self);
}

/* All of a part of the queue, without any filter. */
void
guichet_list_pane_show_all (GuichetListPane *self,
                            DeskViewKind kind)
{
  g_autoptr (DeskListFilter) filter = desk_list_filter_new ();

  filter->view = kind;
  guichet_list_pane_show_filter (self, filter, &self->order);
}

/* The view as it was kept, or else no filter at all. */
void
guichet_list_pane_clear_filters (GuichetListPane *self)
{
  if (self->saved != NULL)
    guichet_list_pane_show_filter (self, self->saved_filter, &self->saved_order);
  else
    guichet_list_pane_show_all (self, self->filter->view);
}

void
guichet_list_pane_popover_changed (GuichetListPane *self)
{
  guichet_list_pane_show_filter (self, guichet_filter_popover_get_filter (self->popover), guichet_filter_popover_get_order (self->popover));
}

static void
remember_saved (GuichetListPane *self)
{
  g_clear_pointer (&self->saved_filter, desk_list_filter_free);
  if (self->saved == NULL)
    return;
  self->saved_filter = desk_list_filter_copy (desk_saved_view_get_filter (self->saved));
  self->saved_order = *desk_saved_view_get_order (self->saved);
}

/* Somebody changed the view: whoever has not changed it here follows. */
static void
on_saved_changed (GuichetListPane *self)
{
  gboolean changed = guichet_list_pane_is_changed (self);

  remember_saved (self);
  if (changed)
    guichet_list_pane_show_filter (self, self->filter, &self->order);
  else
    guichet_list_pane_show_filter (self, self->saved_filter, &self->saved_order);
}

/* No view that somebody keeps any more. */
void
guichet_list_pane_leave_saved (GuichetListPane *self)
{
  if (self->saved != NULL)
    g_signal_handlers_disconnect_by_data (self->saved, self);
  g_clear_object (&self->saved);
  g_clear_pointer (&self->saved_filter, desk_list_filter_free);
}

/**
 * guichet_list_pane_set_view:
 * @self: a pane
 * @view: a view of the queue
 *
 * Shows another part of the queue; search and filter stay, but for those of a view that somebody keeps.
 */
void
guichet_list_pane_set_view (GuichetListPane *self,
                            DeskViewKind view)
{
  g_autoptr (DeskListFilter) filter = NULL;

  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  if (self->kind == view && self->saved == NULL)
    return;

  guichet_list_pane_select_none (self);
  self->kind = view;
  if (self->saved != NULL)
    {
      guichet_list_pane_leave_saved (self);
      self->order = (DeskListOrder) { 0 };
      guichet_list_pane_show_all (self, view);
      return;
    }
  filter = desk_list_filter_copy (self->filter);
  filter->view = view;
  guichet_list_pane_show_filter (self, filter, &self->order);
}

/**
 * guichet_list_pane_set_saved_view:
 * @self: a pane
 * @view: a view that somebody keeps
 *
 * Shows a view as it was kept. A search goes.
 */
void
guichet_list_pane_set_saved_view (GuichetListPane *self,
                                  DeskSavedView *view)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));
  g_return_if_fail (DESK_IS_SAVED_VIEW (view));

  if (self->saved == view)
    return;

  guichet_list_pane_select_none (self);
  guichet_list_pane_leave_saved (self);
  self->saved = g_object_ref (view);
  remember_saved (self);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_saved_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::name", G_CALLBACK (guichet_list_pane_update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::shared", G_CALLBACK (guichet_list_pane_update_chips), self, G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->search_revealer), FALSE);
  guichet_list_pane_show_filter (self, self->saved_filter, &self->saved_order);
}

/**
 * guichet_list_pane_set_filter:
 * @self: a pane
 * @filter: what to show; copied
 *
 * Shows something else than before, in the order that there is. A search goes, and so does a view that somebody keeps.
 */
void
guichet_list_pane_set_filter (GuichetListPane *self,
                              const DeskListFilter *filter)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));
  g_return_if_fail (filter != NULL);

  guichet_list_pane_select_none (self);
  guichet_list_pane_leave_saved (self);
  self->kind = filter->view;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->search_revealer), FALSE);
  guichet_list_pane_show_filter (self, filter, &self->order);
}

void
guichet_list_pane_save_changes (GuichetListPane *self)
{
  if (self->saved == NULL || !desk_session_may_change_view (self->session, self->saved))
    return;

  desk_session_change_view (self->session, desk_saved_view_get_id (self->saved), self->filter, &self->order);
  /* It is so here already: what comes back by the cache is the same. */
  g_clear_pointer (&self->saved_filter, desk_list_filter_free);
  self->saved_filter = desk_list_filter_copy (self->filter);
  self->saved_order = self->order;
  guichet_list_pane_show_filter (self, self->filter, &self->order);
  guichet_list_pane_focus (self);
}

/* What is searched for belongs to the view that is kept of it. */
static DeskListFilter *
dup_filter_to_save (GuichetListPane *self)
{
  DeskListFilter *filter = desk_list_filter_copy (self->filter);
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*search != '\0')
    {
      char *text = filter->text != NULL ? g_strconcat (filter->text, " ", search, NULL) : g_strdup (search);

      g_free (filter->text);
      filter->text = text;
    }

  return filter;
}

/* The values that are asked for make a name to begin with. */
static char *
dup_proposed_name (GuichetListPane *self,
                   const DeskListFilter *filter)
{
  g_autoptr (GPtrArray) values = guichet_filter_values_new_chips (self->session, filter, FALSE);
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < values->len && g_utf8_strlen (name->str, -1) < LONGEST_NAME; i++)
    g_string_append_printf (name, "%s%s", i > 0 ? ", " : "", ((GuichetFilterValue *) values->pdata[i])->words);
  if (name->len == 0)
    g_string_append (name, guichet_words_view (filter->view));

  return g_utf8_substring (name->str, 0, MIN (g_utf8_strlen (name->str, -1), LONGEST_NAME));
}

static void
on_named (GtkWidget *from,
          const char *name,
          gpointer nothing)
{
  GuichetListPane *self = GUICHET_LIST_PANE (from);
  g_autoptr (DeskListFilter) filter = dup_filter_to_save (self);
  g_autofree char *id = desk_session_add_view (self->session, name, filter, &self->order);

  g_signal_emit_by_name (self, "saved", id);
}

/**
 * guichet_list_pane_ask_to_save:
 * @self: a pane
 *
 * Asks under which name to keep what the list shows.
 */
void
guichet_list_pane_ask_to_save (GuichetListPane *self)
{
  g_autoptr (DeskListFilter) filter = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  if (!self->staff)
    return;
  filter = dup_filter_to_save (self);
  name = dup_proposed_name (self, filter);
  guichet_view_dialog_new (GTK_WIDGET (self), _("Save as View"), _("_Save"), name, on_named, NULL, NULL);
}

/**
 * guichet_list_pane_open_filters:
 * @self: a pane
 *
 * Opens the popover in which the list is filtered and sorted.
 */
void
guichet_list_pane_open_filters (GuichetListPane *self)
{
  g_return_if_fail (GUICHET_IS_LIST_PANE (self));

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->filter_button));
}
