/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-page.h"

#include <glib/gi18n.h>

#include "guichet-count-check.h"

/**
 * GuichetFilterPage:
 *
 * The values of one criterion, each with a check; many of them can be searched. Days also have two entries for a first and a last one.
 */
struct _GuichetFilterPage
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *nothing;
  GtkWidget *range;
  GtkWidget *days[2];           /* the first and the last */

  DeskSession *session;
  DeskListFilter *filter;       /* the popover's, which outlives the page */
  GuichetCriterion criterion;
};

G_DEFINE_FINAL_TYPE (GuichetFilterPage, guichet_filter_page, ADW_TYPE_BIN)

/* So many can be read at a glance. */
#define MANY 8
#define WIDTH 280
#define HEIGHT 320

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say_changed (GuichetFilterPage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_range (GuichetFilterPage *self)
{
  if (self->range != NULL)
    gtk_widget_set_sensitive (gtk_widget_get_parent (self->days[0]), gtk_check_button_get_active (GTK_CHECK_BUTTON (self->range)));
}

static void
on_toggled (GuichetFilterPage *self,
            GtkCheckButton *check)
{
  const char *id = g_object_get_data (G_OBJECT (check), "guichet-value");
  gboolean on = gtk_check_button_get_active (check);

  show_range (self);
  /* Of several that exclude each other, the one that is chosen speaks. */
  if (!on && g_object_get_data (G_OBJECT (check), "guichet-radio") != NULL)
    return;

  guichet_filter_values_set (self->filter, self->criterion, id, on);
  say_changed (self);
}

static void
on_search_changed (GuichetFilterPage *self)
{
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gboolean any = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *words = NULL;
      gboolean found;

      if (!GTK_IS_CHECK_BUTTON (child))
        continue;
      words = g_utf8_casefold (g_object_get_data (G_OBJECT (child), "guichet-words"), -1);
      found = strstr (words, needle) != NULL;
      gtk_widget_set_visible (child, found);
      any = any || found;
    }
  gtk_widget_set_visible (self->nothing, !any);
}

static gboolean
is_day (const char *text)
{
  g_autofree char *moment = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = strlen (text) == 10 ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;

  return time != NULL;
}

/* A day that cannot be one is marked and not asked for. */
static void
on_day_changed (GuichetFilterPage *self)
{
  DeskDays *days = self->criterion == GUICHET_CRITERION_CREATED ? &self->filter->created : &self->filter->activity;
  const char *found[2] = { NULL, NULL };

  for (guint i = 0; i < 2; i++)
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->days[i]));
      gboolean wrong = *text != '\0' && !is_day (text);

      if (wrong)
        gtk_widget_add_css_class (self->days[i], "error");
      else
        gtk_widget_remove_css_class (self->days[i], "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_STATE_INVALID,
                                   wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      if (*text != '\0' && !wrong)
        found[i] = text;
    }
  desk_days_set (days, 0, found[0], found[1]);
  say_changed (self);
}

static void
add_days (GuichetFilterPage *self)
{
  const DeskDays *days = self->criterion == GUICHET_CRITERION_CREATED ? &self->filter->created : &self->filter->activity;
  const char *const labels[] = { _("First day"), _("Last day") };
  const char *const values[] = { days->from, days->to };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_start (grid, 28);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", labels[i], "xalign", 0.0f, NULL);

      self->days[i] = gtk_entry_new ();
      /* Translators: how a day is typed: year, month, day */
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->days[i]), _("YYYY-MM-DD"));
      gtk_editable_set_width_chars (GTK_EDITABLE (self->days[i]), 11);
      gtk_widget_set_hexpand (self->days[i], TRUE);
      gtk_editable_set_text (GTK_EDITABLE (self->days[i]), values[i] != NULL && days->last_days == 0 ? values[i] : "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, labels[i], -1);
      g_signal_connect_swapped (self->days[i], "changed", G_CALLBACK (on_day_changed), self);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->days[i], 1, i, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->box), grid);
  show_range (self);
}

static void
add_values (GuichetFilterPage *self,
            GPtrArray *values)
{
  GtkCheckButton *group = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      const GuichetFilterValue *value = values->pdata[i];
      GtkWidget *check = guichet_count_check_new (value->words, value->n_tickets);

      if (value->radio)
        {
          gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
          g_object_set_data (G_OBJECT (check), "guichet-radio", check);
          group = GTK_CHECK_BUTTON (check);
        }
      else if (i > 0 && ((GuichetFilterValue *) values->pdata[i - 1])->radio)
        gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      if (g_str_equal (value->id, GUICHET_FILTER_RANGE))
        self->range = check;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), value->on);
      g_object_set_data_full (G_OBJECT (check), "guichet-value", g_strdup (value->id), g_free);
      g_object_set_data_full (G_OBJECT (check), "guichet-words", g_strdup (value->words), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (self->box), check);
    }
}

static void
guichet_filter_page_dispose (GObject *object)
{
  g_clear_object (&GUICHET_FILTER_PAGE (object)->session);

  G_OBJECT_CLASS (guichet_filter_page_parent_class)->dispose (object);
}

static void
guichet_filter_page_class_init (GuichetFilterPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_filter_page_dispose;

  /**
   * GuichetFilterPage::changed:
   *
   * The person asks for something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_filter_page_init (GuichetFilterPage *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = gtk_search_entry_new ();
  gtk_widget_set_visible (self->search, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (on_search_changed), self);
  self->nothing = g_object_new (GTK_TYPE_LABEL, "label", _("Nothing to choose from"), "visible", FALSE, "margin-top", 6, "margin-bottom", 6,
                                NULL);
  gtk_widget_add_css_class (self->nothing, "secondary");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  gtk_widget_set_size_request (outer, WIDTH, -1);
  gtk_box_append (GTK_BOX (outer), self->search);
  gtk_box_append (GTK_BOX (outer), self->nothing);
  gtk_box_append (GTK_BOX (outer), scroller);
  adw_bin_set_child (ADW_BIN (self), outer);
}

/**
 * guichet_filter_page_new:
 * @session: who looks
 * @filter: what is asked for; the page changes it, and it must outlive the page
 * @criterion: what can be filtered by
 *
 * Returns: a page with the values of a criterion
 */
GtkWidget *
guichet_filter_page_new (DeskSession *session,
                         DeskListFilter *filter,
                         GuichetCriterion criterion)
{
  GuichetFilterPage *self;
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  self = g_object_new (GUICHET_TYPE_FILTER_PAGE, NULL);
  self->session = g_object_ref (session);
  self->filter = filter;
  self->criterion = criterion;
  values = guichet_filter_values_new (session, filter, criterion);
  add_values (self, values);
  if (self->range != NULL)
    add_days (self);
  gtk_widget_set_visible (self->search, values->len > MANY && self->range == NULL);
  gtk_widget_set_visible (self->nothing, values->len == 0);

  return GTK_WIDGET (self);
}
