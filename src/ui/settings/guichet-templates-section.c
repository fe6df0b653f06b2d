/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-templates-section.h"

#include <glib/gi18n.h>

#include "guichet-template-editor.h"
#include "guichet-template.h"

/* The e-mails, in the order in which a ticket lives. */
static const struct
{
  const char *event;
  const char *title;
  const char *about;
} events[] = {
  { "ticket.created", N_("Acknowledgement"), N_("To the client, when a request was filed") },
  { "ticket.message.created", N_("Staff’s reply"), N_("To the client, when staff answered") },
  { "ticket.status.changed", N_("New status"), N_("To the client, when the status changed") },
  { "ticket.message.created.announcement", N_("Announcement"), N_("To the companies concerned") },
  { "ticket.created.staff", N_("New ticket"), N_("To staff who asked for it") },
  { "ticket.message.created.staff", N_("Client’s reply"), N_("To the assignee, or staff who asked for it") },
  { "sla.reminder", N_("Reminder"), N_("To staff, before a target is due") },
  { "sla.reminder.overdue", N_("Target missed"), N_("To staff, when a target is overdue") },
  { "test", N_("Test e-mail"), N_("To an administrator who asks for it") },
};

/**
 * GuichetTemplatesSection:
 *
 * The words of every e-mail, in every language.
 */
struct _GuichetTemplatesSection
{
  GuichetSettingsSection parent_instance;

  GtkWidget *pages;             /* the list, and the editor */
  GtkWidget *editor;
  GPtrArray *templates;
  char **locales;
  int open;                     /* of the events, or -1 */
  GuichetTemplate *saving;
};

G_DEFINE_FINAL_TYPE (GuichetTemplatesSection, guichet_templates_section, GUICHET_TYPE_SETTINGS_SECTION)

static void
update (GuichetTemplatesSection *self)
{
  guint changes = 0;

  for (guint i = 0; i < self->templates->len; i++)
    changes += guichet_template_count_changes (self->templates->pdata[i]);
  guichet_settings_section_set_changes (GUICHET_SETTINGS_SECTION (self), changes);
}

static void
show_template (GuichetTemplatesSection *self)
{
  const char *locale = guichet_template_editor_get_locale (GUICHET_TEMPLATE_EDITOR (self->editor));
  GuichetTemplate *template = guichet_templates_take (self->templates, events[self->open].event, locale);

  guichet_template_editor_show (GUICHET_TEMPLATE_EDITOR (self->editor), template->event, locale, template->subject, template->body);
}

/* A language that has no templates yet begins with this one. */
static void
on_language (GuichetTemplatesSection *self)
{
  const char *locale = guichet_template_editor_get_locale (GUICHET_TEMPLATE_EDITOR (self->editor));

  if (!g_strv_contains ((const char *const *) self->locales, locale))
    {
      guint n = g_strv_length (self->locales);

      self->locales = g_renew (char *, self->locales, n + 2);
      self->locales[n] = g_strdup (locale);
      self->locales[n + 1] = NULL;
    }
  show_template (self);
}

static void
on_edited (GuichetTemplatesSection *self)
{
  GuichetTemplate *template = guichet_templates_take (self->templates, events[self->open].event, guichet_template_editor_get_locale (GUICHET_TEMPLATE_EDITOR (self->editor)));

  g_clear_pointer (&template->subject, g_free);
  g_clear_pointer (&template->body, g_free);
  guichet_template_editor_dup_words (GUICHET_TEMPLATE_EDITOR (self->editor), &template->subject, &template->body);
  /* What was wrong may be right now: it is looked at again when it is saved. */
  guichet_settings_section_complain (GUICHET_SETTINGS_SECTION (self), NULL);
  update (self);
}

/* From page to page -------------------------------------------------------------------------------------------------------------------------- */

static void
close_editor (GuichetTemplatesSection *self)
{
  self->open = -1;
  guichet_settings_section_set_inside (GUICHET_SETTINGS_SECTION (self), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "list");
  guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), _("E-mail templates"), NULL);
  gtk_widget_child_focus (self->pages, GTK_DIR_TAB_FORWARD);
}

static void
open_editor (GtkWidget *row,
             gpointer user_data)
{
  GuichetTemplatesSection *self = GUICHET_TEMPLATES_SECTION (user_data);
  const char *const *languages = g_get_language_names ();
  const char *chosen = "en";

  self->open = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "event"));
  for (int i = 0; languages[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) self->locales, languages[i]))
      {
        chosen = languages[i];
        break;
      }
  guichet_template_editor_set_languages (GUICHET_TEMPLATE_EDITOR (self->editor), (const char *const *) self->locales, chosen);
  guichet_template_editor_show (GUICHET_TEMPLATE_EDITOR (self->editor), events[self->open].event, chosen,
                                guichet_templates_take (self->templates, events[self->open].event, chosen)->subject,
                                guichet_templates_take (self->templates, events[self->open].event, chosen)->body);
  guichet_settings_section_set_inside (GUICHET_SETTINGS_SECTION (self), _("All templates"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), "editor");
  guichet_settings_section_set_title (GUICHET_SETTINGS_SECTION (self), _(events[self->open].title), events[self->open].event);
  guichet_template_editor_focus (GUICHET_TEMPLATE_EDITOR (self->editor));
}

static gboolean
guichet_templates_section_step_back (GuichetSettingsSection *section)
{
  GuichetTemplatesSection *self = GUICHET_TEMPLATES_SECTION (section);

  if (self->open < 0)
    return FALSE;

  close_editor (self);

  return TRUE;
}

/* Loading ------------------------------------------------------------------------------------------------------------------------------------- */

static void
take_templates (GuichetTemplatesSection *self,
                GListModel *rows)
{
  g_autoptr (GStrvBuilder) locales = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  /* What the person has begun to change meanwhile stays. */
  if (guichet_settings_section_get_changes (GUICHET_SETTINGS_SECTION (self)) > 0)
    return;
  g_ptr_array_set_size (self->templates, 0);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) row = g_list_model_get_item (rows, i);
      const char *locale = desk_office_row_get_text (row, "locale");

      guichet_template_take_row (guichet_templates_take (self->templates, desk_office_row_get_text (row, "event"), locale), row);
      if (g_hash_table_add (seen, (gpointer) locale))
        g_strv_builder_add (locales, locale);
    }
  g_strfreev (self->locales);
  self->locales = g_strv_builder_end (locales);
  if (self->open >= 0)
    show_template (self);
}

static void
on_tickets (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetTemplatesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) tickets = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (tickets == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  guichet_template_preview_set_tickets (guichet_template_editor_get_preview (GUICHET_TEMPLATE_EDITOR (self->editor)), tickets);
  guichet_settings_section_loaded (GUICHET_SETTINGS_SECTION (self));
}

static void
on_settings (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetTemplatesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) settings = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (settings == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (settings); i++)
    {
      g_autoptr (DeskOfficeRow) row = g_list_model_get_item (settings, i);

      if (g_strcmp0 (desk_office_row_get_text (row, "key"), "name") == 0)
        guichet_template_preview_set_sender (guichet_template_editor_get_preview (GUICHET_TEMPLATE_EDITOR (self->editor)),
                                             desk_office_row_get_text (row, "value"));
    }
  desk_office_list_async (DESK_OFFICE (source), DESK_OFFICE_TICKETS, NULL, guichet_settings_section_get_cancellable (GUICHET_SETTINGS_SECTION (self)),
                          on_tickets, g_object_ref (self));
}

static void
on_templates (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GuichetTemplatesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = desk_office_list_finish (DESK_OFFICE (source), result, &error);

  if (rows == NULL)
    {
      guichet_settings_section_failed (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  take_templates (self, rows);
  desk_office_list_async (DESK_OFFICE (source), DESK_OFFICE_SETTINGS, NULL, guichet_settings_section_get_cancellable (GUICHET_SETTINGS_SECTION (self)),
                          on_settings, g_object_ref (self));
}

static void
guichet_templates_section_load (GuichetSettingsSection *section)
{
  desk_office_list_async (guichet_settings_section_get_office (section), DESK_OFFICE_TEMPLATES, NULL,
                          guichet_settings_section_get_cancellable (section), on_templates, g_object_ref (section));
}

/* Saving -------------------------------------------------------------------------------------------------------------------------------------- */

static void save_next (GuichetTemplatesSection *self);

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetTemplatesSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (DeskOfficeRow) row = desk_office_save_finish (DESK_OFFICE (source), result, &theirs, &error);
  GuichetTemplate *saved = g_steal_pointer (&self->saving);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (row != NULL || theirs != NULL)
    guichet_template_take_row (saved, (row != NULL ? row : theirs));
  if (self->open >= 0 && (row != NULL || theirs != NULL))
    show_template (self);
  if (row == NULL)
    {
      guichet_settings_section_set_busy (GUICHET_SETTINGS_SECTION (self), FALSE);
      update (self);
      guichet_settings_section_refuse (GUICHET_SETTINGS_SECTION (self), error);
      return;
    }

  save_next (self);
}

static void
save_next (GuichetTemplatesSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);
  GVariantDict values;

  for (guint i = 0; self->saving == NULL && i < self->templates->len; i++)
    if (guichet_template_count_changes (self->templates->pdata[i]) > 0)
      self->saving = self->templates->pdata[i];
  if (self->saving == NULL)
    {
      guichet_settings_section_set_busy (section, FALSE);
      update (self);
      guichet_settings_section_saved (section, _("Saved. The next e-mails follow."));
      return;
    }

  g_variant_dict_init (&values, NULL);
  g_variant_dict_insert (&values, "subject", "s", self->saving->subject);
  g_variant_dict_insert (&values, "body", "s", self->saving->body);
  if (self->saving->row != NULL)
    desk_office_change_async (guichet_settings_section_get_office (section), DESK_OFFICE_TEMPLATES, self->saving->row, g_variant_dict_end (&values),
                              guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
  else
    {
      g_variant_dict_insert (&values, "event", "s", self->saving->event);
      g_variant_dict_insert (&values, "locale", "s", self->saving->locale);
      desk_office_add_async (guichet_settings_section_get_office (section), DESK_OFFICE_TEMPLATES, g_variant_dict_end (&values),
                             guichet_settings_section_get_cancellable (section), on_saved, g_object_ref (self));
    }
}

/* What was changed and lacks its subject or its text. */
static GuichetTemplate *
find_half_written (GuichetTemplatesSection *self)
{
  for (guint i = 0; i < self->templates->len; i++)
    {
      GuichetTemplate *template = self->templates->pdata[i];

      if (guichet_template_is_half_written (template))
        return template;
    }

  return NULL;
}

static void
guichet_templates_section_save (GuichetSettingsSection *section)
{
  GuichetTemplatesSection *self = GUICHET_TEMPLATES_SECTION (section);
  GuichetTemplate *empty = find_half_written (self);

  if (empty != NULL)
    {
      guichet_settings_section_complain (section, _("An e-mail needs a subject and a text. Write both, or neither."));
      guichet_template_editor_focus (GUICHET_TEMPLATE_EDITOR (self->editor));
      return;
    }

  guichet_settings_section_set_busy (section, TRUE);
  save_next (self);
}

static void
guichet_templates_section_discard (GuichetSettingsSection *section)
{
  GuichetTemplatesSection *self = GUICHET_TEMPLATES_SECTION (section);

  for (guint i = 0; i < self->templates->len; i++)
    {
      GuichetTemplate *template = self->templates->pdata[i];

      if (template->row != NULL)
        guichet_template_take_row (template, template->row);
      else
        {
          *template->subject = '\0';
          *template->body = '\0';
        }
    }
  if (self->open >= 0)
    show_template (self);
  update (self);
}

static void
guichet_templates_section_narrowed (GuichetSettingsSection *section,
                                    gboolean narrow)
{
  guichet_template_editor_set_narrow (GUICHET_TEMPLATE_EDITOR (GUICHET_TEMPLATES_SECTION (section)->editor), narrow);
}

static void
guichet_templates_section_finalize (GObject *object)
{
  GuichetTemplatesSection *self = GUICHET_TEMPLATES_SECTION (object);

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->locales, g_strfreev);

  G_OBJECT_CLASS (guichet_templates_section_parent_class)->finalize (object);
}

static void
guichet_templates_section_class_init (GuichetTemplatesSectionClass *klass)
{
  GuichetSettingsSectionClass *section_class = GUICHET_SETTINGS_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = guichet_templates_section_finalize;
  section_class->load = guichet_templates_section_load;
  section_class->save = guichet_templates_section_save;
  section_class->discard = guichet_templates_section_discard;
  section_class->step_back = guichet_templates_section_step_back;
  section_class->narrowed = guichet_templates_section_narrowed;
}

static GtkWidget *
create_list (GuichetTemplatesSection *self)
{
  GtkWidget *column = guichet_settings_section_create_column (GUICHET_SETTINGS_SECTION (self));
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _(events[i].title), "subtitle", _(events[i].about), "activatable", TRUE, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      g_object_set_data (G_OBJECT (row), "event", GINT_TO_POINTER (i));
      g_signal_connect (row, "activated", G_CALLBACK (open_editor), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (GTK_BOX (column), group);

  return guichet_settings_section_scroll (column);
}

static void
guichet_templates_section_init (GuichetTemplatesSection *self)
{
  GuichetSettingsSection *section = GUICHET_SETTINGS_SECTION (self);

  self->open = -1;
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) guichet_template_free);
  self->locales = g_new0 (char *, 1);
  self->pages = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_add_named (GTK_STACK (self->pages), create_list (self), "list");
  self->editor = guichet_template_editor_new (section);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "language", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (GTK_STACK (self->pages), self->editor, "editor");
  guichet_settings_section_set_title (section, _("E-mail templates"), NULL);
  guichet_settings_section_set_content (section, self->pages, TRUE);
}
