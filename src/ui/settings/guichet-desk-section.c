/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-desk-section.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-name.h"
#include "guichet-zone-row.h"

static const char *const keys[] = { "name", "time_zone" };

/**
 * GuichetDeskSection:
 *
 * What the desk is called, and which time its e-mails tell.
 */
struct _GuichetDeskSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *name;
  GtkWidget *zone;
  GListModel *loaded;           /* while loading */
  DeskOfficeRow *rows[G_N_ELEMENTS (keys)];
  guint saving;
};

G_DEFINE_FINAL_TYPE (GuichetDeskSection, guichet_desk_section, GUICHET_TYPE_SETTINGS_SECTION)

static const char *
get_value (GuichetDeskSection *self,
           guint key)
{
  return key == 0 ? gtk_editable_get_text (GTK_EDITABLE (self->name)) : guichet_zone_row_get_zone (GUICHET_ZONE_ROW (self->zone));
}

static gboolean
is_changed (GuichetDeskSection *self,
            guint key)
{
  return self->rows[key] != NULL && g_strcmp0 (get_value (self, key), desk_office_row_get_text (self->rows[key], "value")) != 0;
}

static void
update (GuichetDeskSection *self)
{
  guint changes = 0;

  for (guint key = 0; key < G_N_ELEMENTS (keys); key++)
    changes += is_changed (self, key);
  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self), changes);
}

static void
show (GuichetDeskSection *self,
      guint key)
{
  const char *value = desk_office_row_get_text (self->rows[key], "value");

  if (key == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), value);
  else
    guichet_zone_row_set_zone (GUICHET_ZONE_ROW (self->zone), value);
}

static void
on_zones (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetDeskSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) answer = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  g_auto (GStrv) zones = NULL;

  if (answer == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  zones = desk_office_row_dup_texts (answer, "value");
  guichet_zone_row_set_zones (GUICHET_ZONE_ROW (self->zone), (const char *const *) zones);
  for (guint i = 0; guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (self)) == 0 && i < g_list_model_get_n_items (self->loaded); i++)
    {
      g_autoptr (DeskOfficeRow) row = g_list_model_get_item (self->loaded, i);

      for (guint key = 0; key < G_N_ELEMENTS (keys); key++)
        if (g_strcmp0 (desk_office_row_get_text (row, "key"), keys[key]) == 0)
          g_set_object (&self->rows[key], row);
    }
  for (guint key = 0; guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (self)) == 0 && key < G_N_ELEMENTS (keys); key++)
    if (self->rows[key] != NULL)
      show (self, key);
  update (self);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
on_settings (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetDeskSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (rows == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  g_set_object (&self->loaded, rows);
  desk_office_list_time_zones_async (DESK_OFFICE (source), guichet_settings_section_get_cancellable (GUICHET_SETTINGS_SECTION (self)), on_zones,
                                     g_object_ref (self));
}

static void
guichet_desk_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_SETTINGS, NULL,
                          guichet_settings_section_get_cancellable (section), on_settings, g_object_ref (section));
}

static void save_next (GuichetDeskSection *self);

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetDeskSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  if (row != NULL || theirs != NULL)
    {
      g_set_object (&self->rows[self->saving], (row != NULL ? row : theirs));
      show (self, self->saving);
    }
  if (row == NULL)
    {
      guichet_settings_section_set_busy (GUICHET_SETTINGS_SECTION (self), FALSE);
      update (self);
      guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  self->saving++;
  save_next (self);
}

static void
save_next (GuichetDeskSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GVariantDict values;

  while (self->saving < G_N_ELEMENTS (keys) && !is_changed (self, self->saving))
    self->saving++;
  if (self->saving >= G_N_ELEMENTS (keys))
    {
      guichet_settings_section_set_busy (section, FALSE);
      update (self);
      guichet_settings_section_saved (section, _("Saved. The next e-mails follow."));
      return;
    }

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "value", "s", get_value (self, self->saving));
  desk_office_change_async (guichet_settings_section_get_office (section), DESK_OFFICE_SETTINGS, self->rows[self->saving], g_variant_dict_end (&values),
                            guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
}

static void
guichet_desk_section_save (GuichetSettingsSection *section)
{
  GuichetDeskSection *self = GUICHET_DESK_SECTION (section);
  g_autofree char *name = guichet_settings_name_read (section, self->name, GUICHET_SETTINGS_SHORT_NAME);

  if (name == NULL)
    return;

  guichet_settings_section_set_busy (section, TRUE);
  self->saving = 0;
  save_next (self);
}

static void
guichet_desk_section_discard (GuichetSettingsSection *section)
{
  GuichetDeskSection *self = GUICHET_DESK_SECTION (section);

  for (guint key = 0; key < G_N_ELEMENTS (keys); key++)
    if (self->rows[key] != NULL)
      show (self, key);
  update (self);
}

static void
guichet_desk_section_finalize (GObject *object)
{
  GuichetDeskSection *self = GUICHET_DESK_SECTION (object);

  for (guint key = 0; key < G_N_ELEMENTS (keys); key++)
    g_clear_object (&self->rows[key]);
  g_clear_object (&self->loaded);

  G_OBJECT_CLASS (guichet_desk_section_parent_class)->finalize (object);
}

static void
guichet_desk_section_class_init (GuichetDeskSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_desk_section_finalize;
  section_class->load = guichet_desk_section_load;
  section_class->save = guichet_desk_section_save;
  section_class->discard = guichet_desk_section_discard;
}

static void
guichet_desk_section_init (GuichetDeskSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GtkWidget *column = guichet_settings_section_create_column (section);
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "description", _("E-mails are signed with this name, and tell times in this time zone."), NULL);

  self->name = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Name of the desk"), NULL);
  guichet_labels_entry_row (self->name);
  g_signal_connect_object (self->name, "notify::text", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  self->zone = guichet_zone_row_new ();
  g_signal_connect_object (self->zone, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->zone);
  gtk_box_append (GTK_BOX (column), group);
  guichet_settings_section_set_title (section, _("Desk"), NULL);
  guichet_settings_section_set_content (section, column, FALSE);
}
