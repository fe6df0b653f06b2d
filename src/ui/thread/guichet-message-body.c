/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-message-body.h"

/**
 * GuichetMessageBody:
 *
 * The room for what somebody wrote: as wide as there is room, and as high as the words then are. How narrow and how wide they could be is asked of
 * nobody: to break the words of two hundred messages at every letter took longer than all else that opens a conversation.
 */
struct _GuichetMessageBody
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (GuichetMessageBody, guichet_message_body, ADW_TYPE_BIN)

static GtkSizeRequestMode
guichet_message_body_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
guichet_message_body_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  GtkWidget *words = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  /* A height without a width is not what the words will have. */
  if (words != NULL && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    gtk_widget_measure (words, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Words that need less stand at the beginning of a line of the program, whatever their own direction is. */
static void
guichet_message_body_size_allocate (GtkWidget *widget,
                                    int width,
                                    int height,
                                    int baseline)
{
  GtkWidget *words = adw_bin_get_child (ADW_BIN (widget));
  GskTransform *transform = NULL;
  int least, wanted;

  if (words == NULL)
    return;

  gtk_widget_measure (words, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  wanted = MAX (MIN (wanted, width), least);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (width - wanted, 0));
  gtk_widget_allocate (words, wanted, height, baseline, transform);
}

static void
guichet_message_body_class_init (GuichetMessageBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = guichet_message_body_get_request_mode;
  widget_class->measure = guichet_message_body_measure;
  widget_class->size_allocate = guichet_message_body_size_allocate;
}

static void
guichet_message_body_init (GuichetMessageBody *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
