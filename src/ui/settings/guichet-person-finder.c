/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-person-finder.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-settings-words.h"

/* What the database wants at least and at most, and how long after the last key it is asked. */
#define LEAST 2
#define MOST 200
#define PAUSE 300

/**
 * GuichetPersonFinder:
 *
 * Finds somebody who has signed up, by a part of a name or of an address.
 */
struct _GuichetPersonFinder
{
  AdwBin parent_instance;

  GuichetSettingsSection *section;
  GtkWidget *dialog;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *words;
  GCancellable *cancellable;
  guint pause_id;
  GuichetPersonFound found;
  GObject *object;              /* for found */
};

G_DEFINE_FINAL_TYPE (GuichetPersonFinder, guichet_person_finder, ADW_TYPE_BIN)

static void
guichet_person_finder_dispose (GObject *object)
{
  GuichetPersonFinder *self = GUICHET_PERSON_FINDER (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->section);
  g_clear_object (&self->object);

  G_OBJECT_CLASS (guichet_person_finder_parent_class)->dispose (object);
}

static void
guichet_person_finder_class_init (GuichetPersonFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_person_finder_dispose;
}

static void
say (GuichetPersonFinder *self,
     const char *words)
{
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_widget_set_visible (self->words, *words != '\0');
}

static void
clear (GuichetPersonFinder *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_widget_set_visible (self->list, FALSE);
}

static void
on_found (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetPersonFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOfficeRow) answer = desk_office_ask_finish (DESK_OFFICE (source), result, &error);
  GListModel *people;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear (self);
  if (answer == NULL)
    {
      g_autofree char *sentence = guichet_settings_dup_sentence (error);

      say (self, sentence);
      return;
    }

  people = desk_office_row_get_rows (answer, "data");
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (DeskOfficeRow) person = g_list_model_get_item (people, i);
      const char *name = desk_office_row_get_text (person, "full_name");
      const char *email = desk_office_row_get_text (person, "email");
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name != NULL && *name != '\0' ? name : email, "subtitle", email,
                                     "activatable", TRUE, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (guichet_settings_words_role (desk_office_row_get_text (person, "role"))));
      g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_widget_set_visible (self->list, g_list_model_get_n_items (people) > 0);
  say (self, g_list_model_get_n_items (people) > 0 ? "" : _("Nobody is found. People appear here once they have signed up."));
}

static gboolean
on_pause (gpointer user_data)
{
  GuichetPersonFinder *self = user_data;
  g_autofree char *words = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  glong length = g_utf8_strlen (words, -1);

  self->pause_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (length < LEAST || length > MOST)
    {
      clear (self);
      say (self, length < LEAST ? _("Write at least two letters.") : _("Write 200 letters at most."));
      return G_SOURCE_REMOVE;
    }

  self->cancellable = g_cancellable_new ();
  desk_office_find_person_async (guichet_settings_section_get_office (self->section), words, self->cancellable, on_found, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
on_changed (GuichetPersonFinder *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE, on_pause, self);
}

static void
on_activated (GuichetPersonFinder *self,
              GtkListBoxRow *row)
{
  g_autoptr (DeskOfficeRow) person = g_object_ref (g_object_get_data (G_OBJECT (row), "person"));
  g_autoptr (GuichetSettingsSection) section = g_object_ref (self->section);
  GuichetPersonFound found = self->found;
  g_autoptr (GObject) object = g_object_ref (self->object);

  gtk_window_close (GTK_WINDOW (self->dialog));
  found (person, object);
}

/* Down goes from the words into the list. */
static gboolean
on_key (GuichetPersonFinder *self,
        guint keyval)
{
  if (keyval != GDK_KEY_Down || !gtk_widget_get_visible (self->list))
    return FALSE;

  return gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
guichet_person_finder_init (GuichetPersonFinder *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Name or e-mail address"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name or e-mail address"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->search, keys);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_set_visible (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("People"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  self->words = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0f, "visible", FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (self->words, "secondary");
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->list, "hscrollbar-policy", GTK_POLICY_NEVER, "min-content-height",
                                               180, "max-content-height", 260, NULL));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * guichet_person_finder_ask:
 * @section: the page
 * @heading: for what somebody is looked for
 * @found: called with the person, unless it is given up
 * @user_data: an object for @found
 */
void
guichet_person_finder_ask (GuichetSettingsSection *section,
                           const char *heading,
                           GuichetPersonFound found,
                           gpointer user_data)
{
  GuichetPersonFinder *self = g_object_new (GUICHET_TYPE_PERSON_FINDER, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (section));

  self->section = g_object_ref (section);
  self->found = found;
  self->object = g_object_ref (user_data);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), GTK_WIDGET (self));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  guichet_settings_section_ask (section, self->dialog);
  gtk_widget_grab_focus (self->search);
}
