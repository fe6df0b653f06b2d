/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-template-editor.h"

#include <glib/gi18n.h>

#include "guichet-labels.h"
#include "guichet-settings-words.h"
#include "guichet-template-languages.h"
#include "guichet-template-text.h"
#include "guichet-width-bin.h"
#include "guichet-wrap.h"

/**
 * GuichetTemplateEditor:
 *
 * Subject and text of a template in one language, what can be put into them, and the mail that they make.
 */
struct _GuichetTemplateEditor
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;      /* not owned: it holds this */
  char *event;
  char *locale;
  char **known;

  GtkWidget *room;
  GtkWidget *both;
  GtkWidget *languages;
  GtkWidget *subject;
  GuichetTemplateText *text;
  GtkWidget *chips;
  GtkWidget *preview;
  GtkWidget *last;              /* where a variable goes: the subject or the text */
  gboolean filling;
  gboolean narrow;
};

/* From here on the mail stands beside the text. */
#define BESIDE 600

G_DEFINE_FINAL_TYPE (GuichetTemplateEditor, guichet_template_editor, ADW_TYPE_BIN)

enum
{
  EDITED,
  LANGUAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
guichet_template_editor_finalize (GObject *object)
{
  GuichetTemplateEditor *self = GUICHET_TEMPLATE_EDITOR (object);

  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->locale, g_free);
  g_clear_pointer (&self->known, g_strfreev);

  G_OBJECT_CLASS (guichet_template_editor_parent_class)->finalize (object);
}

static void
guichet_template_editor_class_init (GuichetTemplateEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_template_editor_finalize;

  /**
   * GuichetTemplateEditor::edited:
   *
   * The person changed the subject or the text.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetTemplateEditor::language:
   *
   * The person chose another language.
   */
  signals[LANGUAGE] = g_signal_new ("language", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* What the variables are called on their buttons. */
static const char *
get_chip_label (const char *name)
{
  static const struct
  {
    const char *name;
    const char *label;
  } labels[] = {
    { "assignee", N_("Assignee") }, { "author", N_("Author") }, { "company", N_("Company") }, { "date", N_("Date") }, { "desk", N_("Desk") },
    { "due", N_("Due time") }, { "message", N_("Message") }, { "name", N_("Name") }, { "new_status", N_("New status") }, { "number", N_("Number") },
    { "old_status", N_("Old status") }, { "priority", N_("Priority") }, { "status", N_("Status") }, { "subject", N_("Subject") },
    { "target", N_("Target") }, { "time", N_("Time left") }, { "url", N_("Link") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _(labels[i].label);

  return name;
}

static void
show_preview (GuichetTemplateEditor *self)
{
  g_autofree char *body = guichet_template_text_dup_text (self->text);

  if (self->event != NULL)
    guichet_template_preview_show (GUICHET_TEMPLATE_PREVIEW (self->preview), self->event, self->locale,
                                   gtk_editable_get_text (GTK_EDITABLE (self->subject)), body);
}

static void
mark_subject (GuichetTemplateEditor *self)
{
  g_auto (GStrv) unknown = guichet_template_find_unknown (gtk_editable_get_text (GTK_EDITABLE (self->subject)), (const char *const *) self->known);
  gboolean wrong = unknown[0] != NULL;

  if (wrong)
    gtk_widget_add_css_class (self->subject, "error");
  else
    gtk_widget_remove_css_class (self->subject, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->subject), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
on_edited (GuichetTemplateEditor *self)
{
  if (self->filling)
    return;

  mark_subject (self);
  show_preview (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
on_language (GuichetTemplateEditor *self)
{
  g_signal_emit (self, signals[LANGUAGE], 0);
}

/* Variables --------------------------------------------------------------------------------------------------------------------------------- */

static void
on_chip (GtkWidget *chip,
         gpointer user_data)
{
  GuichetTemplateEditor *self = GUICHET_TEMPLATE_EDITOR (user_data);
  const char *name = gtk_widget_get_name (chip);

  if (self->last == self->subject)
    {
      g_autofree char *variable = g_strdup_printf ("{{%s}}", name);
      int position;

      gtk_editable_delete_selection (GTK_EDITABLE (self->subject));
      position = gtk_editable_get_position (GTK_EDITABLE (self->subject));
      gtk_editable_insert_text (GTK_EDITABLE (self->subject), variable, -1, &position);
      gtk_widget_grab_focus (self->subject);
      gtk_editable_set_position (GTK_EDITABLE (self->subject), position);
    }
  else
    guichet_template_text_insert (self->text, name);
}

static void
show_chips (GuichetTemplateEditor *self)
{
  guichet_wrap_clear (GUICHET_WRAP (self->chips));
  for (guint i = 0; self->known[i] != NULL; i++)
    {
      GtkWidget *chip = gtk_button_new_with_label (get_chip_label (self->known[i]));
      g_autofree char *tooltip = g_strdup_printf ("{{%s}}", self->known[i]);
      /* Translators: the name of a variable, as in Insert Number */
      g_autofree char *label = g_strdup_printf (_("Insert %s"), get_chip_label (self->known[i]));

      gtk_widget_add_css_class (chip, "small");
      gtk_widget_set_name (chip, self->known[i]);
      gtk_widget_set_tooltip_text (chip, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_signal_connect (chip, "clicked", G_CALLBACK (on_chip), self);
      guichet_wrap_append (GUICHET_WRAP (self->chips), chip);
    }
}

static void
on_placeholders (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GuichetTemplateEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) answer = desk_office_ask_finish (DESK_OFFICE (source), result, &error);

  if (answer == NULL)
    {
      guichet_settings_section_refuse (self->section, error);
      return;
    }

  g_strfreev (self->known);
  self->known = desk_office_row_dup_texts (answer, "value");
  guichet_template_text_set_known (self->text, self->known);
  mark_subject (self);
  show_chips (self);
}

/* How it looks ------------------------------------------------------------------------------------------------------------------------------ */

static void
on_focus (GtkEventControllerFocus *focus,
          gpointer user_data)
{
  GuichetTemplateEditor *self = GUICHET_TEMPLATE_EDITOR (user_data);
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));

  self->last = widget == self->subject ? self->subject : NULL;
}

static void
watch_focus (GuichetTemplateEditor *self,
             GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (widget, focus);
}

static GtkWidget *
create_insert (GuichetTemplateEditor *self)
{
  GtkWidget *insert = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _("Insert"), "valign", GTK_ALIGN_START, "margin-top", 4, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  self->chips = guichet_wrap_new ();
  gtk_widget_set_hexpand (self->chips, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Variables"), -1);
  gtk_box_append (GTK_BOX (insert), label);
  gtk_box_append (GTK_BOX (insert), self->chips);

  return insert;
}

/* One under the other where there is room for one page alone, or little beside the list. */
static void
arrange (GuichetTemplateEditor *self)
{
  gboolean beside = !self->narrow && guichet_width_bin_get_level (GUICHET_WIDTH_BIN (self->room)) > 0;
  int side = self->narrow ? 12 : 18;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->both), beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (GTK_BOX (self->both), beside);
  g_object_set (self->both, "margin-start", side, "margin-end", side, NULL);
}

static void
guichet_template_editor_init (GuichetTemplateEditor *self)
{
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  self->subject = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Subject"), NULL);
  guichet_labels_entry_row (self->subject);
  g_signal_connect_object (self->subject, "notify::text", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  watch_focus (self, self->subject);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->subject);
  self->text = GUICHET_TEMPLATE_TEXT (guichet_template_text_new ());
  g_signal_connect_object (self->text, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  watch_focus (self, guichet_template_text_get_view (self->text));
  self->languages = guichet_template_languages_new ();
  g_signal_connect_object (self->languages, "chosen", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (left), self->languages);
  gtk_box_append (GTK_BOX (left), group);
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (left), create_insert (self));
  gtk_widget_set_hexpand (left, TRUE);
  self->both = g_object_new (GTK_TYPE_BOX, "spacing", 18, "homogeneous", TRUE, "margin-start", 18, "margin-end", 18, "margin-top", 14, "margin-bottom", 18,
                             NULL);
  gtk_box_append (GTK_BOX (self->both), left);
}

GtkWidget *
guichet_template_editor_new (GuichetSettingsSection *section)
{
  static const int widths[] = { BESIDE };
  GuichetTemplateEditor *self = g_object_new (GUICHET_TYPE_TEMPLATE_EDITOR, NULL);

  self->section = section;
  self->preview = guichet_template_preview_new (section);
  gtk_box_append (GTK_BOX (self->both), self->preview);
  self->room = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
  adw_bin_set_child (ADW_BIN (self->room), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->both, "hscrollbar-policy", GTK_POLICY_NEVER, NULL));
  adw_bin_set_child (ADW_BIN (self), self->room);
  g_signal_connect_object (self->room, "notify::level", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  arrange (self);

  return GTK_WIDGET (self);
}

GuichetTemplatePreview *
guichet_template_editor_get_preview (GuichetTemplateEditor *self)
{
  return GUICHET_TEMPLATE_PREVIEW (self->preview);
}

void
guichet_template_editor_set_narrow (GuichetTemplateEditor *self,
                                    gboolean narrow)
{
  self->narrow = narrow;
  arrange (self);
}

/**
 * guichet_template_editor_set_languages:
 * @self: an editor
 * @locales: which can be chosen
 * @chosen: one of them
 */
void
guichet_template_editor_set_languages (GuichetTemplateEditor *self,
                                       const char *const *locales,
                                       const char *chosen)
{
  guichet_template_languages_set (GUICHET_TEMPLATE_LANGUAGES (self->languages), locales, chosen);
}

/**
 * guichet_template_editor_show:
 * @self: an editor
 * @event: of the template
 * @locale: in which language
 * @subject: as it is written
 * @body: as it is written
 *
 * Shows a template, which is no change by the person.
 */
void
guichet_template_editor_show (GuichetTemplateEditor *self,
                              const char *event,
                              const char *locale,
                              const char *subject,
                              const char *body)
{
  gboolean other = g_strcmp0 (self->event, event) != 0;

  if (other)
    {
      g_free (self->event);
      self->event = g_strdup (event);
      g_clear_pointer (&self->known, g_strfreev);
      self->last = NULL;
    }
  if (self->locale != locale)
    {
      g_free (self->locale);
      self->locale = g_strdup (locale);
    }
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->subject), subject);
  guichet_template_text_set_text (self->text, body);
  self->filling = FALSE;
  if (other)
    guichet_template_text_set_known (self->text, NULL);
  mark_subject (self);
  show_preview (self);
  if (other)
    desk_office_list_placeholders_async (guichet_settings_section_get_office (self->section), event,
                                         guichet_settings_section_get_cancellable (self->section), on_placeholders, g_object_ref (self));
}

void
guichet_template_editor_dup_words (GuichetTemplateEditor *self,
                                   char **subject,
                                   char **body)
{
  *subject = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject)));
  *body = guichet_template_text_dup_text (self->text);
}

const char *
guichet_template_editor_get_locale (GuichetTemplateEditor *self)
{
  return guichet_template_languages_get_chosen (GUICHET_TEMPLATE_LANGUAGES (self->languages));
}

/* The focus goes to the subject, or to the text where that alone is missing. */
void
guichet_template_editor_focus (GuichetTemplateEditor *self)
{
  g_autofree char *body = g_strstrip (guichet_template_text_dup_text (self->text));

  if (*body == '\0' && *gtk_editable_get_text (GTK_EDITABLE (self->subject)) != '\0')
    {
      gtk_widget_grab_focus (guichet_template_text_get_view (self->text));
      return;
    }

  gtk_widget_grab_focus (self->subject);
  /* An entry selects what it holds: its beginning would be out of sight, and an inserted variable would replace it. */
  gtk_editable_set_position (GTK_EDITABLE (self->subject), 0);
}
