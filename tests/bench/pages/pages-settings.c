/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-place.h"
#include "guichet-settings-section.h"
#include "ui-fixture.h"

/* What an administrator sets. */

static void
go_settings (Pages *self)
{
  pages_show_place (self, "settings", G_TYPE_NONE);
  self->page = ui_find_type (self->page, GUICHET_TYPE_SETTINGS_SECTION);
}

/** pages_find_sidebar: the list of choices in a widget. */
GtkWidget *
pages_find_sidebar (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LIST_BOX (widget) && gtk_widget_has_css_class (widget, "navigation-sidebar"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = pages_find_sidebar (child);

  return found;
}

/* By its name, whatever stands before it. */
static void
open_section (Pages *self,
              const char *name)
{
  GtkWidget *list = pages_find_sidebar (gtk_widget_get_ancestor (self->page, GUICHET_TYPE_PLACE));
  GtkWidget *stack = gtk_widget_get_ancestor (self->page, GTK_TYPE_STACK);
  GtkWidget *label = ui_find_label (list, name);

  g_assert_nonnull (label);
  gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW)));
  g_assert_true (self->page != gtk_stack_get_visible_child (GTK_STACK (stack)));
  self->page = gtk_stack_get_visible_child (GTK_STACK (stack));
}

/* A form: what can be set has its words. */
static gboolean
form_shows (gpointer data)
{
  Pages *self = data;
  GtkWidget *field = ui_find_type (self->page, GTK_TYPE_TEXT);

  return pages_have_rows (data) || (field != NULL && gtk_widget_get_mapped (field));
}

static void
go_priorities (Pages *self)
{
  open_section (self, "Priorities and targets");
}

static void
go_calendars (Pages *self)
{
  open_section (self, "Calendars");
}

static void
go_templates (Pages *self)
{
  open_section (self, "E-mail templates");
}

static void
go_canned (Pages *self)
{
  open_section (self, "Canned replies");
}

static void
go_members (Pages *self)
{
  open_section (self, "Members and roles");
}

static void
go_desk (Pages *self)
{
  open_section (self, "Desk");
}

static const Page pages[] = {
  { "Settings: categories", go_settings, pages_have_rows },
  { "… priorities and targets", go_priorities, form_shows },
  { "… calendars", go_calendars, pages_have_rows },
  { "… templates", go_templates, pages_have_rows },
  { "… canned replies", go_canned, form_shows },
  { "… members and roles", go_members, pages_have_rows },
  { "… desk", go_desk, form_shows },
};

const PageRoom pages_settings = { "settings", pages, G_N_ELEMENTS (pages) };
