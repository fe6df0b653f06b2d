/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "guichet-columns-chart.h"
#include "guichet-people-pane.h"
#include "guichet-place.h"
#include "guichet-report-page.h"
#include "guichet-reports-place.h"
#include "guichet-support-place.h"
#include "guichet-timeline-view.h"
#include "stopwatch.h"
#include "ui-fixture.h"

/* What stands beside the queue. */

/** pages_show_place: goes to a page beside the queue; its first rows are looked for in the widget of @type, or in all of it. */
void
pages_show_place (Pages *self,
                  const char *name,
                  GType type)
{
  gtk_widget_activate_action (self->window, "win.show-place", "s", name);
  self->page = type != G_TYPE_NONE ? pages_find (self, type) : NULL;
  for (GtkWidget *child = gtk_root_get_focus (GTK_ROOT (self->window)); self->page == NULL && child != NULL; child = gtk_widget_get_parent (child))
    if (GUICHET_IS_PLACE (child))
      self->page = child;
  g_assert_nonnull (self->page);
}

static void
go_support (Pages *self)
{
  pages_show_place (self, "support", GUICHET_TYPE_SUPPORT_PLACE);
}

/* It asks for nothing before somebody does. */
static gboolean
support_shows (gpointer data)
{
  Pages *self = data;

  return pages_say_something (self->page);
}

static void
go_people (Pages *self)
{
  self->page = pages_find (self, GUICHET_TYPE_PEOPLE_PANE);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (self->page, GTK_TYPE_SEARCH_ENTRY)), "bench-");
}

/* The heading says how many match; before, it says that these are others, or that it looks. */
static gboolean
people_show (gpointer data)
{
  Pages *self = data;
  GtkWidget *stack = ui_find_type (self->page, GTK_TYPE_STACK);
  GtkWidget *heading = gtk_widget_get_prev_sibling (stack);

  return g_str_has_prefix (gtk_label_get_label (GTK_LABEL (heading)), "The first ") && pages_count_rows (stack, TRUE) > 0;
}

static void
go_person (Pages *self)
{
  GtkWidget *place = pages_find (self, GUICHET_TYPE_SUPPORT_PLACE);
  g_autofree char *person = large_desk_ask (self->desk, "select created_by from public.tickets where created_by is not null group by 1"
                                                        " order by count(*) desc limit 1");

  stopwatch_start ();
  guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (place), person);
  self->page = pages_find (self, GUICHET_TYPE_TIMELINE_VIEW);
}

static void
go_reports (Pages *self)
{
  pages_show_place (self, "reports", GUICHET_TYPE_REPORTS_PLACE);
}

static gboolean
charts_show (gpointer data)
{
  Pages *self = data;
  GtkWidget *chart = ui_find_type (self->page, GUICHET_TYPE_COLUMNS_CHART);
  graphene_rect_t bar;

  return chart != NULL && gtk_widget_get_mapped (chart) && guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (chart), 29, &bar);
}

static void
go_tables (Pages *self)
{
  g_assert_true (guichet_reports_place_show_tables (GUICHET_REPORTS_PLACE (self->page), TRUE));
}

static void
go_mail_log (Pages *self)
{
  pages_show_place (self, "email-log", G_TYPE_NONE);
}

static void
go_audit_log (Pages *self)
{
  pages_show_place (self, "audit", G_TYPE_NONE);
}

static const Page pages[] = {
  { "Support console", go_support, support_shows },
  { "… people found", go_people, people_show },
  { "… a person's timeline", go_person, pages_have_rows },
  { "Reports", go_reports, charts_show },
  { "… as tables", go_tables, pages_have_first_rows },
  { "E-mail log", go_mail_log, pages_have_first_rows },
  { "Audit log", go_audit_log, pages_have_first_rows },
};

const PageRoom pages_places = { "places", pages, G_N_ELEMENTS (pages) };
