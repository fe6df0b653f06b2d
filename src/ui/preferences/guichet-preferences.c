/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-preferences.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-mail-group.h"
#include "guichet-notifications-page.h"
#include "guichet-settings.h"
#include "guichet-storage-group.h"
#include "guichet-toast.h"
#include "guichet-word-row.h"
#include "guichet-writing-page.h"

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
  GtkWidget *row = guichet_word_row_new (title, NULL, labels);

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
  g_autofree char *sentence = NULL;

  if (desk_session_change_profile_finish (DESK_SESSION (source), result, &error))
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  if (gtk_widget_get_root (row) == NULL)
    return;

  sentence = error != NULL ? desk_error_dup_sentence (error) : g_strdup (_("Saved"));
  guichet_toast_show (row, sentence);
}

static void
on_name_applied (GtkWidget *row,
                 DeskSession *session)
{
  g_autofree char *name = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (row)));

  if (*name == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (row), desk_session_get_user_name (session));
      return;
    }
  /* What is saved is what one sees. */
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), name))
    gtk_editable_set_text (GTK_EDITABLE (row), name);
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

/* Escape closes the window at once. A toast, which takes it for itself, goes with the window: what it said was said. */
static void
close_on_escape (GtkWidget *window)
{
  GtkWidget *overlay = adw_window_get_content (ADW_WINDOW (window));
  GtkEventController *keys;

  if (!ADW_IS_TOAST_OVERLAY (overlay))
    return;

  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay)), keys);
}

/* What its toasts say is read aloud as in every other window. */
static void
add_announcer (GtkWidget *window)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *content = g_object_ref (adw_window_get_content (ADW_WINDOW (window)));

  adw_window_set_content (ADW_WINDOW (window), NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), guichet_announcer_new ());
  adw_window_set_content (ADW_WINDOW (window), overlay);
  g_object_unref (content);
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
  close_on_escape (window);
  add_announcer (window);
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
  adw_preferences_page_add (general, ADW_PREFERENCES_GROUP (guichet_storage_group_new (session, settings)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), general);
  notifications = guichet_notifications_page_new (session, settings);
  adw_preferences_page_add (notifications, ADW_PREFERENCES_GROUP (guichet_mail_group_new (session)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), notifications);
  /* A client's reply goes at once, and is not signed. */
  if (desk_session_is_staff (session))
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), guichet_writing_page_new (settings));

  return window;
}
