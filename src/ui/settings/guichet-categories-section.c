/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-categories-section.h"

#include <glib/gi18n.h>

#include "guichet-name-list.h"

/**
 * GuichetCategoriesSection:
 *
 * What requests are sorted by.
 */
struct _GuichetCategoriesSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GuichetCategoriesSection, guichet_categories_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetCategoriesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (rows == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  guichet_name_list_set_rows (GUICHET_NAME_LIST (self->list), rows);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
guichet_categories_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_CATEGORIES, NULL,
                          guichet_settings_section_get_cancellable (section), on_listed, g_object_ref (section));
}

static void
guichet_categories_section_class_init (GuichetCategoriesSectionClass *klass)
{
  GUICHET_SETTINGS_SECTION_CLASS (klass)->load = guichet_categories_section_load;
}

static void
guichet_categories_section_init (GuichetCategoriesSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GtkWidget *column = guichet_settings_section_create_column (section);

  self->list = guichet_name_list_new (section, DESK_OFFICE_CATEGORIES, "label", _("Categories"), NULL,
                                      _("Clients choose one of these, in this order, when they file a request. A new name reaches every ticket at once. "
                                        "Drag a category to move it, or press Alt with an arrow key."),
                                      _("Category"), _("New category"));
  gtk_box_append (GTK_BOX (column), self->list);
  guichet_settings_section_set_title (section, _("Categories"), NULL);
  guichet_settings_section_set_content (section, column, FALSE);
}
