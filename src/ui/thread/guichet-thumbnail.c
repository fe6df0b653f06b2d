/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thumbnail.h"

#include <glib/gi18n.h>

#include "guichet-file-chip.h"
#include "guichet-files.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-thumbnail-decode.h"

/**
 * GuichetThumbnail:
 *
 * An image of a message, small; a click opens it, its menu saves it. Until it is here, and when it cannot be shown, a chip stands in its place.
 */
struct _GuichetThumbnail
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskAttachment *attachment;
  GCancellable *cancellable;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (GuichetThumbnail, guichet_thumbnail, ADW_TYPE_BIN)

#define WIDTH 152
#define HEIGHT 84
/* Twice as fine, for screens that are. */
#define SCALE 2
#define LARGEST (20 * 1024 * 1024)
#define TEXTURE_KEY "guichet-thumbnail"

static void
open_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  GuichetThumbnail *self = GUICHET_THUMBNAIL (widget);

  guichet_files_open (widget, self->session, self->attachment);
}

static void
save_action (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  GuichetThumbnail *self = GUICHET_THUMBNAIL (widget);

  guichet_files_save (widget, self->session, self->attachment);
}

static void
popup_menu (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  GuichetThumbnail *self = GUICHET_THUMBNAIL (widget);
  g_autoptr (GMenu) menu = NULL;

  if (self->menu == NULL)
    {
      menu = g_menu_new ();
      g_menu_append (menu, _("_Open"), "thumbnail.open");
      g_menu_append (menu, _("_Save…"), "thumbnail.save");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_widget_set_parent (self->menu, widget);
    }
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_secondary_click (GuichetThumbnail *self)
{
  popup_menu (GTK_WIDGET (self), NULL, NULL);
}

static void
show_chip (GuichetThumbnail *self)
{
  adw_bin_set_child (ADW_BIN (self), guichet_file_chip_new (self->session, self->attachment));
}

static void
show_texture (GuichetThumbnail *self,
              GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  double scale = MIN (1.0, MIN ((double) WIDTH / width, (double) HEIGHT / height));
  const char *name = desk_attachment_get_label (self->attachment);
  g_autofree char *size = guichet_format_size (desk_attachment_get_size (self->attachment));
  /* Translators: the name of a file, and its size */
  g_autofree char *label = g_strdup_printf (_("Open %1$s, %2$s"), name, size);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *clamp = adw_clamp_new ();
  int room = MAX (1, width * scale);

  /* The texture is finer than what it is to fill. */
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), room);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), room);
  adw_clamp_set_child (ADW_CLAMP (clamp), picture);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "thumbnail");
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), name);
  gtk_button_set_child (GTK_BUTTON (button), clamp);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "open-thumbnail");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  guichet_labels_set (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "thumbnail.open");
  adw_bin_set_child (ADW_BIN (self), button);
}

static void
on_decoded (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = guichet_thumbnail_decode_finish (result, &error);

  /* The chip stands there already, and opens and saves the file. */
  if (texture == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Not shown small: %s", error->message);
      return;
    }

  g_object_set_data_full (G_OBJECT (self->attachment), TEXTURE_KEY, g_object_ref (texture), g_object_unref);
  show_texture (self, texture);
}

static void
on_fetched (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetThumbnail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = desk_session_fetch_finish (DESK_SESSION (source), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("Not fetched to be shown: %s", error->message);
      return;
    }

  if (!g_cancellable_is_cancelled (self->cancellable))
    guichet_thumbnail_decode_async (file, WIDTH * SCALE, HEIGHT * SCALE, self->cancellable, on_decoded, g_object_ref (self));
}

static void
guichet_thumbnail_dispose (GObject *object)
{
  GuichetThumbnail *self = GUICHET_THUMBNAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);

  G_OBJECT_CLASS (guichet_thumbnail_parent_class)->dispose (object);
}

static void
guichet_thumbnail_finalize (GObject *object)
{
  GuichetThumbnail *self = GUICHET_THUMBNAIL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->attachment);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_thumbnail_parent_class)->finalize (object);
}

static void
guichet_thumbnail_unroot (GtkWidget *widget)
{
  /* A row that is recycled does not wait for its image. */
  g_cancellable_cancel (GUICHET_THUMBNAIL (widget)->cancellable);

  GTK_WIDGET_CLASS (guichet_thumbnail_parent_class)->unroot (widget);
}

static void
guichet_thumbnail_class_init (GuichetThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_thumbnail_dispose;
  G_OBJECT_CLASS (klass)->finalize = guichet_thumbnail_finalize;
  widget_class->unroot = guichet_thumbnail_unroot;

  gtk_widget_class_install_action (widget_class, "thumbnail.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "thumbnail.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "thumbnail.menu", NULL, popup_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "thumbnail.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "thumbnail.menu", NULL);
}

static void
guichet_thumbnail_init (GuichetThumbnail *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->cancellable = g_cancellable_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_secondary_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * guichet_thumbnail_is_for:
 * @attachment: a file of a ticket
 *
 * Returns: whether it is worth fetching the file just to show it: an image, and not a huge one
 */
gboolean
guichet_thumbnail_is_for (DeskAttachment *attachment)
{
  g_return_val_if_fail (DESK_IS_ATTACHMENT (attachment), FALSE);

  return desk_attachment_is_image (attachment) && desk_attachment_get_size (attachment) <= LARGEST;
}

/**
 * guichet_thumbnail_new:
 * @session: who looks
 * @attachment: an image of a ticket
 *
 * Returns: the image, which is fetched when it is not here
 */
GtkWidget *
guichet_thumbnail_new (DeskSession *session,
                       DeskAttachment *attachment)
{
  GuichetThumbnail *self;
  GdkTexture *texture;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_ATTACHMENT (attachment), NULL);

  self = g_object_new (GUICHET_TYPE_THUMBNAIL, NULL);
  self->session = g_object_ref (session);
  self->attachment = g_object_ref (attachment);
  texture = g_object_get_data (G_OBJECT (attachment), TEXTURE_KEY);
  if (texture != NULL)
    {
      show_texture (self, texture);
      return GTK_WIDGET (self);
    }

  show_chip (self);
  desk_session_fetch_async (session, attachment, self->cancellable, on_fetched, g_object_ref (self));

  return GTK_WIDGET (self);
}
