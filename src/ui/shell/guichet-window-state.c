/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-window-state.h"

/* NULL where the settings are not installed. */
static GSettings *
find_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * guichet_window_state_bind:
 * @window: a window, not yet shown
 *
 * Gives the window the size that it had when it was closed last, and remembers the one it gets. Where the settings are not installed, such as in a
 * test of one widget, the window keeps its own size.
 */
void
guichet_window_state_bind (GtkWindow *window)
{
  g_autoptr (GSettings) settings = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  settings = find_settings ();
  if (settings == NULL)
    return;

  g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/**
 * guichet_window_state_unbind:
 * @window: a window
 *
 * The window keeps the size that it has, and what becomes of it later is its own: nobody remembers it, and no other window follows.
 */
void
guichet_window_state_unbind (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_settings_unbind (window, "default-width");
  g_settings_unbind (window, "default-height");
  g_settings_unbind (window, "maximized");
}

/**
 * guichet_window_state_bind_details:
 * @panes: what has the property `details-docked`
 *
 * Remembers whether staff wants the details beside the conversation.
 */
void
guichet_window_state_bind_details (GObject *panes)
{
  g_autoptr (GSettings) settings = NULL;

  g_return_if_fail (G_IS_OBJECT (panes));

  settings = find_settings ();
  if (settings != NULL)
    g_settings_bind (settings, "details-shown", panes, "details-docked", G_SETTINGS_BIND_DEFAULT);
}
