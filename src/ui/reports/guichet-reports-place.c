/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-reports-place.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "desk-error.h"
#include "guichet-abreast.h"
#include "guichet-labels.h"
#include "guichet-page-states.h"
#include "guichet-report-words.h"
#include "guichet-toast.h"
#include "guichet-width-bin.h"

/**
 * GuichetReportsPlace:
 *
 * How the desk fares: a report of a period, as charts or as tables.
 */
struct _GuichetReportsPlace
{
  GuichetPlace parent_instance;

  DeskReports *reports;
  GListModel *companies;        /* of DeskChoice, after a first row for all */
  GtkWidget *room;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *choices;           /* period and company */
  GtkWidget *strip;             /* where they stand when the header has no room for them */
  GtkWidget *period;
  GtkWidget *company;
  GtkWidget *charts;
  GtkWidget *tables;
  GtkWidget *export;
  GtkWidget *export_content;
  GtkWidget *states;
  GtkWidget *page;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (GuichetReportsPlace, guichet_reports_place, GUICHET_TYPE_PLACE)

/* The room that the place has, without the views: below the first everything stands in one column, below the second the choices stand under the header,
 * since longer languages leave no room for the title between them and the buttons; below the third charts stand one by one, below the fourth the button
 * for the export has no words. */
static const int widths[] = { 600, 760, 820, 900 };

static const DeskPeriod periods[] = { DESK_PERIOD_7_DAYS, DESK_PERIOD_30_DAYS, DESK_PERIOD_90_DAYS, DESK_PERIOD_THIS_MONTH, DESK_PERIOD_LAST_MONTH,
                                      DESK_PERIOD_12_MONTHS };

/* Showing -------------------------------------------------------------------------------------------------------------------------------- */

static void
show_report (GuichetReportsPlace *self,
             DeskReport *report)
{
  const DeskReportTotals *now = desk_report_get_totals (report);
  const DeskReportTotals *before = desk_report_get_totals_before (report);
  g_autofree char *days = guichet_report_dup_days (report);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), days);
  guichet_report_page_show (GUICHET_REPORT_PAGE (self->page), report);
  if (now->filed + now->resolved + before->filed + before->resolved == 0)
    guichet_page_states_show_empty (GUICHET_PAGE_STATES (self->states), "guichet-reports-symbolic", _("No ticket in this period"),
                                    _("Choose a longer period, or another company."), NULL);
  else
    guichet_page_states_show_content (GUICHET_PAGE_STATES (self->states));
}

static void
on_changed (GuichetReportsPlace *self)
{
  DeskReport *report = desk_reports_get_report (self->reports);
  const GError *trouble = desk_reports_get_trouble (self->reports);
  gboolean loading = desk_reports_get_loading (self->reports);

  if (loading)
    guichet_page_states_show_loading (GUICHET_PAGE_STATES (self->states));
  else if (trouble != NULL)
    guichet_page_states_show_trouble (GUICHET_PAGE_STATES (self->states), trouble, report != NULL ? desk_report_get_at (report) : 0);
  else if (report != NULL)
    show_report (self, report);
  gtk_widget_set_sensitive (self->export, !loading && trouble == NULL && guichet_page_states_has_content (GUICHET_PAGE_STATES (self->states)));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->states), GTK_ACCESSIBLE_STATE_BUSY, loading, -1);
}

static void
load (GuichetReportsPlace *self)
{
  desk_reports_load (self->reports);
}

static void
on_connection (GuichetReportsPlace *self)
{
  DeskSession *session = guichet_place_get_session (GUICHET_PLACE (self));

  if (desk_session_get_connection (session) == DESK_CONNECTION_ONLINE && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      g_error_matches (desk_reports_get_trouble (self->reports), DESK_ERROR, DESK_ERROR_OFFLINE))
    load (self);
}

static const char *
get_company_name (GuichetReportsPlace *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->company));
  g_autoptr (GtkStringObject) item = g_list_model_get_item (gtk_drop_down_get_model (GTK_DROP_DOWN (self->company)), selected);

  return item != NULL ? gtk_string_object_get_string (item) : "";
}

static void
on_chosen (GuichetReportsPlace *self)
{
  guint period = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->period));
  guint company = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->company));
  g_autoptr (DeskChoice) choice = company > 0 && company != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (self->companies, company - 1) : NULL;

  desk_reports_choose (self->reports, periods[MIN (period, G_N_ELEMENTS (periods) - 1)], choice != NULL ? desk_choice_get_id (choice) : NULL);
}

/* Companies come and go with the cache; the one that is chosen stays chosen. */
static void
fill_companies (GuichetReportsPlace *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]) { _("All companies"), NULL });
  const char *wanted = desk_reports_get_company (self->reports);
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->companies); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (self->companies, i);

      gtk_string_list_append (names, desk_choice_get_label (choice));
      if (g_strcmp0 (desk_choice_get_id (choice), wanted) == 0)
        selected = i + 1;
    }
  g_signal_handlers_block_by_func (self->company, on_chosen, self);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->company), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->company), selected);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->company), g_list_model_get_n_items (self->companies) > 10);
  g_signal_handlers_unblock_by_func (self->company, on_chosen, self);
}

/* Charts or tables ------------------------------------------------------------------------------------------------------------------------ */

/**
 * guichet_reports_place_show_tables:
 * @self: the reports
 * @tables: whether as tables
 *
 * Returns: whether they are now
 */
gboolean
guichet_reports_place_show_tables (GuichetReportsPlace *self,
                                   gboolean tables)
{
  g_return_val_if_fail (GUICHET_IS_REPORTS_PLACE (self), FALSE);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tables ? self->tables : self->charts), TRUE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->tables));
}

static void
on_toggled (GuichetReportsPlace *self)
{
  guichet_report_page_show_tables (GUICHET_REPORT_PAGE (self->page), gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->tables)));
}

/* Export ------------------------------------------------------------------------------------------------------------------------------------ */

static void
on_written (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetReportsPlace) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    guichet_toast_show_error (GTK_WIDGET (self), error);
  else
    {
      g_autofree char *name = g_file_get_basename (G_FILE (source));
      g_autofree char *shown = g_filename_display_name (name);
      /* Translators: %s is the name of a file */
      g_autofree char *sentence = g_strdup_printf (_("Saved as %s"), shown);

      guichet_toast_show (GTK_WIDGET (self), sentence);
    }
}

/**
 * guichet_reports_place_export_to:
 * @self: the reports, with one on the screen
 * @file: what to write; it is there whole, or as it was
 */
void
guichet_reports_place_export_to (GuichetReportsPlace *self,
                                 GFile *file)
{
  char *csv;
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (GUICHET_IS_REPORTS_PLACE (self) && G_IS_FILE (file));

  csv = guichet_report_page_dup_csv (GUICHET_REPORT_PAGE (self->page), get_company_name (self));
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, g_object_ref (self));
}

static void
on_chooser_response (GuichetReportsPlace *self,
                     int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      guichet_reports_place_export_to (self, file);
    }
  gtk_widget_grab_focus (self->export);
}

static void
on_export (GuichetReportsPlace *self)
{
  const GDate *last = desk_report_get_last_day (desk_reports_get_report (self->reports));
  /* Translators: the name of a file, without its ending: a year, a month, a day */
  g_autofree char *name = g_strdup_printf (_("Report %1$04d-%2$02d-%3$02d"), g_date_get_year (last), g_date_get_month (last), g_date_get_day (last));
  g_autofree char *file_name = g_strconcat (name, ".csv", NULL);

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Export CSV"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file_name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_chooser_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Room ---------------------------------------------------------------------------------------------------------------------------------------- */

static void
move_choices (GuichetReportsPlace *self,
              gboolean below)
{
  gboolean are_below = gtk_widget_get_parent (self->choices) == self->strip;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (below == are_below)
    return;

  if (focus != NULL && !gtk_widget_is_ancestor (focus, self->choices))
    focus = NULL;
  g_object_ref (self->choices);
  if (below)
    {
      adw_header_bar_remove (ADW_HEADER_BAR (self->header), self->choices);
      gtk_box_append (GTK_BOX (self->strip), self->choices);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->strip), self->choices);
      adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->choices);
    }
  g_object_unref (self->choices);
  gtk_widget_set_hexpand (self->company, below);
  gtk_widget_set_visible (self->strip, below);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);      /* what moves loses it */
}

static void
on_room (GuichetReportsPlace *self)
{
  guint level = guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->room));

  move_choices (self, level < 2);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->export_content), level == 4 ? _("Export CSV") : "");
  if (level == 4)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->export), GTK_ACCESSIBLE_PROPERTY_LABEL);     /* or it is said twice */
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->export), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Export CSV"), -1);
  guichet_report_page_set_room (GUICHET_REPORT_PAGE (self->page), MIN (level > 1 ? level - 1 : level, 2));
  if (level == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

/* The place ------------------------------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
create_drop_down (GtkStringList *strings,
                  const char *label)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (strings), expression);

  gtk_widget_set_tooltip_text (drop_down, label);
  guichet_labels_drop_down (drop_down, label);

  return drop_down;
}

static void
create_choices (GuichetReportsPlace *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  self->choices = guichet_abreast_new (6, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    gtk_string_list_append (names, guichet_report_period (periods[i]));
  self->period = create_drop_down (names, _("Period"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->period), 1);
  self->company = create_drop_down (NULL, _("Company"));
  guichet_abreast_append (GUICHET_ABREAST (self->choices), self->period);
  guichet_abreast_append (GUICHET_ABREAST (self->choices), self->company);
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (on_chosen), self);
  g_signal_connect_swapped (self->company, "notify::selected", G_CALLBACK (on_chosen), self);
}

static GtkWidget *
create_toggle (const char *icon,
               const char *label,
               GtkWidget *group,
               GtkWidget *box)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), icon);
  gtk_widget_set_tooltip_text (toggle, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggle), GTK_TOGGLE_BUTTON (group));
  gtk_box_append (GTK_BOX (box), toggle);

  return toggle;
}

static void
create_header (GuichetReportsPlace *self)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->header = adw_header_bar_new ();
  self->title = adw_window_title_new (_("Reports"), "");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), guichet_place_create_views_button (GUICHET_PLACE (self)));
  create_choices (self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (self->header), self->choices);
  self->export = gtk_button_new ();
  self->export_content = adw_button_content_new ();
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (self->export_content), "document-save-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (self->export_content), _("Export CSV"));
  gtk_button_set_child (GTK_BUTTON (self->export), self->export_content);
  gtk_widget_set_tooltip_text (self->export, _("Export CSV"));
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (on_export), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), self->export);
  gtk_widget_add_css_class (linked, "linked");
  self->charts = create_toggle ("guichet-reports-symbolic", _("Charts"), NULL, linked);
  self->tables = create_toggle ("view-list-symbolic", _("Tables"), self->charts, linked);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->charts), TRUE);
  g_signal_connect_swapped (self->tables, "toggled", G_CALLBACK (on_toggled), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->header), linked);
  g_object_bind_property (self, "views-hidden", self->header, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
}

static void
guichet_reports_place_constructed (GObject *object)
{
  GuichetReportsPlace *self = GUICHET_REPORTS_PLACE (object);
  DeskSession *session = guichet_place_get_session (GUICHET_PLACE (self));
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  G_OBJECT_CLASS (guichet_reports_place_parent_class)->constructed (object);

  self->reports = desk_reports_new (session);
  self->companies = g_object_ref (desk_session_get_companies (session));
  create_header (self);
  fill_companies (self);
  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->strip, "filter-strip");
  gtk_widget_set_visible (self->strip, FALSE);
  self->page = guichet_report_page_new ();
  self->states = guichet_page_states_new (self->page);
  gtk_widget_set_sensitive (self->export, FALSE);
  gtk_box_append (GTK_BOX (whole), self->header);
  gtk_box_append (GTK_BOX (whole), self->strip);
  gtk_box_append (GTK_BOX (whole), self->states);
  self->room = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
  adw_bin_set_child (ADW_BIN (self->room), whole);
  adw_bin_set_child (ADW_BIN (self), self->room);
  on_room (self);
  g_signal_connect_swapped (self->room, "notify::level", G_CALLBACK (on_room), self);
  g_signal_connect_swapped (self->states, "retry", G_CALLBACK (load), self);
  g_signal_connect_object (self->reports, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->companies, "items-changed", G_CALLBACK (fill_companies), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::connection", G_CALLBACK (on_connection), self, G_CONNECT_SWAPPED);
}

static void
guichet_reports_place_shown (GuichetPlace *place)
{
  load (GUICHET_REPORTS_PLACE (place));
}

static void
guichet_reports_place_focus (GuichetPlace *place)
{
  gtk_widget_grab_focus (GUICHET_REPORTS_PLACE (place)->period);
}

static void
guichet_reports_place_dispose (GObject *object)
{
  GuichetReportsPlace *self = GUICHET_REPORTS_PLACE (object);

  if (self->reports != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->period, self);
      g_signal_handlers_disconnect_by_data (self->company, self);
      g_signal_handlers_disconnect_by_data (self->reports, self);
      desk_reports_cancel (self->reports);
    }
  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->reports);
  g_clear_object (&self->companies);

  G_OBJECT_CLASS (guichet_reports_place_parent_class)->dispose (object);
}

static void
guichet_reports_place_class_init (GuichetReportsPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GuichetPlaceClass *place_class = GUICHET_PLACE_CLASS (klass);

  object_class->constructed = guichet_reports_place_constructed;
  object_class->dispose = guichet_reports_place_dispose;
  place_class->shown = guichet_reports_place_shown;
  place_class->focus = guichet_reports_place_focus;
}

static void
guichet_reports_place_init (GuichetReportsPlace *self)
{
}
