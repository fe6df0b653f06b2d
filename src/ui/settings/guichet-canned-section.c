/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-section.h"

#include <glib/gi18n.h>

#include "guichet-canned-form.h"
#include "guichet-labels.h"
#include "guichet-place.h"
#include "guichet-settings-name.h"
#include "guichet-toast.h"

#define UNDO_SECONDS 10

/**
 * GuichetCannedSection:
 *
 * The canned replies of the desk, which all staff may insert and administrators write.
 */
struct _GuichetCannedSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *pages;             /* the list, and the form */
  GtkWidget *form;
  GtkWidget *box;
  GtkWidget *add;
  GPtrArray *rows;
  gboolean inside;
};

G_DEFINE_FINAL_TYPE (GuichetCannedSection, guichet_canned_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
update (GuichetCannedSection *self)
{
  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self),
                                        self->inside ? guichet_canned_form_count_changes (GUICHET_CANNED_FORM (self->form)) : 0);
}

/* From page to page ------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
find_row (GuichetCannedSection *self,
          DeskOfficeRow *reply)
{
  for (guint i = 0; reply != NULL && i < self->rows->len; i++)
    {
      DeskOfficeRow *other = g_object_get_data (G_OBJECT (self->rows->pdata[i]), "reply");

      if (g_strcmp0 (desk_office_row_get_text (other, "id"), desk_office_row_get_text (reply, "id")) == 0)
        return self->rows->pdata[i];
    }

  return self->add;
}

static void
show_list (GuichetCannedSection *self)
{
  self->inside = FALSE;
  update (self);
  guichet_settings_section_set_inside (GUICHET_SETTINGS_SECTION (self), NULL);
  guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), _("Canned replies"), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "list");
  gtk_widget_grab_focus (find_row (self, guichet_canned_form_get_reply (GUICHET_CANNED_FORM (self->form))));
}

static void
show_form (GuichetCannedSection *self,
           DeskOfficeRow *reply,
           const char *title)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  guichet_canned_form_show (GUICHET_CANNED_FORM (self->form), reply, title);
  self->inside = TRUE;
  guichet_settings_section_set_inside (section, _("All canned replies"));
  guichet_settings_section_set_title (section, reply != NULL ? desk_office_row_get_text (reply, "title") : title, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "form");
  guichet_canned_form_focus (GUICHET_CANNED_FORM (self->form));
  update (self);
}

static void
on_activated (GtkWidget *row,
              gpointer user_data)
{
  show_form (GUICHET_CANNED_SECTION (user_data), g_object_get_data (G_OBJECT (row), "reply"), NULL);
}

static void
on_new (GuichetCannedSection *self)
{
  g_autofree char *title = guichet_settings_name_read (GUICHET_SETTINGS_SECTION (self), self->add, 80);

  if (title == NULL)
    return;

  guichet_settings_section_complain (GUICHET_SETTINGS_SECTION (self), NULL);
  guichet_settings_name_show (self->add, NULL);
  show_form (self, NULL, title);
}

static void
on_may_go_back (gpointer user_data)
{
  show_list (GUICHET_CANNED_SECTION (user_data));
}

static gboolean
guichet_canned_section_step_back (GuichetSettingsSection *section)
{
  GuichetCannedSection *self = GUICHET_CANNED_SECTION (section);
  GtkWidget *place = gtk_widget_get_ancestor (GTK_WIDGET (self), GUICHET_TYPE_PLACE);

  if (!self->inside)
    return FALSE;

  if (place != NULL && guichet_settings_section_get_changes (section) > 0)
    guichet_place_ask (GUICHET_PLACE (place), on_may_go_back, self, NULL);
  else
    show_list (self);

  return TRUE;
}

/* Loading ------------------------------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
create_row (GuichetCannedSection *self,
            DeskOfficeRow *reply)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 1, "subtitle-lines", 1, "activatable", TRUE, NULL);
  g_autofree char *line = g_strdelimit (g_strdup (desk_office_row_get_text (reply, "body")), "\n\r\t", ' ');

  g_object_set (row, "title", desk_office_row_get_text (reply, "title"), "subtitle", line, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data_full (G_OBJECT (row), "reply", g_object_ref (reply), g_object_unref);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);

  return row;
}

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GuichetCannedSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (rows == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (GTK_LIST_BOX (self->box), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) reply = g_list_model_get_item (rows, i);
      GtkWidget *row = create_row (self, reply);

      /* Before the one that adds. */
      gtk_list_box_insert (GTK_LIST_BOX (self->box), row, i);
      g_ptr_array_add (self->rows, row);
    }
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
guichet_canned_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_CANNED_REPLIES, NULL,
                          guichet_settings_section_get_cancellable (section), on_listed, g_object_ref (section));
}

/* Saving ------------------------------------------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetCannedSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  guichet_settings_section_set_busy (section, FALSE);
  if (row != NULL || theirs != NULL)
    {
      guichet_canned_form_show (GUICHET_CANNED_FORM (self->form), (row != NULL ? row : theirs), NULL);
      guichet_settings_section_set_title (section, desk_office_row_get_text ((row != NULL ? row : theirs), "title"), NULL);
      guichet_settings_section_load (section);
    }
  update (self);
  if (row != NULL)
    guichet_settings_section_saved (section, _("Saved. All staff can insert it."));
  else
    guichet_settings_section_refuse (section, error);
}

static void
guichet_canned_section_save (GuichetSettingsSection *section)
{
  GuichetCannedSection *self = GUICHET_CANNED_SECTION (section);
  DeskOfficeRow *reply = guichet_canned_form_get_reply (GUICHET_CANNED_FORM (self->form));
  g_autofree char *body = NULL;
  g_autofree char *title = guichet_canned_form_read (GUICHET_CANNED_FORM (self->form), section, &body);
  GVariantDict values;

  if (title == NULL)
    return;

  guichet_settings_section_set_busy (section, TRUE);
  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "title", "s", title);
  g_variant_dict_insert (&values, "body", "s", body);
  if (reply != NULL)
    {
      desk_office_change_async (guichet_settings_section_get_office (section), DESK_OFFICE_CANNED_REPLIES, reply, g_variant_dict_end (&values),
                                guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
      return;
    }
  /* Nobody's own: the desk's. */
  g_variant_dict_insert_value (&values, "owner_id", g_variant_new_maybe (G_VARIANT_TYPE_STRING, NULL));
  desk_office_add_async (guichet_settings_section_get_office (section), DESK_OFFICE_CANNED_REPLIES, g_variant_dict_end (&values),
                         guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
}

static void
guichet_canned_section_discard (GuichetSettingsSection *section)
{
  GuichetCannedSection *self = GUICHET_CANNED_SECTION (section);
  DeskOfficeRow *reply = guichet_canned_form_get_reply (GUICHET_CANNED_FORM (self->form));

  guichet_canned_form_show (GUICHET_CANNED_FORM (self->form), reply, NULL);
  if (reply == NULL)
    show_list (self);
  update (self);
}

/* Deleting, which can be undone ----------------------------------------------------------------------------------------------------------------- */

static void
on_restored (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetCannedSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, NULL, &error);

  if (row == NULL)
    guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
  else
    guichet_settings_section_load (GUICHET_SETTINGS_SECTION (self));
}

static void
set_deleted (GuichetCannedSection *self,
             DeskOfficeRow *reply,
             gboolean deleted,
             GAsyncReadyCallback callback)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GVariantDict values;

  g_variant_dict_init (&values, NULL);
  /* The database's own word for its present time. */
  g_variant_dict_insert_value (&values, "deleted_at", g_variant_new_maybe (G_VARIANT_TYPE_STRING, deleted ? g_variant_new_string ("now") : NULL));
  desk_office_change_async (guichet_settings_section_get_office (section), DESK_OFFICE_CANNED_REPLIES, reply, g_variant_dict_end (&values),
                            guichet_settings_section_get_cancellable (section), callback, g_object_ref (self));
}

static void
on_undo (AdwToast *toast,
         gpointer user_data)
{
  set_deleted (GUICHET_CANNED_SECTION (user_data), g_object_get_data (G_OBJECT (toast), "reply"), FALSE, on_restored);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetCannedSection) self = user_data;
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);
  AdwToast *toast;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  guichet_settings_section_set_busy (section, FALSE);
  if (theirs != NULL)
    guichet_canned_form_show (GUICHET_CANNED_FORM (self->form), theirs, NULL);
  update (self);
  if (row == NULL)
    {
      guichet_settings_section_refuse (section, error);
      return;
    }

  guichet_canned_form_show (GUICHET_CANNED_FORM (self->form), NULL, NULL);
  show_list (self);
  guichet_settings_section_complain (section, NULL);
  guichet_settings_section_load (section);
  toast = guichet_toast_offer (GTK_WIDGET (self), _("Canned reply deleted"), _("Undo"), UNDO_SECONDS);
  if (toast == NULL)
    return;
  g_object_set_data_full (G_OBJECT (toast), "reply", g_object_ref (row), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), self, 0);
}

static void
on_remove (GuichetCannedSection *self)
{
  guichet_settings_section_set_busy (GUICHET_SETTINGS_SECTION (self), TRUE);
  set_deleted (self, guichet_canned_form_get_reply (GUICHET_CANNED_FORM (self->form)), TRUE, on_removed);
}

/* The page ----------------------------------------------------------------------------------------------------------------------------------------- */

static void
guichet_canned_section_finalize (GObject *object)
{
  g_clear_pointer (&GUICHET_CANNED_SECTION (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (guichet_canned_section_parent_class)->finalize (object);
}

static void
guichet_canned_section_class_init (GuichetCannedSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_canned_section_finalize;
  section_class->load = guichet_canned_section_load;
  section_class->save = guichet_canned_section_save;
  section_class->discard = guichet_canned_section_discard;
  section_class->step_back = guichet_canned_section_step_back;
}

static GtkWidget *
create_list (GuichetCannedSection *self)
{
  GtkWidget *column = guichet_settings_section_create_column (GUICHET_SETTINGS_SECTION (self));
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *group;

  group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "description",
                              _("Texts that staff insert into what they write, with variables filled in. Everybody has their own besides, in the composer."), NULL);
  self->add = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("New canned reply"), "show-apply-button", TRUE, NULL);
  guichet_labels_entry_row (self->add);
  g_signal_connect_object (self->add, "apply", G_CALLBACK (on_new), self, G_CONNECT_SWAPPED);
  self->box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->box, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Canned replies"), -1);
  gtk_list_box_append (GTK_LIST_BOX (self->box), self->add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->box);
  gtk_box_append (GTK_BOX (column), group);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 820);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);

  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
}

static void
guichet_canned_section_init (GuichetCannedSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->rows = g_ptr_array_new ();
  self->pages = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_add_named (GTK_STACK (self->pages), create_list (self), "list");
  self->form = guichet_canned_form_new ();
  g_signal_connect_object (self->form, "edited", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (GTK_STACK (self->pages), self->form, "form");
  guichet_settings_section_set_title (section, _("Canned replies"), NULL);
  guichet_settings_section_set_content (section, self->pages, TRUE);
}
