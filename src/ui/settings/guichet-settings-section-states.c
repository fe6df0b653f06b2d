/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-settings-section-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-labels.h"
#include "guichet-skeleton.h"
#include "guichet-toast.h"

/* Loading, what went wrong, what was saved. */

/* A skeleton comes only when the answer is slow: never a flash. */
#define PATIENCE 200

GtkWidget *
guichet_settings_section_create_complaint (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_START, NULL);

  priv->complaint_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "accessible-role",
                                        GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_add_css_class (icon, "error-icon");
  gtk_widget_add_css_class (box, "complaint");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), priv->complaint_label);
  priv->complaint = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (priv->complaint), box);
  gtk_widget_set_visible (priv->complaint, FALSE);

  return priv->complaint;
}

GtkWidget *
guichet_settings_section_create_states (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  priv->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (priv->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (priv->stack), FALSE);
  gtk_widget_set_vexpand (priv->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (priv->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_stack_add_named (GTK_STACK (priv->stack), g_object_new (GUICHET_TYPE_SKELETON, NULL), "loading");
  priv->state = adw_status_page_new ();
  gtk_widget_add_css_class (priv->state, "compact");
  priv->retry = guichet_labels_button (_("_Retry"));
  gtk_widget_add_css_class (priv->retry, "pill");
  gtk_widget_set_halign (priv->retry, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (priv->retry, "clicked", G_CALLBACK (guichet_settings_section_load), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (priv->state), priv->retry);
  gtk_stack_add_named (GTK_STACK (priv->stack), priv->state, "state");

  return priv->stack;
}

static gboolean
on_impatient (gpointer user_data)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (user_data);

  priv->impatient_id = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (priv->stack), "loading");

  return G_SOURCE_REMOVE;
}

/**
 * guichet_settings_section_load:
 * @self: a section
 *
 * Asks for what is set. What shows already stays until the answer.
 */
void
guichet_settings_section_load (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (priv->stack)), "content") != 0 && priv->impatient_id == 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (priv->stack), "nothing");
      priv->impatient_id = g_timeout_add (PATIENCE, on_impatient, self);
    }
  GUICHET_SETTINGS_SECTION_GET_CLASS (self)->load (self);
}

/* What was asked for is there, and shown. */
void
guichet_settings_section_loaded (GuichetSettingsSection *self)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  g_clear_handle_id (&priv->impatient_id, g_source_remove);
  gtk_stack_set_visible_child_name (GTK_STACK (priv->stack), "content");
}

/* It could not be asked for. What shows already stays. */
void
guichet_settings_section_failed (GuichetSettingsSection *self,
                                 const GError *error)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);
  gboolean offline = g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE);
  g_autofree char *sentence = NULL;
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (priv->stack)), "content") == 0)
    {
      guichet_settings_section_refuse (self, error);
      return;
    }

  g_clear_handle_id (&priv->impatient_id, g_source_remove);
  sentence = offline ? g_strdup (_("This page comes from the server, which cannot be reached."))
                     : desk_error_dup_sentence (error);
  escaped = g_markup_escape_text (sentence, -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (priv->state), offline ? "network-offline-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (priv->state), offline ? _("Offline") : _("This could not be loaded"));
  adw_status_page_set_description (ADW_STATUS_PAGE (priv->state), escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (priv->stack), "state");
  guichet_announce (GTK_WIDGET (self), sentence);
}

/**
 * guichet_settings_section_complain:
 * @self: a section
 * @sentence: (nullable): what is wrong, or %NULL when nothing is any more
 */
void
guichet_settings_section_complain (GuichetSettingsSection *self,
                                   const char *sentence)
{
  GuichetSettingsSectionPrivate *priv = guichet_settings_section_get_private (self);

  gtk_label_set_label (GTK_LABEL (priv->complaint_label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (priv->complaint, sentence != NULL);
  gtk_revealer_set_reveal_child (GTK_REVEALER (priv->complaint), sentence != NULL);
  if (sentence == NULL)
    return;

  guichet_announce (GTK_WIDGET (self), sentence);
  guichet_settings_section_settle (self, FALSE);
}

/* The backend did not take it: what it said, as a sentence. */
void
guichet_settings_section_refuse (GuichetSettingsSection *self,
                                 const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = guichet_settings_dup_sentence (error);
  guichet_settings_section_complain (self, sentence);
}

/**
 * guichet_settings_section_saved:
 * @self: a section
 * @sentence: what was saved, in few words
 */
void
guichet_settings_section_saved (GuichetSettingsSection *self,
                                const char *sentence)
{
  guichet_settings_section_complain (self, NULL);
  guichet_toast_show (GTK_WIDGET (self), sentence);
  guichet_settings_section_settle (self, TRUE);
}

static void
on_root (GtkWindow *dialog,
         GParamSpec *property,
         GtkWidget *section)
{
  if (gtk_widget_get_root (section) == NULL)
    gtk_window_close (dialog);
}

/**
 * guichet_settings_section_ask:
 * @self: a section
 * @dialog: a dialog that asks about what the section shows
 *
 * Shows it. It closes by itself, as if it were given up, where the section goes meanwhile: as with the role that it is for.
 */
void
guichet_settings_section_ask (GuichetSettingsSection *self,
                              GtkWidget *dialog)
{
  g_signal_connect_object (self, "notify::root", G_CALLBACK (on_root), dialog, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * guichet_settings_dup_sentence:
 * @error: what a call ended with
 *
 * Returns: (transfer full): the sentence; nothing of the settings waits in the outbox, so being offline reads differently here
 */
char *
guichet_settings_dup_sentence (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE))
    return g_strdup (_("The server cannot be reached. Nothing was saved; try again when the connection is back."));

  return desk_error_dup_sentence (error);
}
