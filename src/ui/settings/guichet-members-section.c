/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-members-section.h"

#include <glib/gi18n.h>

#include "guichet-company-page.h"
#include "guichet-labels.h"
#include "guichet-person-finder.h"
#include "guichet-settings-name.h"
#include "guichet-staff-row.h"
#include "guichet-by-steps.h"

/* Companies that show at once; the others follow in steps. */
#define FIRST_ROWS 24

/**
 * GuichetMembersSection:
 *
 * Who works at the desk, with which role, and the companies that it serves.
 */
struct _GuichetMembersSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *pages;
  GtkWidget *staff;
  GtkWidget *companies;
  GtkWidget *new_company;
  GtkWidget *page;
  GPtrArray *staff_rows;
  GListModel *clients;
  GPtrArray *company_rows;
  guint filling_id;
  gboolean inside;
};

G_DEFINE_FINAL_TYPE (GuichetMembersSection, guichet_members_section, GUICHET_TYPE_SETTINGS_SECTION)

/* From page to page --------------------------------------------------------------------------------------------------------------------------- */

static gboolean
guichet_members_section_step_back (GuichetSettingsSection *section)
{
  GuichetMembersSection *self = GUICHET_MEMBERS_SECTION (section);

  if (!self->inside)
    return FALSE;

  self->inside = FALSE;
  guichet_settings_section_set_inside (section, NULL);
  guichet_settings_section_set_title (section, _("Members and roles"), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "list");
  gtk_widget_child_focus (self->companies, GTK_DIR_TAB_FORWARD);
  guichet_settings_section_load (section);

  return TRUE;
}

static void
open_company (GuichetMembersSection *self,
              DeskOfficeRow *company)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->inside = TRUE;
  guichet_settings_section_set_inside (section, _("All companies"));
  guichet_settings_section_set_title (section, desk_office_row_get_text (company, "name"), NULL);
  guichet_company_page_show (GUICHET_COMPANY_PAGE (self->page), company);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "company");
  guichet_settings_enter (self->page);
}

static void
on_company_activated (GtkWidget *row,
                      gpointer user_data)
{
  open_company (GUICHET_MEMBERS_SECTION (user_data), g_object_get_data (G_OBJECT (row), "company"));
}

/* Loading ------------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
create_company_row (GuichetMembersSection *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_signal_connect (row, "activated", G_CALLBACK (on_company_activated), self);

  return row;
}

static void
show_company (GtkWidget *row,
              DeskOfficeRow *company)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), desk_office_row_get_text (company, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), desk_office_row_get_flag (company, "is_active") ? "" : _("Not active"));
  g_object_set_data_full (G_OBJECT (row), "company", g_object_ref (company), g_object_unref);
}

/* The next company gets its row, above the one that adds. */
static gboolean
add_company (gpointer user_data)
{
  GuichetMembersSection *self = user_data;
  guint n = self->company_rows->len;
  g_autoptr (DeskOfficeRow) company = g_list_model_get_item (self->clients, n);
  GtkWidget *row;

  if (company == NULL)
    return FALSE;

  row = create_company_row (self);
  show_company (row, company);
  gtk_list_box_insert (GTK_LIST_BOX (gtk_widget_get_parent (self->new_company)), row, (int) n);
  g_ptr_array_add (self->company_rows, row);

  return TRUE;
}

/* Rows that are there stay, so that nobody loses their place: what they show may be another company. */
static void
show_companies (GuichetMembersSection *self,
                GListModel *companies)
{
  guint n = g_list_model_get_n_items (companies);

  g_set_object (&self->clients, companies);
  for (guint i = 0; i < MIN (n, self->company_rows->len); i++)
    {
      g_autoptr (DeskOfficeRow) company = g_list_model_get_item (companies, i);

      show_company (self->company_rows->pdata[i], company);
    }
  while (self->company_rows->len > n)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->companies), g_ptr_array_steal_index (self->company_rows, self->company_rows->len - 1));
  while (self->company_rows->len < FIRST_ROWS && add_company (self))
    ;
  guichet_by_steps_begin (&self->filling_id, add_company, self);
}

static void
on_companies (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetMembersSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) companies = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (companies == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  show_companies (self, companies);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
clear_staff (GuichetMembersSection *self)
{
  for (guint i = 0; i < self->staff_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->staff), self->staff_rows->pdata[i]);
  g_ptr_array_set_size (self->staff_rows, 0);
}

static void
on_staff (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetMembersSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) staff = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (staff == NULL)
    {
      guichet_settings_section_failed (section, error);
      return;
    }

  clear_staff (self);
  for (guint i = 0; i < g_list_model_get_n_items (staff); i++)
    {
      g_autoptr (DeskOfficeRow) person = g_list_model_get_item (staff, i);
      GtkWidget *row = guichet_staff_row_new (section, person);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->staff), row);
      g_ptr_array_add (self->staff_rows, row);
    }
  desk_office_list_async (DESK_OFFICE (source), DESK_OFFICE_COMPANIES, NULL, guichet_settings_section_get_cancellable (section), on_companies,
                          g_object_ref (self));
}

static void
guichet_members_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_STAFF, NULL, guichet_settings_section_get_cancellable (section),
                          on_staff, g_object_ref (section));
}

/* Adding -------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_company_added (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GuichetMembersSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) company = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);

  guichet_settings_release (self->new_company);
  if (company == NULL)
    {
      guichet_settings_name_mark (self->new_company, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  guichet_settings_name_show (self->new_company, NULL);
  guichet_settings_section_saved (GUICHET_SETTINGS_SECTION (self), _("Added"));
  open_company (self, company);
}

static void
on_new_company (GuichetMembersSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autofree char *name = guichet_settings_name_read (section, self->new_company, GUICHET_SETTINGS_LONG_NAME);
  GVariantDict values;

  if (name == NULL)
    return;

  guichet_settings_hold (self->new_company);
  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "name", "s", name);
  desk_office_add_async (guichet_settings_section_get_office (section), DESK_OFFICE_COMPANIES, g_variant_dict_end (&values),
                         guichet_settings_section_get_cancellable (section), on_company_added, g_object_ref (self));
}

static void
on_staff_added (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GuichetMembersSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);

  if (row == NULL)
    guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
  else
    {
      guichet_settings_section_saved (GUICHET_SETTINGS_SECTION (self), _("Added as support agent"));
      guichet_settings_section_load (GUICHET_SETTINGS_SECTION (self));
    }
}

static void
on_profile (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetMembersSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) people = desk_office_list_finish (DESK_OFFICE (source), result, &error);
  g_autoptr (DeskOfficeRow) person = people != NULL ? g_list_model_get_item (people, 0) : NULL;

  if (person == NULL)
    {
      if (error != NULL)
        guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  guichet_staff_give_role (GUICHET_SETTINGS_SECTION (self), person, "support", on_staff_added, g_object_ref (self));
}

static void
on_person (DeskOfficeRow *person,
           gpointer user_data)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (user_data);

  if (g_strcmp0 (desk_office_row_get_text (person, "role"), "client") != 0)
    {
      guichet_settings_section_complain (section, _("This person is on the staff already."));
      return;
    }

  /* What the search tells is no row that can be changed safely: it is read first. */
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_PROFILE, desk_office_row_get_text (person, "user_id"),
                          guichet_settings_section_get_cancellable (section), on_profile, g_object_ref (section));
}

static void
on_add_staff (GuichetMembersSection *self)
{
  guichet_person_finder_ask (GUICHET_SETTINGS_SECTION (self), _("Add to the Staff"), on_person, self);
}

static void
guichet_members_section_dispose (GObject *object)
{
  g_clear_handle_id (&GUICHET_MEMBERS_SECTION (object)->filling_id, g_source_remove);

  G_OBJECT_CLASS (guichet_members_section_parent_class)->dispose (object);
}

static void
guichet_members_section_finalize (GObject *object)
{
  GuichetMembersSection *self = GUICHET_MEMBERS_SECTION (object);

  g_clear_pointer (&self->staff_rows, g_ptr_array_unref);
  g_clear_pointer (&self->company_rows, g_ptr_array_unref);
  g_clear_object (&self->clients);

  G_OBJECT_CLASS (guichet_members_section_parent_class)->finalize (object);
}

static void
guichet_members_section_class_init (GuichetMembersSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_members_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = guichet_members_section_finalize;
  section_class->load = guichet_members_section_load;
  section_class->step_back = guichet_members_section_step_back;
}

static GtkWidget *
create_list (GuichetMembersSection *self)
{
  GtkWidget *column = guichet_settings_section_create_column (GUICHET_SETTINGS_SECTION (self));
  GtkWidget *add = guichet_labels_button (_("_Add…"));

  gtk_widget_add_css_class (add, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add to the Staff"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_staff), self, G_CONNECT_SWAPPED);
  self->staff = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Staff"), "header-suffix", add, NULL);
  gtk_box_append (GTK_BOX (column), self->staff);
  self->companies = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Companies"), NULL);
  self->new_company = guichet_settings_name_new_row (_("New company"));
  g_signal_connect_object (self->new_company, "apply", G_CALLBACK (on_new_company), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->companies), self->new_company);
  gtk_box_append (GTK_BOX (column), self->companies);

  return guichet_settings_section_scroll (column);
}

static void
guichet_members_section_init (GuichetMembersSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->staff_rows = g_ptr_array_new ();
  self->company_rows = g_ptr_array_new ();
  self->pages = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_add_named (GTK_STACK (self->pages), create_list (self), "list");
  self->page = guichet_company_page_new (section);
  gtk_stack_add_named (GTK_STACK (self->pages), self->page, "company");
  guichet_settings_section_set_title (section, _("Members and roles"), NULL);
  guichet_settings_section_set_content (section, self->pages, TRUE);
}
