/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-announce.h"

#define KEY "guichet-announcer"

static void
on_root_changed (GtkWidget *label)
{
  GtkRoot *root = gtk_widget_get_root (label);

  if (root != NULL)
    g_object_set_data (G_OBJECT (root), KEY, label);
}

/**
 * guichet_announcer_new:
 *
 * GTK 4.8 cannot announce anything: a label with the role status, whose text changes, is read aloud. It takes no room on the screen; put one
 * into each window.
 *
 * Returns: the label
 */
GtkWidget *
guichet_announcer_new (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "can-target", FALSE, "opacity",
                                   0.0, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", 1, "halign", GTK_ALIGN_START,
                                   "valign", GTK_ALIGN_END, NULL);

  g_signal_connect (label, "notify::root", G_CALLBACK (on_root_changed), NULL);

  return label;
}

/**
 * guichet_announce:
 * @from: a widget inside a window with an announcer
 * @words: what to say, in few words
 *
 * Lets a screen reader say something that changed. Nothing is shown.
 */
void
guichet_announce (GtkWidget *from,
                  const char *words)
{
  GtkRoot *root;
  GtkWidget *label;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (words != NULL);

  root = gtk_widget_get_root (from);
  label = root != NULL ? g_object_get_data (G_OBJECT (root), KEY) : NULL;
  if (label == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
