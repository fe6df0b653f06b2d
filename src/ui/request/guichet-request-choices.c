/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-request-window-private.h"

#include <glib/gi18n.h>

#include "guichet-by-steps.h"
#include "guichet-choice-factory.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-words.h"

/* From so many companies on one looks for a name instead of reading all of them. */
#define MANY 8

/* The rows of a new request in which one chooses. A choice that may be left open has a first entry that says so. */

static char *
dup_label (GObject *item)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };
  const char *code = DESK_IS_CHOICE (item) ? desk_choice_get_code (DESK_CHOICE (item)) : NULL;

  /* A priority is said in the person's language, not as the database names it. */
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (code, codes[i]))
      return g_strdup (guichet_words_priority (i));
  if (DESK_IS_CHOICE (item))
    return g_strdup (desk_choice_get_label (DESK_CHOICE (item)));

  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

/* To a client the first response is an answer; staff has one word for it everywhere. */
static char *
dup_promise (GObject *item,
             gboolean staff)
{
  int minutes = desk_choice_get_response_minutes (DESK_CHOICE (item));
  g_autofree char *time = NULL;

  if (minutes <= 0)
    return NULL;
  if (desk_choice_get_in_working_time (DESK_CHOICE (item)))
    {
      time = guichet_format_working_minutes (minutes);
      if (staff)
        /* Translators: %s is a length of time, as in 4 hours; it counts only while the help desk is open */
        return g_strdup_printf (_("First response within %s, in business hours"), time);

      /* Translators: %s is a length of time, as in 4 hours; it counts only while the help desk is open */
      return g_strdup_printf (_("First answer within %s, in business hours"), time);
    }
  time = guichet_format_minutes (minutes);
  if (staff)
    /* Translators: %s is a length of time, as in 4 hours */
    return g_strdup_printf (_("First response within %s"), time);

  /* Translators: %s is a length of time, as in 4 hours */
  return g_strdup_printf (_("First answer within %s"), time);
}

/* What a priority means to somebody who has to choose one. */
static char *
dup_meaning_for (GObject *item,
                 gboolean staff)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };
  static const char *const meanings[] = { N_("It can wait."), N_("It makes work harder."), N_("A part of our work stands still."),
                                          N_("Nobody can work.") };
  const char *code = desk_choice_get_code (DESK_CHOICE (item));
  g_autofree char *promise = dup_promise (item, staff);

  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (code, codes[i]))
      return promise != NULL ? g_strdup_printf ("%s %s", _(meanings[i]), promise) : g_strdup (_(meanings[i]));

  return g_steal_pointer (&promise);
}

static char *
dup_meaning_for_client (GObject *item)
{
  return dup_meaning_for (item, FALSE);
}

static char *
dup_meaning_for_staff (GObject *item)
{
  return dup_meaning_for (item, TRUE);
}

/* One entry that stands for nothing, then the choices. */
static GListModel *
with_nothing_first (const char *words,
                    GListModel *choices)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) nothing = gtk_string_list_new ((const char *[]) { words, NULL });

  g_list_store_append (models, nothing);
  g_list_store_append (models, choices);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
}

static void
set_up_row (GtkWidget *row,
            GListModel *model,
            GtkListItemFactory *factory)
{
  g_autoptr (GtkExpression) expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (dup_label),
                                                                      NULL, NULL);

  g_object_set (row, "expression", expression, "list-factory", factory, "model", model, NULL);
}

static void
set_up_combo_row (GtkWidget *row,
                  GListModel *model,
                  GuichetChoiceWords meaning)
{
  g_autoptr (GtkListItemFactory) factory = guichet_choice_factory_new (row, dup_label, meaning);

  set_up_row (row, model, factory);
}

/* A list makes its entries before it is opened, of a large desk two hundred: the window is painted before that. */
static gboolean
make_companies (gpointer user_data)
{
  GuichetRequestWindow *self = user_data;
  g_autoptr (GtkListItemFactory) factory = guichet_choice_factory_new (self->company, dup_label, NULL);

  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->company), factory);

  return FALSE;
}

static DeskChoice *
get_choice (GtkWidget *row)
{
  GObject *item = GTK_IS_DROP_DOWN (row) ? gtk_drop_down_get_selected_item (GTK_DROP_DOWN (row))
                                         : adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

  return DESK_IS_CHOICE (item) ? DESK_CHOICE (item) : NULL;
}

/* The position of a choice by its id; of the entry for nothing when there is none. */
static guint
find_choice (GtkWidget *row,
             const char *id)
{
  GListModel *model = GTK_IS_DROP_DOWN (row) ? gtk_drop_down_get_model (GTK_DROP_DOWN (row))
                                             : adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (DESK_IS_CHOICE (item) && g_strcmp0 (desk_choice_get_id (DESK_CHOICE (item)), id) == 0)
        return i;
    }

  return 0;
}

static guint
find_normal_priority (GtkWidget *row)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (model, i);

      if (g_strcmp0 (desk_choice_get_code (choice), "normal") == 0)
        return i;
    }

  return 0;
}

/**
 * guichet_request_window_get_company:
 *
 * Returns: (nullable): the id of the company that the request is for; the only one when there is one
 */
const char *
guichet_request_window_get_company (GuichetRequestWindow *self)
{
  GListModel *companies = desk_session_get_companies (self->session);
  DeskChoice *choice = get_choice (self->company);
  g_autoptr (DeskChoice) only = NULL;

  if (self->followed != NULL)
    return desk_ticket_get_client_id (self->followed);
  if (choice != NULL)
    return desk_choice_get_id (choice);
  if (g_list_model_get_n_items (companies) != 1)
    return NULL;

  only = g_list_model_get_item (companies, 0);

  return desk_choice_get_id (only);
}

static gboolean
is_of_company (gpointer item,
               gpointer user_data)
{
  GuichetRequestWindow *self = user_data;

  return g_strcmp0 (desk_choice_get_parent_id (DESK_CHOICE (item)), guichet_request_window_get_company (self)) == 0;
}

/* What follows up a ticket is for the company of that ticket. */
static void
show_followed (GuichetRequestWindow *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, desk_ticket_get_number (self->followed));
  /* Translators: %s is the number of a ticket */
  g_autofree char *words = g_strdup_printf (_("Follows up #%s"), number);
  const char *company = desk_ticket_get_client_name (self->followed);
  g_autofree char *subtitle = company != NULL ? g_strdup_printf ("%s · %s", words, company) : g_strdup (words);

  gtk_widget_set_visible (self->company_row, FALSE);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
}

/* With one company there is nothing to choose: it stands below the title. */
static void
show_company (GuichetRequestWindow *self)
{
  GListModel *companies = desk_session_get_companies (self->session);
  guint n_companies = g_list_model_get_n_items (companies);
  g_autoptr (DeskChoice) only = n_companies == 1 ? g_list_model_get_item (companies, 0) : NULL;

  gtk_widget_set_visible (self->company_row, n_companies > 1);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->company), n_companies > MANY);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), only != NULL ? desk_choice_get_label (only) : "");
}

static void
show_projects (GuichetRequestWindow *self)
{
  GListModel *projects = adw_combo_row_get_model (ADW_COMBO_ROW (self->project));

  gtk_filter_changed (self->project_filter, GTK_FILTER_CHANGE_DIFFERENT);
  /* The entry for no project is always there. */
  gtk_widget_set_visible (self->project, g_list_model_get_n_items (projects) > 1);
}

static void
show_promise (GuichetRequestWindow *self)
{
  DeskChoice *choice = get_choice (self->priority);
  g_autofree char *words = choice != NULL ? dup_promise (G_OBJECT (choice), self->staff) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->priority), words != NULL ? words : "");
}

/* Chooses what the draft holds; the models fill while the window is open. */
void
guichet_request_window_show_choices (GuichetRequestWindow *self)
{
  int category, priority;
  g_autofree char *project = NULL;
  g_autofree char *company = NULL;
  g_autofree char *category_id = NULL;
  g_autofree char *priority_id = NULL;

  g_object_get (self->draft, "category-id", &category, "priority-id", &priority, "project-id", &project, "client-id",
                &company, NULL);
  category_id = g_strdup_printf ("%d", category);
  priority_id = g_strdup_printf ("%d", priority);

  self->filling = TRUE;
  if (self->followed != NULL)
    show_followed (self);
  else
    show_company (self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->company), find_choice (self->company, company));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->category), find_choice (self->category, category_id));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->priority), priority != 0 ? find_choice (self->priority, priority_id)
                                                                            : find_normal_priority (self->priority));
  show_projects (self);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->project), find_choice (self->project, project));
  show_promise (self);
  self->filling = FALSE;
}

void
guichet_request_window_company_chosen (GuichetRequestWindow *self)
{
  if (self->filling)
    return;

  g_object_set (self->draft, "client-id", guichet_request_window_get_company (self), NULL);
  gtk_widget_set_visible (self->company_error, FALSE);
  show_projects (self);
}

void
guichet_request_window_category_chosen (GuichetRequestWindow *self)
{
  DeskChoice *choice = get_choice (self->category);

  if (!self->filling)
    g_object_set (self->draft, "category-id", choice != NULL ? atoi (desk_choice_get_id (choice)) : 0, NULL);
}

void
guichet_request_window_priority_chosen (GuichetRequestWindow *self)
{
  DeskChoice *choice = get_choice (self->priority);

  if (self->filling)
    return;

  g_object_set (self->draft, "priority-id", choice != NULL ? atoi (desk_choice_get_id (choice)) : 0, NULL);
  show_promise (self);
}

void
guichet_request_window_project_chosen (GuichetRequestWindow *self)
{
  DeskChoice *choice = get_choice (self->project);

  if (!self->filling)
    g_object_set (self->draft, "project-id", choice != NULL ? desk_choice_get_id (choice) : NULL, NULL);
}

/* A row chooses its first entry by itself when there is one to choose: that is no choice of the person's. */
static void
on_choices_change (GuichetRequestWindow *self)
{
  self->filling = TRUE;
}

void
guichet_request_window_set_up_choices (GuichetRequestWindow *self)
{
  g_autoptr (GListModel) companies = with_nothing_first (_("Choose a company"),
                                                         desk_session_get_companies (self->session));
  g_autoptr (GListModel) categories = with_nothing_first (_("Not sure"),
                                                          desk_session_get_categories (self->session));
  g_autoptr (GListModel) projects = NULL;
  g_autoptr (GtkListItemFactory) nothing_yet = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *of_company;
  GListModel *models[] = { desk_session_get_companies (self->session), desk_session_get_categories (self->session),
                           desk_session_get_priorities (self->session), desk_session_get_projects (self->session) };

  /* Before the rows are told, and after. */
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    g_signal_connect_object (models[i], "items-changed", G_CALLBACK (on_choices_change), self, G_CONNECT_SWAPPED);
  self->filling = TRUE;
  self->project_filter = GTK_FILTER (gtk_custom_filter_new (is_of_company, self, NULL));
  set_up_row (self->company, companies, nothing_yet);
  guichet_by_steps_begin (&self->entries_id, make_companies, self);
  set_up_combo_row (self->category, categories, NULL);
  set_up_combo_row (self->priority, desk_session_get_priorities (self->session),
                    self->staff ? dup_meaning_for_staff : dup_meaning_for_client);
  of_company = gtk_filter_list_model_new (g_object_ref (desk_session_get_projects (self->session)),
                                          g_object_ref (self->project_filter));
  projects = with_nothing_first (_("None"), G_LIST_MODEL (of_company));
  set_up_combo_row (self->project, projects, NULL);
  g_object_unref (of_company);
  self->filling = FALSE;
  guichet_labels_drop_down (self->company, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->company_row)));

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    g_signal_connect_object (models[i], "items-changed", G_CALLBACK (guichet_request_window_show_choices), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
