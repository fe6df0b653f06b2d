/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-event-row.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-thread-words.h"

/**
 * GuichetEventRow:
 *
 * Something that happened to the ticket, in one quiet line; or several such things folded into one line, which opens.
 */
struct _GuichetEventRow
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskThreadItem *item;
  gulong notify_id;
  gulong events_id;
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (GuichetEventRow, guichet_event_row, ADW_TYPE_BIN)

/* Whether the person has opened the line: kept with the item, since rows are recycled. */
#define OPEN_KEY "guichet-events-open"

static GtkWidget *
create_line (const char *icon,
             const char *words,
             gint64 time)
{
  g_autofree char *when = guichet_format_time (time);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name", icon,
                                   "pixel-size", g_str_equal (icon, "media-record-symbolic") ? 8 : 12, "width-request", 32, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);
  GtkWidget *clock = gtk_label_new (when);

  gtk_widget_add_css_class (clock, "time");
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), clock);
  gtk_widget_add_css_class (line, "event");

  return line;
}

/* Shows the events that are folded, or hides them, below the button. */
static void
show_events (GuichetEventRow *self,
             GtkToggleButton *button)
{
  GListModel *events = desk_thread_item_get_events (self->item);
  gboolean open = gtk_toggle_button_get_active (button);
  GtkWidget *arrow = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));
  GtkWidget *line;

  while ((line = gtk_widget_get_next_sibling (GTK_WIDGET (button))) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), line);
  gtk_image_set_from_icon_name (GTK_IMAGE (arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);

  for (guint i = 0; open && i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (DeskThreadItem) event = g_list_model_get_item (events, i);
      g_autofree char *words = guichet_thread_words_event (event, desk_session_is_staff (self->session));

      gtk_box_append (GTK_BOX (self->lines), create_line ("media-record-symbolic", words, desk_thread_item_get_time (event)));
    }
}

static void
on_toggled (GuichetEventRow *self,
            GtkToggleButton *button)
{
  g_object_set_data (G_OBJECT (self->item), OPEN_KEY, GINT_TO_POINTER (gtk_toggle_button_get_active (button)));
  show_events (self, button);
}

static void
show_folded (GuichetEventRow *self)
{
  gboolean open = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->item), OPEN_KEY));
  guint count = desk_thread_item_get_count (self->item);
  g_autofree char *words = g_strdup_printf (ngettext ("%u change", "%u changes", count), count);
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), create_line ("pan-end-symbolic", words, desk_thread_item_get_time (self->item)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), open);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "open-events");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->lines), button);
  show_events (self, GTK_TOGGLE_BUTTON (button));
}

static void
show_item (GuichetEventRow *self)
{
  gboolean folded = desk_thread_item_get_kind (self->item) == DESK_THREAD_EVENTS;
  g_autofree char *words = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);

  if (folded)
    {
      show_folded (self);
      return;
    }

  words = guichet_thread_words_event (self->item, desk_session_is_staff (self->session));
  gtk_box_append (GTK_BOX (self->lines), create_line ("media-record-symbolic", words, desk_thread_item_get_time (self->item)));
}

static void
guichet_event_row_dispose (GObject *object)
{
  GuichetEventRow *self = GUICHET_EVENT_ROW (object);

  guichet_event_row_set_item (self, NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_event_row_parent_class)->dispose (object);
}

static void
guichet_event_row_class_init (GuichetEventRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_event_row_dispose;
}

static void
guichet_event_row_init (GuichetEventRow *self)
{
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_margin_start (self->lines, 16);
  gtk_widget_set_margin_end (self->lines, 16);
  gtk_widget_set_margin_top (self->lines, 4);
  gtk_widget_set_margin_bottom (self->lines, 4);
  adw_bin_set_child (ADW_BIN (self), self->lines);
}

/**
 * guichet_event_row_new:
 * @session: who reads
 *
 * Returns: a row, still without an event
 */
GtkWidget *
guichet_event_row_new (DeskSession *session)
{
  GuichetEventRow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_EVENT_ROW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_event_row_set_item:
 * @self: a row
 * @item: (nullable): an event, or several folded
 *
 * Changes what is shown, as a list does that recycles its rows.
 */
void
guichet_event_row_set_item (GuichetEventRow *self,
                            DeskThreadItem *item)
{
  g_return_if_fail (GUICHET_IS_EVENT_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    {
      g_clear_signal_handler (&self->events_id, desk_thread_item_get_events (self->item));
      g_clear_signal_handler (&self->notify_id, self->item);
    }
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (show_item), self);
  self->events_id = g_signal_connect_swapped (desk_thread_item_get_events (item), "items-changed", G_CALLBACK (show_item), self);
  show_item (self);
}
