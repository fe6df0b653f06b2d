/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-labels.h"

/* Earlier drafts: what was sent, given up or written over, to be had back by one choice. */

static void
restore (GuichetComposer *self,
         const char *body)
{
  GtkTextBuffer *buffer = guichet_composer_get_sheet (self)->buffer;
  GtkTextIter start, end;

  /* As if typed: Ctrl+Z has the other text back, and that is kept as well. */
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, body, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (self->text);
}

static void
on_row_activated (GuichetComposer *self,
                  GtkListBoxRow *row)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->earlier));
  restore (self, g_object_get_data (G_OBJECT (row), "guichet-body"));
}

static GtkWidget *
create_row (GuichetComposer *self,
            const DeskDraftVersion *version)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *when = guichet_format_day_and_time (version->time, now);
  g_autofree char *line = guichet_format_excerpt (version->body);
  g_autofree char *heard = g_strdup_printf ("%s, %s", line, when);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", line, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *time = g_object_new (GTK_TYPE_LABEL, "label", when, "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "secondary");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), time);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
  g_object_set_data_full (G_OBJECT (row), "guichet-body", g_strdup (version->body), g_free);

  return row;
}

static void
show_versions (GuichetComposer *self,
               GPtrArray *versions)
{
  GtkListBox *list = GTK_LIST_BOX (self->earlier_list);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < versions->len; i++)
    gtk_list_box_append (list, create_row (self, g_ptr_array_index (versions, i)));
  gtk_widget_set_visible (self->earlier, versions->len > 0);
}

static void
on_listed (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  GWeakRef *asker = user_data;
  g_autoptr (GuichetComposer) self = g_weak_ref_get (asker);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = desk_draft_list_versions_finish (DESK_DRAFT (source), result, &error);

  g_weak_ref_clear (asker);
  g_free (asker);
  if (self == NULL)
    return;
  if (versions == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_warning ("Cannot read the earlier drafts: %s", error->message);
      return;
    }
  if (guichet_composer_get_sheet (self)->draft == DESK_DRAFT (source))
    show_versions (self, versions);
}

/* Asks what there is for the draft that shows. */
void
guichet_composer_update_earlier (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  GWeakRef *asker;

  if (sheet->draft == NULL)
    {
      gtk_widget_set_visible (self->earlier, FALSE);
      return;
    }

  /* Whoever goes away does not wait for the answer. */
  asker = g_new0 (GWeakRef, 1);
  g_weak_ref_init (asker, self);
  desk_draft_list_versions_async (sheet->draft, NULL, on_listed, asker);
}

void
guichet_composer_init_earlier (GuichetComposer *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Earlier drafts"), "xalign", 0.0f, "margin-start", 8, "margin-top", 4, NULL);

  self->earlier_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->earlier_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->earlier_list, "canned");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->earlier_list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Earlier drafts"), -1);
  g_signal_connect_object (self->earlier_list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->earlier_list);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->earlier), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->earlier), GTK_ARROW_UP);
  guichet_labels_set (self->earlier, _("Earlier drafts"));
  guichet_labels_set (gtk_widget_get_first_child (self->earlier), _("Earlier drafts"));
}
