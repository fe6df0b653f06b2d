/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-upload-chip.h"

#include <glib/gi18n.h>

#include "guichet-files.h"
#include "guichet-format.h"

/**
 * GuichetUploadChip:
 *
 * A file that is attached to a draft: name, how far its upload is, a button that takes it away, and one that tries again when it failed.
 */
struct _GuichetUploadChip
{
  GtkBox parent_instance;

  DeskDraft *draft;
  DeskDraftFile *file;
  gulong notify_id;

  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *words;
  GtkWidget *bar;
  GtkWidget *retry;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (GuichetUploadChip, guichet_upload_chip, GTK_TYPE_BOX)

static char *
dup_words (DeskDraftFile *file)
{
  g_autofree char *size = guichet_format_size (desk_draft_file_get_size (file));

  switch (desk_draft_file_get_delivery (file))
    {
    case DESK_DELIVERY_SENT:
      /* Translators: %s is the size of a file */
      return g_strdup_printf (_("%s, uploaded"), size);
    case DESK_DELIVERY_SENDING:
      /* Translators: how far an upload is, as in 62 % of 4.8 MB */
      return g_strdup_printf (_("%1$d %% of %2$s"), (int) (desk_draft_file_get_progress (file) * 100), size);
    case DESK_DELIVERY_FAILED:
      return g_strdup (size);
    case DESK_DELIVERY_WAITING:
    default:
      /* Translators: %s is the size of a file */
      return g_strdup_printf (_("%s, waiting"), size);
    }
}

static void
update (GuichetUploadChip *self)
{
  DeskDelivery delivery = desk_draft_file_get_delivery (self->file);
  gboolean failed = delivery == DESK_DELIVERY_FAILED;
  const char *error = desk_draft_file_get_error (self->file);
  double progress = desk_draft_file_get_progress (self->file);
  g_autofree char *words = dup_words (self->file);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                guichet_files_icon_name (desk_draft_file_get_mime_type (self->file)));
  gtk_label_set_label (GTK_LABEL (self->words), failed && error != NULL ? error : words);
  if (failed)
    gtk_widget_add_css_class (self->words, "error-text");
  else
    gtk_widget_remove_css_class (self->words, "error-text");
  gtk_label_set_ellipsize (GTK_LABEL (self->words), failed ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_tooltip_text (self->words, failed ? error : NULL);
  gtk_widget_set_visible (self->retry, failed);
  gtk_widget_set_visible (self->bar, delivery == DESK_DELIVERY_SENDING);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (progress, 0, 1));
}

static void
on_cancel (GuichetUploadChip *self)
{
  desk_draft_remove_file (self->draft, self->file);
}

static void
on_retry (GuichetUploadChip *self)
{
  desk_draft_retry_file (self->draft, self->file);
}

static void
guichet_upload_chip_dispose (GObject *object)
{
  GuichetUploadChip *self = GUICHET_UPLOAD_CHIP (object);

  if (self->file != NULL)
    g_clear_signal_handler (&self->notify_id, self->file);
  g_clear_object (&self->file);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (guichet_upload_chip_parent_class)->dispose (object);
}

static void
guichet_upload_chip_class_init (GuichetUploadChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_upload_chip_dispose;
}

static GtkWidget *
icon_button_new (const char *icon)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static void
guichet_upload_chip_init (GuichetUploadChip *self)
{
  GtkWidget *words_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 5);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "file-chip");

  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (self->name, "caption");
  self->words = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0f, NULL);
  gtk_widget_add_css_class (self->words, "caption");
  gtk_widget_add_css_class (self->words, "secondary");
  gtk_widget_add_css_class (self->words, "time");
  self->bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "valign", GTK_ALIGN_CENTER, "hexpand", TRUE, NULL);
  self->retry = icon_button_new ("view-refresh-symbolic");
  self->cancel = icon_button_new ("window-close-symbolic");
  g_signal_connect_swapped (self->retry, "clicked", G_CALLBACK (on_retry), self);
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (on_cancel), self);

  gtk_box_append (GTK_BOX (line), self->name);
  gtk_box_append (GTK_BOX (line), self->words);
  gtk_box_append (GTK_BOX (words_box), line);
  gtk_box_append (GTK_BOX (words_box), self->bar);
  gtk_widget_set_hexpand (words_box, TRUE);
  gtk_widget_set_valign (words_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), words_box);
  gtk_box_append (GTK_BOX (self), self->retry);
  gtk_box_append (GTK_BOX (self), self->cancel);
}

static void
set_label (GtkWidget *button,
           const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * guichet_upload_chip_new:
 * @draft: what the file is attached to
 * @file: the file
 *
 * Returns: a chip that follows the upload
 */
GtkWidget *
guichet_upload_chip_new (DeskDraft *draft,
                         DeskDraftFile *file)
{
  GuichetUploadChip *self = g_object_new (GUICHET_TYPE_UPLOAD_CHIP, NULL);
  g_autofree char *cancel = NULL;
  g_autofree char *retry = NULL;
  const char *name;

  g_return_val_if_fail (DESK_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (DESK_IS_DRAFT_FILE (file), NULL);

  self->draft = g_object_ref (draft);
  self->file = g_object_ref (file);
  name = desk_draft_file_get_label (file);
  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_widget_set_tooltip_text (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* Translators: %s is the name of a file */
  cancel = g_strdup_printf (_("Cancel %s"), name);
  /* Translators: %s is the name of a file */
  retry = g_strdup_printf (_("Try %s again"), name);
  set_label (self->cancel, cancel);
  set_label (self->retry, retry);
  self->notify_id = g_signal_connect_swapped (file, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * guichet_upload_chip_get_file:
 * @self: a chip
 *
 * Returns: (transfer none): its file
 */
DeskDraftFile *
guichet_upload_chip_get_file (GuichetUploadChip *self)
{
  g_return_val_if_fail (GUICHET_IS_UPLOAD_CHIP (self), NULL);

  return self->file;
}

static void
on_items_changed (GListModel *files,
                  guint position,
                  guint removed,
                  guint added,
                  GtkBox *box)
{
  DeskDraft *draft = g_object_get_data (G_OBJECT (box), "guichet-draft");
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));
  GtkWidget *before = NULL;

  for (guint i = 0; i < position; i++)
    {
      before = child;
      child = gtk_widget_get_next_sibling (child);
    }
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      gtk_box_remove (box, child);
      child = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (DeskDraftFile) file = g_list_model_get_item (files, position + i);
      GtkWidget *chip = guichet_upload_chip_new (draft, file);

      gtk_box_insert_child_after (box, chip, before);
      before = chip;
    }
  gtk_widget_set_visible (GTK_WIDGET (box), g_list_model_get_n_items (files) > 0);
}

/**
 * guichet_upload_chips_bind:
 * @box: a box for chips alone
 * @draft: (nullable): whose files; %NULL empties the box
 *
 * Keeps one chip a file in @box, which is hidden while there is none. Binding again changes the draft.
 */
void
guichet_upload_chips_bind (GtkBox *box,
                           DeskDraft *draft)
{
  GListModel *files;
  GtkWidget *child;
  DeskDraft *old;

  g_return_if_fail (GTK_IS_BOX (box));

  old = g_object_get_data (G_OBJECT (box), "guichet-draft");
  if (old == draft)
    return;
  if (old != NULL)
    g_signal_handlers_disconnect_by_func (desk_draft_get_files (old), on_items_changed, box);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
  g_object_set_data_full (G_OBJECT (box), "guichet-draft", draft != NULL ? g_object_ref (draft) : NULL,
                          draft != NULL ? g_object_unref : NULL);
  if (draft == NULL)
    return;

  files = desk_draft_get_files (draft);
  g_signal_connect_object (files, "items-changed", G_CALLBACK (on_items_changed), box, 0);
  on_items_changed (files, 0, 0, g_list_model_get_n_items (files), box);
}
