/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-preferences.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-mail-group.h"
#include "guichet-labels.h"
#include "guichet-notifications-page.h"
#include "guichet-settings.h"

/* The window of preferences: what the person decides for themselves, on this computer and at the server. */

static gboolean
read_word (GValue *value,
           GVariant *variant,
           gpointer user_data)
{
  const char *const *words = user_data;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }

  return FALSE;
}

static GVariant *
write_word (const GValue *value,
            const GVariantType *type,
            gpointer user_data)
{
  const char *const *words = user_data;

  return g_variant_new_string (words[g_value_get_uint (value)]);
}

static const int holds[] = { 0, 5, 10 };

static gboolean
read_hold (GValue *value,
           GVariant *variant,
           gpointer user_data)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (holds) && holds[i] < g_variant_get_int32 (variant))
    i++;
  g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
write_hold (const GValue *value,
            const GVariantType *type,
            gpointer user_data)
{
  return g_variant_new_int32 (holds[MIN (g_value_get_uint (value), G_N_ELEMENTS (holds) - 1)]);
}

static gboolean
has_key (GSettings *settings,
         const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);

  return g_settings_schema_has_key (schema, key);
}

static void
add_choice (AdwPreferencesGroup *group,
            GSettings *settings,
            const char *key,
            const char *title,
            const char *const *labels,
            const char *const *words)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, read_word, write_word, (gpointer) words, NULL);
  adw_preferences_group_add (group, row);
}

static void
add_appearance (AdwPreferencesPage *page,
                GSettings *settings,
                gboolean staff)
{
  static const char *const scheme_words[] = { "system", "light", "dark", NULL };
  static const char *const density_words[] = { "comfortable", "compact", NULL };
  const char *scheme_labels[] = { _("Like the desktop"), _("Light"), _("Dark"), NULL };
  const char *density_labels[] = { _("Comfortable"), _("Compact"), NULL };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _("Appearance"));
  add_choice (group, settings, "color-scheme", _("Colours"), scheme_labels, scheme_words);
  if (staff && has_key (settings, "density"))
    add_choice (group, settings, "density", _("Rows of the list"), density_labels, density_words);
  adw_preferences_page_add (page, group);
}

static void
on_name_changed (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (row);
  g_autofree char *sentence = NULL;

  if (desk_session_change_profile_finish (DESK_SESSION (source), result, &error))
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  if (root == NULL)
    return;

  sentence = error != NULL ? desk_error_dup_sentence (error) : g_strdup (_("Saved"));
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (sentence));
  guichet_announce (row, sentence);
}

static void
on_name_applied (GtkWidget *row,
                 DeskSession *session)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*name == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (row), desk_session_get_user_name (session));
      return;
    }
  desk_session_change_profile_async (session, "full_name", name, NULL, on_name_changed, g_object_ref (row));
}

static void
add_person (AdwPreferencesPage *page,
            DeskSession *session)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *name = adw_entry_row_new ();
  const char *user_name = desk_session_get_user_name (session);

  adw_preferences_group_set_title (group, _("You"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  gtk_editable_set_text (GTK_EDITABLE (name), user_name != NULL ? user_name : "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (name), TRUE);
  guichet_labels_entry_row (name);
  g_signal_connect_object (name, "apply", G_CALLBACK (on_name_applied), session, 0);
  adw_preferences_group_add (group, name);
  adw_preferences_page_add (page, group);
}

static void
on_measured (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  guint64 bytes = desk_session_measure_finish (DESK_SESSION (source), result, &error);
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *words = NULL;

  if (error != NULL)
    return;
  /* Translators: how much is stored, as in 12 MB on this computer */
  words = g_strdup_printf (_("%s, so that everything is there at once, and offline"), size);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
}

static void
on_forget (GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);
  g_autoptr (GtkWindow) parent = gtk_window_get_transient_for (GTK_WINDOW (root));

  g_object_ref (parent);
  gtk_window_close (GTK_WINDOW (root));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.sign-out", NULL);
}

static void
add_storage (AdwPreferencesPage *page,
             DeskSession *session)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *kept = adw_action_row_new ();
  GtkWidget *forget = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Sign _Out…"));

  adw_preferences_group_set_title (group, _("This computer"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (kept), _("Kept here"));
  adw_preferences_group_add (group, kept);
  desk_session_measure_async (session, NULL, on_measured, g_object_ref (kept));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (forget), _("Sign out and forget"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (forget), _("Removes everything that is kept here"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (on_forget), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (forget), button);
  adw_preferences_group_add (group, forget);
  adw_preferences_page_add (page, group);
}

/* A client's reply is sent at once. */
static AdwPreferencesPage *
create_writing (GSettings *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_combo_row_new ();
  const char *labels[] = { _("Off"), _("5 seconds"), _("10 seconds"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Undo send"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("A reply waits this long before it goes, with Undo beside it"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (settings, "undo-send-seconds", row, "selected", G_SETTINGS_BIND_DEFAULT, read_hold, write_hold, NULL, NULL);
  adw_preferences_group_add (group, row);
  adw_preferences_page_add (page, group);
  adw_preferences_page_set_name (page, "writing");
  adw_preferences_page_set_title (page, _("Writing"));
  adw_preferences_page_set_icon_name (page, "document-edit-symbolic");

  return page;
}

/**
 * guichet_preferences_new:
 * @session: who is signed in
 * @parent: the window
 *
 * Returns: (transfer none) (nullable): the window of preferences; %NULL where the settings are not installed
 */
GtkWidget *
guichet_preferences_new (DeskSession *session,
                         GtkWindow *parent)
{
  g_autoptr (GSettings) settings = NULL;
  AdwPreferencesPage *general, *notifications;
  GtkWidget *window;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  settings = guichet_settings_find ();
  if (settings == NULL)
    return NULL;

  window = adw_preferences_window_new ();
  guichet_labels_search (window);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_title (GTK_WINDOW (window), _("Preferences"));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 800);
  gtk_widget_set_size_request (window, 360, 294);
  general = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_preferences_page_set_name (general, "general");
  adw_preferences_page_set_title (general, _("General"));
  adw_preferences_page_set_icon_name (general, "preferences-system-symbolic");
  add_appearance (general, settings, desk_session_is_staff (session));
  add_person (general, session);
  add_storage (general, session);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), general);
  notifications = guichet_notifications_page_new (session, settings);
  adw_preferences_page_add (notifications, ADW_PREFERENCES_GROUP (guichet_mail_group_new (session)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), notifications);
  if (desk_session_is_staff (session) && has_key (settings, "undo-send-seconds"))
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), create_writing (settings));

  return window;
}
