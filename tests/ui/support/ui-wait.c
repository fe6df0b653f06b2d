/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

/* What comes onto the screen and goes from it: words, questions, and windows. */

typedef struct
{
  GtkWidget *root;
  const char *words;
  GtkWidget *found;
} Label;

static gboolean
says (gpointer data)
{
  Label *label = data;

  label->found = ui_find_label (label->root, label->words);

  return label->found != NULL && gtk_widget_get_mapped (label->found);
}

static gboolean
says_no_more (gpointer data)
{
  return !says (data);
}

/* The label that says exactly this, once it is on the screen. */
GtkWidget *
ui_wait_label_at (const char *where,
                  GtkWidget *root,
                  const char *words)
{
  Label label = { root, words };

  ui_wait_for_at (where, says, &label);

  return label.found;
}

void
ui_wait_no_label_at (const char *where,
                     GtkWidget *root,
                     const char *words)
{
  Label label = { root, words };

  ui_wait_for_at (where, says_no_more, &label);
}

/* The question that is asked over a window: NULL while there is none. */
GtkWidget *
ui_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      /* GTK goes on holding it. */
      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static gboolean
is_asked (gpointer nothing)
{
  return ui_find_dialog () != NULL;
}

static gboolean
is_answered (gpointer nothing)
{
  return ui_find_dialog () == NULL;
}

/* The question, once it is asked. */
GtkWidget *
ui_wait_dialog_at (const char *where)
{
  ui_wait_for_at (where, is_asked, NULL);

  return ui_find_dialog ();
}

void
ui_wait_no_dialog_at (const char *where)
{
  ui_wait_for_at (where, is_answered, NULL);
}

/* Presses a button of the question that is asked, or is about to be. */
void
ui_answer_at (const char *where,
              const char *words)
{
  GtkWidget *button = ui_find_button (ui_wait_dialog_at (where), words);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  ui_wait_no_dialog_at (where);
}

static gboolean
is_freed (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Closes a window, and waits until nobody holds it any more. */
void
ui_destroy_window_at (const char *where,
                      GtkWidget *window)
{
  gpointer held = window;

  g_object_add_weak_pointer (G_OBJECT (window), &held);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_wait_for_at (where, is_freed, &held);
}
