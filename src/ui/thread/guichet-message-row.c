/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-message-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "guichet-format.h"
#include "guichet-hint.h"
#include "guichet-linkify.h"
#include "guichet-message-body.h"
#include "guichet-message-files.h"
#include "guichet-thread-words.h"
#include "guichet-wrap.h"

/**
 * GuichetMessageRow:
 *
 * What somebody wrote: a message, an announcement, or a note, which stands on a card that says that the client does not see it.
 */
struct _GuichetMessageRow
{
  AdwBin parent_instance;

  GtkWidget *row;
  GtkWidget *avatar;
  GtkWidget *author;
  GtkWidget *role;
  GtkWidget *time;
  GtkWidget *card;
  GtkWidget *note_title;
  GtkWidget *announcement_title;
  GtkWidget *body;
  GtkWidget *files;
  GtkWidget *state;
  GtkWidget *state_icon;
  GtkWidget *state_words;
  GtkWidget *undo;
  GtkWidget *retry;
  GtkWidget *discard;

  DeskSession *session;
  DeskThreadItem *item;
  gulong notify_id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (GuichetMessageRow, guichet_message_row, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_class (GtkWidget *widget,
           const char *name,
           gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* By the first letter that has a direction. */
static GtkTextDirection
find_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;
      switch ((int) g_unichar_get_script (c))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_ADLAM:
          return GTK_TEXT_DIR_RTL;
        default:
          return GTK_TEXT_DIR_LTR;
        }
    }

  return GTK_TEXT_DIR_NONE;
}

/* What a person wrote keeps its own direction, whatever the direction of the program is. */
static void
show_body (GuichetMessageRow *self)
{
  const char *body = desk_thread_item_get_body (self->item);
  g_autofree char *markup = guichet_linkify (body != NULL ? body : "");

  gtk_widget_set_direction (self->body, find_direction (body != NULL ? body : ""));
  gtk_label_set_markup (GTK_LABEL (self->body), markup);
  gtk_widget_set_visible (gtk_widget_get_parent (self->body), body != NULL && *body != '\0');
}

static void
show_state (GuichetMessageRow *self)
{
  DeskDelivery delivery = desk_thread_item_get_delivery (self->item);
  gboolean failed = delivery == DESK_DELIVERY_FAILED;
  g_autofree char *words = guichet_thread_words_state (self->item);

  set_class (self->row, "waiting", delivery == DESK_DELIVERY_WAITING || delivery == DESK_DELIVERY_SENDING);
  set_class (self->state_icon, "error-icon", failed);
  set_class (self->state_words, "secondary", !failed);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), failed ? "dialog-warning-symbolic" : "document-send-symbolic");
  gtk_label_set_label (GTK_LABEL (self->state_words), words != NULL ? words : "");
  gtk_widget_set_visible (self->undo, delivery == DESK_DELIVERY_WAITING);
  gtk_widget_set_visible (self->retry, failed);
  gtk_widget_set_visible (self->discard, failed);
  gtk_widget_set_visible (self->state, words != NULL);
}

static void
show_head (GuichetMessageRow *self)
{
  gboolean staff = desk_session_is_staff (self->session);
  g_autofree char *author = guichet_thread_words_author (self->item);
  g_autofree char *role = guichet_thread_words_role (self->item, staff);
  g_autofree char *time = guichet_format_time (desk_thread_item_get_time (self->item));
  g_autofree char *heard = guichet_thread_words_heard (self->item, staff);
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *full = guichet_format_day_and_time (desk_thread_item_get_time (self->item), now);

  adw_avatar_set_text (ADW_AVATAR (self->avatar), author);
  set_class (self->avatar, "staff", desk_thread_item_get_author_is_staff (self->item));
  gtk_label_set_label (GTK_LABEL (self->author), author);
  gtk_label_set_label (GTK_LABEL (self->role), role);
  gtk_label_set_label (GTK_LABEL (self->time), time);
  guichet_hint_set (self->time, full);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
}

static void
show_item (GuichetMessageRow *self)
{
  gboolean note = desk_thread_item_get_kind (self->item) == DESK_THREAD_NOTE;
  gboolean announcement = desk_thread_item_get_kind (self->item) == DESK_THREAD_ANNOUNCEMENT;

  set_class (self->card, "note-card", note);
  set_class (self->card, "announcement-card", announcement);
  gtk_widget_set_visible (self->note_title, note);
  gtk_widget_set_visible (self->announcement_title, announcement);
  gtk_grid_set_row_spacing (GTK_GRID (self->row), note || announcement ? 4 : 2);
  show_head (self);
  show_body (self);
  show_state (self);
}

/* It has not gone: its words are where one writes again. */
static void
on_undo (GuichetMessageRow *self)
{
  desk_session_discard (self->session, desk_thread_item_get_id (self->item));
}

static void
on_retry (GuichetMessageRow *self)
{
  desk_session_retry (self->session, desk_thread_item_get_id (self->item));
}

static void
on_discard_response (GuichetMessageRow *self,
                     const char *response,
                     GtkWidget *dialog)
{
  if (g_str_equal (response, "discard"))
    desk_session_discard (self->session, g_object_get_data (G_OBJECT (dialog), "message-id"));
}

/* What somebody wrote is not thrown away by one click. */
static void
on_discard (GuichetMessageRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Discard this message?"),
                                              _("It was not sent. Its words go back to where one writes, when nothing stands there."));

  g_object_set_data_full (G_OBJECT (dialog), "message-id", g_strdup (desk_thread_item_get_id (self->item)), g_free);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The number of a ticket leads to it, whatever opens other links. */
static gboolean
on_link (GuichetMessageRow *self,
         const char *address)
{
  const char *digits = g_str_has_prefix (address, GUICHET_LINKIFY_TICKET) ? address + strlen (GUICHET_LINKIFY_TICKET) : NULL;

  if (digits == NULL)
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.open-number", "x", g_ascii_strtoll (digits, NULL, 10));
}

static void
guichet_message_row_get_property (GObject *object,
                                  guint prop_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  GuichetMessageRow *self = GUICHET_MESSAGE_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_message_row_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  GuichetMessageRow *self = GUICHET_MESSAGE_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      guichet_message_files_set_stacked (GUICHET_MESSAGE_FILES (self->files), self->narrow);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_message_row_dispose (GObject *object)
{
  GuichetMessageRow *self = GUICHET_MESSAGE_ROW (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_message_row_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/guichet/Guichet/ui/thread/guichet-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, row);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, author);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, role);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, time);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, card);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, note_title);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, announcement_title);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, body);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, files);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, state);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, state_words);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, undo);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, retry);
  gtk_widget_class_bind_template_child (widget_class, GuichetMessageRow, discard);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
}

static void
guichet_message_row_class_init (GuichetMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = guichet_message_row_get_property;
  object_class->set_property = guichet_message_row_set_property;
  object_class->dispose = guichet_message_row_dispose;

  /**
   * GuichetMessageRow:narrow:
   *
   * Whether files stand one under the other.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GUICHET_TYPE_MESSAGE_BODY);
  g_type_ensure (GUICHET_TYPE_MESSAGE_FILES);
  g_type_ensure (GUICHET_TYPE_WRAP);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
guichet_message_row_init (GuichetMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* By keyboard one comes to the message first, and from there to its text, links and files. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "message");
}

/**
 * guichet_message_row_new:
 * @session: who reads
 *
 * Returns: a row, still without words
 */
GtkWidget *
guichet_message_row_new (DeskSession *session)
{
  GuichetMessageRow *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_MESSAGE_ROW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_message_row_set_item:
 * @self: a row
 * @item: (nullable): what to show
 *
 * Changes what is shown, as a list does that recycles its rows.
 */
void
guichet_message_row_set_item (GuichetMessageRow *self,
                              DeskThreadItem *item)
{
  GListModel *files = item != NULL ? desk_thread_item_get_attachments (item) : NULL;

  g_return_if_fail (GUICHET_IS_MESSAGE_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  guichet_message_files_set_model (GUICHET_MESSAGE_FILES (self->files), self->session, files);
  if (item == NULL)
    return;

  self->notify_id = g_signal_connect_swapped (item, "updated", G_CALLBACK (show_item), self);
  show_item (self);
}

/**
 * guichet_message_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DeskThreadItem *
guichet_message_row_get_item (GuichetMessageRow *self)
{
  g_return_val_if_fail (GUICHET_IS_MESSAGE_ROW (self), NULL);

  return self->item;
}
