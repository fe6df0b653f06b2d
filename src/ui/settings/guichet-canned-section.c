/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-section.h"

#include <glib/gi18n.h>

#include "guichet-canned-form.h"
#include "guichet-format.h"
#include "guichet-open-list.h"
#include "guichet-place.h"
#include "guichet-toast.h"

#define UNDO_SECONDS 10
/* As the database has it. */
#define LONGEST_TITLE 80

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
  GtkWidget *list;
  gboolean inside;
};

G_DEFINE_FINAL_TYPE (GuichetCannedSection, guichet_canned_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
update (GuichetCannedSection *self)
{
  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self),
                                        self->inside ? guichet_canned_form_count_changes (GUICHET_CANNED_FORM (self->form)) : 0);
}

/* What was wrong may be right now: it is looked at again when it is saved. */
static void
on_edited (GuichetCannedSection *self)
{
  guichet_settings_section_complain (GUICHET_SETTINGS_SECTION (self), NULL);
  update (self);
}

/* From page to page ------------------------------------------------------------------------------------------------------------------------- */

static void
show_list (GuichetCannedSection *self)
{
  self->inside = FALSE;
  update (self);
  guichet_settings_section_set_inside (GUICHET_SETTINGS_SECTION (self), NULL);
  guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), _("Canned replies"), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "list");
  guichet_open_list_focus_row (GUICHET_OPEN_LIST (self->list), guichet_canned_form_get_reply (GUICHET_CANNED_FORM (self->form)));
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
on_open (GuichetCannedSection *self,
         DeskOfficeRow *reply)
{
  show_form (self, reply, NULL);
}

static void
on_begin (GuichetCannedSection *self,
          const char *title)
{
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

/* Its text, on one line. */
static char *
dup_line (DeskOfficeRow *reply)
{
  return guichet_format_excerpt (desk_office_row_get_text (reply, "body"));
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

  guichet_open_list_set_rows (GUICHET_OPEN_LIST (self->list), rows, "title", dup_line);
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
guichet_canned_section_class_init (GuichetCannedSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  section_class->load = guichet_canned_section_load;
  section_class->save = guichet_canned_section_save;
  section_class->discard = guichet_canned_section_discard;
  section_class->step_back = guichet_canned_section_step_back;
}

static void
guichet_canned_section_init (GuichetCannedSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->list = guichet_open_list_new (section, _("Canned replies"),
                                      _("Texts that staff insert into what they write, with variables filled in. Everybody has their own besides, in the composer."),
                                      _("New canned reply"), LONGEST_TITLE);
  g_signal_connect_object (self->list, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "begin", G_CALLBACK (on_begin), self, G_CONNECT_SWAPPED);
  self->form = guichet_canned_form_new ();
  g_signal_connect_object (self->form, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  self->pages = guichet_open_list_create_pages (GUICHET_OPEN_LIST (self->list), self->form);
  guichet_settings_section_set_title (section, _("Canned replies"), NULL);
  guichet_settings_section_set_content (section, self->pages, TRUE);
}
