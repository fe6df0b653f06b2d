/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-window-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-canned-words.h"
#include "guichet-labels.h"

/* The page on which one canned reply is written. What the backend refuses, or cannot be told, stays on the page with the reason. */

static char *
dup_text (GuichetCannedWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_error (GuichetCannedWindow *self,
            const char *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->error), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error, sentence != NULL);
}

static void
update_save (GuichetCannedWindow *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *text = g_strstrip (dup_text (self));

  gtk_widget_set_sensitive (self->save, !self->busy && *title != '\0' && *text != '\0');
  gtk_widget_set_sensitive (self->remove, !self->busy);
}

static void
on_edited (GuichetCannedWindow *self)
{
  show_error (self, NULL);
  update_save (self);
}

static void
set_busy (GuichetCannedWindow *self,
          gboolean busy)
{
  self->busy = busy;
  update_save (self);
}

/* Whether the answer is still for this window. */
static gboolean
take_answer (GuichetCannedWindow *self,
             GObject *source,
             GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (desk_session_canned_finish (DESK_SESSION (source), result, &error))
    {
      set_busy (self, FALSE);
      return TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  set_busy (self, FALSE);
  sentence = desk_error_dup_sentence (error);
  show_error (self, sentence);

  return FALSE;
}

static void
on_saved (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;

  if (!take_answer (self, source, result))
    return;
  if (self->straight)
    gtk_window_close (GTK_WINDOW (self));
  else
    guichet_canned_window_show_list (self);
}

static void
save (GuichetCannedWindow *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *text = dup_text (self);

  if (!gtk_widget_is_sensitive (self->save))
    return;
  if (g_utf8_strlen (title, -1) > 80)
    {
      show_error (self, _("The title is longer than 80 letters. Shorten it."));
      gtk_widget_grab_focus (self->title);
      return;
    }

  set_busy (self, TRUE);
  desk_session_save_canned_async (self->session, self->id, title, text, self->cancellable, on_saved, g_object_ref (self));
}

/* What was deleted, while one may take that back. */
typedef struct
{
  GuichetCannedWindow *window;
  char *id;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_free (deleted->id);
  g_free (deleted);
}

static void
on_taken_back (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (desk_session_canned_finish (DESK_SESSION (source), result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = desk_error_dup_sentence (error);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (sentence));
}

static void
on_undo (Deleted *deleted)
{
  GuichetCannedWindow *self = deleted->window;

  desk_session_remove_canned_async (self->session, deleted->id, FALSE, self->cancellable, on_taken_back, g_object_ref (self));
}

static void
offer_undo (GuichetCannedWindow *self)
{
  AdwToast *toast = adw_toast_new (_("Canned reply deleted"));
  Deleted *deleted = g_new0 (Deleted, 1);

  deleted->window = self;
  deleted->id = g_strdup (self->id);
  adw_toast_set_button_label (toast, _("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "guichet-deleted", deleted, deleted_free);
  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (on_undo), deleted);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
on_removed (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GuichetCannedWindow) self = user_data;

  if (!take_answer (self, source, result))
    return;
  offer_undo (self);
  guichet_canned_window_show_list (self);
}

static void
on_remove_clicked (GuichetCannedWindow *self)
{
  set_busy (self, TRUE);
  desk_session_remove_canned_async (self->session, self->id, TRUE, self->cancellable, on_removed, g_object_ref (self));
}

static void
on_cancel_clicked (GuichetCannedWindow *self)
{
  if (self->straight)
    gtk_window_close (GTK_WINDOW (self));
  else
    guichet_canned_window_show_list (self);
}

static void
insert_variable (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  GuichetCannedWindow *self = user_data;
  g_autofree char *variable = g_strdup_printf ("{{%s}}", g_variant_get_string (parameter, NULL));

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), variable, -1);
  gtk_widget_grab_focus (self->text);
}

static GtkWidget *
create_variables (GuichetCannedWindow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("insert", G_VARIANT_TYPE_STRING);
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n;
  const GuichetCannedVariable *variables = guichet_canned_words_get_variables (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *detailed = g_strdup_printf ("variable.insert::%s", variables[i].name);

      /* Two names of the same thing: one is enough to choose from. */
      if (!g_str_equal (variables[i].name, "company"))
        g_menu_append (menu, _(variables[i].title), detailed);
    }
  g_signal_connect_object (action, "activate", G_CALLBACK (insert_variable), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "variable", G_ACTION_GROUP (group));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Insert"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("Insert what is filled in later"));
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
create_header (GuichetCannedWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  self->heading = adw_window_title_new ("", "");
  self->save = gtk_button_new_with_label (_("Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_tooltip_text (self->save, _("Save (Ctrl+Return)"));
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->heading);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel_clicked), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save), self);

  return header;
}

static GtkWidget *
create_text (GuichetCannedWindow *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->text = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "top-margin", 12, "bottom-margin", 12, "left-margin", 12,
                             "right-margin", 12, "accepts-tab", FALSE, "vexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text"), -1);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed", G_CALLBACK (on_edited), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 180);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->text);
  gtk_widget_add_css_class (window, "card");

  return window;
}

static GtkWidget *
create_fields (GuichetCannedWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("Text"));

  self->title = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("Title"));
  guichet_labels_entry_row (self->title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->title);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (on_edited), self);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), create_variables (self));

  self->error = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0f, "wrap", TRUE, "visible", FALSE,
                              NULL);
  gtk_widget_add_css_class (self->error, "error-text");
  self->remove = gtk_button_new_with_label (_("Delete"));
  gtk_widget_add_css_class (self->remove, "destructive-action");
  gtk_widget_set_halign (self->remove, GTK_ALIGN_START);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove_clicked), self);

  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), create_text (self));
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);

  return box;
}

static gboolean
on_key_save (GtkWidget *widget,
             GVariant *args,
             gpointer user_data)
{
  save (GUICHET_CANNED_WINDOW (user_data));

  return GDK_EVENT_STOP;
}

/* Makes the page. */
GtkWidget *
guichet_canned_window_create_editor (GuichetCannedWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (on_key_save, self, NULL)));
  gtk_widget_add_controller (box, keys);
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), create_fields (self));

  return box;
}

/* Shows the page: one of one's own to change, or a new one that may begin with some words. */
void
guichet_canned_window_show_editor (GuichetCannedWindow *self,
                                   DeskCannedReply *reply,
                                   const char *body)
{
  g_clear_pointer (&self->id, g_free);
  if (reply != NULL)
    self->id = g_strdup (desk_canned_reply_get_id (reply));
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->heading), reply != NULL ? _("Canned Reply") : _("New Canned Reply"));
  gtk_editable_set_text (GTK_EDITABLE (self->title), reply != NULL ? desk_canned_reply_get_title (reply) : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)),
                            reply != NULL ? desk_canned_reply_get_body (reply) : body != NULL ? body : "", -1);
  gtk_widget_set_visible (self->remove, reply != NULL);
  show_error (self, NULL);
  update_save (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "editor");
  gtk_widget_grab_focus (self->title);
}
