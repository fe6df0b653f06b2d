/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-density.h"

static gboolean
from_setting (GValue *value,
              GVariant *variant,
              gpointer nothing)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (variant, NULL), "compact"));

  return TRUE;
}

static GVariant *
to_setting (const GValue *value,
            const GVariantType *type,
            gpointer nothing)
{
  return g_variant_new_string (g_value_get_boolean (value) ? "compact" : "comfortable");
}

/**
 * guichet_density_bind:
 * @object: what has the property `compact`
 *
 * Gives the rows of the list the height that the person chose, and remembers another choice. Where the settings are not installed, such as in a
 * test of one widget, they are comfortable.
 */
void
guichet_density_bind (GObject *object)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  g_return_if_fail (G_IS_OBJECT (object));

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, "density"))
    return;

  settings = g_settings_new_full (schema, NULL, NULL);
  g_settings_bind_with_mapping (settings, "density", object, "compact", G_SETTINGS_BIND_DEFAULT, from_setting, to_setting, NULL, NULL);
}
