/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-priorities-private.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-settings-words.h"

/* So long after the last key the database is asked: not at each of them. */
#define PAUSE 300

static gint64
get_now (GuichetPrioritiesSection *self)
{
  DeskSession *session = desk_office_get_session (guichet_settings_section_get_office (GUICHET_SETTINGS_SECTION (self)));

  return desk_clock_get_now (desk_session_get_clock (session));
}

/* What this means now ---------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GuichetPrioritiesSection *self;
  guint target;
  int minutes;
  char *calendar;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question->calendar);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
show_example (GuichetPrioritiesSection *self,
              guint target,
              const char *time,
              const char *words)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->example_rows[target]), words);
  gtk_label_set_label (GTK_LABEL (self->example_times[target]), time);
}

static void
on_target_previewed (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  GuichetPrioritiesSection *self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) preview = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  gint64 now;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview == NULL)
    {
      words = guichet_settings_dup_sentence (error);
      show_example (self, question->target, "", words);
      return;
    }

  now = desk_office_row_get_time (preview, "starts_at");
  time = guichet_format_day_and_time (desk_office_row_get_time (preview, "due_at"), now);
  words = guichet_settings_words_parts (preview, question->calendar, question->minutes, now);
  show_example (self, question->target, time, words);
}

static void
ask_targets (GuichetPrioritiesSection *self)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  guint line = guichet_targets_grid_get_current (grid);
  DeskOfficeRow *calendar = guichet_targets_grid_get_calendar (grid, line);
  DeskOffice *office = guichet_settings_section_get_office (GUICHET_SETTINGS_SECTION (self));

  for (guint target = GUICHET_TARGET_RESPONSE; target <= GUICHET_TARGET_RESOLVE; target++)
    {
      int minutes = guichet_targets_grid_get_minutes (grid, line, target);
      Question *question;

      if (minutes <= 0)
        {
          show_example (self, target, minutes < 0 ? "" : _("none"), minutes < 0 ? _("Cannot be read") : _("No target"));
          continue;
        }
      question = g_new0 (Question, 1);
      question->self = g_object_ref (self);
      question->target = target;
      question->minutes = minutes;
      question->calendar = calendar != NULL ? g_strdup (desk_office_row_get_text (calendar, "name")) : NULL;
      desk_office_preview_target_async (office, minutes, calendar != NULL ? desk_office_row_get_text (calendar, "id") : NULL, self->preview,
                                        on_target_previewed, question);
    }
}

static void
describe_example (GuichetPrioritiesSection *self)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  gint64 now = get_now (self);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autofree char *weekday = g_date_time_format (date, "%A");
  g_autofree char *time = guichet_format_time (now);
  g_autofree char *sentence = NULL;

  if (guichet_targets_grid_get_n_lines (grid) == 0)
    return;
  /* Translators: day of the week, time, name of a priority, as in filed today, Thursday at 16:40, with the priority High */
  sentence = g_strdup_printf (_("A ticket filed today, %1$s at %2$s, with the priority %3$s:"), weekday, time,
                              guichet_settings_words_priority (desk_office_row_get_text (
                                guichet_targets_grid_get_row (grid, guichet_targets_grid_get_current (grid)), "code")));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->example), sentence);
}

/* Tickets that are open now ----------------------------------------------------------------------------------------------------------------- */

static void
describe_effect (GuichetPrioritiesSection *self,
                 guint n_changed,
                 guint line)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  const char *name = guichet_settings_words_priority (desk_office_row_get_text (guichet_targets_grid_get_row (grid, line), "code"));
  g_autofree char *tickets = NULL;
  g_autofree char *late = NULL;
  g_autofree char *sentence = NULL;

  if (n_changed == 1)
    /* Translators: how many tickets, and the name of a priority, as in 37 tickets with High */
    tickets = g_strdup_printf (ngettext ("%1$u ticket with %2$s", "%1$u tickets with %2$s", self->tickets), self->tickets, name);
  else
    tickets = g_strdup_printf (ngettext ("%u ticket with a changed priority", "%u tickets with a changed priority", self->tickets), self->tickets);
  if (!self->late_known)
    /* Translators: how many tickets */
    sentence = g_strdup_printf (_("%s. What was met or missed stays so."), tickets);
  else if (self->late == 0)
    sentence = g_strdup_printf (_("%s; none of them would be late at once. What was met or missed stays so."), tickets);
  else
    {
      late = g_strdup_printf (ngettext ("%u of them would be late at once", "%u of them would be late at once", self->late), self->late);
      /* Translators: how many tickets; how many of them would be late */
      sentence = g_strdup_printf (_("%1$s; %2$s. What was met or missed stays so."), tickets, late);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect_row), sentence);
}

/* How many of the lines are asked about, in the bits of a mask. */
typedef struct
{
  GuichetPrioritiesSection *self;
  guint n_changed;
  guint line;
} Count;

static void
on_priority_previewed (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autofree Count *count = user_data;
  g_autoptr (GuichetPrioritiesSection) self = count->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) preview = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  gint64 late;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview == NULL)
    {
      g_autofree char *sentence = guichet_settings_dup_sentence (error);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect_row), sentence);
      return;
    }

  late = desk_office_row_get_number (preview, "late", -1);
  self->tickets += desk_office_row_get_number (preview, "tickets", 0);
  self->late += MAX (late, 0);
  self->late_known = self->late_known && late >= 0;
  describe_effect (self, count->n_changed, count->line);
  gtk_widget_set_sensitive (self->effect_row, self->tickets > 0);
}

static guint
count_changed_lines (GuichetTargetsGrid *grid)
{
  guint n = 0;

  for (guint line = 0; line < guichet_targets_grid_get_n_lines (grid); line++)
    {
      g_autoptr (GVariant) changes = guichet_targets_grid_dup_changes (grid, line);

      n += changes != NULL;
    }

  return n;
}

static void
ask_effect (GuichetPrioritiesSection *self)
{
  GuichetTargetsGrid *grid = GUICHET_TARGETS_GRID (self->grid);
  DeskOffice *office = guichet_settings_section_get_office (GUICHET_SETTINGS_SECTION (self));
  guint n_changed = count_changed_lines (grid);

  self->tickets = self->late = 0;
  self->late_known = TRUE;
  for (guint line = 0; line < guichet_targets_grid_get_n_lines (grid); line++)
    {
      g_autoptr (GVariant) changes = guichet_targets_grid_dup_changes (grid, line);
      DeskOfficeRow *calendar = guichet_targets_grid_get_calendar (grid, line);
      Count *count;

      if (changes == NULL)
        continue;
      count = g_new0 (Count, 1);
      count->self = g_object_ref (self);
      count->n_changed = n_changed;
      count->line = line;
      desk_office_preview_priority_async (office, desk_office_row_get_number (guichet_targets_grid_get_row (grid, line), "id", 0),
                                          guichet_targets_grid_get_minutes (grid, line, GUICHET_TARGET_RESPONSE),
                                          guichet_targets_grid_get_minutes (grid, line, GUICHET_TARGET_RESOLVE),
                                          guichet_targets_grid_get_minutes (grid, line, GUICHET_TARGET_NEXT),
                                          calendar != NULL ? desk_office_row_get_text (calendar, "id") : NULL, self->preview,
                                          on_priority_previewed, count);
    }
}

/* Both -------------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
on_pause (gpointer user_data)
{
  GuichetPrioritiesSection *self = user_data;
  gboolean valid;

  self->preview_id = 0;
  g_cancellable_cancel (self->preview);
  g_clear_object (&self->preview);
  self->preview = g_cancellable_new ();
  if (guichet_targets_grid_get_n_lines (GUICHET_TARGETS_GRID (self->grid)) == 0)
    return G_SOURCE_REMOVE;

  ask_targets (self);
  guichet_targets_grid_count_changes (GUICHET_TARGETS_GRID (self->grid), &valid);
  if (valid)
    ask_effect (self);

  return G_SOURCE_REMOVE;
}

/* Something was changed, or another priority is looked at. */
void
guichet_priorities_update_effect (GuichetPrioritiesSection *self)
{
  if (guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (self)) == 0)
    {
      gtk_widget_set_sensitive (self->effect_row, FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect_row), _("Change a target to see how many tickets it is about."));
    }
  describe_example (self);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  self->preview_id = g_timeout_add (PAUSE, on_pause, self);
}

void
guichet_priorities_build_effect (GuichetPrioritiesSection *self,
                                 GtkBox *column)
{
  static const char *const titles[] = { N_("First response"), N_("Resolution") };

  self->example = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("What this means now"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      self->example_rows[i] = g_object_new (ADW_TYPE_ACTION_ROW, "title", _(titles[i]), "subtitle-lines", 0, "use-markup", FALSE, NULL);
      self->example_times[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->example_times[i], "time");
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->example_rows[i]), self->example_times[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->example), self->example_rows[i]);
    }
  gtk_box_append (column, self->example);

  self->effect = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Tickets that are open now"), NULL);
  self->recompute = gtk_switch_new ();
  gtk_widget_set_valign (self->recompute, GTK_ALIGN_CENTER);
  self->effect_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Also recompute open tickets"), "title-lines", 0, "subtitle-lines", 0, "use-markup",
                                   FALSE, "activatable-widget", self->recompute, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->effect_row), self->recompute);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->recompute), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Also recompute open tickets"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->effect), self->effect_row);
  gtk_box_append (column, self->effect);
}
