/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-message-files.h"

#include "guichet-file-chip.h"
#include "guichet-thumbnail.h"

/**
 * GuichetMessageFiles:
 *
 * The files of a message: images as thumbnails, all others as chips; side by side on as many lines as they need, or one under the other.
 */
struct _GuichetMessageFiles
{
  GtkWidget parent_instance;

  DeskSession *session;
  GListModel *files;
  gulong changed_id;
  gboolean stacked;
};

G_DEFINE_FINAL_TYPE (GuichetMessageFiles, guichet_message_files, GTK_TYPE_WIDGET)

#define SPACING 8

/* The first child of the next line; how high and wide the line is. */
static GtkWidget *
measure_line (GuichetMessageFiles *self,
              GtkWidget *first,
              int width,
              int *height)
{
  int x = 0;

  *height = 0;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition size;

      gtk_widget_get_preferred_size (child, NULL, &size);
      if (child != first && (self->stacked || x + size.width > width))
        return child;
      x += size.width + SPACING;
      *height = MAX (*height, size.height);
    }

  return NULL;
}

static int
measure_height (GuichetMessageFiles *self,
                int width)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
  int height = 0;

  while (child != NULL)
    {
      int line;

      child = measure_line (self, child, width, &line);
      height += line + (child != NULL ? SPACING : 0);
    }

  return height;
}

static void
measure_width (GuichetMessageFiles *self,
               int *minimum,
               int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition least, size;

      gtk_widget_get_preferred_size (child, &least, &size);
      *minimum = MAX (*minimum, least.width);
      *natural = self->stacked ? MAX (*natural, size.width) : *natural + size.width + (*natural > 0 ? SPACING : 0);
    }
}

static void
guichet_message_files_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  GuichetMessageFiles *self = GUICHET_MESSAGE_FILES (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    *minimum = *natural = measure_height (self, for_size >= 0 ? for_size : G_MAXINT / 2);
}

static void
place (GuichetMessageFiles *self,
       GtkWidget *child,
       int x,
       int y,
       int width,
       int height,
       int total)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { rtl ? total - x - width : x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
guichet_message_files_size_allocate (GtkWidget *widget,
                                     int width,
                                     int height,
                                     int baseline)
{
  GuichetMessageFiles *self = GUICHET_MESSAGE_FILES (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      int line, x = 0;
      GtkWidget *next = measure_line (self, child, width, &line);

      for (; child != next; child = gtk_widget_get_next_sibling (child))
        {
          GtkRequisition least, size;
          int own;

          gtk_widget_get_preferred_size (child, &least, &size);
          own = self->stacked && GUICHET_IS_FILE_CHIP (child) ? width : MIN (size.width, MAX (width, least.width));
          place (self, child, x, y, own, line, width);
          x += own + SPACING;
        }
      y += line + SPACING;
    }
}

static void
remove_all (GuichetMessageFiles *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static GtkWidget *create_file (GuichetMessageFiles *self, DeskAttachment *file);

/* That a file is an image may come in after the file: then a thumbnail takes the place of its chip. */
static void
on_image_known (GtkWidget *chip,
                GParamSpec *pspec,
                DeskAttachment *file)
{
  GuichetMessageFiles *self = GUICHET_MESSAGE_FILES (gtk_widget_get_parent (chip));

  if (!guichet_thumbnail_is_for (file))
    return;
  gtk_widget_insert_before (create_file (self, file), GTK_WIDGET (self), chip);
  gtk_widget_unparent (chip);
}

static GtkWidget *
create_file (GuichetMessageFiles *self,
             DeskAttachment *file)
{
  GtkWidget *chip;

  if (guichet_thumbnail_is_for (file))
    return guichet_thumbnail_new (self->session, file);

  chip = guichet_file_chip_new (self->session, file);
  g_signal_connect_object (file, "notify::is-image", G_CALLBACK (on_image_known), chip, G_CONNECT_SWAPPED);

  return chip;
}

static void
on_files_changed (GuichetMessageFiles *self)
{
  guint n = self->files != NULL ? g_list_model_get_n_items (self->files) : 0;

  remove_all (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskAttachment) file = g_list_model_get_item (self->files, i);

      gtk_widget_set_parent (create_file (self, file), GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
guichet_message_files_dispose (GObject *object)
{
  GuichetMessageFiles *self = GUICHET_MESSAGE_FILES (object);

  if (self->files != NULL)
    g_clear_signal_handler (&self->changed_id, self->files);
  g_clear_object (&self->files);
  g_clear_object (&self->session);
  remove_all (self);

  G_OBJECT_CLASS (guichet_message_files_parent_class)->dispose (object);
}

static GtkSizeRequestMode
guichet_message_files_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
guichet_message_files_class_init (GuichetMessageFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_message_files_dispose;
  widget_class->measure = guichet_message_files_measure;
  widget_class->size_allocate = guichet_message_files_size_allocate;
  widget_class->get_request_mode = guichet_message_files_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
guichet_message_files_init (GuichetMessageFiles *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * guichet_message_files_set_model:
 * @self: the files of a message
 * @session: who looks
 * @files: (nullable): a list of #DeskAttachment
 *
 * Shows these files, and follows the list.
 */
void
guichet_message_files_set_model (GuichetMessageFiles *self,
                                 DeskSession *session,
                                 GListModel *files)
{
  g_return_if_fail (GUICHET_IS_MESSAGE_FILES (self));
  g_return_if_fail (files == NULL || G_IS_LIST_MODEL (files));

  if (self->files != NULL)
    g_clear_signal_handler (&self->changed_id, self->files);
  g_set_object (&self->session, session);
  g_set_object (&self->files, files);
  if (files != NULL)
    self->changed_id = g_signal_connect_swapped (files, "items-changed", G_CALLBACK (on_files_changed), self);
  on_files_changed (self);
}

/**
 * guichet_message_files_set_stacked:
 * @self: the files of a message
 * @stacked: whether each has a line of its own
 *
 * Changes how the files stand.
 */
void
guichet_message_files_set_stacked (GuichetMessageFiles *self,
                                   gboolean stacked)
{
  g_return_if_fail (GUICHET_IS_MESSAGE_FILES (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
