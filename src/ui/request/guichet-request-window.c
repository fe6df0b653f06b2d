/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-request-window-private.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-drop-area.h"
#include "guichet-files.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-toast.h"
#include "guichet-upload-chip.h"

/**
 * GuichetRequestWindow:
 *
 * Where a client writes a new request, or staff a ticket for a company. It is a draft until it is sent, and kept when the window is closed.
 */
G_DEFINE_FINAL_TYPE (GuichetRequestWindow, guichet_request_window, ADW_TYPE_WINDOW)

enum
{
  FILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A field says that it is required when it is left, not before. */
static void
on_subject_left (GuichetRequestWindow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    guichet_request_window_check_subject (self);
}

static void
on_description_left (GuichetRequestWindow *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    guichet_request_window_check_description (self);
}

static void
on_subject_changed (GuichetRequestWindow *self)
{
  if (self->draft == NULL || self->filling)
    return;

  g_object_set (self->draft, "subject", gtk_editable_get_text (GTK_EDITABLE (self->subject)), NULL);
  if (gtk_widget_get_visible (self->subject_error))
    guichet_request_window_check_subject (self);
}

static void
on_description_changed (GuichetRequestWindow *self,
                        GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  gtk_widget_set_visible (self->placeholder, *text == '\0');
  if (self->draft == NULL || self->filling)
    return;

  desk_draft_set_body (self->draft, text);
  if (gtk_widget_get_visible (self->description_error))
    guichet_request_window_check_description (self);
}

/* The draft was read from disk, or emptied. What the person types meanwhile stays. */
static void
show_text (GuichetRequestWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description));
  const char *body = desk_draft_get_body (self->draft);
  g_autofree char *subject = NULL;
  g_autofree char *text = NULL;

  g_object_get (self->draft, "subject", &subject, NULL);
  g_object_get (buffer, "text", &text, NULL);
  self->filling = TRUE;
  if (g_strcmp0 (subject != NULL ? subject : "", gtk_editable_get_text (GTK_EDITABLE (self->subject))) != 0)
    {
      /* Whoever goes on writing goes on at the end. */
      gtk_editable_set_text (GTK_EDITABLE (self->subject), subject != NULL ? subject : "");
      gtk_editable_set_position (GTK_EDITABLE (self->subject), -1);
    }
  if (g_strcmp0 (body != NULL ? body : "", text) != 0)
    gtk_text_buffer_set_text (buffer, body != NULL ? body : "", -1);
  self->filling = FALSE;
}

/* What is known of the ticket that is followed up, where nothing was written yet. */
static void
begin_follow_up (GuichetRequestWindow *self)
{
  gboolean ready;
  int category;

  g_object_get (self->draft, "ready", &ready, NULL);
  if (self->followed == NULL || !ready || !desk_draft_get_empty (self->draft))
    return;
  g_object_get (self->followed, "category-id", &category, NULL);
  g_object_set (self->draft, "subject", desk_ticket_get_subject (self->followed), "client-id",
                desk_ticket_get_client_id (self->followed), "category-id", category, NULL);
}

/* What is there only because of the ticket that is followed up is no draft yet. */
static gboolean
is_untouched (GuichetRequestWindow *self)
{
  g_autofree char *subject = NULL;

  if (self->followed == NULL || guichet_request_window_is_blank (desk_draft_get_body (self->draft)) == FALSE ||
      g_list_model_get_n_items (desk_draft_get_files (self->draft)) > 0)
    return desk_draft_get_empty (self->draft);

  g_object_get (self->draft, "subject", &subject, NULL);

  return g_strcmp0 (subject, desk_ticket_get_subject (self->followed)) == 0;
}

static void
show_saved (GuichetRequestWindow *self)
{
  gboolean empty = is_untouched (self);

  gtk_label_set_label (GTK_LABEL (self->saved), !empty && desk_draft_get_saved (self->draft) ? _("Draft saved") : "");
  gtk_widget_set_visible (self->discard, !empty);
}

static void
on_ready (GuichetRequestWindow *self)
{
  begin_follow_up (self);
  show_text (self);
  guichet_request_window_show_choices (self);
}

static void
on_company_selected (GuichetRequestWindow *self)
{
  if (self->draft != NULL)
    guichet_request_window_company_chosen (self);
}

static void
on_category_selected (GuichetRequestWindow *self)
{
  if (self->draft != NULL)
    guichet_request_window_category_chosen (self);
}

static void
on_priority_selected (GuichetRequestWindow *self)
{
  if (self->draft != NULL)
    guichet_request_window_priority_chosen (self);
}

static void
on_project_selected (GuichetRequestWindow *self)
{
  if (self->draft != NULL)
    guichet_request_window_project_chosen (self);
}

static void
on_send (GuichetRequestWindow *self)
{
  guichet_request_window_send (self);
}

static void
on_attach (GuichetRequestWindow *self)
{
  guichet_files_choose (GTK_WIDGET (self), self->draft);
}

static void
on_paste (GuichetRequestWindow *self,
          GtkTextView *view)
{
  if (guichet_files_paste (GTK_WIDGET (view), self->draft))
    g_signal_stop_emission_by_name (view, "paste-clipboard");
}

static void
on_dropped (GuichetRequestWindow *self,
            const GValue *file_list)
{
  guichet_files_add_list (self->draft, file_list);
}

static void
on_discard (GuichetRequestWindow *self)
{
  desk_draft_discard (self->draft);
  on_ready (self);
  gtk_widget_set_visible (self->subject_error, FALSE);
  gtk_widget_set_visible (self->description_error, FALSE);
  gtk_widget_remove_css_class (self->subject, "error");
  gtk_widget_remove_css_class (self->description_card, "field-error");
  gtk_widget_grab_focus (self->subject);
}

static gboolean
on_close (GuichetRequestWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (is_untouched (self))
    desk_draft_discard (self->draft);
  else if (parent != NULL)
    guichet_toast_show (GTK_WIDGET (parent), _("Your draft is kept for later"));

  return FALSE;
}

static gboolean
on_send_key (GtkWidget *widget,
             GVariant *args,
             gpointer user_data)
{
  guichet_request_window_send (GUICHET_REQUEST_WINDOW (widget));

  return TRUE;
}

static void
guichet_request_window_dispose (GObject *object)
{
  GuichetRequestWindow *self = GUICHET_REQUEST_WINDOW (object);

  g_clear_handle_id (&self->entries_id, g_source_remove);
  if (self->files != NULL)
    guichet_upload_chips_bind (GTK_BOX (self->files), NULL);
  self->files = NULL;
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->project_filter);
  g_clear_object (&self->followed);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_request_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, title);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, send);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, subject_error);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, subject_error_label);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, company_row);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, company);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, company_error);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, company_error_label);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, category);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, priority);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, project);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, description_card);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, description);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, placeholder);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, description_error);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, description_error_label);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, files);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, saved);
  gtk_widget_class_bind_template_child (widget_class, GuichetRequestWindow, discard);
  gtk_widget_class_bind_template_callback (widget_class, on_subject_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_company_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_category_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_priority_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_project_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_attach);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
}

static void
guichet_request_window_class_init (GuichetRequestWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = guichet_request_window_dispose;

  /**
   * GuichetRequestWindow::filed:
   * @ticket_id: the new ticket
   *
   * The request was put into the outbox.
   */
  signals[FILED] = g_signal_new ("filed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/guichet/Guichet/ui/request/guichet-request-window.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
watch_leaving (GuichetRequestWindow *self,
               GtkWidget *field,
               GCallback on_left)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", on_left, self);
  gtk_widget_add_controller (field, focus);
}

/* Before the text, which would take Ctrl+Return for a new line. */
static void
add_send_key (GuichetRequestWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (on_send_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
guichet_request_window_init (GuichetRequestWindow *self)
{
  GtkWidget *content, *area;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_send_key (self);
  gtk_widget_set_tooltip_text (self->send, "Ctrl+Return");
  guichet_labels_entry_row (self->subject);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description)), "changed",
                            G_CALLBACK (on_description_changed), self);
  watch_leaving (self, self->subject, G_CALLBACK (on_subject_left));
  watch_leaving (self, self->description, G_CALLBACK (on_description_left));

  content = g_object_ref (adw_window_get_content (ADW_WINDOW (self)));
  adw_window_set_content (ADW_WINDOW (self), NULL);
  area = guichet_drop_area_new (content);
  guichet_drop_area_set_words (GUICHET_DROP_AREA (area), _("Attach to your request"), NULL);
  g_signal_connect_swapped (area, "dropped", G_CALLBACK (on_dropped), self);
  adw_window_set_content (ADW_WINDOW (self), area);
  g_object_unref (content);
}

static GtkWidget *
create_window (DeskSession *session,
               GtkWindow *parent,
               DeskTicket *followed)
{
  GuichetRequestWindow *self;
  const char *title;

  self = g_object_new (GUICHET_TYPE_REQUEST_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->staff = desk_session_is_staff (session);
  title = followed != NULL ? _("Follow-up Request") : self->staff ? _("New Ticket") : _("New Request");
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  guichet_request_window_set_up_choices (self);

  self->draft = desk_session_open_draft (session, followed != NULL ? desk_ticket_get_id (followed) : NULL, DESK_DRAFT_REQUEST);
  g_set_object (&self->followed, followed);
  guichet_upload_chips_bind (GTK_BOX (self->files), self->draft);
  g_signal_connect_swapped (self->draft, "notify::ready", G_CALLBACK (on_ready), self);
  g_signal_connect_swapped (self->draft, "notify::saved", G_CALLBACK (show_saved), self);
  g_signal_connect_swapped (self->draft, "notify::empty", G_CALLBACK (show_saved), self);
  g_signal_connect (self, "close-request", G_CALLBACK (on_close), NULL);
  on_ready (self);
  show_saved (self);
  gtk_widget_grab_focus (self->subject);

  return GTK_WIDGET (self);
}

/**
 * guichet_request_window_new:
 * @session: who writes
 * @parent: (nullable): the window over which it stands
 *
 * Returns: the window, with the draft that was kept
 */
GtkWidget *
guichet_request_window_new (DeskSession *session,
                            GtkWindow *parent)
{
  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  return create_window (session, parent, NULL);
}

/**
 * guichet_request_window_new_follow_up:
 * @session: who writes
 * @parent: (nullable): the window over which it stands
 * @followed: a ticket that takes no more answers
 *
 * Returns: the window of a request that follows it up, with its subject; it has a draft of its own
 */
GtkWidget *
guichet_request_window_new_follow_up (DeskSession *session,
                                      GtkWindow *parent,
                                      DeskTicket *followed)
{
  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_TICKET (followed), NULL);

  return create_window (session, parent, followed);
}

/**
 * guichet_request_window_get_followed:
 * @self: the window
 *
 * Returns: (nullable): the id of the ticket that the request follows up
 */
const char *
guichet_request_window_get_followed (GuichetRequestWindow *self)
{
  g_return_val_if_fail (GUICHET_IS_REQUEST_WINDOW (self), NULL);

  return self->followed != NULL ? desk_ticket_get_id (self->followed) : NULL;
}

/**
 * guichet_request_window_send:
 * @self: the window
 *
 * Sends the request and closes the window, or says what is missing.
 *
 * Returns: whether it was sent
 */
gboolean
guichet_request_window_send (GuichetRequestWindow *self)
{
  g_autofree char *ticket_id = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  DeskChoice *priority;
  gboolean subject, company, description;

  g_return_val_if_fail (GUICHET_IS_REQUEST_WINDOW (self), FALSE);

  subject = guichet_request_window_check_subject (self);
  company = guichet_request_window_check_company (self);
  description = guichet_request_window_check_description (self);
  if (!subject || !company || !description)
    {
      gtk_widget_grab_focus (!subject ? self->subject : !company ? self->company : self->description);
      return FALSE;
    }

  /* A subject is one line, without what cannot be seen. */
  line = guichet_format_line (gtk_editable_get_text (GTK_EDITABLE (self->subject)));
  /* What the rows show is meant, also where nobody touched them. */
  priority = DESK_CHOICE (adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->priority)));
  g_object_set (self->draft, "subject", line, "client-id", guichet_request_window_get_company (self), "priority-id",
                priority != NULL ? atoi (desk_choice_get_id (priority)) : 0, NULL);
  ticket_id = desk_draft_send (self->draft, -1, &error);
  if (ticket_id == NULL)
    {
      guichet_toast_show_error (GTK_WIDGET (self->scroller), error);
      return FALSE;
    }

  g_signal_emit (self, signals[FILED], 0, ticket_id);
  gtk_window_destroy (GTK_WINDOW (self));

  return TRUE;
}
