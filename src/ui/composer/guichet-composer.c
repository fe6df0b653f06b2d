/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer-private.h"

#include <glib/gi18n.h>

#include "desk-enums.h"
#include "guichet-abreast.h"
#include "guichet-announce.h"
#include "guichet-files.h"
#include "guichet-labels.h"
#include "guichet-settings.h"
#include "guichet-upload-chip.h"

/**
 * GuichetComposer:
 *
 * Where one writes: a reply that the client sees, or a note that staff alone sees. Each has its own text, files and draft, and nothing but the
 * person switches between them.
 */

G_DEFINE_FINAL_TYPE (GuichetComposer, guichet_composer, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TICKET,
  PROP_MODE,
  PROP_MAY_WRITE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  TYPING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Tells that the person began or stopped writing, once a change. */
void
guichet_composer_set_typing (GuichetComposer *self,
                             gboolean typing)
{
  /* Each key counts while somebody writes: the desk decides how often that is told to others. */
  if (!typing && !self->typing)
    return;

  self->typing = typing;
  g_signal_emit (self, signals[TYPING], 0, self->mode, typing);
}

static void
show_mode (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);
  const char *const styles[GUICHET_COMPOSER_N_MODES] = { "reply", "note", "announcement" };

  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->text), sheet->buffer);
  guichet_upload_chips_bind (GTK_BOX (self->chips), sheet->draft);
  for (guint i = 0; i < GUICHET_COMPOSER_N_MODES; i++)
    gtk_widget_remove_css_class (self->frame, styles[i]);
  gtk_widget_add_css_class (self->frame, styles[self->mode]);
  guichet_composer_update (self);
  guichet_composer_update_earlier (self);
}

static GtkWidget *
get_mode_button (GuichetComposer *self,
                 DeskDraftMode mode)
{
  GtkWidget *const buttons[GUICHET_COMPOSER_N_MODES] = { self->mode_reply, self->mode_note, self->mode_announcement };

  return buttons[mode];
}

static void
set_mode (GuichetComposer *self,
          DeskDraftMode mode)
{
  if (self->mode == mode)
    return;

  guichet_composer_set_typing (self, FALSE);
  self->mode = mode;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_mode_button (self, mode)), TRUE);
  show_mode (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

static void
announce_mode (GuichetComposer *self)
{
  g_autofree char *readers = guichet_composer_dup_readers (self);
  /* Translators: %s says who: Read by North Logistics and South Bakery */
  g_autofree char *announcement = g_strdup_printf (_("Announcement. %s"), readers);
  const char *const words[GUICHET_COMPOSER_N_MODES] = { _("Reply to the client"), _("Internal note, only staff sees this"), announcement };

  guichet_announce (GTK_WIDGET (self), words[self->mode]);
}

static void
on_mode_toggled (GuichetComposer *self,
                 GtkToggleButton *button)
{
  DeskDraftMode mode = DESK_DRAFT_REPLY;

  while (get_mode_button (self, mode) != GTK_WIDGET (button))
    mode++;

  /* Only when the person used the button: another ticket begins with the reply, and takes no focus. The other button of the two is released first. */
  if (!gtk_toggle_button_get_active (button) || self->mode == mode)
    return;
  set_mode (self, mode);
  announce_mode (self);
  gtk_widget_grab_focus (self->text);
}

static void
on_paste (GuichetComposer *self)
{
  GuichetComposerSheet *sheet = guichet_composer_get_sheet (self);

  if (sheet->draft != NULL && guichet_files_paste (GTK_WIDGET (self), sheet->draft))
    g_signal_stop_emission_by_name (self->text, "paste-clipboard");
}

/* Ctrl+Z in an empty text takes back the reply that waits; anything that was typed is undone as everywhere. */
static gboolean
on_key (GuichetComposer *self,
        guint keyval,
        guint keycode,
        GdkModifierType state)
{
  if (gdk_keyval_to_lower (keyval) != GDK_KEY_z || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  return guichet_composer_undo_send (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
guichet_composer_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  GuichetComposer *self = GUICHET_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_TICKET:
      g_value_set_object (value, self->ticket);
      break;
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_MAY_WRITE:
      g_value_set_boolean (value, guichet_composer_get_may_write (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_composer_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  GuichetComposer *self = GUICHET_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_TICKET:
      guichet_composer_set_ticket (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
guichet_composer_dispose (GObject *object)
{
  GuichetComposer *self = GUICHET_COMPOSER (object);

  if (self->session != NULL)
    {
      guichet_composer_set_ticket (self, NULL);
      for (guint i = 0; i < GUICHET_COMPOSER_N_MODES; i++)
        g_clear_object (&self->sheets[i].buffer);
    }
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_composer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/composer/guichet-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, stack);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, head);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, mode_reply);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, mode_note);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, mode_announcement);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, readers_line);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, readers);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, announce);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, hint_line);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, hint);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, text);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, too_long_words);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, signature_line);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, signature);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, chips);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, canned);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, earlier);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, state);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, send_staff);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, send_client);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, add_note);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, closed_words);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, closed_sign);
  gtk_widget_class_bind_template_child (widget_class, GuichetComposer, follow_up);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
guichet_composer_class_init (GuichetComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = guichet_composer_get_property;
  object_class->set_property = guichet_composer_set_property;
  object_class->dispose = guichet_composer_dispose;

  /**
   * GuichetComposer:ticket:
   *
   * The ticket that one writes in.
   */
  properties[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, DESK_TYPE_TICKET,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * GuichetComposer:mode:
   *
   * What is being written, a reply or a note.
   */
  properties[PROP_MODE] = g_param_spec_enum ("mode", NULL, NULL, DESK_TYPE_DRAFT_MODE, DESK_DRAFT_REPLY,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * GuichetComposer:may-write:
   *
   * Whether the person may write in this ticket now.
   */
  properties[PROP_MAY_WRITE] = g_param_spec_boolean ("may-write", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * GuichetComposer::typing:
   * @self: a composer
   * @mode: what is being written
   * @typing: whether somebody is writing
   *
   * Emitted with each change of a text, and when writing stops.
   */
  signals[TYPING] = g_signal_new ("typing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, DESK_TYPE_DRAFT_MODE, G_TYPE_BOOLEAN);

  guichet_composer_install_actions (widget_class);
  g_type_ensure (GUICHET_TYPE_ABREAST);
  bind_template (widget_class);
}

/* Three modes are wider than a narrow window in some languages: then their names give way, and the window keeps its width. */
static void
let_modes_give_way (GuichetComposer *self)
{
  GtkWidget *modes[] = { self->mode_reply, self->mode_note, self->mode_announcement };
  PangoEllipsizeMode mode = gtk_widget_get_visible (self->mode_announcement) ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (modes[i]))), mode);
}

static void
guichet_composer_init (GuichetComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->mode_announcement, "notify::visible", G_CALLBACK (let_modes_give_way), self, G_CONNECT_SWAPPED);
  guichet_labels_split_button (self->send_staff);
  guichet_composer_init_earlier (self);
  guichet_composer_init_sheets (self);
}

/**
 * guichet_composer_new:
 * @session: who writes
 *
 * Returns: a composer, still without a ticket
 */
GtkWidget *
guichet_composer_new (DeskSession *session)
{
  GuichetComposer *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_COMPOSER, NULL);
  self->session = g_object_ref (session);
  self->settings = guichet_settings_find ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::signature", G_CALLBACK (guichet_composer_update), self, G_CONNECT_SWAPPED);
  guichet_composer_init_canned (self);
  show_mode (self);

  return GTK_WIDGET (self);
}

static void
on_ticket_notify (GuichetComposer *self)
{
  guichet_composer_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_WRITE]);
}

/**
 * guichet_composer_set_ticket:
 * @self: a composer
 * @ticket: (nullable): what to write in
 *
 * Shows the drafts of that ticket, beginning with the reply. What was written in the ticket before is kept as its drafts.
 */
void
guichet_composer_set_ticket (GuichetComposer *self,
                             DeskTicket *ticket)
{
  g_return_if_fail (GUICHET_IS_COMPOSER (self));
  g_return_if_fail (ticket == NULL || DESK_IS_TICKET (ticket));

  if (self->ticket == ticket)
    return;

  guichet_composer_set_typing (self, FALSE);
  guichet_upload_chips_bind (GTK_BOX (self->chips), NULL);
  guichet_composer_close_sheets (self);
  if (self->ticket != NULL)
    g_signal_handlers_disconnect_by_func (self->ticket, on_ticket_notify, self);
  g_set_object (&self->ticket, ticket);
  if (ticket != NULL)
    {
      g_signal_connect_object (ticket, "updated", G_CALLBACK (on_ticket_notify), self, G_CONNECT_SWAPPED);
      guichet_composer_open_sheets (self);
    }
  set_mode (self, DESK_DRAFT_REPLY);
  show_mode (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKET]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAY_WRITE]);
}

/**
 * guichet_composer_write:
 * @self: a composer
 * @mode: what to write: a reply, a note or an announcement
 *
 * Puts the cursor where one writes that. Clients have replies alone, and there may be nobody to announce to: asking for one then does nothing.
 */
void
guichet_composer_write (GuichetComposer *self,
                        DeskDraftMode mode)
{
  g_return_if_fail (GUICHET_IS_COMPOSER (self));
  g_return_if_fail (mode < GUICHET_COMPOSER_N_MODES);

  if (!guichet_composer_get_may_write (self))
    return;
  if ((mode == DESK_DRAFT_NOTE && !desk_session_is_staff (self->session)) ||
      (mode == DESK_DRAFT_ANNOUNCEMENT && !guichet_composer_may_announce (self)))
    return;

  if (self->mode != mode)
    {
      set_mode (self, mode);
      announce_mode (self);
    }
  gtk_widget_grab_focus (self->text);
}

/**
 * guichet_composer_get_mode:
 * @self: a composer
 *
 * Returns: what is being written, a reply or a note
 */
DeskDraftMode
guichet_composer_get_mode (GuichetComposer *self)
{
  g_return_val_if_fail (GUICHET_IS_COMPOSER (self), DESK_DRAFT_REPLY);

  return self->mode;
}

/**
 * guichet_composer_get_draft:
 * @self: a composer
 *
 * Returns: (transfer none) (nullable): the draft that shows, where dropped files go; %NULL without a ticket
 */
DeskDraft *
guichet_composer_get_draft (GuichetComposer *self)
{
  g_return_val_if_fail (GUICHET_IS_COMPOSER (self), NULL);

  return guichet_composer_get_sheet (self)->draft;
}

/**
 * guichet_composer_get_may_write:
 * @self: a composer
 *
 * Returns: whether the person may write in this ticket: it is open to answers, and they are staff or of the company that filed it
 */
gboolean
guichet_composer_get_may_write (GuichetComposer *self)
{
  gboolean reporter_side = FALSE;

  g_return_val_if_fail (GUICHET_IS_COMPOSER (self), FALSE);

  if (self->ticket == NULL || desk_ticket_get_status (self->ticket) == DESK_STATUS_CLOSED)
    return FALSE;
  if (desk_session_is_staff (self->session))
    return TRUE;

  g_object_get (self->ticket, "reporter-side", &reporter_side, NULL);

  return reporter_side;
}
