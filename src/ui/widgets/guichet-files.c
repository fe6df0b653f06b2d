/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-files.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "guichet-toast.h"

/* What somebody asked for with a file, while it is fetched. */
typedef struct
{
  GtkWidget *from;
  DeskSession *session;
  DeskAttachment *attachment;
} Request;

static Request *
request_new (GtkWidget *from,
             DeskSession *session,
             DeskAttachment *attachment)
{
  Request *request = g_new0 (Request, 1);

  request->from = g_object_ref (from);
  request->session = g_object_ref (session);
  request->attachment = g_object_ref (attachment);

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->from);
  g_object_unref (request->session);
  g_object_unref (request->attachment);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/**
 * guichet_files_icon_name:
 * @mime_type: (nullable): a MIME type
 *
 * Returns: the name of a symbolic icon for such a file
 */
const char *
guichet_files_icon_name (const char *mime_type)
{
  static const struct
  {
    const char *prefix;
    const char *icon;
  } icons[] = {
    { "image/", "image-x-generic-symbolic" },
    { "audio/", "audio-x-generic-symbolic" },
    { "video/", "video-x-generic-symbolic" },
    { "text/", "text-x-generic-symbolic" },
    { "application/zip", "package-x-generic-symbolic" },
    { "application/x-tar", "package-x-generic-symbolic" },
    { "application/gzip", "package-x-generic-symbolic" },
    { "application/x-7z", "package-x-generic-symbolic" },
    { "application/vnd.ms-excel", "x-office-spreadsheet-symbolic" },
    { "application/vnd.oasis.opendocument.spreadsheet", "x-office-spreadsheet-symbolic" },
    { "application/vnd.openxmlformats-officedocument.spreadsheetml", "x-office-spreadsheet-symbolic" },
  };

  for (guint i = 0; mime_type != NULL && i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (mime_type, icons[i].prefix))
      return icons[i].icon;

  return "x-office-document-symbolic";
}

static void
launch (GtkWidget *from,
        GFile *file,
        const char *mime_type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAppInfo) app = NULL;
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (from));
  g_autoptr (GList) files = g_list_append (NULL, file);
  g_autofree char *content_type = g_content_type_from_mime_type (mime_type);

  /* By type and not by name: the cached copy has no name of its own. */
  if (content_type != NULL)
    app = g_app_info_get_default_for_type (content_type, FALSE);
  if (app == NULL)
    {
      guichet_toast_show (from, _("No application here opens such a file. Save it instead."));
      return;
    }
  if (!g_app_info_launch (app, files, G_APP_LAUNCH_CONTEXT (context), &error))
    guichet_toast_show (from, _("The application for this file could not be started. Save it instead."));
}

static void
on_fetched_to_open (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = desk_session_fetch_finish (DESK_SESSION (source), result, &error);

  if (file == NULL)
    guichet_toast_show_error (request->from, error);
  else
    launch (request->from, file, desk_attachment_get_mime_type (request->attachment));
}

static void
fetch_to_open (Request *request)
{
  desk_session_fetch_async (request->session, request->attachment, NULL, on_fetched_to_open, request);
}

static void
on_open_confirmed (Request *request,
                   const char *response)
{
  if (g_str_equal (response, "open"))
    fetch_to_open (request_new (request->from, request->session, request->attachment));
}

static void
request_closure_free (gpointer data,
                      GClosure *closure)
{
  request_free (data);
}

/* Programs and scripts are never opened without asking. */
static gboolean
may_be_executed (DeskAttachment *attachment)
{
  static const char *const endings[] = { ".exe", ".sh",  ".desktop", ".appimage", ".run", ".py",  ".pl",  ".js", ".jar",
                                         ".bat", ".cmd", ".com",     ".msi",      ".scr", ".vbs", ".ps1", ".html", ".htm", ".svg" };
  g_autofree char *label = g_ascii_strdown (desk_attachment_get_label (attachment), -1);
  g_autofree char *content_type = g_content_type_from_mime_type (desk_attachment_get_mime_type (attachment));

  if (content_type != NULL && g_content_type_can_be_executable (content_type))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (label, endings[i]))
      return TRUE;

  return FALSE;
}

/**
 * guichet_files_open:
 * @from: the widget that was used
 * @session: who looks
 * @attachment: a file of a ticket
 *
 * Fetches the file and opens it with the application for its type; asks first when it could be a program.
 */
void
guichet_files_open (GtkWidget *from,
                    DeskSession *session,
                    DeskAttachment *attachment)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_ATTACHMENT (attachment));

  if (!may_be_executed (attachment))
    {
      fetch_to_open (request_new (from, session, attachment));
      return;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), _("Open this file?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is the name of a file */
                                  _("“%s” may contain a program. Open it only if you trust who sent it."),
                                  desk_attachment_get_label (attachment));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "open", _("_Open"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_open_confirmed),
                         request_new (from, session, attachment), request_closure_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!desk_session_save_finish (DESK_SESSION (source), result, &error))
    {
      guichet_toast_show_error (request->from, error);
      return;
    }

  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_("“%s” is saved"), desk_attachment_get_label (request->attachment));
  guichet_toast_show (request->from, sentence);
}

static void
on_destination_chosen (GtkNativeDialog *dialog,
                       int response,
                       Request *request)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      desk_session_save_async (request->session, request->attachment, file, NULL, on_saved,
                               request_new (request->from, request->session, request->attachment));
    }
  g_object_unref (dialog);
}

/* A name from the network is only a proposal: nothing of it may lead out of the folder that is chosen. */
static char *
dup_safe_name (const char *label)
{
  g_autofree char *base = g_path_get_basename (label != NULL && *label != '\0' ? label : "file");

  g_strdelimit (base, "/\\:\n\r\t", '_');
  while (*base == '.')
    *base = '_';

  return g_steal_pointer (&base);
}

/**
 * guichet_files_save:
 * @from: the widget that was used
 * @session: who looks
 * @attachment: a file of a ticket
 *
 * Asks where to, then saves the file there.
 */
void
guichet_files_save (GtkWidget *from,
                    DeskSession *session,
                    DeskAttachment *attachment)
{
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_ATTACHMENT (attachment));

  name = dup_safe_name (desk_attachment_get_label (attachment));
  dialog = gtk_file_chooser_native_new (_("Save File"), GTK_WINDOW (gtk_widget_get_root (from)),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_destination_chosen),
                         request_new (from, session, attachment), request_closure_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
