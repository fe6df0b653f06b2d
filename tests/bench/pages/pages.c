/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pages.h"

#include "ui-fixture.h"

/* Enough of a list for somebody to begin with. */
#define FIRST_ROWS 5

/** pages_say_something: whether there are words in sight. */
gboolean
pages_say_something (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (pages_say_something (child))
      return TRUE;

  return FALSE;
}

static gboolean
is_row (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return GTK_IS_LIST_VIEW (parent) || GTK_IS_LIST_BOX (parent);
}

/** pages_count_rows: how many rows a widget holds, with words in sight or all that it keeps ready. */
guint
pages_count_rows (GtkWidget *widget,
                  gboolean with_words)
{
  guint n = is_row (widget) && gtk_widget_get_mapped (widget) && (!with_words || pages_say_something (widget)) ? 1 : 0;

  if (!gtk_widget_get_visible (widget))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += pages_count_rows (child, with_words);

  return n;
}

/** pages_have_rows: whether the page has a row with words. */
gboolean
pages_have_rows (gpointer data)
{
  Pages *self = data;

  return self->page != NULL && pages_count_rows (self->page, TRUE) > 0;
}

/** pages_have_first_rows: whether it has enough of them to begin with. */
gboolean
pages_have_first_rows (gpointer data)
{
  Pages *self = data;

  return self->page != NULL && pages_count_rows (self->page, TRUE) >= FIRST_ROWS;
}

/** pages_find: the widget of a type in the window. */
GtkWidget *
pages_find (Pages *self,
            GType type)
{
  GtkWidget *found = ui_find_type (self->window, type);

  g_assert_nonnull (found);

  return found;
}

/* In the order in which the person goes through them. */
static const PageRoom *const rooms[] = { &pages_queue, &pages_thread, &pages_places, &pages_settings, &pages_windows };

/**
 * pages_dup_all:
 * @only: (nullable): the name of a room
 *
 * Returns: (transfer container) (element-type Page): the pages of all rooms, or of the queue, which opens the window, and one other
 */
GPtrArray *
pages_dup_all (const char *only)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    for (guint p = 0; p < rooms[i]->n_pages; p++)
      if (only == NULL || g_str_equal (only, rooms[i]->name) || (i == 0 && p == 0))
        g_ptr_array_add (all, (gpointer) &rooms[i]->pages[p]);

  return all;
}

/** pages_new: a person who is about to open the program's window. */
Pages *
pages_new (LargeDesk *desk)
{
  Pages *self = g_new0 (Pages, 1);

  self->desk = desk;

  return self;
}

void
pages_free (Pages *self)
{
  pages_close_other (self);
  if (self->window != NULL)
    {
      pages_leave_queue (self);
      gtk_window_destroy (GTK_WINDOW (self->window));
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (self->wanted);
  g_free (self);
}
