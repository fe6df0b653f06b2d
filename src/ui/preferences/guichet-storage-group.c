/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-storage-group.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-kept.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-settings.h"
#include "guichet-toast.h"
#include "guichet-word-row.h"

static const struct
{
  int megabytes;
  const char *label;
} limits[] = { { 100, N_("100 MB") }, { 500, N_("500 MB") }, { 2000, N_("2 GB") }, { 0, N_("No limit") } };

/**
 * GuichetStorageGroup:
 *
 * What is kept on this computer: how much it is, how much it may be, and how to be rid of it.
 */
struct _GuichetStorageGroup
{
  AdwPreferencesGroup parent_instance;

  DeskSession *session;
  GSettings *settings;
  GCancellable *cancellable;
  GtkWidget *tickets;
  GtkWidget *files;
  GtkWidget *clean;
};

G_DEFINE_FINAL_TYPE (GuichetStorageGroup, guichet_storage_group, ADW_TYPE_PREFERENCES_GROUP)

static void
guichet_storage_group_dispose (GObject *object)
{
  GuichetStorageGroup *self = GUICHET_STORAGE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_storage_group_parent_class)->dispose (object);
}

static void
guichet_storage_group_class_init (GuichetStorageGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_storage_group_dispose;
}

static void
guichet_storage_group_init (GuichetStorageGroup *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
say (GuichetStorageGroup *self,
     const char *sentence)
{
  /* The window may be closed before the answer comes. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    guichet_toast_show (GTK_WIDGET (self), sentence);
}

static void
on_measured (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetStorageGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *tickets = NULL;
  g_autofree char *files = NULL;
  DeskKept kept;

  if (!desk_kept_measure_finish (DESK_SESSION (source), result, &kept, &error))
    return;
  tickets = guichet_format_size (kept.tickets);
  files = guichet_format_size (kept.files);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->tickets), tickets);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->files), kept.files > 0 ? files : _("None"));
  gtk_widget_set_sensitive (self->clean, kept.files > 0);
}

static void
look (GuichetStorageGroup *self)
{
  desk_kept_measure_async (self->session, self->cancellable, on_measured, g_object_ref (self));
}

static void
on_cleaned (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetStorageGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  guint64 freed = desk_kept_trim_finish (DESK_SESSION (source), result, &error);
  g_autofree char *size = guichet_format_size (freed);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  /* Translators: how much, as in 12.3 MB */
  sentence = error != NULL ? desk_error_dup_sentence (error) : g_strdup_printf (_("%s removed"), size);
  if (error != NULL || freed > 0)
    say (self, sentence);
  look (self);
}

static void
on_clean (GuichetStorageGroup *self)
{
  /* What cannot be used keeps no focus. */
  gtk_widget_grab_focus (self->files);
  desk_kept_trim_async (self->session, 0, self->cancellable, on_cleaned, g_object_ref (self));
}

static void
on_limit_changed (GuichetStorageGroup *self)
{
  guint64 limit = guichet_settings_read_files_limit (self->settings);

  if (limit > 0)
    desk_kept_trim_async (self->session, limit, self->cancellable, on_cleaned, g_object_ref (self));
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

/* Rows ------------------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
read_limit (GValue *value,
            GVariant *variant,
            gpointer user_data)
{
  int megabytes = g_variant_get_int32 (variant);
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (limits) && (megabytes == 0 || limits[i].megabytes < megabytes))
    i++;
  g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
write_limit (const GValue *value,
             const GVariantType *type,
             gpointer user_data)
{
  return g_variant_new_int32 (limits[MIN (g_value_get_uint (value), G_N_ELEMENTS (limits) - 1)].megabytes);
}

static GtkWidget *
add_row (GuichetStorageGroup *self,
         const char *title,
         const char *subtitle,
         GtkWidget *button)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static void
add_limit (GuichetStorageGroup *self)
{
  const char *sizes[G_N_ELEMENTS (limits) + 1] = { NULL };
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sizes[i] = _(limits[i].label);
  row = guichet_word_row_new (_("Keep files up to"), _("Those opened longest ago go first"), sizes);
  g_settings_bind_with_mapping (self->settings, "files-megabytes", row, "selected", G_SETTINGS_BIND_DEFAULT, read_limit, write_limit, NULL,
                                NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * guichet_storage_group_new:
 * @session: who is signed in
 * @settings: the person's
 *
 * Returns: the group, which looks at what is kept when it is made
 */
GtkWidget *
guichet_storage_group_new (DeskSession *session,
                           GSettings *settings)
{
  GuichetStorageGroup *self;
  GtkWidget *forget = guichet_labels_button (_("Sign _Out…"));

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (GUICHET_TYPE_STORAGE_GROUP, NULL);
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("This computer"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("Kept here, so that everything is there at once, and offline"));
  self->clean = guichet_labels_button (_("Clean _Up"));
  gtk_widget_set_sensitive (self->clean, FALSE);
  g_signal_connect_object (self->clean, "clicked", G_CALLBACK (on_clean), self, G_CONNECT_SWAPPED);
  g_signal_connect (forget, "clicked", G_CALLBACK (on_forget), NULL);
  self->tickets = add_row (self, desk_session_is_staff (session) ? _("Tickets and messages") : _("Requests and messages"), NULL, NULL);
  self->files = add_row (self, _("Files that were opened"), NULL, self->clean);
  add_limit (self);
  add_row (self, _("Sign out and forget"), _("Removes everything that is kept here, drafts as well"), forget);
  g_signal_connect_object (settings, "changed::files-megabytes", G_CALLBACK (on_limit_changed), self, G_CONNECT_SWAPPED);
  look (self);

  return GTK_WIDGET (self);
}
