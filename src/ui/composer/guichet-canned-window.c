/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-window-private.h"

#include <glib/gi18n.h>

#include "guichet-format.h"
#include "guichet-labels.h"

/**
 * GuichetCannedWindow:
 *
 * The canned replies that one has: one's own to write, change and delete, the desk's to read.
 */

G_DEFINE_FINAL_TYPE (GuichetCannedWindow, guichet_canned_window, ADW_TYPE_WINDOW)

static gboolean
is_mine (gpointer item,
         gpointer user_data)
{
  return desk_canned_reply_get_mine (item) == GPOINTER_TO_INT (user_data);
}

static GListModel *
dup_some (GuichetCannedWindow *self,
          gboolean mine)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_mine, GINT_TO_POINTER (mine), NULL));

  return G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->replies)), filter));
}

static gboolean
first_line (GBinding *binding,
            const GValue *from,
            GValue *to,
            gpointer user_data)
{
  const char *body = g_value_get_string (from);

  g_value_take_string (to, guichet_format_excerpt (body != NULL ? body : ""));

  return TRUE;
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = adw_action_row_new ();

  /* What people wrote is no markup. */
  g_object_set (row, "use-markup", FALSE, "title-lines", 1, "subtitle-lines", 1, NULL);
  g_object_bind_property (item, "title", row, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (item, "body", row, "subtitle", G_BINDING_SYNC_CREATE, first_line, NULL, NULL, NULL);
  if (desk_canned_reply_get_mine (item))
    {
      GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                       NULL);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
    }
  g_object_set_data_full (G_OBJECT (row), "guichet-reply", g_object_ref (item), g_object_unref);

  return row;
}

static void
on_row_activated (GuichetCannedWindow *self,
                  GtkListBoxRow *row)
{
  guichet_canned_window_show_editor (self, g_object_get_data (G_OBJECT (row), "guichet-reply"), NULL);
}

static void
on_add_clicked (GuichetCannedWindow *self)
{
  guichet_canned_window_show_editor (self, NULL, NULL);
}

static void
update_own (GuichetCannedWindow *self,
            guint position,
            guint removed,
            guint added,
            GListModel *own)
{
  gboolean none = g_list_model_get_n_items (own) == 0;

  gtk_widget_set_visible (self->own, !none);
  gtk_widget_set_visible (self->own_empty, none);
}

static void
update_shared (GuichetCannedWindow *self,
               guint position,
               guint removed,
               guint added,
               GListModel *shared)
{
  gtk_widget_set_visible (self->shared_group, g_list_model_get_n_items (shared) > 0);
}

static GtkWidget *
create_boxed (const char *label,
              GListModel *model)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, create_row, NULL, NULL);

  return list;
}

static GtkWidget *
create_groups (GuichetCannedWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *own_group = adw_preferences_group_new ();
  g_autoptr (GListModel) own = dup_some (self, TRUE);
  g_autoptr (GListModel) shared = dup_some (self, FALSE);

  self->own = create_boxed (_("Yours"), own);
  g_signal_connect_swapped (self->own, "row-activated", G_CALLBACK (on_row_activated), self);
  self->own_empty = g_object_new (GTK_TYPE_LABEL, "label", _("Texts that you write again and again: add one with ＋."), "xalign", 0.0f,
                                  "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->own_empty, "secondary");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (own_group), _("Yours"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (own_group), self->own);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (own_group), self->own_empty);

  self->shared_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->shared_group), _("The desk’s"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->shared_group), _("Administrators write these, for all staff."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->shared_group), create_boxed (_("The desk’s"), shared));

  g_signal_connect_object (own, "items-changed", G_CALLBACK (update_own), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shared, "items-changed", G_CALLBACK (update_shared), self, G_CONNECT_SWAPPED);
  update_own (self, 0, 0, 0, own);
  update_shared (self, 0, 0, 0, shared);

  gtk_box_append (GTK_BOX (box), own_group);
  gtk_box_append (GTK_BOX (box), self->shared_group);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);

  return box;
}

static GtkWidget *
create_list_page (GuichetCannedWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *window = gtk_scrolled_window_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Canned Replies"), ""));
  guichet_labels_set (add, _("New canned reply"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), create_groups (self));
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), window);

  return box;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant *args,
           gpointer user_data)
{
  GuichetCannedWindow *self = GUICHET_CANNED_WINDOW (widget);

  if (self->straight || g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "list") == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    guichet_canned_window_show_list (self);

  return GDK_EVENT_STOP;
}

static void
guichet_canned_window_dispose (GObject *object)
{
  GuichetCannedWindow *self = GUICHET_CANNED_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  g_clear_object (&self->saving);
  g_clear_object (&self->theirs);
  g_clear_object (&self->replies);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (guichet_canned_window_parent_class)->dispose (object);
}

static void
guichet_canned_window_class_init (GuichetCannedWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_canned_window_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
guichet_canned_window_init (GuichetCannedWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->saving = g_cancellable_new ();
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Canned Replies"));
}

/**
 * guichet_canned_window_new:
 * @session: who writes
 *
 * Returns: the window, with the list of what there is
 */
GtkWidget *
guichet_canned_window_new (DeskSession *session)
{
  GuichetCannedWindow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_CANNED_WINDOW, NULL);
  self->session = g_object_ref (session);
  self->replies = desk_canned_replies_new (session);
  self->stack = gtk_stack_new ();
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  gtk_stack_add_named (GTK_STACK (self->stack), create_list_page (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), guichet_canned_window_create_editor (self), "editor");
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->stack);
  adw_window_set_content (ADW_WINDOW (self), self->toasts);

  return GTK_WIDGET (self);
}

/* Back to what there is. */
void
guichet_canned_window_show_list (GuichetCannedWindow *self)
{
  g_cancellable_cancel (self->saving);
  g_object_unref (self->saving);
  self->saving = g_cancellable_new ();
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)), GTK_DIR_TAB_FORWARD);
}

/**
 * guichet_canned_window_edit:
 * @self: a window that is not shown yet
 * @body: (nullable): the words that the new one begins with
 *
 * Begins with a new one; the window closes once it is kept.
 */
void
guichet_canned_window_edit (GuichetCannedWindow *self,
                            const char *body)
{
  g_return_if_fail (GUICHET_IS_CANNED_WINDOW (self));

  self->straight = TRUE;
  guichet_canned_window_show_editor (self, NULL, body);
}
