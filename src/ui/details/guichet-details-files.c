/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-details-private.h"

#include "guichet-here-now.h"

#include <glib/gi18n.h>

#include "guichet-files.h"
#include "guichet-format.h"
#include "guichet-labels.h"

/* All files of a ticket; a click opens one. */

#define FILE_KEY "guichet-file"

static void
on_clicked (GuichetDetailsPane *self,
            GtkWidget *button)
{
  guichet_files_open (button, self->session, g_object_get_data (G_OBJECT (button), FILE_KEY));
}

/* What is known of a file may come in after the file. */
static void
update_file (GtkWidget *button,
             GParamSpec *pspec,
             DeskAttachment *file)
{
  GtkWidget *icon = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));
  GtkWidget *label = gtk_widget_get_next_sibling (icon);
  const char *name = desk_attachment_get_label (file);
  g_autofree char *size = guichet_format_size (desk_attachment_get_size (file));
  /* Translators: %s is the name of a file */
  g_autofree char *open = g_strdup_printf (_("Open %s"), name != NULL ? name : "");

  gtk_widget_set_visible (button, name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), guichet_files_icon_name (desk_attachment_get_mime_type (file)));
  gtk_label_set_label (GTK_LABEL (label), name != NULL ? name : "");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (label)), size);
  guichet_labels_set (button, open);
}

static GtkWidget *
create_file (GuichetDetailsPane *self,
             DeskAttachment *file)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "hexpand", TRUE, NULL);
  GtkWidget *end = gtk_label_new ("");
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (end, "caption");
  gtk_widget_add_css_class (end, "secondary");
  gtk_widget_add_css_class (end, "time");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), end);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "file");
  g_object_set_data_full (G_OBJECT (button), FILE_KEY, g_object_ref (file), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify", G_CALLBACK (update_file), button, G_CONNECT_SWAPPED);
  update_file (button, NULL, file);

  return button;
}

static void
update_files (GuichetDetailsPane *self)
{
  GListModel *files = self->conversation != NULL ? desk_conversation_get_files (self->conversation) : NULL;
  guint n_files = files != NULL ? g_list_model_get_n_items (files) : 0;
  g_autofree char *count = g_strdup_printf ("%u", n_files);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->files)) != NULL)
    gtk_box_remove (GTK_BOX (self->files), child);
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (DeskAttachment) file = g_list_model_get_item (files, i);

      gtk_box_append (GTK_BOX (self->files), create_file (self, file));
    }
  gtk_label_set_label (GTK_LABEL (self->files_count), count);
  gtk_widget_set_visible (self->files_heading, n_files > 0);
}

/* (nullable) @end stands at the end of the line. */
GtkWidget *
guichet_details_create_section (const char *title,
                                GtkWidget *end)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "hexpand", TRUE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 3, -1);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (section, "section");
  gtk_box_append (GTK_BOX (section), label);
  if (end != NULL)
    gtk_box_append (GTK_BOX (section), end);

  return section;
}

void
guichet_details_create_files (GuichetDetailsPane *self)
{
  self->files_count = gtk_label_new ("0");
  gtk_widget_add_css_class (self->files_count, "secondary");
  gtk_widget_add_css_class (self->files_count, "time");
  self->files_heading = guichet_details_create_section (_("Files"), self->files_count);
  self->files = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_margin_start (self->files, 8);
  gtk_widget_set_margin_end (self->files, 8);
  gtk_box_append (GTK_BOX (self->body), self->files_heading);
  gtk_box_append (GTK_BOX (self->body), self->files);
}

/* Changes whose files are listed. */
void
guichet_details_set_conversation (GuichetDetailsPane *self,
                                  DeskConversation *conversation)
{
  if (self->conversation != NULL)
    g_clear_signal_handler (&self->files_id, desk_conversation_get_files (self->conversation));
  g_set_object (&self->conversation, conversation);
  if (conversation != NULL)
    self->files_id = g_signal_connect_swapped (desk_conversation_get_files (conversation), "items-changed", G_CALLBACK (update_files),
                                               self);
  if (self->here != NULL)
    guichet_here_now_set_ticket_id (GUICHET_HERE_NOW (self->here),
                                    conversation != NULL ? desk_ticket_get_id (desk_conversation_get_ticket (conversation)) : NULL);
  if (self->files != NULL)
    update_files (self);
}
