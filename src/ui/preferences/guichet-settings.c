/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings.h"

#include "desk-kept.h"

/* The settings of the person, and who follows them. */

/**
 * guichet_settings_find:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where they are not installed
 */
GSettings *
guichet_settings_find (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * guichet_settings_read_rules:
 * @settings: the settings
 * @staff: whether they are those of staff; a client hears of all, or of nothing
 *
 * Returns: what the person wants to be notified of
 */
DeskNotifyRules
guichet_settings_read_rules (GSettings *settings,
                             gboolean staff)
{
  static const char *const words[] = { "mine", "unassigned", "all", "none" };
  DeskNotifyRules rules = desk_notify_rules_default;
  g_autofree char *about = g_settings_get_string (settings, "notify-about");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], about))
      rules.about = i;
  if (!staff && rules.about != DESK_NOTIFY_NONE)
    rules.about = DESK_NOTIFY_ALL;
  rules.words = g_settings_get_boolean (settings, "notify-words");
  rules.deadlines = g_settings_get_boolean (settings, "notify-deadlines");
  rules.quiet = g_settings_get_boolean (settings, "quiet-hours");
  rules.quiet_from = g_settings_get_int (settings, "quiet-from");
  rules.quiet_until = g_settings_get_int (settings, "quiet-until");
  rules.quiet_days = g_settings_get_int (settings, "quiet-days");

  return rules;
}

/**
 * guichet_settings_read_files_limit:
 * @settings: the settings
 *
 * Returns: how many bytes of files may be kept; 0 for no limit. Never so few that a file would go while it is looked at.
 */
guint64
guichet_settings_read_files_limit (GSettings *settings)
{
  guint64 megabytes = g_settings_get_int (settings, "files-megabytes");

  return megabytes > 0 ? MAX (megabytes, 100) * 1000 * 1000 : 0;
}

static void
hand_over (DeskSession *session)
{
  GSettings *settings = g_object_get_data (G_OBJECT (session), "guichet-settings");
  const DeskNotifyRules rules = guichet_settings_read_rules (settings, desk_session_is_staff (session));

  desk_session_set_notify_rules (session, &rules);
  desk_kept_set_limit (session, guichet_settings_read_files_limit (settings));
}

static gboolean
read_scheme (GValue *value,
             GVariant *variant,
             gpointer user_data)
{
  const char *word = g_variant_get_string (variant, NULL);

  g_value_set_enum (value, g_str_equal (word, "light")  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                           : g_str_equal (word, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_DEFAULT);

  return TRUE;
}

/**
 * guichet_settings_follow:
 * @session: whose notifications follow the settings
 *
 * Lets notifications and colours follow the settings, where they are installed.
 */
void
guichet_settings_follow (DeskSession *session)
{
  g_autoptr (GSettings) settings = NULL;

  g_return_if_fail (DESK_IS_SESSION (session));

  settings = guichet_settings_find ();
  if (settings == NULL || g_object_get_data (G_OBJECT (session), "guichet-settings") != NULL)
    return;

  g_settings_bind_with_mapping (settings, "color-scheme", adw_style_manager_get_default (), "color-scheme", G_SETTINGS_BIND_GET, read_scheme,
                                NULL, NULL, NULL);
  g_object_set_data_full (G_OBJECT (session), "guichet-settings", g_object_ref (settings), g_object_unref);
  g_signal_connect_object (settings, "changed", G_CALLBACK (hand_over), session, G_CONNECT_SWAPPED);
  g_signal_connect (session, "notify::staff", G_CALLBACK (hand_over), NULL);
  hand_over (session);
}
