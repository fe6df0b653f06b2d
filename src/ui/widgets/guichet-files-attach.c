/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-files.h"

#include <glib/gi18n.h>

#include "guichet-toast.h"

static void
on_files_chosen (GtkNativeDialog *dialog,
                 int response,
                 DeskDraft *draft)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          desk_draft_add_file (draft, file);
        }
    }
  g_object_unref (dialog);
}

static void
unref_closure (gpointer data,
               GClosure *closure)
{
  g_object_unref (data);
}

/**
 * guichet_files_choose:
 * @from: the widget that was used
 * @draft: where the files go
 *
 * Lets the person pick files and attaches them.
 */
void
guichet_files_choose (GtkWidget *from,
                      DeskDraft *draft)
{
  GtkFileChooserNative *dialog;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DESK_IS_DRAFT (draft));

  dialog = gtk_file_chooser_native_new (_("Attach Files"), GTK_WINDOW (gtk_widget_get_root (from)),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_files_chosen), g_object_ref (draft), unref_closure, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Pasting reads the clipboard, which answers later. */
typedef struct
{
  GtkWidget *from;
  DeskDraft *draft;
} Paste;

static Paste *
paste_new (GtkWidget *from,
           DeskDraft *draft)
{
  Paste *paste = g_new0 (Paste, 1);

  paste->from = g_object_ref (from);
  paste->draft = g_object_ref (draft);

  return paste;
}

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->from);
  g_object_unref (paste->draft);
  g_free (paste);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

static void
on_texture_read (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (Paste) paste = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (texture == NULL)
    {
      guichet_toast_show (paste->from, _("The picture on the clipboard could not be read."));
      return;
    }

  bytes = gdk_texture_save_to_png_bytes (texture);
  desk_draft_add_bytes (paste->draft, _("Pasted picture.png"), "image/png", bytes);
}

static void
on_file_list_read (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (Paste) paste = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value == NULL)
    guichet_toast_show (paste->from, _("The files on the clipboard could not be read."));
  else
    guichet_files_add_list (paste->draft, value);
}

/**
 * guichet_files_paste:
 * @from: the widget in which the person pastes
 * @draft: where the files go
 *
 * Attaches what lies on the clipboard, when that is files or a picture. Text is left to the text field.
 *
 * Returns: whether the clipboard held something of ours
 */
gboolean
guichet_files_paste (GtkWidget *from,
                     DeskDraft *draft)
{
  GdkClipboard *clipboard;
  GdkContentFormats *formats;

  g_return_val_if_fail (GTK_IS_WIDGET (from), FALSE);
  g_return_val_if_fail (DESK_IS_DRAFT (draft), FALSE);

  clipboard = gtk_widget_get_clipboard (from);
  formats = gdk_clipboard_get_formats (clipboard);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    {
      gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_file_list_read,
                                      paste_new (from, draft));
      return TRUE;
    }
  /* A spreadsheet offers its cells as a picture too: there, text is meant. */
  if (!gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") &&
      (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
       gdk_content_formats_contain_mime_type (formats, "image/png")))
    {
      gdk_clipboard_read_texture_async (clipboard, NULL, on_texture_read, paste_new (from, draft));
      return TRUE;
    }

  return FALSE;
}

/**
 * guichet_files_add_list:
 * @draft: where the files go
 * @file_list: a value of GDK_TYPE_FILE_LIST, as a drop brings it
 *
 * Attaches the files.
 */
void
guichet_files_add_list (DeskDraft *draft,
                        const GValue *file_list)
{
  g_return_if_fail (DESK_IS_DRAFT (draft));
  g_return_if_fail (G_VALUE_HOLDS (file_list, GDK_TYPE_FILE_LIST));

  for (GSList *l = g_value_get_boxed (file_list); l != NULL; l = l->next)
    desk_draft_add_file (draft, l->data);
}
