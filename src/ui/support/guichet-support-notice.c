/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-notice.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-support-words.h"
#include "guichet-ticker.h"

/**
 * GuichetSupportNotice:
 *
 * A sentence in place: what went wrong and what can be done about it. Where the server wants to be asked later, it counts down, and lets the button
 * be pressed at the end.
 *
 * Signal `retry` (): the button was pressed.
 */
struct _GuichetSupportNotice
{
  AdwBin parent_instance;

  GuichetTicker *ticker;
  GtkWidget *label;
  GtkWidget *buttons;
  GtkWidget *retry;
  gint64 until;                 /* when one may ask again, 0 for at once */
};

G_DEFINE_FINAL_TYPE (GuichetSupportNotice, guichet_support_notice, ADW_TYPE_BIN)

enum
{
  RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_retry (GuichetSupportNotice *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
guichet_support_notice_dispose (GObject *object)
{
  g_clear_object (&GUICHET_SUPPORT_NOTICE (object)->ticker);

  G_OBJECT_CLASS (guichet_support_notice_parent_class)->dispose (object);
}

static void
guichet_support_notice_class_init (GuichetSupportNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_support_notice_dispose;

  /**
   * GuichetSupportNotice::retry:
   * @self: a notice
   *
   * The person wants to try again.
   */
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
guichet_support_notice_init (GuichetSupportNotice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "valign", GTK_ALIGN_START, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), self->label);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_margin_start (self->buttons, 26);
  self->retry = gtk_button_new_with_label (_("Retry"));
  gtk_widget_add_css_class (self->retry, "small");
  g_signal_connect_swapped (self->retry, "clicked", G_CALLBACK (on_retry), self);
  gtk_box_append (GTK_BOX (self->buttons), self->retry);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->buttons);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "tile");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gint64
tick (GtkWidget *widget,
      gint64 now)
{
  GuichetSupportNotice *self = GUICHET_SUPPORT_NOTICE (widget);
  guint seconds;

  if (self->until == 0)
    return G_MAXINT64;
  if (now >= self->until)
    {
      self->until = 0;
      gtk_label_set_label (GTK_LABEL (self->label), _("You can try again now."));
      gtk_widget_set_sensitive (self->retry, TRUE);
      guichet_announce (widget, _("You can try again now."));
      return G_MAXINT64;
    }

  seconds = (self->until - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *words = g_strdup_printf (ngettext ("Too many requests at once. Try again in %u second.",
                                                      "Too many requests at once. Try again in %u seconds.", seconds),
                                            seconds);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_widget_set_sensitive (self->retry, FALSE);

  return self->until - (gint64) (seconds - 1) * G_USEC_PER_SEC;
}

/**
 * guichet_support_notice_new:
 * @clock: where the time comes from
 *
 * Returns: a notice that says nothing and takes no room
 */
GtkWidget *
guichet_support_notice_new (DeskClock *clock)
{
  GuichetSupportNotice *self = g_object_new (GUICHET_TYPE_SUPPORT_NOTICE, NULL);

  self->ticker = guichet_ticker_for_clock (clock);
  guichet_ticker_attach (self->ticker, GTK_WIDGET (self), tick);

  return GTK_WIDGET (self);
}

static void
say (GuichetSupportNotice *self,
     const char *sentence,
     gboolean with_retry)
{
  GtkWidget *button = gtk_widget_get_first_child (self->buttons);

  /* What was added for what was said before. */
  while (button != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (button);

      if (button != self->retry)
        gtk_box_remove (GTK_BOX (self->buttons), button);
      button = next;
    }
  gtk_label_set_label (GTK_LABEL (self->label), sentence);
  gtk_widget_set_visible (self->retry, with_retry);
  gtk_widget_set_visible (self->buttons, with_retry);
  gtk_widget_set_sensitive (self->retry, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * guichet_support_notice_show_error:
 * @self: a notice
 * @error: what went wrong
 * @more: (nullable): a sentence that follows
 *
 * Says what went wrong, with a button to try again. Where the server said how long to wait, the button waits.
 */
void
guichet_support_notice_show_error (GuichetSupportNotice *self,
                                   const GError *error,
                                   const char *more)
{
  g_autofree char *sentence = NULL;
  g_autofree char *both = NULL;
  guint seconds;

  g_return_if_fail (GUICHET_IS_SUPPORT_NOTICE (self));
  g_return_if_fail (error != NULL);

  sentence = guichet_words_trouble (error);
  both = more != NULL ? g_strdup_printf ("%s %s", sentence, more) : g_strdup (sentence);
  seconds = desk_error_get_retry_after (error);
  self->until = seconds > 0 ? guichet_ticker_get_now (self->ticker) + seconds * G_USEC_PER_SEC : 0;
  say (self, both, TRUE);
  guichet_announce (GTK_WIDGET (self), both);
  guichet_ticker_refresh (self->ticker, GTK_WIDGET (self));
}

/**
 * guichet_support_notice_say:
 * @self: a notice
 * @sentence: what to say
 *
 * Says something about which nothing can be tried again.
 */
void
guichet_support_notice_say (GuichetSupportNotice *self,
                            const char *sentence)
{
  g_return_if_fail (GUICHET_IS_SUPPORT_NOTICE (self));

  self->until = 0;
  say (self, sentence, FALSE);
  guichet_announce (GTK_WIDGET (self), sentence);
}

/**
 * guichet_support_notice_add_button:
 * @self: a notice that says something
 * @label: what the button says
 * @pressed: called with @object alone
 * @object: a #GObject
 *
 * Adds what can be done about it, until something else is said.
 */
void
guichet_support_notice_add_button (GuichetSupportNotice *self,
                                   const char *label,
                                   GCallback pressed,
                                   gpointer object)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_return_if_fail (GUICHET_IS_SUPPORT_NOTICE (self));

  gtk_widget_add_css_class (button, "small");
  g_signal_connect_object (button, "clicked", pressed, object, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
  gtk_widget_set_visible (self->buttons, TRUE);
}

/** guichet_support_notice_hide: says nothing any more, and takes no room. */
void
guichet_support_notice_hide (GuichetSupportNotice *self)
{
  g_return_if_fail (GUICHET_IS_SUPPORT_NOTICE (self));

  self->until = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/** guichet_support_notice_get_words: (transfer none) (nullable): what it says, %NULL while it says nothing. */
const char *
guichet_support_notice_get_words (GuichetSupportNotice *self)
{
  g_return_val_if_fail (GUICHET_IS_SUPPORT_NOTICE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (GTK_LABEL (self->label)) : NULL;
}
