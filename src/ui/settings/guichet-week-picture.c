/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-week-picture.h"

#include <glib/gi18n.h>
#include <string.h>

#include "desk-working-time.h"
#include "guichet-settings-words.h"

#define DAY_MINUTES (24 * 60)
#define ROW_HEIGHT 16
#define GAP 4

/**
 * GuichetWeekPicture:
 *
 * The hours of a week: a line a day, midnight to midnight. The same stands in the label, for those who do not see it.
 */
struct _GuichetWeekPicture
{
  GtkWidget parent_instance;

  GArray *hours;
};

G_DEFINE_FINAL_TYPE (GuichetWeekPicture, guichet_week_picture, GTK_TYPE_WIDGET)

/* Words ----------------------------------------------------------------------------------------------------------------------------------------- */

/**
 * guichet_week_dup_day:
 * @hours: (array length=n_hours): of a week
 * @weekday: 1 for Monday
 *
 * Returns: (transfer full): the ranges of a day as a person writes them: 09:00–12:00, 13:00–18:00
 */
char *
guichet_week_dup_day (const GuichetHours *hours,
                      guint n_hours,
                      int weekday)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n_hours; i++)
    if (hours[i].weekday == weekday)
      g_string_append_printf (words, "%s%02d:%02d–%02d:%02d", words->len > 0 ? ", " : "", hours[i].starts / 60, hours[i].starts % 60,
                              hours[i].ends / 60, hours[i].ends % 60);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * guichet_week_read_day:
 * @text: ranges as a person writes them, or nothing for a closed day
 * @weekday: 1 for Monday
 * @hours: (inout): of GuichetHours: they are added
 *
 * Returns: whether all can be read, go forward and come one after the other
 */
gboolean
guichet_week_read_day (const char *text,
                       int weekday,
                       GArray *hours)
{
  g_auto (GStrv) ranges = g_strsplit_set (text, ",;", -1);
  int before = 0;

  for (guint i = 0; ranges[i] != NULL; i++)
    {
      g_autoptr (GString) range = g_string_new (g_strstrip (ranges[i]));
      GuichetHours read = { .weekday = weekday };
      char *dash;

      if (range->len == 0)
        continue;
      g_string_replace (range, "–", "-", 0);
      g_string_replace (range, "\u00a0", " ", 0);
      dash = strchr (range->str, '-');
      if (dash == NULL)
        return FALSE;
      *dash = '\0';
      if (!desk_working_time_read_clock (range->str, &read.starts) || !desk_working_time_read_clock (dash + 1, &read.ends)
          || read.starts >= read.ends || read.starts < before)
        return FALSE;
      before = read.ends;
      g_array_append_val (hours, read);
    }

  return TRUE;
}

/**
 * guichet_week_dup_sentence:
 * @hours: (array length=n_hours): of a week
 *
 * Returns: (transfer full): what the picture shows, in words
 */
char *
guichet_week_dup_sentence (const GuichetHours *hours,
                           guint n_hours)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      g_autofree char *day = guichet_week_dup_day (hours, n_hours, weekday);

      /* Translators: a weekday and its hours, as in Monday 09:00–18:00. */
      g_string_append_printf (words, _("%1$s %2$s."), guichet_settings_words_weekday (weekday), *day != '\0' ? day : _("closed"));
      if (weekday < 7)
        g_string_append_c (words, ' ');
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Picture --------------------------------------------------------------------------------------------------------------------------------------- */

static void
guichet_week_picture_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? 7 * ROW_HEIGHT + 6 * GAP + 18 : 180;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? *minimum : 480;
}

static void
draw_text (GtkWidget *widget,
           GtkSnapshot *snapshot,
           const char *text,
           float x,
           float y,
           int width,
           gboolean centred,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int text_width, text_height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);
  if (!centred)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    }
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (centred ? x - text_width / 2.0f : x, y + (ROW_HEIGHT - text_height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
fill (GtkSnapshot *snapshot,
      const GdkRGBA *color,
      float x,
      float y,
      float width)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, width, ROW_HEIGHT), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, &rounded.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
guichet_week_picture_snapshot (GtkWidget *widget,
                               GtkSnapshot *snapshot)
{
  GuichetWeekPicture *self = GUICHET_WEEK_PICTURE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_width (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int names = MIN (110, width / 4);
  /* The hours go from left to right in every language, as in the charts. */
  float left = rtl ? 8 : names, across = width - names - 8;
  GdkRGBA color, faint, accent;

  gtk_style_context_get_color (style, &color);
  faint = color;
  faint.alpha *= 0.08f;
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = color;
  for (int day = 0; day < 7; day++)
    {
      float y = day * (ROW_HEIGHT + GAP);

      draw_text (widget, snapshot, guichet_settings_words_weekday (day + 1), rtl ? width - names + 8 : 0, y, names - 8, FALSE, &color);
      fill (snapshot, &faint, left, y, across);
      for (guint i = 0; i < self->hours->len; i++)
        {
          GuichetHours *hours = &g_array_index (self->hours, GuichetHours, i);

          if (hours->weekday == day + 1)
            fill (snapshot, &accent, left + across * hours->starts / DAY_MINUTES, y, across * (hours->ends - hours->starts) / DAY_MINUTES);
        }
    }
  color.alpha *= 0.75f;
  for (int hour = 0; hour <= 24; hour += 6)
    {
      g_autofree char *words = g_strdup_printf ("%02d", hour);

      draw_text (widget, snapshot, words, left + across * hour / 24.0f, 7 * (ROW_HEIGHT + GAP), 0, TRUE, &color);
    }
}

static void
guichet_week_picture_finalize (GObject *object)
{
  g_clear_pointer (&GUICHET_WEEK_PICTURE (object)->hours, g_array_unref);

  G_OBJECT_CLASS (guichet_week_picture_parent_class)->finalize (object);
}

static void
guichet_week_picture_class_init (GuichetWeekPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_week_picture_finalize;
  widget_class->measure = guichet_week_picture_measure;
  widget_class->snapshot = guichet_week_picture_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
guichet_week_picture_init (GuichetWeekPicture *self)
{
  self->hours = g_array_new (FALSE, FALSE, sizeof (GuichetHours));
}

GtkWidget *
guichet_week_picture_new (void)
{
  return g_object_new (GUICHET_TYPE_WEEK_PICTURE, NULL);
}

/**
 * guichet_week_picture_set_hours:
 * @self: a picture
 * @hours: (array length=n_hours): of a week
 */
void
guichet_week_picture_set_hours (GuichetWeekPicture *self,
                                const GuichetHours *hours,
                                guint n_hours)
{
  g_autofree char *sentence = guichet_week_dup_sentence (hours, n_hours);

  g_array_set_size (self->hours, 0);
  g_array_append_vals (self->hours, hours, n_hours);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
