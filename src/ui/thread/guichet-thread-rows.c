/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-rows.h"

#include "desk-thread-item.h"
#include "guichet-event-row.h"
#include "guichet-message-row.h"
#include "guichet-separator-row.h"
#include "guichet-thread-words.h"

/* One factory makes all rows of a conversation. A recycled row keeps its widget as long as what it has to show is of the same sort. */

typedef struct
{
  DeskSession *session;
  GWeakRef narrow_source;
} Rows;

static void
rows_free (gpointer data,
           GClosure *closure)
{
  Rows *rows = data;

  g_weak_ref_clear (&rows->narrow_source);
  g_object_unref (rows->session);
  g_free (rows);
}

static GType
find_type (DeskThreadItem *item)
{
  switch (desk_thread_item_get_kind (item))
    {
    case DESK_THREAD_DAY:
    case DESK_THREAD_NEW:
      return GUICHET_TYPE_SEPARATOR_ROW;
    case DESK_THREAD_EVENT:
    case DESK_THREAD_EVENTS:
      return GUICHET_TYPE_EVENT_ROW;
    case DESK_THREAD_MESSAGE:
    case DESK_THREAD_NOTE:
    case DESK_THREAD_ANNOUNCEMENT:
    default:
      return GUICHET_TYPE_MESSAGE_ROW;
    }
}

static GtkWidget *
create_row (Rows *rows,
            GType type)
{
  g_autoptr (GObject) source = NULL;
  GtkWidget *row;

  if (type == GUICHET_TYPE_SEPARATOR_ROW)
    return guichet_separator_row_new (rows->session);
  if (type == GUICHET_TYPE_EVENT_ROW)
    return guichet_event_row_new (rows->session);

  row = guichet_message_row_new (rows->session);
  source = g_weak_ref_get (&rows->narrow_source);
  if (source != NULL)
    g_object_bind_property (source, "narrow", row, "narrow", G_BINDING_SYNC_CREATE);

  return row;
}

static void
set_item (GtkWidget *row,
          DeskThreadItem *item)
{
  if (GUICHET_IS_MESSAGE_ROW (row))
    guichet_message_row_set_item (GUICHET_MESSAGE_ROW (row), item);
  else if (GUICHET_IS_EVENT_ROW (row))
    guichet_event_row_set_item (GUICHET_EVENT_ROW (row), item);
  else if (GUICHET_IS_SEPARATOR_ROW (row))
    guichet_separator_row_set_item (GUICHET_SEPARATOR_ROW (row), item);
}

/* The list's own widget round a row is what gets the focus: it says what the row is. */
static void
label_item (Rows *rows,
            GtkWidget *row,
            DeskThreadItem *item)
{
  GtkWidget *parent = gtk_widget_get_parent (row);
  gboolean staff = desk_session_is_staff (rows->session);
  g_autofree char *words = NULL;

  if (parent == NULL)
    return;
  if (GUICHET_IS_MESSAGE_ROW (row))
    words = guichet_thread_words_heard (item, staff);
  else if (desk_thread_item_get_kind (item) == DESK_THREAD_EVENT)
    words = guichet_thread_words_event (item, staff);

  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
on_setup (Rows *rows,
          GtkListItem *list_item)
{
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
}

static void
on_bind (Rows *rows,
         GtkListItem *list_item)
{
  DeskThreadItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GType type = find_type (item);

  if (row == NULL || !G_TYPE_CHECK_INSTANCE_TYPE (row, type))
    {
      row = create_row (rows, type);
      gtk_list_item_set_child (list_item, row);
    }
  set_item (row, item);
  label_item (rows, row, item);
}

static void
on_unbind (Rows *rows,
           GtkListItem *list_item)
{
  set_item (gtk_list_item_get_child (list_item), NULL);
}

/**
 * guichet_thread_rows_factory_new:
 * @session: who reads
 * @narrow_source: an object with the property `narrow`, which the rows follow
 *
 * Returns: (transfer full): what makes the rows of a conversation
 */
GtkListItemFactory *
guichet_thread_rows_factory_new (DeskSession *session,
                                 GObject *narrow_source)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Rows *rows = g_new0 (Rows, 1);

  rows->session = g_object_ref (session);
  g_weak_ref_init (&rows->narrow_source, narrow_source);
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), rows, rows_free, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (on_bind), rows);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (on_unbind), rows);

  return factory;
}
