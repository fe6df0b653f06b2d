/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-incident-pane-private.h"

#include <glib/gi18n.h>

#include "guichet-abreast.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-step-line.h"
#include "guichet-support-notice.h"
#include "guichet-support-words.h"

/**
 * GuichetIncidentPane:
 *
 * One incident: its steps, of which only those that exist are offered, and what can be edited; or a new one. What was not saved is kept for as long as the
 * window is there.
 *
 * Signal `closed` (): the person wants to go back.
 */
G_DEFINE_FINAL_TYPE (GuichetIncidentPane, guichet_incident_pane, ADW_TYPE_BIN)

enum
{
  CLOSED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget (GuichetIncidentPane *self)
{
  if (self->incident != NULL)
    g_signal_handlers_disconnect_by_data (self->incident, self);
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  g_clear_object (&self->incident);
  g_clear_object (&self->person);
}

static void
guichet_incident_pane_dispose (GObject *object)
{
  GuichetIncidentPane *self = GUICHET_INCIDENT_PANE (object);

  forget (self);
  self->edits = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->assignee_ids, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_incident_pane_parent_class)->dispose (object);
}

/* Before the description, which would take Ctrl+Return for a new line. */
static gboolean
on_save_key (GtkWidget *widget,
             GVariant *arguments,
             gpointer user_data)
{
  guichet_incident_pane_save (GUICHET_INCIDENT_PANE (widget));

  return TRUE;
}

static void
guichet_incident_pane_class_init (GuichetIncidentPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_incident_pane_dispose;

  /**
   * GuichetIncidentPane::closed:
   * @self: the editor
   *
   * The person wants to go back to who it is about.
   */
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GuichetIncidentPane::settled:
   * @self: the editor
   * @saved: whether what was to be saved is saved
   *
   * An attempt to save is over.
   */
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
on_back (GuichetIncidentPane *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_step (GtkWidget *button,
         GuichetIncidentPane *self)
{
  guichet_incident_pane_take_step (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "status")));
}

static void
append_step (GuichetIncidentPane *self,
             DeskIncidentStatus status,
             gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (guichet_words_incident_step (desk_incident_get_status (self->incident), status));

  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (button), "status", GINT_TO_POINTER (status));
  g_signal_connect (button, "clicked", G_CALLBACK (on_step), self);
  guichet_abreast_append (GUICHET_ABREAST (self->step_buttons), button);
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  return gtk_widget_get_focus_child (widget) != NULL;
}

/* Forward first, and of two ways forward the next one. */
static void
show_steps (GuichetIncidentPane *self)
{
  DeskIncidentStatus status = desk_incident_get_status (self->incident);
  const char *names[] = { guichet_words_incident_status (DESK_INCIDENT_OPEN), guichet_words_incident_status (DESK_INCIDENT_IN_PROGRESS),
                          guichet_words_incident_status (DESK_INCIDENT_RESOLVED), guichet_words_incident_status (DESK_INCIDENT_CLOSED) };
  gboolean focused = has_focus_inside (self->step_buttons);
  gboolean first = TRUE;

  guichet_step_line_show (GUICHET_STEP_LINE (self->steps), names, G_N_ELEMENTS (names), status, status == DESK_INCIDENT_CLOSED);
  if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->step_buttons), "shown")) == (int) status + 1)
    return;
  g_object_set_data (G_OBJECT (self->step_buttons), "shown", GINT_TO_POINTER (status + 1));
  while (gtk_widget_get_first_child (self->step_buttons) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (self->step_buttons));
  for (int to = status + 1; to <= DESK_INCIDENT_CLOSED; to++)
    if (desk_incident_step_exists (status, to))
      {
        append_step (self, to, first);
        first = FALSE;
      }
  for (int to = status - 1; to >= DESK_INCIDENT_OPEN; to--)
    if (desk_incident_step_exists (status, to))
      append_step (self, to, FALSE);
  gtk_widget_set_visible (self->step_buttons, status != DESK_INCIDENT_CLOSED);
  gtk_widget_set_visible (self->final, status == DESK_INCIDENT_CLOSED);
  /* Whoever went by keyboard goes on where the next step is. */
  if (focused && status != DESK_INCIDENT_CLOSED)
    gtk_widget_grab_focus (gtk_widget_get_first_child (self->step_buttons));
  else if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_meta (GuichetIncidentPane *self)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autofree char *who = desk_person_dup_name_of (self->person, desk_incident_get_created_by (self->incident));
  g_autofree char *opened = guichet_format_moment (desk_case_get_created_at (DESK_CASE (self->incident)), now);
  g_autofree char *changed = guichet_format_moment (desk_incident_get_updated_at (self->incident), now);
  /* Translators: who opened an incident and when, and when it was changed last */
  g_autofree char *words = g_strdup_printf (_("Opened by %1$s: %2$s\nLast changed: %3$s"), who != NULL ? who : _("somebody"), opened, changed);

  gtk_label_set_label (GTK_LABEL (self->meta), words);
}

static void
show_titles (GuichetIncidentPane *self)
{
  g_autofree char *person = guichet_words_person (self->person);
  g_autofree char *number = self->incident != NULL ? guichet_words_incident (desk_incident_get_number (self->incident)) : NULL;
  /* Translators: %s is the number of an incident, as in I-218 */
  g_autofree char *title = number != NULL ? g_strdup_printf (_("Incident %s"), number) : g_strdup (_("New Incident"));

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), person);
}

/* What is seen, after anything changed. */
void
guichet_incident_pane_update (GuichetIncidentPane *self)
{
  gboolean fresh = self->incident == NULL;
  gboolean erased = desk_person_get_erased_at (self->person) != 0;

  show_titles (self);
  gtk_widget_set_visible (self->steps, !fresh);
  gtk_widget_set_visible (self->meta, !fresh);
  if (fresh)
    {
      gtk_widget_set_visible (self->step_buttons, FALSE);
      gtk_widget_set_visible (self->final, FALSE);
      g_object_set_data (G_OBJECT (self->step_buttons), "shown", NULL);
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (self->category_words), guichet_words_incident_category (desk_incident_get_category (self->incident)));
      show_steps (self);
      show_meta (self);
    }
  gtk_button_set_label (GTK_BUTTON (self->save), fresh ? _("Open Incident") : _("Save"));
  /* What is under way makes no button insensitive: it would lose the focus. The calls look themselves. */
  if (!fresh && !guichet_incident_edits_any (self->edits) && has_focus_inside (self->bar))
    gtk_widget_grab_focus (self->title);
  gtk_action_bar_set_revealed (GTK_ACTION_BAR (self->bar), fresh || guichet_incident_edits_any (self->edits));
  gtk_widget_set_visible (self->discard, guichet_incident_edits_any (self->edits));
  gtk_widget_set_sensitive (self->save, !erased);
}

/* For the calls: how saving ended. */
void
guichet_incident_pane_settled (GuichetIncidentPane *self,
                               gboolean saved)
{
  g_signal_emit (self, signals[SETTLED], 0, saved);
}

/* Somebody typed or chose. */
void
guichet_incident_pane_edited (GuichetIncidentPane *self)
{
  guichet_incident_pane_update (self);
}

void
guichet_incident_pane_set_busy (GuichetIncidentPane *self,
                                gboolean busy)
{
  self->busy = busy;
  if (self->person != NULL)
    guichet_incident_pane_update (self);
}

static void
on_incident_changed (GuichetIncidentPane *self)
{
  if (guichet_incident_edits_meet (self->edits, self->incident))
    guichet_incident_pane_show_edits (self);
  guichet_incident_pane_update (self);
}

static void
on_discard (GuichetIncidentPane *self)
{
  guichet_incident_edits_discard (self->edits);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  gtk_widget_remove_css_class (self->title, "error");
  guichet_incident_pane_show_edits (self);
  guichet_incident_pane_update (self);
  gtk_widget_grab_focus (self->title);
}

/* The new one is one like others from now on. */
void
guichet_incident_pane_became (GuichetIncidentPane *self,
                              DeskIncident *incident)
{
  g_autoptr (DeskPerson) person = g_object_ref (self->person);

  guichet_incident_pane_set (self, person, incident);
  guichet_incident_pane_take_focus (self);
}

static GtkWidget *
create_header (GuichetIncidentPane *self)
{
  GtkWidget *bar = adw_header_bar_new ();

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  self->window_title = adw_window_title_new ("", NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), self->window_title);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);

  return bar;
}

static GtkWidget *
create_save_bar (GuichetIncidentPane *self)
{
  self->bar = gtk_action_bar_new ();
  self->discard = gtk_button_new_with_label (_("Discard"));
  g_signal_connect_swapped (self->discard, "clicked", G_CALLBACK (on_discard), self);
  self->save = gtk_button_new_with_label (_("Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_tooltip_text (self->save, "Ctrl+Return");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (guichet_incident_pane_save), self);
  gtk_action_bar_pack_start (GTK_ACTION_BAR (self->bar), self->discard);
  gtk_action_bar_pack_end (GTK_ACTION_BAR (self->bar), self->save);

  return self->bar;
}

static void
guichet_incident_pane_init (GuichetIncidentPane *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (on_save_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->cancellable = g_cancellable_new ();
  self->assignee_ids = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) guichet_incident_edits_free);
}

/** guichet_incident_pane_new: nothing is shown yet. */
GtkWidget *
guichet_incident_pane_new (DeskSession *session)
{
  GuichetIncidentPane *self = g_object_new (GUICHET_TYPE_INCIDENT_PANE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 16, "margin-start", 16, "margin-end", 16,
                                  "margin-top", 16, "margin-bottom", 16, NULL);

  self->clamp = adw_clamp_new ();
  self->session = g_object_ref (session);
  self->notice = guichet_support_notice_new (desk_session_get_clock (session));
  g_signal_connect_swapped (self->notice, "retry", G_CALLBACK (guichet_incident_pane_retry), self);
  self->steps = guichet_step_line_new ();
  self->step_buttons = guichet_abreast_new (8, TRUE);
  self->final = g_object_new (GTK_TYPE_LABEL, "label", _("Closed for good. If it comes back, open a new incident."), "xalign", 0.0f, "wrap", TRUE,
                              NULL);
  gtk_widget_add_css_class (self->final, "secondary");
  self->fields = guichet_incident_pane_create_fields (self);
  self->meta = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "margin-start", 2, NULL);
  gtk_widget_add_css_class (self->meta, "caption");
  gtk_widget_add_css_class (self->meta, "secondary");
  gtk_box_append (GTK_BOX (body), self->notice);
  gtk_box_append (GTK_BOX (body), self->steps);
  gtk_box_append (GTK_BOX (body), self->step_buttons);
  gtk_box_append (GTK_BOX (body), self->final);
  gtk_box_append (GTK_BOX (body), self->fields);
  gtk_box_append (GTK_BOX (body), guichet_incident_pane_create_text (self));
  gtk_box_append (GTK_BOX (body), self->meta);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), body);
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->clamp, "hscrollbar-policy", GTK_POLICY_NEVER, "vexpand", TRUE,
                                               NULL));
  gtk_box_append (GTK_BOX (box), create_save_bar (self));
  gtk_widget_add_css_class (box, "background");
  adw_bin_set_child (ADW_BIN (self), box);
  guichet_incident_pane_set_beside (self, FALSE);
  g_signal_connect_object (desk_session_get_staff (session), "items-changed", G_CALLBACK (guichet_incident_pane_show_staff), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * guichet_incident_pane_set:
 * @self: the editor
 * @person: whom it is about
 * @incident: (nullable): an incident; %NULL for a new one
 *
 * Shows it, with what was changed here before and not saved.
 */
void
guichet_incident_pane_set (GuichetIncidentPane *self,
                           DeskPerson *person,
                           DeskIncident *incident)
{
  const char *key;

  g_return_if_fail (GUICHET_IS_INCIDENT_PANE (self));
  g_return_if_fail (DESK_IS_PERSON (person));

  forget (self);
  self->person = g_object_ref (person);
  g_set_object (&self->incident, incident);
  key = incident != NULL ? desk_case_get_id (DESK_CASE (incident)) : desk_person_get_id (person);
  self->edits = g_hash_table_lookup (self->kept, key);
  if (self->edits == NULL)
    {
      self->edits = guichet_incident_edits_new (incident);
      self->edits->person = g_object_ref (person);
      g_hash_table_insert (self->kept, g_strdup (key), self->edits);
    }
  else if (incident != NULL)
    guichet_incident_edits_meet (self->edits, incident);
  if (incident != NULL)
    g_signal_connect_swapped (incident, "changed", G_CALLBACK (on_incident_changed), self);
  g_signal_connect_swapped (person, "changed", G_CALLBACK (guichet_incident_pane_update), self);
  guichet_support_notice_hide (GUICHET_SUPPORT_NOTICE (self->notice));
  gtk_widget_remove_css_class (self->title, "error");
  guichet_incident_pane_show_edits (self);
  guichet_incident_pane_update (self);
}

/**
 * guichet_incident_pane_find_unsaved:
 * @self: the editor
 * @person: (out) (optional) (transfer none): whom it is about
 * @incident: (out) (optional) (transfer none) (nullable): which one; %NULL for one that is not opened yet
 *
 * Finds something that was written here and is not saved, be it shown now or not.
 *
 * Returns: whether there is any
 */
gboolean
guichet_incident_pane_find_unsaved (GuichetIncidentPane *self,
                                    DeskPerson **person,
                                    DeskIncident **incident)
{
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (GUICHET_IS_INCIDENT_PANE (self), FALSE);

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GuichetIncidentEdits *edits = value;

      if (!guichet_incident_edits_any (edits))
        continue;
      if (person != NULL)
        *person = edits->person;
      if (incident != NULL)
        *incident = edits->incident;
      return TRUE;
    }

  return FALSE;
}

/** guichet_incident_pane_discard_all: forgets whatever is not saved. */
void
guichet_incident_pane_discard_all (GuichetIncidentPane *self)
{
  GHashTableIter iter;
  gpointer edits;

  g_return_if_fail (GUICHET_IS_INCIDENT_PANE (self));

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &edits))
    guichet_incident_edits_discard (edits);
  if (self->person == NULL)
    return;
  guichet_incident_pane_show_edits (self);
  guichet_incident_pane_update (self);
}

/** guichet_incident_pane_set_beside: whether it stands beside the person, and not in their place. */
void
guichet_incident_pane_set_beside (GuichetIncidentPane *self,
                                  gboolean beside)
{
  g_return_if_fail (GUICHET_IS_INCIDENT_PANE (self));

  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), beside ? 348 : 560);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), beside ? 348 : 560);
  gtk_button_set_icon_name (GTK_BUTTON (self->back), beside ? "sidebar-show-right-symbolic" : "go-previous-symbolic");
  guichet_labels_set (self->back, beside ? _("Hide") : _("Back"));
}

/** guichet_incident_pane_take_focus: the focus goes to what can be done next. */
void
guichet_incident_pane_take_focus (GuichetIncidentPane *self)
{
  g_return_if_fail (GUICHET_IS_INCIDENT_PANE (self));

  if (!gtk_widget_get_visible (self->step_buttons) || !gtk_widget_child_focus (self->step_buttons, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->title);
}
