/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-report-page.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-report-words.h"

#define N_TILES 5

typedef struct
{
  GtkWidget *box;
  GtkWidget *figure;
  GtkWidget *icon;
  GtkWidget *change;
} Tile;

/**
 * GuichetReportPage:
 *
 * A report: the figures that count, and the charts.
 */
struct _GuichetReportPage
{
  AdwBin parent_instance;

  DeskReport *report;
  Tile tiles[N_TILES];
  GtkWidget *cards[GUICHET_N_CARDS];
  GtkWidget *tile_rows;
  GtkWidget *card_rows[GUICHET_N_CARDS];
  GtkWidget *fresh;
  gboolean tables;
  guint n_columns;
};

G_DEFINE_FINAL_TYPE (GuichetReportPage, guichet_report_page, ADW_TYPE_BIN)

/* How many tiles stand in each row, by the room. */
static const guint rows_of_tiles[][4] = { { 2, 2, 1 }, { 3, 2 }, { 5 } };

/* Which cards stand beside each other. */
static const int rows_of_cards[][3] = {
  { GUICHET_CARD_DAYS, -1 },
  { GUICHET_CARD_TARGETS, GUICHET_CARD_ANSWERS, -1 },
  { GUICHET_CARD_COMPANIES, GUICHET_CARD_CATEGORIES, -1 },
  { GUICHET_CARD_STATUSES, GUICHET_CARD_INCIDENTS, -1 },
};

static GtkWidget *
create_label (const char *style,
              GtkWidget *box)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
create_tile (Tile *tile,
             const char *words)
{
  /* At the foot, so that those of one row stand on one line where the words of some take two. */
  GtkWidget *below = g_object_new (GTK_TYPE_BOX, "spacing", 4, "valign", GTK_ALIGN_END, "vexpand", TRUE, NULL);

  tile->box = g_object_ref_sink (g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 1, "hexpand", TRUE, "vexpand", FALSE,
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL));
  gtk_widget_add_css_class (tile->box, "card");
  gtk_widget_add_css_class (tile->box, "tile");
  tile->figure = create_label ("figure", tile->box);
  gtk_label_set_wrap (GTK_LABEL (tile->figure), FALSE);
  gtk_label_set_label (GTK_LABEL (create_label (NULL, tile->box)), words);
  tile->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (below), tile->icon);
  tile->change = create_label ("caption", below);
  gtk_widget_add_css_class (tile->change, "time");
  gtk_widget_add_css_class (tile->change, "secondary");
  gtk_box_append (GTK_BOX (tile->box), below);
  g_object_set_data_full (G_OBJECT (tile->box), "words", g_strdup (words), g_free);
}

/* What a tile says is one sentence to who hears it. */
static void
fill_tile (Tile *tile,
           char *figure,
           char *change,
           int direction)
{
  g_autofree char *sentence = g_strdup_printf ("%s %s, %s", figure, (const char *) g_object_get_data (G_OBJECT (tile->box), "words"), change);

  gtk_label_set_label (GTK_LABEL (tile->figure), figure);
  gtk_label_set_label (GTK_LABEL (tile->change), change);
  gtk_image_set_from_icon_name (GTK_IMAGE (tile->icon), direction < 0 ? "go-down-symbolic" : "go-up-symbolic");
  gtk_widget_set_visible (tile->icon, direction != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile->box), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  g_free (figure);
  g_free (change);
}

static void
fill_tiles (GuichetReportPage *self,
            DeskReport *report)
{
  const DeskReportTotals *now = desk_report_get_totals (report);
  const DeskReportTotals *before = desk_report_get_totals_before (report);
  int direction;
  char *change;

  fill_tile (&self->tiles[0], guichet_report_dup_number (now->filed), guichet_report_dup_growth (report, now->filed, before->filed),
             now->filed - before->filed);
  fill_tile (&self->tiles[1], guichet_report_dup_number (now->resolved), guichet_report_dup_growth (report, now->resolved, before->resolved),
             now->resolved - before->resolved);
  for (guint target = 0; target < 2; target++)
    {
      change = guichet_report_dup_points (now->met[target], now->missed[target], before->met[target], before->missed[target], &direction);
      fill_tile (&self->tiles[2 + target], guichet_report_dup_share (now->met[target], now->missed[target], TRUE), change, direction);
    }
  change = guichet_report_dup_spans (now->median_answer, before->median_answer, &direction);
  fill_tile (&self->tiles[4], guichet_report_dup_span (now->median_answer), change, direction);
}

/* Room ------------------------------------------------------------------------------------------------------------------------------------ */

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
arrange_tiles (GuichetReportPage *self)
{
  const guint *rows = rows_of_tiles[self->n_columns];
  guint tile = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->tile_rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    clear_box (row);
  clear_box (self->tile_rows);
  for (guint i = 0; rows[i] > 0; i++)
    {
      GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 12, "homogeneous", TRUE, NULL);

      for (guint j = 0; j < rows[i]; j++)
        gtk_box_append (GTK_BOX (row), self->tiles[tile++].box);
      gtk_box_append (GTK_BOX (self->tile_rows), row);
    }
}

static void
arrange_cards (GuichetReportPage *self)
{
  gboolean beside = self->n_columns == 2 && !self->tables;

  for (guint i = 0; i < G_N_ELEMENTS (rows_of_cards); i++)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->card_rows[i]), beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
      gtk_box_set_homogeneous (GTK_BOX (self->card_rows[i]), beside);
    }
}

/**
 * guichet_report_page_set_room:
 * @self: a page
 * @n_columns: 0 for a narrow one, 1 for a middle one, 2 where two charts stand beside each other
 */
void
guichet_report_page_set_room (GuichetReportPage *self,
                              guint n_columns)
{
  g_return_if_fail (GUICHET_IS_REPORT_PAGE (self));

  if (self->n_columns == n_columns)
    return;

  self->n_columns = MIN (n_columns, G_N_ELEMENTS (rows_of_tiles) - 1);
  arrange_tiles (self);
  arrange_cards (self);
}

/**
 * guichet_report_page_show_tables:
 * @self: a page
 * @tables: whether numbers are shown as tables instead of charts
 */
void
guichet_report_page_show_tables (GuichetReportPage *self,
                                 gboolean tables)
{
  g_return_if_fail (GUICHET_IS_REPORT_PAGE (self));

  self->tables = tables;
  for (guint i = 0; i < GUICHET_N_CARDS; i++)
    guichet_report_card_show_table (GUICHET_REPORT_CARD (self->cards[i]), tables);
  arrange_cards (self);
}

/* What it shows ----------------------------------------------------------------------------------------------------------------------------- */

static void
tell_how_fresh (GuichetReportPage *self)
{
  g_autofree char *time = guichet_format_time (desk_report_get_at (self->report));
  /* Translators: how fresh the numbers of a report are: a time of the day, and the name of the time zone whose days they are */
  g_autofree char *words = g_strdup_printf (_("As of %1$s. Days are those of %2$s."), time, desk_report_get_time_zone (self->report));

  gtk_label_set_label (GTK_LABEL (self->fresh), words);
}

/**
 * guichet_report_page_show:
 * @self: a page
 * @report: what to show
 */
void
guichet_report_page_show (GuichetReportPage *self,
                          DeskReport *report)
{
  g_return_if_fail (GUICHET_IS_REPORT_PAGE (self));
  g_return_if_fail (DESK_IS_REPORT (report));

  if (!g_set_object (&self->report, report))
    return;

  fill_tiles (self, report);
  for (guint i = 0; i < GUICHET_N_CARDS; i++)
    gtk_widget_set_visible (self->cards[i], guichet_report_card_fill (GUICHET_REPORT_CARD (self->cards[i]), i, report));
  tell_how_fresh (self);
}

GuichetReportCard *
guichet_report_page_get_card (GuichetReportPage *self,
                              GuichetCard card)
{
  g_return_val_if_fail (GUICHET_IS_REPORT_PAGE (self) && card < GUICHET_N_CARDS, NULL);

  return GUICHET_REPORT_CARD (self->cards[card]);
}

/**
 * guichet_report_page_dup_csv:
 * @self: a page that shows a report
 * @company: the name of the company that it is about, or that of all
 *
 * Returns: (transfer full): all its numbers by RFC 4180, with a mark by which spreadsheets know that it is UTF-8
 */
char *
guichet_report_page_dup_csv (GuichetReportPage *self,
                             const char *company)
{
  g_autoptr (GString) csv = g_string_new ("\xef\xbb\xbf");
  const GDate *first, *last;
  g_autofree char *days = NULL;

  g_return_val_if_fail (GUICHET_IS_REPORT_PAGE (self) && self->report != NULL, NULL);

  first = desk_report_get_first_day (self->report);
  last = desk_report_get_last_day (self->report);
  days = g_strdup_printf ("%04d-%02d-%02d/%04d-%02d-%02d", g_date_get_year (first), g_date_get_month (first), g_date_get_day (first),
                          g_date_get_year (last), g_date_get_month (last), g_date_get_day (last));
  guichet_csv_append (csv, (const char *const[]) { _("Report"), _("Row"), _("Measure"), _("Value"), NULL });
  guichet_csv_append (csv, (const char *const[]) { _("Report"), company, _("Period"), days, NULL });
  for (guint i = 0; i < GUICHET_N_CARDS; i++)
    guichet_table_append_csv (guichet_report_card_get_table (GUICHET_REPORT_CARD (self->cards[i])), csv);

  return g_string_free (g_steal_pointer (&csv), FALSE);
}

static void
guichet_report_page_dispose (GObject *object)
{
  GuichetReportPage *self = GUICHET_REPORT_PAGE (object);

  for (guint i = 0; i < N_TILES; i++)
    g_clear_object (&self->tiles[i].box);
  g_clear_object (&self->report);

  G_OBJECT_CLASS (guichet_report_page_parent_class)->dispose (object);
}

static void
guichet_report_page_class_init (GuichetReportPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_report_page_dispose;
}

static void
guichet_report_page_init (GuichetReportPage *self)
{
  static const char *const words[N_TILES] = { N_("filed"), N_("resolved"), N_("first response in time"), N_("resolved in time"),
                                              N_("median to first response") };
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (body, "report");
  self->n_columns = G_N_ELEMENTS (rows_of_tiles) - 1;
  for (guint i = 0; i < N_TILES; i++)
    create_tile (&self->tiles[i], _(words[i]));
  self->tile_rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (body), self->tile_rows);
  arrange_tiles (self);
  for (guint i = 0; i < G_N_ELEMENTS (rows_of_cards); i++)
    {
      self->card_rows[i] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      for (guint j = 0; rows_of_cards[i][j] >= 0; j++)
        {
          GtkWidget *card = guichet_report_card_create (rows_of_cards[i][j]);

          self->cards[rows_of_cards[i][j]] = card;
          gtk_box_append (GTK_BOX (self->card_rows[i]), card);
        }
      gtk_box_append (GTK_BOX (body), self->card_rows[i]);
    }
  arrange_cards (self);
  self->fresh = create_label ("caption", body);
  gtk_widget_add_css_class (self->fresh, "secondary");
  adw_bin_set_child (ADW_BIN (self), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child",
                                                   g_object_new (ADW_TYPE_CLAMP, "maximum-size", 1240, "tightening-threshold", 1240, "child", body, NULL), NULL));
}

/** guichet_report_page_new: a page that shows nothing yet. */
GtkWidget *
guichet_report_page_new (void)
{
  return g_object_new (GUICHET_TYPE_REPORT_PAGE, NULL);
}
