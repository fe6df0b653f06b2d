/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-file-chip.h"

#include <glib/gi18n.h>

#include "guichet-files.h"
#include "guichet-format.h"
#include "guichet-labels.h"

/**
 * GuichetFileChip:
 *
 * A file of a ticket: icon, name and size, which open it, and a button that saves it. While it is fetched or sent, a bar shows how far it is.
 */
struct _GuichetFileChip
{
  GtkBox parent_instance;

  DeskSession *session;
  DeskAttachment *attachment;
  gulong notify_id;

  GtkWidget *open;
  GtkWidget *icon;
  GtkWidget *name;
  GtkWidget *size;
  GtkWidget *bar;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (GuichetFileChip, guichet_file_chip, GTK_TYPE_BOX)

/* What is known of a file may come in after the file. */
static void
update (GuichetFileChip *self)
{
  double progress = desk_attachment_get_progress (self->attachment);
  gboolean under_way = progress > 0 && progress < 1;
  const char *name = desk_attachment_get_label (self->attachment);
  g_autofree char *size = guichet_format_size (desk_attachment_get_size (self->attachment));
  /* Translators: %s is the name of a file */
  g_autofree char *open = g_strdup_printf (_("Open %s"), name != NULL ? name : "");
  /* Translators: %s is the name of a file */
  g_autofree char *save = g_strdup_printf (_("Save %s"), name != NULL ? name : "");

  gtk_label_set_label (GTK_LABEL (self->name), name != NULL ? name : "");
  gtk_label_set_label (GTK_LABEL (self->size), size);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                guichet_files_icon_name (desk_attachment_get_mime_type (self->attachment)));
  guichet_labels_set (self->open, open);
  guichet_labels_set (self->save, save);
  gtk_widget_set_visible (self->bar, under_way);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (progress, 0, 1));
}

static void
on_open (GuichetFileChip *self)
{
  guichet_files_open (GTK_WIDGET (self), self->session, self->attachment);
}

static void
on_save (GuichetFileChip *self)
{
  guichet_files_save (GTK_WIDGET (self), self->session, self->attachment);
}

static void
guichet_file_chip_dispose (GObject *object)
{
  GuichetFileChip *self = GUICHET_FILE_CHIP (object);

  if (self->attachment != NULL)
    g_clear_signal_handler (&self->notify_id, self->attachment);
  g_clear_object (&self->attachment);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_file_chip_parent_class)->dispose (object);
}

static void
guichet_file_chip_class_init (GuichetFileChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_file_chip_dispose;
}

static void
guichet_file_chip_init (GuichetFileChip *self)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "file-chip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 16, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "max-width-chars", 28, NULL);
  gtk_widget_add_css_class (self->name, "caption");
  self->size = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (self->size, "caption");
  gtk_widget_add_css_class (self->size, "secondary");
  gtk_widget_add_css_class (self->size, "time");
  self->bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->size);
  gtk_box_append (GTK_BOX (words), self->bar);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (inside, TRUE);
  gtk_box_append (GTK_BOX (inside), self->icon);
  gtk_box_append (GTK_BOX (inside), words);

  self->open = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->open), inside);
  gtk_widget_add_css_class (self->open, "flat");
  gtk_widget_add_css_class (self->open, "open-file");
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (on_open), self);
  self->save = gtk_button_new_from_icon_name ("document-save-symbolic");
  gtk_widget_add_css_class (self->save, "flat");
  gtk_widget_add_css_class (self->save, "circular");
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
  gtk_box_append (GTK_BOX (self), self->open);
  gtk_box_append (GTK_BOX (self), self->save);
}

/**
 * guichet_file_chip_new:
 * @session: who looks
 * @attachment: a file of a ticket
 *
 * Returns: a chip for the file
 */
GtkWidget *
guichet_file_chip_new (DeskSession *session,
                       DeskAttachment *attachment)
{
  GuichetFileChip *self = g_object_new (GUICHET_TYPE_FILE_CHIP, NULL);

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_ATTACHMENT (attachment), NULL);

  self->session = g_object_ref (session);
  self->attachment = g_object_ref (attachment);
  self->notify_id = g_signal_connect_swapped (attachment, "notify", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}
