/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-zone-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "guichet-labels.h"

/**
 * GuichetZoneRow:
 *
 * A time zone, of those that the database knows. Places come first in their names, because that is what people look for.
 */
struct _GuichetZoneRow
{
  AdwActionRow parent_instance;

  GtkWidget *drop_down;
  char **zones;
  char *zone;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetZoneRow, guichet_zone_row, ADW_TYPE_ACTION_ROW)

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
guichet_zone_row_finalize (GObject *object)
{
  GuichetZoneRow *self = GUICHET_ZONE_ROW (object);

  g_clear_pointer (&self->zones, g_strfreev);
  g_clear_pointer (&self->zone, g_free);

  G_OBJECT_CLASS (guichet_zone_row_parent_class)->finalize (object);
}

static void
guichet_zone_row_class_init (GuichetZoneRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_zone_row_finalize;

  /**
   * GuichetZoneRow::edited:
   *
   * The person chose another zone.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* America/Argentina/Buenos_Aires is Buenos Aires (America/Argentina). */
static char *
dup_name (const char *zone)
{
  const char *slash = strrchr (zone, '/');
  g_autofree char *place = g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone), "_", ' ');
  g_autofree char *region = slash != NULL ? g_strndup (zone, slash - zone) : NULL;

  return region != NULL ? g_strdup_printf ("%s (%s)", place, region) : g_steal_pointer (&place);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *first = dup_name (*(const char *const *) a);
  g_autofree char *second = dup_name (*(const char *const *) b);

  return strcmp (first, second);
}

static void
select_zone (GuichetZoneRow *self)
{
  self->filling = TRUE;
  for (guint i = 0; self->zones != NULL && self->zones[i] != NULL; i++)
    if (g_strcmp0 (self->zones[i], self->zone) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), i);
  self->filling = FALSE;
}

static void
on_selected (GuichetZoneRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  if (self->filling || selected == GTK_INVALID_LIST_POSITION || self->zones == NULL)
    return;

  g_free (self->zone);
  self->zone = g_strdup (self->zones[selected]);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
guichet_zone_row_init (GuichetZoneRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Time zone"));
  self->drop_down = gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop_down), TRUE);
  gtk_widget_set_valign (self->drop_down, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->drop_down, "flat");
  guichet_labels_drop_down (self->drop_down, _("Time zone"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->drop_down);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->drop_down);
}

GtkWidget *
guichet_zone_row_new (void)
{
  return g_object_new (GUICHET_TYPE_ZONE_ROW, NULL);
}

const char *
guichet_zone_row_get_zone (GuichetZoneRow *self)
{
  return self->zone != NULL ? self->zone : "UTC";
}

/* Shows a zone, which is no change by the person. */
void
guichet_zone_row_set_zone (GuichetZoneRow *self,
                           const char *zone)
{
  g_free (self->zone);
  self->zone = g_strdup (zone);
  select_zone (self);
}

/**
 * guichet_zone_row_set_zones:
 * @self: a row
 * @zones: the names that the database knows
 */
void
guichet_zone_row_set_zones (GuichetZoneRow *self,
                            const char *const *zones)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_strfreev (self->zones);
  self->zones = g_strdupv ((char **) zones);
  qsort (self->zones, g_strv_length (self->zones), sizeof (char *), compare_names);
  for (guint i = 0; self->zones[i] != NULL; i++)
    {
      g_autofree char *name = dup_name (self->zones[i]);

      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop_down), G_LIST_MODEL (names));
  self->filling = FALSE;
  select_zone (self);
}
