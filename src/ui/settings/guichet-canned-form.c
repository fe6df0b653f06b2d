/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-form.h"

#include <glib/gi18n.h>

#include "guichet-canned-words.h"
#include "guichet-labels.h"
#include "guichet-settings-name.h"
#include "guichet-template-text.h"
#include "guichet-wrap.h"

/* How many letters the database takes. */
#define LONGEST_TITLE 80
#define LONGEST_BODY 20000

/**
 * GuichetCannedForm:
 *
 * One of the desk's canned replies, as it is written.
 */
struct _GuichetCannedForm
{
  AdwBin parent_instance;

  DeskOfficeRow *reply;         /* as it is saved; NULL for a new one */
  GtkWidget *title;
  GuichetTemplateText *text;
  GtkWidget *remove;
  char **known;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GuichetCannedForm, guichet_canned_form, ADW_TYPE_BIN)

enum
{
  EDITED,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
guichet_canned_form_finalize (GObject *object)
{
  GuichetCannedForm *self = GUICHET_CANNED_FORM (object);

  g_clear_object (&self->reply);
  g_clear_pointer (&self->known, g_strfreev);

  G_OBJECT_CLASS (guichet_canned_form_parent_class)->finalize (object);
}

static void
guichet_canned_form_class_init (GuichetCannedFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = guichet_canned_form_finalize;

  /**
   * GuichetCannedForm::edited:
   *
   * The person changed something.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetCannedForm::remove:
   *
   * The person wants the reply to be deleted.
   */
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_edited (GuichetCannedForm *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
on_remove (GuichetCannedForm *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
on_chip (GtkWidget *chip,
         gpointer user_data)
{
  GuichetCannedForm *self = GUICHET_CANNED_FORM (user_data);

  guichet_template_text_insert (self->text, gtk_widget_get_name (chip));
  gtk_widget_grab_focus (guichet_template_text_get_view (self->text));
}

static GtkWidget *
create_chips (GuichetCannedForm *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n;
  const GuichetCannedVariable *variables = guichet_canned_words_get_variables (&n);
  GtkWidget *chips = guichet_wrap_new ();

  gtk_widget_set_hexpand (chips, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Variables"), -1);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = gtk_button_new_with_label (_(variables[i].title));
      g_autofree char *tooltip = g_strdup_printf ("{{%s}}", variables[i].name);
      /* Translators: the name of a variable, as in Insert Number */
      g_autofree char *label = g_strdup_printf (_("Insert %s"), _(variables[i].title));

      g_strv_builder_add (names, variables[i].name);
      gtk_widget_add_css_class (chip, "small");
      gtk_widget_set_name (chip, variables[i].name);
      gtk_widget_set_tooltip_text (chip, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_signal_connect (chip, "clicked", G_CALLBACK (on_chip), self);
      guichet_wrap_append (GUICHET_WRAP (chips), chip);
    }
  self->known = g_strv_builder_end (names);
  guichet_template_text_set_known (self->text, self->known);

  return chips;
}

static GtkWidget *
create_insert (GuichetCannedForm *self)
{
  GtkWidget *insert = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _("Insert"), "valign", GTK_ALIGN_START, "margin-top", 4, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (insert), label);
  gtk_box_append (GTK_BOX (insert), create_chips (self));

  return insert;
}

static void
guichet_canned_form_init (GuichetCannedForm *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_add_css_class (column, "settings-column");
  self->title = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Title"), NULL);
  guichet_labels_entry_row (self->title);
  g_signal_connect_object (self->title, "notify::text", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->title);
  self->text = GUICHET_TEMPLATE_TEXT (guichet_template_text_new ());
  g_signal_connect_object (self->text, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  self->remove = guichet_labels_button (_("_Delete"));
  gtk_widget_add_css_class (self->remove, "destructive-action");
  gtk_widget_set_halign (self->remove, GTK_ALIGN_START);
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), group);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (column), create_insert (self));
  gtk_box_append (GTK_BOX (column), self->remove);
  adw_bin_set_child (ADW_BIN (self), guichet_settings_section_scroll (column));
}

GtkWidget *
guichet_canned_form_new (void)
{
  return g_object_new (GUICHET_TYPE_CANNED_FORM, NULL);
}

/**
 * guichet_canned_form_show:
 * @self: a form
 * @reply: (nullable): a reply as it is saved; %NULL for a new one
 * @title: (nullable): what a new one is called
 */
void
guichet_canned_form_show (GuichetCannedForm *self,
                          DeskOfficeRow *reply,
                          const char *title)
{
  g_set_object (&self->reply, reply);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->title), reply != NULL ? desk_office_row_get_text (reply, "title") : title != NULL ? title : "");
  guichet_template_text_set_text (self->text, reply != NULL ? desk_office_row_get_text (reply, "body") : "");
  guichet_settings_name_mark (self->title, FALSE);
  gtk_widget_set_visible (self->remove, reply != NULL);
  self->filling = FALSE;
}

/* Where one goes on writing: a title stands there already. */
void
guichet_canned_form_focus (GuichetCannedForm *self)
{
  gtk_widget_grab_focus (guichet_template_text_get_view (self->text));
}

/* The reply as it is saved, NULL for a new one. */
DeskOfficeRow *
guichet_canned_form_get_reply (GuichetCannedForm *self)
{
  return self->reply;
}

guint
guichet_canned_form_count_changes (GuichetCannedForm *self)
{
  g_autofree char *body = guichet_template_text_dup_text (self->text);
  const char *title = self->reply != NULL ? desk_office_row_get_text (self->reply, "title") : "";
  const char *saved = self->reply != NULL ? desk_office_row_get_text (self->reply, "body") : "";

  return (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->title)), title) != 0) + (g_strcmp0 (body, saved) != 0);
}

/* What is wrong with the text, as a sentence. */
static char *
dup_complaint (GuichetCannedForm *self,
               const char *body)
{
  g_autofree char *stripped = g_strstrip (g_strdup (body));
  g_auto (GStrv) unknown = guichet_template_find_unknown (body, (const char *const *) self->known);

  if (*stripped == '\0')
    return g_strdup (_("Write the text that is to be inserted."));
  if (g_utf8_strlen (body, -1) > LONGEST_BODY)
    return g_strdup_printf (_("The text is longer than %d letters. Shorten it."), LONGEST_BODY);
  if (unknown[0] != NULL)
    /* Translators: the name of a variable that does not exist, as somebody wrote it */
    return g_strdup_printf (_("A canned reply has no variable {{%s}}."), unknown[0]);

  return NULL;
}

/**
 * guichet_canned_form_read:
 * @self: a form
 * @section: its page
 * @body: (out) (transfer full): the text
 *
 * Reads what is written. What cannot be kept is marked, the page says why, and the focus goes there.
 *
 * Returns: (transfer full) (nullable): the title
 */
char *
guichet_canned_form_read (GuichetCannedForm *self,
                          GuichetSettingsSection *section,
                          char **body)
{
  g_autofree char *title = guichet_settings_name_read (section, self->title, LONGEST_TITLE);
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;

  if (title == NULL)
    return NULL;

  text = guichet_template_text_dup_text (self->text);
  sentence = dup_complaint (self, text);
  if (sentence != NULL)
    {
      guichet_settings_section_complain (section, sentence);
      gtk_widget_grab_focus (guichet_template_text_get_view (self->text));
      return NULL;
    }
  *body = g_steal_pointer (&text);

  return g_steal_pointer (&title);
}
