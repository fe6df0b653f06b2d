/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-targets-private.h"

#include "desk-working-time.h"

/* What is written in the grid, and how it differs from what is saved. */

static const char *const columns[GUICHET_N_TARGETS] = { "response_sla_minutes", "resolve_sla_minutes", "next_response_sla_minutes" };

const char *
guichet_targets_grid_get_column (GuichetTarget target)
{
  return columns[target];
}

DeskOfficeRow *
guichet_targets_grid_get_calendar (GuichetTargetsGrid *self,
                                   guint line)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->lines[line].calendar));
  g_autoptr (DeskOfficeRow) calendar = NULL;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  calendar = g_list_model_get_item (self->calendars, selected - 1);

  /* The list holds it. */
  return calendar;
}

static gboolean
read_minutes (GuichetTargetsGrid *self,
              guint line,
              GuichetTarget target,
              int *minutes)
{
  int day = desk_working_time_get_day (guichet_targets_grid_get_calendar (self, line));

  return desk_working_time_parse (gtk_editable_get_text (GTK_EDITABLE (self->lines[line].entries[target])), day, minutes);
}

/* The minutes that stand there, 0 for no target, or -1 where it cannot be read. */
int
guichet_targets_grid_get_minutes (GuichetTargetsGrid *self,
                                  guint line,
                                  GuichetTarget target)
{
  int minutes;

  return read_minutes (self, line, target, &minutes) ? minutes : -1;
}

gboolean
guichet_targets_grid_is_changed (GuichetTargetsGrid *self,
                                 guint line,
                                 GuichetTarget target)
{
  return guichet_targets_grid_get_minutes (self, line, target) != desk_office_row_get_number (self->lines[line].row, columns[target], 0);
}

static gboolean
is_calendar_changed (GuichetTargetsGrid *self,
                     guint line)
{
  DeskOfficeRow *calendar = guichet_targets_grid_get_calendar (self, line);

  return g_strcmp0 (calendar != NULL ? desk_office_row_get_text (calendar, "id") : NULL,
                    desk_office_row_get_text (self->lines[line].row, "calendar_id")) != 0;
}

/* How long a day of the saved row is. */
int
guichet_targets_grid_get_saved_day (GuichetTargetsGrid *self,
                                    DeskOfficeRow *row)
{
  const char *id = desk_office_row_get_text (row, "calendar_id");

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (self->calendars); i++)
    {
      g_autoptr (DeskOfficeRow) calendar = g_list_model_get_item (self->calendars, i);

      if (g_str_equal (desk_office_row_get_text (calendar, "id"), id))
        return desk_working_time_get_day (calendar);
    }

  return desk_working_time_get_day (NULL);
}

/**
 * guichet_targets_grid_count_changes:
 * @self: a grid
 * @valid: (out): whether all of it can be read
 *
 * Returns: how many targets and calendars are others than those that are saved
 */
guint
guichet_targets_grid_count_changes (GuichetTargetsGrid *self,
                                    gboolean *valid)
{
  guint changes = 0;

  *valid = TRUE;
  for (guint line = 0; line < self->n_lines; line++)
    {
      for (guint target = 0; target < GUICHET_N_TARGETS; target++)
        {
          changes += guichet_targets_grid_is_changed (self, line, target);
          *valid = *valid && guichet_targets_grid_get_minutes (self, line, target) >= 0;
        }
      changes += is_calendar_changed (self, line);
    }

  return changes;
}

/**
 * guichet_targets_grid_dup_changes:
 * @self: a grid
 * @line: of it
 *
 * Returns: (transfer full) (nullable): what of the row is to be another, of the type a{sv}
 */
GVariant *
guichet_targets_grid_dup_changes (GuichetTargetsGrid *self,
                                  guint line)
{
  GVariantBuilder changes;
  gboolean any = FALSE;

  g_variant_builder_init (&changes, G_VARIANT_TYPE_VARDICT);
  for (guint target = 0; target < GUICHET_N_TARGETS; target++)
    if (guichet_targets_grid_is_changed (self, line, target))
      {
        int minutes = guichet_targets_grid_get_minutes (self, line, target);

        any = TRUE;
        g_variant_builder_add (&changes, "{sv}", columns[target],
                               g_variant_new_maybe (G_VARIANT_TYPE_INT64, minutes > 0 ? g_variant_new_int64 (minutes) : NULL));
      }
  if (is_calendar_changed (self, line))
    {
      DeskOfficeRow *calendar = guichet_targets_grid_get_calendar (self, line);

      any = TRUE;
      g_variant_builder_add (&changes, "{sv}", "calendar_id",
                             g_variant_new_maybe (G_VARIANT_TYPE_STRING, calendar == NULL ? NULL
                                                    : g_variant_new_string (desk_office_row_get_text (calendar, "id"))));
    }
  if (!any)
    {
      g_variant_builder_clear (&changes);
      return NULL;
    }

  return g_variant_ref_sink (g_variant_builder_end (&changes));
}

/* The focus goes to what cannot be read. */
void
guichet_targets_grid_show_wrong (GuichetTargetsGrid *self)
{
  for (guint line = 0; line < self->n_lines; line++)
    for (guint target = 0; target < GUICHET_N_TARGETS; target++)
      if (guichet_targets_grid_get_minutes (self, line, target) < 0)
        {
          gtk_widget_grab_focus (self->lines[line].entries[target]);
          return;
        }
}
