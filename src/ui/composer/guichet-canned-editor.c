/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-window-private.h"

#include <glib/gi18n.h>

#include "guichet-canned-words.h"
#include "guichet-format.h"
#include "guichet-labels.h"

/* The page on which one canned reply is written. */

/* (transfer full): the words as they are written. */
char *
guichet_canned_window_dup_text (GuichetCannedWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What is wrong, as a sentence; NULL when nothing is any more. */
void
guichet_canned_window_complain (GuichetCannedWindow *self,
                                const char *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->error), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error, sentence != NULL);
}

static void
update_save (GuichetCannedWindow *self)
{
  g_autofree char *title = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->title)));
  g_autofree char *text = g_strstrip (guichet_canned_window_dup_text (self));

  gtk_widget_set_sensitive (self->save, !self->busy && *title != '\0' && *text != '\0');
  gtk_widget_set_sensitive (self->remove, !self->busy);
  gtk_widget_set_sensitive (self->take, !self->busy);
}

static void
on_edited (GuichetCannedWindow *self)
{
  guichet_canned_window_complain (self, NULL);
  update_save (self);
}

/* What is on its way is not written in. */
void
guichet_canned_window_set_busy (GuichetCannedWindow *self,
                                gboolean busy)
{
  self->busy = busy;
  gtk_editable_set_editable (GTK_EDITABLE (self->title), !busy);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), !busy);
  update_save (self);
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
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (guichet_canned_window_save), self);

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
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 120);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->text);
  gtk_widget_add_css_class (window, "card");

  return window;
}

/* Shows what stands there now, under what the person wrote; NULL for nothing. */
void
guichet_canned_window_show_theirs (GuichetCannedWindow *self,
                                   DeskCannedReply *theirs)
{
  g_set_object (&self->theirs, theirs);
  gtk_widget_set_visible (self->meanwhile, theirs != NULL);
  if (theirs == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (self->their_title), desk_canned_reply_get_title (theirs));
  gtk_label_set_label (GTK_LABEL (self->their_text), desk_canned_reply_get_body (theirs));
}

static void
on_take (GuichetCannedWindow *self)
{
  g_autoptr (DeskCannedReply) theirs = g_object_ref (self->theirs);

  guichet_canned_window_show_theirs (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->title), desk_canned_reply_get_title (theirs));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), desk_canned_reply_get_body (theirs), -1);
  gtk_widget_grab_focus (self->text);
}

/* What was saved elsewhere meanwhile. */
static GtkWidget *
create_meanwhile (GuichetCannedWindow *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _("Saved meanwhile"), "xalign", 0.0f, NULL);

  self->their_title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (self->their_title, "heading");
  self->their_text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), self->their_title);
  gtk_box_append (GTK_BOX (box), self->their_text);
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 8, "margin-bottom", 8, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 120);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), box);
  gtk_widget_add_css_class (window, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved meanwhile"), -1);

  self->take = gtk_button_new_with_label (_("Take This One"));
  gtk_widget_set_halign (self->take, GTK_ALIGN_START);
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (on_take), self);
  self->meanwhile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (self->meanwhile), label);
  gtk_box_append (GTK_BOX (self->meanwhile), window);
  gtk_box_append (GTK_BOX (self->meanwhile), self->take);

  return self->meanwhile;
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
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (guichet_canned_window_remove), self);

  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), create_text (self));
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), create_meanwhile (self));
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
  guichet_canned_window_save (GUICHET_CANNED_WINDOW (user_data));

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
  guichet_canned_window_begin (self, reply);
  gtk_editable_set_text (GTK_EDITABLE (self->title), reply != NULL ? desk_canned_reply_get_title (reply) : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)),
                            reply != NULL ? desk_canned_reply_get_body (reply) : body != NULL ? body : "", -1);
  guichet_canned_window_show_theirs (self, NULL);
  guichet_canned_window_complain (self, NULL);
  guichet_canned_window_set_busy (self, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "editor");
  gtk_widget_grab_focus (self->title);
}

/* What is written is that one from now on; NULL for a new one. */
void
guichet_canned_window_begin (GuichetCannedWindow *self,
                             DeskCannedReply *reply)
{
  g_autofree char *id = reply != NULL ? g_strdup (desk_canned_reply_get_id (reply)) : NULL;

  g_free (self->id);
  self->id = g_steal_pointer (&id);
  self->since = reply != NULL ? desk_canned_reply_get_updated_at (reply) : 0;
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->heading), reply != NULL ? _("Canned Reply") : _("New Canned Reply"));
  gtk_widget_set_visible (self->remove, reply != NULL);
}
