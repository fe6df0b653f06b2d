/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-company-page.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-labels.h"
#include "guichet-name-list.h"
#include "guichet-person-finder.h"
#include "guichet-settings-name.h"

/**
 * GuichetCompanyPage:
 *
 * A company: its name, whether it is served, its members and its projects.
 */
struct _GuichetCompanyPage
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this */
  DeskOfficeRow *company;
  GtkWidget *name;
  GtkWidget *active;
  GtkWidget *members;
  GtkWidget *nobody;
  GPtrArray *rows;
  GtkWidget *projects;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetCompanyPage, guichet_company_page, ADW_TYPE_BIN)

static void
guichet_company_page_finalize (GObject *object)
{
  GuichetCompanyPage *self = GUICHET_COMPANY_PAGE (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (guichet_company_page_parent_class)->finalize (object);
}

static void
guichet_company_page_class_init (GuichetCompanyPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_company_page_finalize;
}

static const char *
get_id (GuichetCompanyPage *self)
{
  return desk_office_row_get_text (self->company, "id");
}

/* Members --------------------------------------------------------------------------------------------------------------------------------------- */

static void ask_members (GuichetCompanyPage *self);

static void
on_member_removed (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!desk_office_remove_finish (DESK_OFFICE (source), result, &error))
    guichet_settings_section_refuse (self->section, error);
  else
    {
      guichet_settings_section_saved (self->section, _("Removed"));
      ask_members (self);
    }
}

static void
on_remove_response (AdwMessageDialog *dialog,
                    const char *response,
                    gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;

  if (g_str_equal (response, "remove"))
    desk_office_remove_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_MEMBERS,
                              g_object_get_data (G_OBJECT (dialog), "member"), guichet_settings_section_get_cancellable (self->section),
                              on_member_removed, g_object_ref (self));
}

static const char *
get_name (DeskOfficeRow *profile)
{
  const char *name = profile != NULL ? desk_office_row_get_text (profile, "full_name") : NULL;
  const char *email = profile != NULL ? desk_office_row_get_text (profile, "email") : NULL;

  return name != NULL && *name != '\0' ? name : email != NULL ? email : "";
}

static void
on_remove (GtkWidget *button,
           gpointer user_data)
{
  GuichetCompanyPage *self = GUICHET_COMPANY_PAGE (user_data);
  DeskOfficeRow *member = g_object_get_data (G_OBJECT (button), "member");
  g_autofree char *heading = g_strdup_printf (_("Remove %s?"), get_name (desk_office_row_get_row (member, "profiles")));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading,
                                              _("They no longer see the requests of this company. What they wrote stays."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "member", g_object_ref (member), g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (on_remove_response), g_object_ref (self));
  guichet_settings_section_ask (self->section, dialog);
}

static GtkWidget *
create_member (GuichetCompanyPage *self,
               DeskOfficeRow *member)
{
  DeskOfficeRow *profile = desk_office_row_get_row (member, "profiles");
  const char *email = profile != NULL ? desk_office_row_get_text (profile, "email") : NULL;
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", get_name (profile), "subtitle", email != NULL ? email : "", NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove %s"), get_name (profile));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  guichet_labels_set (button, label);
  g_object_set_data_full (G_OBJECT (button), "member", g_object_ref (member), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
on_members (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) members = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (members == NULL)
    {
      guichet_settings_section_refuse (self->section, error);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->members), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (DeskOfficeRow) member = g_list_model_get_item (members, i);
      GtkWidget *row = create_member (self, member);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->members), row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->nobody, self->rows->len == 0);
}

static void
ask_members (GuichetCompanyPage *self)
{
  desk_office_list_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_MEMBERS, get_id (self),
                          guichet_settings_section_get_cancellable (self->section), on_members, g_object_ref (self));
}

static void
on_member_added (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);

  if (row == NULL)
    {
      if (g_strcmp0 (desk_error_get_refusal (error), "23505") == 0)
        {
          /* Perhaps somebody else added them: they show, too. */
          guichet_settings_section_complain (self->section, _("This person is a member already."));
          ask_members (self);
        }
      else
        guichet_settings_section_refuse (self->section, error);
      return;
    }

  guichet_settings_section_saved (self->section, _("Added"));
  ask_members (self);
}

static void
on_person (DeskOfficeRow *person,
           gpointer user_data)
{
  GuichetCompanyPage *self = GUICHET_COMPANY_PAGE (user_data);
  GVariantDict values;

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "client_id", "s", get_id (self));
  g_variant_dict_insert (&values, "user_id", "s", desk_office_row_get_text (person, "user_id"));
  desk_office_add_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_MEMBERS, g_variant_dict_end (&values),
                         guichet_settings_section_get_cancellable (self->section), on_member_added, g_object_ref (self));
}

static void
on_add_member (GuichetCompanyPage *self)
{
  guichet_person_finder_ask (self->section, _("Add a Member"), on_person, self);
}

/* The company itself ---------------------------------------------------------------------------------------------------------------------------- */

static void
show_company (GuichetCompanyPage *self)
{
  self->filling = TRUE;
  guichet_settings_name_show (self->name, desk_office_row_get_text (self->company, "name"));
  gtk_switch_set_active (GTK_SWITCH (self->active), desk_office_row_get_flag (self->company, "is_active"));
  self->filling = FALSE;
}

static void
on_company_saved (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (row != NULL || theirs != NULL)
    g_set_object (&self->company, (row != NULL ? row : theirs));
  show_company (self);
  if (row == NULL)
    guichet_settings_section_refuse (self->section, error);
  else
    {
      guichet_settings_section_set_title (self->section, desk_office_row_get_text (row, "name"), NULL);
      guichet_settings_section_saved (self->section, _("Saved"));
    }
}

static void
change_company (GuichetCompanyPage *self,
                GVariant *changes)
{
  desk_office_change_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_COMPANIES, self->company, changes,
                            guichet_settings_section_get_cancellable (self->section), on_company_saved, g_object_ref (self));
}

static void
on_name_applied (GuichetCompanyPage *self)
{
  g_autofree char *name = guichet_settings_name_read (self->section, self->name, GUICHET_SETTINGS_LONG_NAME);
  GVariantDict values;

  if (name == NULL)
    return;

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "name", "s", name);
  change_company (self, g_variant_dict_end (&values));
}

static void
on_active (GuichetCompanyPage *self)
{
  GVariantDict values;

  if (self->filling)
    return;

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "is_active", "b", gtk_switch_get_active (GTK_SWITCH (self->active)));
  change_company (self, g_variant_dict_end (&values));
}

static void
on_projects (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetCompanyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) projects = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (projects == NULL)
    guichet_settings_section_refuse (self->section, error);
  else
    guichet_name_list_set_rows (GUICHET_NAME_LIST (self->projects), projects);
}

/**
 * guichet_company_page_show:
 * @self: a page
 * @company: of DESK_OFFICE_COMPANIES
 *
 * Shows a company, and asks for what hangs on it.
 */
void
guichet_company_page_show (GuichetCompanyPage *self,
                           DeskOfficeRow *company)
{
  g_set_object (&self->company, company);
  show_company (self);
  guichet_name_list_set_of (GUICHET_NAME_LIST (self->projects), "client_id", get_id (self));
  ask_members (self);
  desk_office_list_async (guichet_settings_section_get_office (self->section), DESK_OFFICE_PROJECTS, get_id (self),
                          guichet_settings_section_get_cancellable (self->section), on_projects, g_object_ref (self));
}

static GtkWidget *
create_about (GuichetCompanyPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Active"), "subtitle", _("Members of a company that is not active file nothing and get no e-mail."),
                                 "subtitle-lines", 0, NULL);

  self->name = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Name"), "show-apply-button", TRUE, NULL);
  guichet_labels_entry_row (self->name);
  g_signal_connect_object (self->name, "apply", G_CALLBACK (on_name_applied), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  self->active = gtk_switch_new ();
  gtk_widget_set_valign (self->active, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->active), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Active"), -1);
  g_signal_connect_object (self->active, "notify::active", G_CALLBACK (on_active), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->active);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->active);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return group;
}

static void
guichet_company_page_init (GuichetCompanyPage *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
guichet_company_page_new (GuichetSettingsSection *section)
{
  GuichetCompanyPage *self = g_object_new (GUICHET_TYPE_COMPANY_PAGE, NULL);
  GtkWidget *column = guichet_settings_section_create_column (section);
  GtkWidget *add = guichet_labels_button (_("_Add…"));

  self->section = section;
  gtk_box_append (GTK_BOX (column), create_about (self));
  self->members = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Members"), "header-suffix", add, NULL);
  gtk_widget_add_css_class (add, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a Member"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_member), self, G_CONNECT_SWAPPED);
  self->nobody = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Nobody yet"), "visible", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->members), self->nobody);
  gtk_box_append (GTK_BOX (column), self->members);
  self->projects = guichet_name_list_new (section, DESK_OFFICE_PROJECTS, "name", _("Projects"), _("Projects"), NULL, _("Project"), _("New project"));
  gtk_box_append (GTK_BOX (column), self->projects);
  adw_bin_set_child (ADW_BIN (self), guichet_settings_section_scroll (column));

  return GTK_WIDGET (self);
}
