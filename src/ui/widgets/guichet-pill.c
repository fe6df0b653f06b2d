/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-pill.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-give-way.h"
#include "guichet-words.h"

/**
 * GuichetPill:
 *
 * An icon and words that say how something stands; never colour alone. With a name, the name gives way when room is short and the words
 * never do. Without words it is hidden.
 */
struct _GuichetPill
{
  GtkBox parent_instance;

  GtkWidget *image;
  GtkWidget *name;
  GtkWidget *words;
  const char *style; /* interned */
};

G_DEFINE_FINAL_TYPE (GuichetPill, guichet_pill, GTK_TYPE_BOX)

static void
guichet_pill_class_init (GuichetPillClass *klass)
{
}

static void
guichet_pill_init (GuichetPill *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pill-state");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (self->name, FALSE);
  self->words = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (self), self->image);
  gtk_box_append (GTK_BOX (self), self->name);
  gtk_box_append (GTK_BOX (self), self->words);
}

/**
 * guichet_pill_new:
 *
 * Returns: a pill that is hidden until it has something to say
 */
GtkWidget *
guichet_pill_new (void)
{
  return g_object_new (GUICHET_TYPE_PILL, NULL);
}

/**
 * guichet_pill_show:
 * @self: a pill
 * @icon: (nullable): the name of an icon
 * @name: (nullable): what gives way when room is short
 * @words: (nullable): what it says; %NULL hides the pill
 * @style: (nullable): its style class
 *
 * Changes what the pill shows.
 */
void
guichet_pill_show (GuichetPill *self,
                   const char *icon,
                   const char *name,
                   const char *words,
                   const char *style)
{
  g_return_if_fail (GUICHET_IS_PILL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  if (words == NULL)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  gtk_widget_set_visible (self->image, icon != NULL);
  gtk_label_set_label (GTK_LABEL (self->name), name != NULL ? name : "");
  gtk_widget_set_visible (self->name, name != NULL);
  gtk_label_set_label (GTK_LABEL (self->words), words);

  style = g_intern_string (style);
  if (style != self->style)
    {
      if (self->style != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
      if (style != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (self), style);
      self->style = style;
    }
}

/**
 * guichet_pill_show_priority:
 * @self: a pill
 * @priority: a priority
 *
 * Shows a priority.
 */
void
guichet_pill_show_priority (GuichetPill *self,
                            DeskPriorityCode priority)
{
  guichet_pill_show (self, guichet_words_priority_icon (priority), NULL, guichet_words_priority (priority),
                     guichet_words_priority_style (priority));
}

/**
 * guichet_pill_show_status:
 * @self: a pill
 * @status: a status
 * @staff: whether staff reads it
 *
 * Shows a status.
 */
void
guichet_pill_show_status (GuichetPill *self,
                          DeskStatus status,
                          gboolean staff)
{
  guichet_pill_show (self, guichet_words_status_icon (status), NULL, guichet_words_status (status, staff), NULL);
}

/**
 * guichet_pill_show_sla:
 * @self: a pill
 * @sla: (nullable): a clock; %NULL hides the pill
 * @with_name: whether to say which clock it is
 *
 * Shows how a clock stands; hidden when it does not apply.
 */
void
guichet_pill_show_sla (GuichetPill *self,
                       const DeskSla *sla,
                       gboolean with_name)
{
  g_autofree char *words = NULL;

  if (sla != NULL)
    words = with_name ? guichet_format_sla_time (sla) : guichet_format_sla (sla);
  guichet_pill_show (self, words != NULL ? guichet_words_sla_icon (sla->state) : NULL,
                     words != NULL && with_name ? guichet_format_sla_target (sla->target) : NULL, words,
                     words != NULL ? guichet_words_sla_style (sla->state) : NULL);
}

/* Beside the deadlines, where the row says it to a screen reader: the icon says it too. */
static void
let_words_give_way (GuichetPill *self)
{
  if (gtk_widget_get_parent (self->words) != GTK_WIDGET (self))
    return;

  g_object_ref (self->image);
  g_object_ref (self->words);
  gtk_box_remove (GTK_BOX (self), self->image);
  gtk_box_remove (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), guichet_give_way_new (self->image, self->words));
  g_object_unref (self->image);
  g_object_unref (self->words);
}

/**
 * guichet_pill_show_delivery:
 * @self: a pill
 * @delivery: how a change stands that was made here
 *
 * Shows what still waits for the network; hidden when everything was sent.
 */
void
guichet_pill_show_delivery (GuichetPill *self,
                            DeskDelivery delivery)
{
  if (delivery != DESK_DELIVERY_SENT)
    let_words_give_way (self);
  switch (delivery)
    {
    case DESK_DELIVERY_WAITING:
    case DESK_DELIVERY_SENDING:
      guichet_pill_show (self, "document-send-symbolic", NULL, _("to send"), "waiting");
      break;

    case DESK_DELIVERY_FAILED:
      guichet_pill_show (self, "dialog-warning-symbolic", NULL, _("not sent"), "failed");
      break;

    case DESK_DELIVERY_SENT:
    default:
      guichet_pill_show (self, NULL, NULL, NULL, NULL);
      break;
    }
}

/**
 * guichet_pill_get_words:
 * @self: a pill
 *
 * Returns: (nullable): what it says, %NULL while it is hidden
 */
const char *
guichet_pill_get_words (GuichetPill *self)
{
  g_return_val_if_fail (GUICHET_IS_PILL (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (GTK_LABEL (self->words)) : NULL;
}
