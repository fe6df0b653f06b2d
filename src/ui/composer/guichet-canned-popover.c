/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-canned-popover.h"

#include <glib/gi18n.h>

#include "desk-canned-replies.h"
#include "guichet-canned-words.h"
#include "guichet-labels.h"

/**
 * GuichetCannedPopover:
 *
 * The canned replies that a person has: found by a few letters, seen as they would read, and taken by Return. Nothing of it is sent by itself.
 */
struct _GuichetCannedPopover
{
  GtkPopover parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  DeskCannedReplies *replies;
  GtkFilter *filter;
  GListModel *found;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *stack;
  GtkWidget *nothing;
  GtkWidget *preview;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (GuichetCannedPopover, guichet_canned_popover, GTK_TYPE_POPOVER)

#define WIDTH 320
#define LIST_HEIGHT 168
#define PREVIEW_HEIGHT 118

enum
{
  INSERT,
  SAVE_TEXT,
  MANAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static DeskCannedReply *
get_selected (GuichetCannedPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  g_autoptr (DeskCannedReply) reply = NULL;

  if (row != NULL)
    reply = g_list_model_get_item (self->found, gtk_list_box_row_get_index (row));

  return reply;
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  GuichetCannedPopover *self = user_data;

  return guichet_canned_words_match (desk_canned_reply_get_title (item), desk_canned_reply_get_body (item),
                                     gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
update_preview (GuichetCannedPopover *self)
{
  DeskCannedReply *reply = get_selected (self);
  g_autofree char *text = NULL;

  if (reply != NULL && self->ticket != NULL)
    text = guichet_canned_words_fill_in (self->session, self->ticket, desk_canned_reply_get_body (reply), NULL, NULL);
  gtk_label_set_label (GTK_LABEL (self->preview), text != NULL ? text : "");
}

static void
update_found (GuichetCannedPopover *self)
{
  guint n = g_list_model_get_n_items (self->found);
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->replies)) == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "nothing");
  gtk_label_set_label (GTK_LABEL (self->nothing), none ? _("No canned replies yet") : _("No canned reply has these words"));
  if (n > 0 && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) == NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  update_preview (self);
}

static void
on_search_changed (GuichetCannedPopover *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  update_found (self);
}

static void
insert (GuichetCannedPopover *self,
        DeskCannedReply *reply)
{
  g_autofree char *text = NULL;
  guint left, length;

  if (reply == NULL || self->ticket == NULL)
    return;

  text = guichet_canned_words_fill_in (self->session, self->ticket, desk_canned_reply_get_body (reply), &left, &length);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[INSERT], 0, text, left, length);
}

static void
on_row_activated (GuichetCannedPopover *self,
                  GtkListBoxRow *row)
{
  g_autoptr (DeskCannedReply) reply = g_list_model_get_item (self->found, gtk_list_box_row_get_index (row));

  insert (self, reply);
}

static void
on_entry_activate (GuichetCannedPopover *self)
{
  insert (self, get_selected (self));
}

static void
scroll_to (GuichetCannedPopover *self,
           GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->list));
  graphene_rect_t bounds;

  if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* The letters stay in the search while the arrows walk the list. */
static gboolean
on_key (GuichetCannedPopover *self,
        guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1 : keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? -1 : 0;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (row != NULL)
    {
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      scroll_to (self, row);
    }

  return GDK_EVENT_STOP;
}

static void
on_show (GuichetCannedPopover *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
  on_search_changed (self);
  gtk_widget_grab_focus (self->entry);
}

static void
on_save_clicked (GuichetCannedPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SAVE_TEXT], 0);
}

static void
on_manage_clicked (GuichetCannedPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[MANAGE], 0);
}

static void
label_row (GtkWidget *row,
           GParamSpec *pspec,
           DeskCannedReply *reply)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, desk_canned_reply_get_title (reply), -1);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  DeskCannedReply *reply = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, NULL);
  /* Translators: who keeps this one canned reply */
  GtkWidget *mine = g_object_new (GTK_TYPE_LABEL, "label", C_("canned reply", "Yours"), NULL);

  g_object_bind_property (reply, "title", title, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (reply, "mine", mine, "visible", G_BINDING_SYNC_CREATE);
  gtk_widget_add_css_class (mine, "caption");
  gtk_widget_add_css_class (mine, "secondary");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), mine);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_signal_connect_object (reply, "notify::title", G_CALLBACK (label_row), row, G_CONNECT_SWAPPED);
  label_row (row, NULL, reply);

  return row;
}

static void
guichet_canned_popover_dispose (GObject *object)
{
  GuichetCannedPopover *self = GUICHET_CANNED_POPOVER (object);

  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->replies);
  g_clear_object (&self->ticket);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_canned_popover_parent_class)->dispose (object);
}

static void
guichet_canned_popover_class_init (GuichetCannedPopoverClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_canned_popover_dispose;

  /**
   * GuichetCannedPopover::insert:
   * @self: the popover
   * @text: what is to be inserted, filled in
   * @first_left: where the first variable stands that has no value, in characters
   * @first_length: how long that is, 0 for none
   *
   * Somebody chose a reply.
   */
  signals[INSERT] = g_signal_new ("insert", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT,
                                  G_TYPE_UINT);
  /**
   * GuichetCannedPopover::save-text:
   * @self: the popover
   *
   * What is being written is to be kept as a canned reply.
   */
  signals[SAVE_TEXT] = g_signal_new ("save-text", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GuichetCannedPopover::manage:
   * @self: the popover
   *
   * Somebody wants to change their own.
   */
  signals[MANAGE] = g_signal_new ("manage", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_list (GuichetCannedPopover *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "canned");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Canned replies"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (update_preview), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), LIST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);

  self->nothing = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->nothing, "secondary");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), window, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->nothing, "nothing");

  return self->stack;
}

static GtkWidget *
create_preview (GuichetCannedPopover *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->preview = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "yalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "margin-start", 8, "margin-end", 8, "margin-top", 6,
                                "margin-bottom", 6, NULL);
  gtk_widget_add_css_class (self->preview, "caption");
  gtk_widget_add_css_class (self->preview, "secondary");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), PREVIEW_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), PREVIEW_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->preview);
  gtk_accessible_update_property (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How it will read"), -1);

  return window;
}

static GtkWidget *
create_buttons (GuichetCannedPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *manage = guichet_labels_button (_("_Manage…"));

  self->save = guichet_labels_button (_("_Save This Text…"));
  gtk_widget_set_tooltip_text (self->save, _("Keep what is written as a canned reply"));
  gtk_widget_add_css_class (self->save, "flat");
  gtk_widget_add_css_class (manage, "flat");
  gtk_widget_set_hexpand (self->save, TRUE);
  gtk_widget_set_halign (self->save, GTK_ALIGN_START);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save_clicked), self);
  g_signal_connect_swapped (manage, "clicked", G_CALLBACK (on_manage_clicked), self);
  gtk_widget_add_css_class (box, "canned-buttons");
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_box_append (GTK_BOX (box), manage);

  return box;
}

static void
guichet_canned_popover_init (GuichetCannedPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_object_set (self->entry, "placeholder-text", _("Find a canned reply"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a canned reply"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (on_search_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_entry_activate), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), create_list (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), create_preview (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), create_buttons (self));
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
}

/**
 * guichet_canned_popover_new:
 * @session: who writes
 *
 * Returns: the canned replies of that person, still without a ticket
 */
GtkWidget *
guichet_canned_popover_new (DeskSession *session)
{
  GuichetCannedPopover *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_CANNED_POPOVER, NULL);
  self->session = g_object_ref (session);
  self->replies = desk_canned_replies_new (session);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->found = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->replies)), g_object_ref (self->filter)));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), self->found, create_row, NULL, NULL);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (update_found), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_found (self);

  return GTK_WIDGET (self);
}

/**
 * guichet_canned_popover_set_ticket:
 * @self: the popover
 * @ticket: (nullable): what the variables are filled in from
 *
 * Changes the ticket.
 */
void
guichet_canned_popover_set_ticket (GuichetCannedPopover *self,
                                   DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_CANNED_POPOVER (self));

  g_set_object (&self->ticket, ticket);
}

/**
 * guichet_canned_popover_set_may_save:
 * @self: the popover
 * @may_save: whether there is something written that could be kept
 *
 * Enables the button that keeps it.
 */
void
guichet_canned_popover_set_may_save (GuichetCannedPopover *self,
                                     gboolean may_save)
{
  g_return_if_fail (GUICHET_IS_CANNED_POPOVER (self));

  gtk_widget_set_sensitive (self->save, may_save);
}
