/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-thread-log-private.h"

#include <glib/gi18n.h>

#include "guichet-announce.h"
#include "guichet-tab-stop.h"
#include "guichet-thread-rows.h"
#include "guichet-thread-skeleton.h"
#include "guichet-thread-words.h"

/**
 * GuichetThreadLog:
 *
 * What was said and what happened, one under the other.
 */

G_DEFINE_FINAL_TYPE (GuichetThreadLog, guichet_thread_log, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_STICKY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Nobody wants a line longer than this: avatar and time included. */
#define READABLE 860
#define PATIENCE 200

void
guichet_thread_log_set_sticky (GuichetThreadLog *self,
                               gboolean sticky)
{
  if (self->sticky == sticky)
    return;
  self->sticky = sticky;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STICKY]);
}

/* (transfer full) (nullable): the row, if somebody else has said something there that was not in view yet */
static DeskThreadItem *
dup_unseen (GuichetThreadLog *self,
            guint position)
{
  g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  DeskThreadKind kind = desk_thread_item_get_kind (item);
  gboolean said = kind == DESK_THREAD_MESSAGE || kind == DESK_THREAD_NOTE || kind == DESK_THREAD_ANNOUNCEMENT;

  if (!said || desk_thread_item_get_author_is_me (item) || desk_thread_item_get_time (item) <= self->seen_time)
    return NULL;

  return g_steal_pointer (&item);
}

/* Says how much came in below what is in view. */
void
guichet_thread_log_update_news (GuichetThreadLog *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint n_new = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; self->opened && i < n_rows; i++)
    {
      g_autoptr (DeskThreadItem) item = dup_unseen (self, i);

      n_new += item != NULL ? 1 : 0;
    }
  gtk_widget_set_visible (self->news, n_new > 0);
  if (n_new == 0)
    return;

  /* Translators: messages that came in below what is in view */
  words = g_strdup_printf (ngettext ("%u new", "%u new", n_new), n_new);
  gtk_button_set_label (GTK_BUTTON (self->news), words);
}

/* That somebody else wrote is said aloud, once. */
static void
announce (GuichetThreadLog *self,
          guint position,
          guint added)
{
  if (!self->opened || added == 0 || position + added != g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (DeskThreadItem) item = dup_unseen (self, i);
      g_autofree char *author = NULL;
      g_autofree char *words = NULL;

      if (item == NULL)
        continue;
      author = guichet_thread_words_author (item);
      /* Translators: %s is a person's name */
      words = g_strdup_printf (desk_thread_item_get_kind (item) == DESK_THREAD_NOTE ? _("New internal note by %s") : _("New message by %s"),
                               author);
      guichet_announce (GTK_WIDGET (self), words);
    }
}

static gboolean
on_patience_gone (gpointer user_data)
{
  GuichetThreadLog *self = user_data;

  self->patience_id = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");

  return G_SOURCE_REMOVE;
}

/* Rows, or why there are none; nothing at all while they may come within a moment. */
static void
update_page (GuichetThreadLog *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;
  gboolean loading = self->conversation != NULL && desk_conversation_get_loading (self->conversation);
  gboolean offline = desk_session_get_connection (self->session) != DESK_CONNECTION_ONLINE;

  if (!has_rows && loading)
    {
      if (self->patience_id == 0)
        self->patience_id = g_timeout_add (PATIENCE, on_patience_gone, self);
      return;
    }

  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_label_set_label (GTK_LABEL (self->nothing),
                       offline ? _("This conversation is not on this computer yet. It shows as soon as there is a network.")
                               : _("Nobody has written anything yet."));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), has_rows || self->conversation == NULL ? "rows" : "nothing");
}

static void
on_items_changed (GuichetThreadLog *self,
                  guint position,
                  guint removed,
                  guint added)
{
  update_page (self);
  announce (self, position, added);
  guichet_thread_log_rows_changed (self, position, added);
}

static void
guichet_thread_log_get_property (GObject *object,
                                 guint prop_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  GuichetThreadLog *self = GUICHET_THREAD_LOG (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_STICKY:
      g_value_set_boolean (value, self->sticky);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_thread_log_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  GuichetThreadLog *self = GUICHET_THREAD_LOG (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_thread_log_dispose (GObject *object)
{
  GuichetThreadLog *self = GUICHET_THREAD_LOG (object);

  if (self->session != NULL)
    guichet_thread_log_set_conversation (self, NULL);
  g_clear_handle_id (&self->laid_out_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_thread_log_parent_class)->dispose (object);
}

static void
guichet_thread_log_class_init (GuichetThreadLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_thread_log_get_property;
  object_class->set_property = guichet_thread_log_set_property;
  object_class->dispose = guichet_thread_log_dispose;

  /**
   * GuichetThreadLog:narrow:
   *
   * Whether there is room for one page only, so that files stack.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * GuichetThreadLog:sticky:
   *
   * Whether it follows the end.
   */
  properties[PROP_STICKY] = g_param_spec_boolean ("sticky", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GtkWidget *
create_list (GuichetThreadLog *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  self->selection = gtk_no_selection_new (NULL);
  self->list = g_object_new (GTK_TYPE_LIST_VIEW, "accessible-role", GTK_ACCESSIBLE_ROLE_LOG, "model", self->selection, NULL);
  gtk_widget_add_css_class (self->list, "thread");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Conversation"), -1);

  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), self->list);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), READABLE);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), READABLE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  guichet_thread_log_watch_scrolling (self, GTK_SCROLLED_WINDOW (window));

  return guichet_tab_stop_new (window);
}

static GtkWidget *
create_nothing (GuichetThreadLog *self)
{
  self->nothing = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "max-width-chars", 36, "margin-start", 24,
                                "margin-end", 24, NULL);
  gtk_widget_add_css_class (self->nothing, "secondary");

  return self->nothing;
}

static void
guichet_thread_log_init (GuichetThreadLog *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), create_list (self), "rows");
  gtk_stack_add_named (GTK_STACK (self->stack), guichet_thread_skeleton_new (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), create_nothing (self), "nothing");

  self->news = gtk_button_new ();
  gtk_widget_set_visible (self->news, FALSE);
  gtk_widget_set_halign (self->news, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->news, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->news, 12);
  gtk_widget_add_css_class (self->news, "osd");
  gtk_widget_add_css_class (self->news, "pill");
  gtk_widget_add_css_class (self->news, "news");
  g_signal_connect_swapped (self->news, "clicked", G_CALLBACK (guichet_thread_log_scroll_to_end), self);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->news);
  gtk_widget_set_vexpand (overlay, TRUE);
  adw_bin_set_child (ADW_BIN (self), overlay);
}

/**
 * guichet_thread_log_new:
 * @session: who reads
 *
 * Returns: a log, still without a conversation
 */
GtkWidget *
guichet_thread_log_new (DeskSession *session)
{
  GuichetThreadLog *self;
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_THREAD_LOG, NULL);
  self->session = g_object_ref (session);
  factory = guichet_thread_rows_factory_new (session, G_OBJECT (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);

  return GTK_WIDGET (self);
}

/**
 * guichet_thread_log_set_conversation:
 * @self: a log
 * @conversation: (nullable): what to show
 *
 * Shows a conversation, from the first unread row on, else at its end.
 */
void
guichet_thread_log_set_conversation (GuichetThreadLog *self,
                                     DeskConversation *conversation)
{
  g_return_if_fail (GUICHET_IS_THREAD_LOG (self));

  if (self->conversation == conversation)
    return;

  guichet_thread_log_stop_scrolling (self);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->conversation != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->conversation, self);
      gtk_no_selection_set_model (self->selection, NULL);
    }
  g_set_object (&self->conversation, conversation);
  self->opened = FALSE;
  self->wants_focus = FALSE;
  self->seen_time = 0;
  guichet_thread_log_set_sticky (self, FALSE);
  gtk_widget_set_visible (self->news, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "rows");
  if (conversation == NULL)
    return;

  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (conversation));
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::loading", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  update_page (self);
  guichet_thread_log_begin (self);
}

/**
 * guichet_thread_log_get_sticky:
 * @self: a log
 *
 * Returns: whether it follows the end
 */
gboolean
guichet_thread_log_get_sticky (GuichetThreadLog *self)
{
  g_return_val_if_fail (GUICHET_IS_THREAD_LOG (self), FALSE);

  return self->sticky;
}

static gboolean
is_in_view (GuichetThreadLog *self,
            GtkWidget *row,
            gboolean whole)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds;
  float top, bottom;

  if (!gtk_widget_get_mapped (row) || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return FALSE;

  top = bounds.origin.y;
  bottom = top + bounds.size.height;

  return whole ? top >= 0 && bottom <= height : top < height && bottom > 0;
}

static gboolean
focus_newest (GuichetThreadLog *self,
              gboolean whole)
{
  for (GtkWidget *row = gtk_widget_get_last_child (self->list); row != NULL; row = gtk_widget_get_prev_sibling (row))
    if (is_in_view (self, row, whole) && gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
      return TRUE;

  return FALSE;
}

static GtkWidget *
get_window_focus (GuichetThreadLog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* The focus that was asked for before there were rows, unless the person has moved it meanwhile. */
void
guichet_thread_log_take_focus (GuichetThreadLog *self)
{
  gboolean wanted = self->wants_focus && self->focus_before == get_window_focus (self);

  self->wants_focus = FALSE;
  g_clear_weak_pointer (&self->focus_before);
  if (wanted && gtk_widget_get_mapped (GTK_WIDGET (self)))
    guichet_thread_log_focus (self);
}

/**
 * guichet_thread_log_focus:
 * @self: a log
 *
 * Puts the focus on the rows, now or as soon as they are there: on the newest in view that can take it, since a day or an event cannot.
 */
void
guichet_thread_log_focus (GuichetThreadLog *self)
{
  g_return_if_fail (GUICHET_IS_THREAD_LOG (self));

  self->wants_focus = !self->opened;
  if (self->wants_focus)
    {
      g_set_weak_pointer (&self->focus_before, get_window_focus (self));
      return;
    }

  /* What is seen in part would be scrolled to, away from where the log stands. */
  if (!focus_newest (self, TRUE) && !focus_newest (self, FALSE))
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}
