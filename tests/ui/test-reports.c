/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports: bars stand where their numbers belong, tables say the same, and the file as well. */

#include "config.h"

#include <math.h>

#include "desk-report-private.h"
#include "guichet-columns-chart.h"
#include "guichet-report-page.h"
#include "guichet-report-words.h"
#include "guichet-reports-place.h"
#include "guichet-rows-chart.h"
#include "guichet-table-view.h"
#include "guichet-targets-chart.h"
#include "ui-fixture.h"

/* June 2026 in UTC: two days with something on them; the others were quiet. */
#define ANSWER \
  "{'at':'2026-07-01T08:05:00+00:00','since':'2026-06-01T00:00:00+00:00','until':'2026-07-01T00:00:00+00:00','before':'2026-05-01T00:00:00+00:00'," \
  "'time_zone':'UTC','client_id':null," \
  "'totals':{'filed':40,'resolved':30,'for_everyone':2,'first_response_met':19,'first_response_missed':1,'resolution_met':10,'resolution_missed':10," \
  "'answered':20,'median_answer_seconds':1440}," \
  "'totals_before':{'filed':20,'resolved':30,'for_everyone':0,'first_response_met':9,'first_response_missed':1,'resolution_met':10," \
  "'resolution_missed':10,'answered':10,'median_answer_seconds':1680}," \
  "'days':[{'day':'2026-06-01','filed':30,'resolved':10},{'day':'2026-06-02','filed':10,'resolved':20}]," \
  "'statuses':[{'status':'open','tickets':25},{'status':'in_progress','tickets':0},{'status':'waiting_customer','tickets':0}," \
  "{'status':'resolved','tickets':15},{'status':'closed','tickets':0}]," \
  "'categories':[{'category_id':1,'label':'Billing, and more','tickets':30},{'category_id':null,'label':null,'tickets':10}]," \
  "'companies':[{'client_id':'a','name':'North','tickets':16,'unfinished':4,'for_everyone':2},{'client_id':'b','name':'=cmd()','tickets':8,'unfinished':0," \
  "'for_everyone':0},{'client_id':'c','name':'C','tickets':6,'unfinished':0,'for_everyone':0},{'client_id':'d','name':'D','tickets':4,'unfinished':0," \
  "'for_everyone':0},{'client_id':'e','name':'E','tickets':4,'unfinished':0,'for_everyone':0},{'client_id':'f','name':'F','tickets':2,'unfinished':0," \
  "'for_everyone':0}]," \
  "'priorities':[{'code':'urgent','filed':40,'first_response':{'met':19,'missed':1,'breaches':1},'resolution':{'met':10,'missed':10,'breaches':9}}]," \
  "'first_answers':[{'up_to_seconds':300,'tickets':5},{'up_to_seconds':900,'tickets':5},{'up_to_seconds':1800,'tickets':10}]," \
  "'incidents':%s}"

#define INCIDENTS \
  "{'open':3,'opened':4,'resolved':2,'median_seconds':3600,'priorities':[{'priority':'high','open':1,'opened':2,'resolved':2,'median_seconds':3600}," \
  "{'priority':'medium','open':2,'opened':2,'resolved':0,'median_seconds':null},{'priority':'low','open':0,'opened':0,'resolved':0," \
  "'median_seconds':null}]}"

static DeskReport *
report_new (const char *incidents)
{
  g_autofree char *text = g_strdup_printf (ANSWER, incidents);
  g_autoptr (JsonNode) node = NULL;
  DeskReport *report;

  g_strdelimit (text, "'", '"');
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  report = desk_report_parse (node);
  g_assert_nonnull (report);

  return report;
}

typedef struct
{
  GtkWidget *window;
  GuichetReportPage *page;
} Page;

/* Few before and many now: a number of times says more than thousands of per cent, and is short. */
static void
test_growth (void)
{
  const struct
  {
    gint64 now, before;
    const char *words;
  } cases[] = {
    { 20, 20, "as many as in May" }, { 10, 20, "\u2212\u00a050\u00a0% since May" },  { 199, 20, "+\u00a0895\u00a0% since May" },
    { 5, 0, "+\u00a05 since May" }, { 200, 20, "\u00d7\u00a010 since May" },         { 409, 20, "\u00d7\u00a020 since May" },
    { 0, 20, "\u2212\u00a0100\u00a0% since May" },
  };
  g_autoptr (DeskReport) report = report_new ("null");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = guichet_report_dup_growth (report, cases[i].now, cases[i].before);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static Page *
page_new (const char *incidents,
          int width)
{
  Page *page = g_new0 (Page, 1);
  g_autoptr (DeskReport) report = report_new (incidents);

  page->page = GUICHET_REPORT_PAGE (guichet_report_page_new ());
  guichet_report_page_show (page->page, report);
  page->window = ui_show (GTK_WIDGET (page->page), width, 800);
  ui_wait_frames (page->window, 4);

  return page;
}

static void
page_free (Page *page)
{
  g_object_add_weak_pointer (G_OBJECT (page->page), (gpointer *) &page->page);
  gtk_window_destroy (GTK_WINDOW (page->window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (page->page);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static GtkWidget *
get_chart (Page *page,
           GuichetCard card)
{
  return guichet_report_card_get_chart (guichet_report_page_get_card (page->page, card));
}

static void
test_says (void)
{
  g_autoptr (Page) page = page_new ("null", 1000);
  const char *const words[] = { "40", "+\u00a0100\u00a0% since May", "30", "as many as in May", "95.0\u00a0%", "+\u00a05.0 points", "50.0\u00a0%", "as before",
                                "24\u00a0min", "\u2212\u00a04\u00a0min",
                                "Of these, 2 concern every company. Each is counted once, for the company that filed it.",
                                "As of 08:05. Days are those of UTC." };
  g_autoptr (DeskReport) report = report_new ("null");
  g_autofree char *days = guichet_report_dup_days (report);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (ui_find_label (GTK_WIDGET (page->page), words[i]) == NULL)
      g_error ("The report does not say “%s”", words[i]);
  g_assert_cmpstr (days, ==, "1 to 30 June 2026");
  gtk_test_accessible_assert_role (get_chart (page, GUICHET_CARD_DAYS), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (get_chart (page, GUICHET_CARD_DAYS), GTK_ACCESSIBLE_PROPERTY_LABEL, "Tickets per day: 40 filed, 30 resolved");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (guichet_report_page_get_card (page->page, GUICHET_CARD_INCIDENTS))));
}

/* Columns are as high, and rows as long, as their numbers are to each other; the hatched part is what is missing. */
static void
test_geometry (void)
{
  g_autoptr (Page) page = page_new (INCIDENTS, 1000);
  GtkWidget *days = get_chart (page, GUICHET_CARD_DAYS);
  GtkWidget *companies = get_chart (page, GUICHET_CARD_COMPANIES);
  GtkWidget *targets = get_chart (page, GUICHET_CARD_TARGETS);
  graphene_rect_t a, b;

  g_assert_true (guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (days), 0, &a));
  g_assert_true (guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (days), 1, &b));
  g_assert_cmpfloat_with_epsilon (a.size.height, 3 * b.size.height, .01);
  g_assert_cmpfloat_with_epsilon (a.origin.y + a.size.height, b.origin.y + b.size.height, .01);
  g_assert_cmpfloat (a.origin.x, <, b.origin.x);
  g_assert_false (guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (days), 2, &b));

  /* four companies, and the two others in one row */
  g_assert_true (guichet_rows_chart_get_bar (GUICHET_ROWS_CHART (companies), 0, &a));
  g_assert_true (guichet_rows_chart_get_bar (GUICHET_ROWS_CHART (companies), 4, &b));
  g_assert_cmpfloat_with_epsilon (a.size.width * 6 / 16, b.size.width, .01);
  g_assert_false (guichet_rows_chart_get_bar (GUICHET_ROWS_CHART (companies), 5, &b));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (guichet_report_page_get_card (page->page, GUICHET_CARD_INCIDENTS))));

  g_assert_true (guichet_targets_chart_get_bar (GUICHET_TARGETS_CHART (targets), 0, 1, FALSE, &a));
  g_assert_true (guichet_targets_chart_get_bar (GUICHET_TARGETS_CHART (targets), 0, 1, TRUE, &b));
  g_assert_cmpfloat_with_epsilon (a.size.width, b.size.width, .01);
  g_assert_cmpfloat_with_epsilon (a.origin.x + a.size.width + 2, b.origin.x, .01);
}

static void
get_pixel (GdkTexture *texture,
           int x,
           int y,
           guchar *bgra)
{
  int stride = gdk_texture_get_width (texture) * 4;
  g_autofree guchar *data = g_malloc ((gsize) stride * gdk_texture_get_height (texture));

  gdk_texture_download (texture, data, stride);
  memcpy (bgra, data + (gsize) y * stride + x * 4, 4);
}

/* What is really drawn: colour in the middle of a column, none above the lower one. */
static void
test_pixels (void)
{
  g_autoptr (Page) page = page_new ("null", 1000);
  GtkWidget *chart = get_chart (page, GUICHET_CARD_DAYS);
  int width = gtk_widget_get_width (chart), height = gtk_widget_get_height (chart);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t high, low;
  guchar inside[4], above[4];

  GTK_WIDGET_GET_CLASS (chart)->snapshot (chart, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (page->window)), node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (chart), 0, &high);
  guichet_columns_chart_get_bar (GUICHET_COLUMNS_CHART (chart), 1, &low);
  get_pixel (texture, high.origin.x + 6, high.origin.y + high.size.height - 6, inside);
  get_pixel (texture, low.origin.x + 6, high.origin.y + 6, above);
  g_assert_cmpuint (inside[3], ==, 255);
  g_assert_cmpuint (inside[0], >, inside[2]);
  g_assert_cmpuint (above[3], ==, 0);
}

static double
get_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * get_linear (color->red) + 0.7152 * get_linear (color->green) + 0.0722 * get_linear (color->blue);
}

static void
lay_over (GdkRGBA *color,
          const GdkRGBA *ground)
{
  color->red = color->red * color->alpha + ground->red * (1 - color->alpha);
  color->green = color->green * color->alpha + ground->green * (1 - color->alpha);
  color->blue = color->blue * color->alpha + ground->blue * (1 - color->alpha);
  color->alpha = 1;
}

/* What a card of the reports is painted with. */
static void
look_up_ground (GtkWidget *chart,
                GdkRGBA *ground)
{
  GdkRGBA window;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (chart), "window_bg_color", &window));
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (chart), "card_bg_color", ground));
  G_GNUC_END_IGNORE_DEPRECATIONS
  lay_over (ground, &window);
}

/* Bars, lines and marks stand out from the card by 3 : 1 (WCAG 2.1, 1.4.11), words by 4.5 : 1, in the light and in the dark. */
static void
test_contrast (void)
{
  static const struct
  {
    GuichetChartColor color;
    double least;
  } colors[] = {
    { GUICHET_CHART_FILLED, 3 }, { GUICHET_CHART_MISSED, 3 },  { GUICHET_CHART_REST, 3 },
    { GUICHET_CHART_INK, 4.5 },  { GUICHET_CHART_QUIET, 4.5 },
  };
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_DEFAULT };
  GtkWidget *chart = guichet_rows_chart_new ();
  GtkWidget *window = ui_show (chart, 400, 300);

  for (guint scheme = 0; scheme < G_N_ELEMENTS (schemes); scheme++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[scheme]);
      ui_wait_frames (window, 2);
      for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
        {
          GdkRGBA ground, color;
          double one, other;

          look_up_ground (chart, &ground);
          guichet_chart_get_color (GUICHET_CHART (chart), colors[i].color, &color);
          lay_over (&color, &ground);
          one = get_luminance (&color);
          other = get_luminance (&ground);
          g_test_message ("scheme %u, colour %u: %.2f : 1", scheme, i, (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05));
          g_assert_cmpfloat ((MAX (one, other) + 0.05) / (MIN (one, other) + 0.05), >=, colors[i].least);
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The tables have the numbers of the charts, and can be sorted. */
static void
test_table (void)
{
  g_autoptr (Page) page = page_new (INCIDENTS, 1000);
  GuichetReportCard *card = guichet_report_page_get_card (page->page, GUICHET_CARD_COMPANIES);
  GuichetTableView *view = GUICHET_TABLE_VIEW (guichet_report_card_get_view (card));
  GListModel *shown = guichet_table_view_get_shown (view);
  g_autoptr (GuichetTableRow) most = NULL;
  g_autoptr (GuichetTableRow) least = NULL;

  guichet_report_page_show_tables (page->page, TRUE);
  ui_wait_frames (page->window, 4);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (view)));
  g_assert_false (gtk_widget_get_mapped (guichet_report_card_get_chart (card)));
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 6);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (view)), >=, 7 * 25);
  guichet_table_view_sort (view, 1);
  most = g_list_model_get_item (shown, 0);
  g_assert_cmpstr (guichet_table_row_get_text (most, 0), ==, "North");
  g_assert_cmpstr (guichet_table_row_get_text (most, 2), ==, "40.0\u00a0%");
  guichet_table_view_sort (view, 1);
  least = g_list_model_get_item (shown, 0);
  g_assert_cmpstr (guichet_table_row_get_text (least, 0), ==, "F");
  ui_assert_all_labelled (GTK_WIDGET (page->page));
}

static gboolean
shows_last (gpointer view)
{
  return ui_find_label (view, "Company 59") != NULL;
}

static int
get_height_of_rows (guint n_rows)
{
  g_autoptr (GuichetTable) table = guichet_table_new ("By company");
  GtkWidget *view;
  GtkWidget *window;
  GtkWidget *scrolled;
  int height;

  guichet_table_add_column (table, "Company", GUICHET_CELL_TEXT);
  for (guint i = 0; i < n_rows; i++)
    guichet_table_add_row (table, "North", NULL);
  view = guichet_table_view_new (table);
  window = ui_show (view, 600, 800);
  guichet_table_commit (table);
  scrolled = gtk_widget_get_ancestor (ui_find_type (view, GTK_TYPE_COLUMN_VIEW), GTK_TYPE_SCROLLED_WINDOW);
  height = gtk_scrolled_window_get_min_content_height (GTK_SCROLLED_WINDOW (scrolled));
  gtk_window_destroy (GTK_WINDOW (window));

  return height;
}

/* At the foot of a long table stands half a row, which says that there are more; a short one shows all that it has. */
static void
test_table_height (void)
{
  int row = get_height_of_rows (2) - get_height_of_rows (1);
  int titles = get_height_of_rows (1) - row;

  g_assert_cmpint (get_height_of_rows (11), ==, titles + 11 * row);
  g_assert_cmpint (get_height_of_rows (12), ==, titles + 11 * row + row / 2);
  g_assert_cmpint (get_height_of_rows (60), ==, get_height_of_rows (12));
}

/* A long table begins with the rows that are seen, and gets the others; what comes later replaces all of it. */
static void
test_long_table (void)
{
  g_autoptr (GuichetTable) table = guichet_table_new ("By company");
  GtkWidget *view;
  GtkWidget *window;
  g_autoptr (GuichetTableRow) most = NULL;

  guichet_table_add_column (table, "Company", GUICHET_CELL_TEXT);
  guichet_table_add_column (table, "Tickets", GUICHET_CELL_NUMBER);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Company %u", i);

      guichet_table_add_row (table, name, NULL, (double) i);
    }
  view = guichet_table_view_new (table);
  window = ui_show (view, 600, 800);
  g_assert_cmpuint (g_list_model_get_n_items (guichet_table_view_get_shown (GUICHET_TABLE_VIEW (view))), ==, 0);
  guichet_table_commit (table);
  g_assert_cmpuint (g_list_model_get_n_items (guichet_table_view_get_shown (GUICHET_TABLE_VIEW (view))), ==, 60);
  g_assert_nonnull (ui_find_label (view, "Company 0"));
  g_assert_null (ui_find_label (view, "Company 59"));
  ui_wait_for (shows_last, view);

  guichet_table_view_sort (GUICHET_TABLE_VIEW (view), 1);
  most = g_list_model_get_item (guichet_table_view_get_shown (GUICHET_TABLE_VIEW (view)), 0);
  g_assert_cmpstr (guichet_table_row_get_text (most, 0), ==, "Company 59");
  guichet_table_add_row (table, "North", NULL, 1.0);
  guichet_table_commit (table);
  g_assert_nonnull (ui_find_label (view, "North"));
  g_assert_null (ui_find_label (view, "Company 59"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_csv (void)
{
  g_autoptr (Page) page = page_new ("null", 1000);
  g_autofree char *csv = guichet_report_page_dup_csv (page->page, "@evil");
  const char *const beginning = "\xef\xbb\xbf"
                                "Report,Row,Measure,Value\r\n"
                                "Report,\"'@evil\",Period,2026-06-01/2026-06-30\r\n"
                                "Tickets per day,2026-06-01,Filed,30\r\n"
                                "Tickets per day,2026-06-01,Resolved,10\r\n"
                                "Tickets per day,2026-06-02,Filed,10\r\n"
                                "Tickets per day,2026-06-02,Resolved,20\r\n"
                                "\"Targets met, by priority\",Urgent,Filed,40\r\n"
                                "\"Targets met, by priority\",Urgent,First response in time,19\r\n"
                                "\"Targets met, by priority\",Urgent,Late,1\r\n"
                                "\"Targets met, by priority\",Urgent,\"First response in time, share (%)\",95.00\r\n";

  g_assert_true (g_utf8_validate (csv, -1, NULL));
  g_assert_cmpint (strncmp (csv, beginning, strlen (beginning)), ==, 0);
  g_assert_nonnull (strstr (csv, "\r\nBy company,\"'=cmd()\",Tickets,8\r\n"));
  g_assert_nonnull (strstr (csv, "\r\nBy category,\"Billing, and more\",Tickets,30\r\n"));
  g_assert_nonnull (strstr (csv, "\r\nTime to first response,Up to 30 minutes,Tickets,10\r\n"));
  g_assert_null (strstr (csv, "Open incidents"));
}

static void
test_cells (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  guichet_csv_append (csv, (const char *const[]) { "plain", "with \"quotes\"", "line\nbreak", "-1", "+1", "\ttab", "", NULL });
  g_assert_cmpstr (csv->str, ==, "plain,\"with \"\"quotes\"\"\",\"line\nbreak\",\"'-1\",\"'+1\",\"'\ttab\",\r\n");
}

static void
test_steps (void)
{
  g_assert_cmpint (guichet_chart_find_step (0, 3), ==, 1);
  g_assert_cmpint (guichet_chart_find_step (24, 3), ==, 10);
  g_assert_cmpint (guichet_chart_find_step (118, 2), ==, 60);
  g_assert_cmpint (guichet_chart_find_step (100000, 3), ==, 40000);
}

/* What was missed is never rounded away. */
static void
test_shares (void)
{
  g_autofree char *nearly = guichet_report_dup_share (99999, 1, FALSE);
  g_autofree char *hardly = guichet_report_dup_share (1, 99999, TRUE);
  g_autofree char *all = guichet_report_dup_share (3, 0, FALSE);
  g_autofree char *nothing = guichet_report_dup_share (0, 0, FALSE);

  g_assert_cmpstr (nearly, ==, "99\u00a0%");
  g_assert_cmpstr (hardly, ==, "0.1\u00a0%");
  g_assert_cmpstr (all, ==, "100\u00a0%");
  g_assert_cmpstr (nothing, ==, "–");
}

/* 360 px are enough, and nothing is without a name. */
static void
test_narrow (void)
{
  g_autoptr (Page) page = page_new (INCIDENTS, 360);
  int minimum;

  guichet_report_page_set_room (page->page, 0);
  ui_wait_frames (page->window, 4);
  gtk_widget_measure (GTK_WIDGET (page->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  guichet_report_page_show_tables (page->page, TRUE);
  ui_wait_frames (page->window, 4);
  gtk_widget_measure (GTK_WIDGET (page->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* Nobody answers here: the place says so, and has a button to ask again. */
static void
test_offline (void)
{
  g_autoptr (UiFixture) ui = ui_fixture_new (DESK_ROLE_OPS, TRUE);
  GtkWidget *place = g_object_new (GUICHET_TYPE_REPORTS_PLACE, "session", ui->session, NULL);
  GtkWidget *window = ui_show (place, 900, 700);

  guichet_place_show (GUICHET_PLACE (place));
  ui_wait_frames (window, 4);
  g_assert_nonnull (ui_find_button (place, "_Retry"));
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (place, "Export CSV")));
  ui_assert_all_labelled (place);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
shows_first_column (gpointer data)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (data);
  double most = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);

  return gtk_adjustment_get_page_size (across) > 0 && most > 0 && gtk_adjustment_get_value (across) == most;
}

/* From right to left a table that is wider than its card begins with its first column too. */
static void
test_table_from_right (void)
{
  Page *page;
  GuichetReportCard *card;
  GtkWidget *scrolled;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  page = page_new ("null", 360);
  card = guichet_report_page_get_card (page->page, GUICHET_CARD_TARGETS);
  guichet_report_card_show_table (card, TRUE);
  scrolled = ui_find_type (guichet_report_card_get_view (card), GTK_TYPE_SCROLLED_WINDOW);
  g_assert_nonnull (scrolled);
  ui_wait_for (shows_first_column, scrolled);
  page_free (page);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);

  g_test_add_func ("/reports/growth", test_growth);
  g_test_add_func ("/reports/says", test_says);
  g_test_add_func ("/reports/geometry", test_geometry);
  g_test_add_func ("/reports/table-from-right", test_table_from_right);
  g_test_add_func ("/reports/pixels", test_pixels);
  g_test_add_func ("/reports/contrast", test_contrast);
  g_test_add_func ("/reports/table", test_table);
  g_test_add_func ("/reports/long-table", test_long_table);
  g_test_add_func ("/reports/table-height", test_table_height);
  g_test_add_func ("/reports/csv", test_csv);
  g_test_add_func ("/reports/csv-cells", test_cells);
  g_test_add_func ("/reports/steps", test_steps);
  g_test_add_func ("/reports/shares", test_shares);
  g_test_add_func ("/reports/narrow", test_narrow);
  g_test_add_func ("/reports/offline", test_offline);

  return g_test_run ();
}
