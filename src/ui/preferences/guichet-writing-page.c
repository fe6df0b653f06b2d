/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-writing-page.h"

#include <glib/gi18n.h>

#include "guichet-signature.h"
#include "guichet-word-row.h"

/* How staff writes: what stands under each reply, and how long one can be taken back. */

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

static void
add_undo (AdwPreferencesPage *page,
          GSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const char *labels[] = { _("Off"), _("5 seconds"), _("10 seconds"), NULL };
  GtkWidget *row = guichet_word_row_new (_("Undo send"), _("A reply waits this long before it goes, with Undo beside it"), labels);

  g_settings_bind_with_mapping (settings, "undo-send-seconds", row, "selected", G_SETTINGS_BIND_DEFAULT, read_hold, write_hold, NULL, NULL);
  adw_preferences_group_add (group, row);
  adw_preferences_page_add (page, group);
}

/* Kept as it is typed; what is too long is said, and the last that was short enough stays. */
static void
on_signature_changed (GtkTextBuffer *buffer,
                      GtkLabel *complaint)
{
  GSettings *settings = g_object_get_data (G_OBJECT (buffer), "guichet-settings");
  GtkWidget *view = g_object_get_data (G_OBJECT (buffer), "guichet-view");
  gboolean too_long = gtk_text_buffer_get_char_count (buffer) > GUICHET_SIGNATURE_MOST;
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  if (!too_long)
    g_settings_set_string (settings, "signature", text);
  gtk_widget_set_visible (GTK_WIDGET (complaint), too_long);
  gtk_label_set_label (complaint, too_long ? _("This signature is longer than 1,000 letters. Shorten it.") : "");
  gtk_accessible_update_state (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_STATE_INVALID,
                               too_long ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static GtkWidget *
create_signature (GSettings *settings,
                  GtkWidget *complaint)
{
  GtkWidget *view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 12, "bottom-margin", 12,
                                  "left-margin", 14, "right-margin", 14, NULL);
  GtkWidget *window = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "min-content-height", 96,
                                    "max-content-height", 240, "propagate-natural-height", TRUE, "child", view, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *text = g_settings_get_string (settings, "signature");

  gtk_widget_add_css_class (window, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Signature"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Added under each of your replies, and never to internal notes"), -1);
  gtk_text_buffer_set_text (buffer, text, -1);
  g_object_set_data_full (G_OBJECT (buffer), "guichet-settings", g_object_ref (settings), g_object_unref);
  g_object_set_data (G_OBJECT (buffer), "guichet-view", view);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_signature_changed), complaint, 0);

  return window;
}

static void
add_signature (AdwPreferencesPage *page,
               GSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *complaint = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "visible", FALSE, "xalign", 0.0f, "wrap", TRUE,
                                       "margin-top", 6, NULL);

  gtk_widget_add_css_class (complaint, "error");
  adw_preferences_group_set_title (group, _("Signature"));
  adw_preferences_group_set_description (group, _("Added under each of your replies, and never to internal notes"));
  adw_preferences_group_add (group, create_signature (settings, complaint));
  adw_preferences_group_add (group, complaint);
  adw_preferences_page_add (page, group);
}

/**
 * guichet_writing_page_new:
 * @settings: the person's
 *
 * Returns: the page, for staff
 */
AdwPreferencesPage *
guichet_writing_page_new (GSettings *settings)
{
  AdwPreferencesPage *page;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_preferences_page_set_name (page, "writing");
  adw_preferences_page_set_title (page, _("Writing"));
  adw_preferences_page_set_icon_name (page, "document-edit-symbolic");
  add_signature (page, settings);
  add_undo (page, settings);

  return page;
}
