/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-incident-pane-private.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-labels.h"
#include "guichet-support-words.h"
#include "guichet-word-row.h"

/* What can be edited of an incident. */

static void
set_field (GuichetIncidentPane *self,
           GuichetIncidentField field,
           const char *value)
{
  if (!self->filling && self->edits != NULL && guichet_incident_edits_set (self->edits, field, value))
    guichet_incident_pane_edited (self);
}

static void
on_title (GuichetIncidentPane *self)
{
  gtk_widget_remove_css_class (self->title, "error");
  set_field (self, GUICHET_INCIDENT_TITLE, gtk_editable_get_text (GTK_EDITABLE (self->title)));
}

static void
on_description (GuichetIncidentPane *self,
                GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  set_field (self, GUICHET_INCIDENT_DESCRIPTION, text);
}

static void
on_priority (GuichetIncidentPane *self)
{
  g_autofree char *value = g_strdup_printf ("%u", DESK_INCIDENT_HIGH - adw_combo_row_get_selected (ADW_COMBO_ROW (self->priority)));

  set_field (self, GUICHET_INCIDENT_PRIORITY, value);
}

static void
on_category (GuichetIncidentPane *self)
{
  if (!self->filling && self->edits != NULL)
    self->edits->category = adw_combo_row_get_selected (ADW_COMBO_ROW (self->category));
}

static void
on_assignee (GuichetIncidentPane *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->assignee));

  if (selected < self->assignee_ids->len)
    set_field (self, GUICHET_INCIDENT_ASSIGNEE, self->assignee_ids->pdata[selected]);
}

static GtkWidget *
create_combo (const char *title,
              const char *(*get_word) (guint i),
              guint n_words)
{
  g_autofree const char **words = g_new0 (const char *, n_words + 1);

  for (guint i = 0; i < n_words; i++)
    words[i] = get_word (i);

  return guichet_word_row_new (title, NULL, words);
}

static const char *
get_category (guint i)
{
  return guichet_words_incident_category (i);
}

/* The highest first: it is what one looks for. */
static const char *
get_priority (guint i)
{
  return guichet_words_incident_priority (DESK_INCIDENT_HIGH - i);
}

GtkWidget *
guichet_incident_pane_create_fields (GuichetIncidentPane *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->title = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("Title"));
  guichet_labels_entry_row (self->title);
  self->category = create_combo (_("Category"), get_category, DESK_INCIDENT_CONTENT + 1);
  self->category_said = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->category_said), _("Category"));
  self->category_words = gtk_label_new (NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->category_said), self->category_words);
  self->priority = create_combo (_("Priority"), get_priority, DESK_INCIDENT_HIGH + 1);
  self->assignee = guichet_word_row_new (_("Assignee"), NULL, (const char *const[]) { NULL });
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->category);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->category_said);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->priority);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->assignee);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (on_title), self);
  g_signal_connect_swapped (self->category, "notify::selected", G_CALLBACK (on_category), self);
  g_signal_connect_swapped (self->priority, "notify::selected", G_CALLBACK (on_priority), self);
  g_signal_connect_swapped (self->assignee, "notify::selected", G_CALLBACK (on_assignee), self);

  return group;
}

GtkWidget *
guichet_incident_pane_create_text (GuichetIncidentPane *self)
{
  GtkWidget *about = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _("Description"), "xalign", 0.0f, "margin-start", 2, NULL);
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "overflow", GTK_OVERFLOW_HIDDEN, NULL);

  gtk_widget_add_css_class (heading, "heading");
  self->description = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "top-margin", 10, "bottom-margin", 10,
                                    "left-margin", 12, "right-margin", 12, "height-request", 104, "accepts-tab", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->description), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Description"), -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description)), "changed", G_CALLBACK (on_description), self);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), self->description);
  gtk_box_append (GTK_BOX (about), heading);
  gtk_box_append (GTK_BOX (about), card);

  return about;
}

/* Who can work on it: staff, and who has it although they are no longer of staff. */
void
guichet_incident_pane_show_staff (GuichetIncidentPane *self)
{
  GListModel *staff = desk_session_get_staff (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *mine = self->edits != NULL ? self->edits->mine[GUICHET_INCIDENT_ASSIGNEE] : "";
  guint selected = 0;
  gboolean filling = self->filling;

  self->filling = TRUE;
  g_ptr_array_set_size (self->assignee_ids, 0);
  g_ptr_array_add (self->assignee_ids, g_strdup (""));
  gtk_string_list_append (names, _("Nobody"));
  for (guint i = 0; i < g_list_model_get_n_items (staff); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (staff, i);

      if (g_str_equal (desk_choice_get_id (choice), mine))
        selected = self->assignee_ids->len;
      g_ptr_array_add (self->assignee_ids, g_strdup (desk_choice_get_id (choice)));
      gtk_string_list_append (names, desk_choice_get_label (choice));
    }
  if (selected == 0 && *mine != '\0')
    {
      selected = self->assignee_ids->len;
      g_ptr_array_add (self->assignee_ids, g_strdup (mine));
      gtk_string_list_append (names, _("Somebody who has left"));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->assignee), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->assignee), selected);
  self->filling = filling;
}

/* The fields say what is to be saved, and keep the cursor where nothing changed. */
void
guichet_incident_pane_show_edits (GuichetIncidentPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description));
  GuichetIncidentEdits *edits = self->edits;
  gboolean fresh = self->incident == NULL;
  g_autofree char *text = NULL;

  self->filling = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title)), edits->mine[GUICHET_INCIDENT_TITLE]))
    gtk_editable_set_text (GTK_EDITABLE (self->title), edits->mine[GUICHET_INCIDENT_TITLE]);
  g_object_get (buffer, "text", &text, NULL);
  if (!g_str_equal (text, edits->mine[GUICHET_INCIDENT_DESCRIPTION]))
    gtk_text_buffer_set_text (buffer, edits->mine[GUICHET_INCIDENT_DESCRIPTION], -1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->priority), DESK_INCIDENT_HIGH - atoi (edits->mine[GUICHET_INCIDENT_PRIORITY]));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->category), edits->category);
  guichet_incident_pane_show_staff (self);
  gtk_widget_set_visible (self->category, fresh);
  gtk_widget_set_visible (self->category_said, !fresh);
  gtk_widget_set_visible (self->assignee, !fresh);
  self->filling = FALSE;
}
