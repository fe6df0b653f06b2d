/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-place-private.h"

#include <glib/gi18n.h>

#include "guichet-support-words.h"
#include "guichet-toast.h"

/* What can be done about the person who is shown. */

static void
say_trouble (GuichetSupportPlace *self,
             const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = guichet_words_trouble (error);
  guichet_toast_show (GTK_WIDGET (self), sentence);
}

static void
new_incident (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  guichet_support_place_show_incident (GUICHET_SUPPORT_PLACE (widget), NULL);
}

static void
on_filed (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetSupportPlace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskPrivacyRequest) request = desk_person_file_request_finish (DESK_PERSON (source), result, &error);

  if (request == NULL)
    say_trouble (self, error);
  else if (self->person == DESK_PERSON (source))
    guichet_support_place_show_request (self, request);
}

static void
new_request (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (widget);
  int kind = g_variant_get_int32 (parameter);

  if (kind >= DESK_PRIVACY_ACCESS && kind <= DESK_PRIVACY_RECTIFICATION)
    desk_person_file_request_async (self->person, kind, self->cancellable, on_filed, g_object_ref (self));
}

static void
on_exported (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GuichetSupportPlace) self = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_person_export_finish (DESK_PERSON (source), result, &error))
    guichet_toast_show (GTK_WIDGET (self), _("The data is saved"));
  else
    say_trouble (self, error);
}

static void
on_chosen (GtkNativeDialog *dialog,
           int response,
           GuichetSupportPlace *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  DeskPerson *person = g_object_get_data (G_OBJECT (dialog), "person");

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      guichet_toast_show (GTK_WIDGET (self), _("Gathering the data…"));
      desk_person_export_async (person, file, self->cancellable, on_exported, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
export (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (widget);
  g_autofree char *person = guichet_words_person (self->person);
  g_autofree char *file = g_strdup_printf ("%s.json", person);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Export Data"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  /* A name from the network never decides a path. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), g_strdelimit (file, "/\\", '-'));
  g_object_set_data_full (G_OBJECT (self->chooser), "person", g_object_ref (self->person), g_object_unref);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
reload (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  desk_person_load (GUICHET_SUPPORT_PLACE (widget)->person);
}

static const struct
{
  const char *name;
  const char *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "support.new-incident", NULL, new_incident },
  { "support.new-request", "i", new_request },
  { "support.export", NULL, export },
  { "support.reload", NULL, reload },
};

void
guichet_support_place_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);
}

/* Nothing can be done about nobody. */
void
guichet_support_place_update_actions (GuichetSupportPlace *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->person != NULL);
}
