/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "guichet-page-states.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "guichet-announce.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-skeleton.h"

/* A skeleton comes only when the answer is slow: never a flash. */
#define PATIENCE 200

/**
 * GuichetPageStates:
 *
 * A page of what is fetched from the backend, in its states: loading, there, empty, failed; and failed while what was there before still shows.
 *
 * Signal `retry` (): the person wants to ask again. Signal `act` (): they pressed the button of the empty state.
 */
struct _GuichetPageStates
{
  AdwBin parent_instance;

  GtkWidget *bar;               /* over what was there before */
  GtkWidget *bar_label;
  GtkWidget *bar_retry;
  GtkWidget *stack;
  GtkWidget *state;
  GtkWidget *button;
  gboolean empty;               /* the button is that of the empty state, and no retry */
  guint impatient_id;
  guint count_id;
  guint seconds;                /* until the backend answers again */
};

G_DEFINE_FINAL_TYPE (GuichetPageStates, guichet_page_states, ADW_TYPE_BIN)

enum
{
  RETRY,
  ACT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
guichet_page_states_dispose (GObject *object)
{
  GuichetPageStates *self = GUICHET_PAGE_STATES (object);

  g_clear_handle_id (&self->impatient_id, g_source_remove);
  g_clear_handle_id (&self->count_id, g_source_remove);

  G_OBJECT_CLASS (guichet_page_states_parent_class)->dispose (object);
}

static void
guichet_page_states_class_init (GuichetPageStatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_page_states_dispose;

  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_button (GuichetPageStates *self)
{
  g_signal_emit (self, signals[self->empty ? ACT : RETRY], 0);
}

static void
on_bar_retry (GuichetPageStates *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
create_bar (GuichetPageStates *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (self->bar, "quiet-bar");
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_box_append (GTK_BOX (self->bar), g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role",
                                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->bar_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_box_append (GTK_BOX (self->bar), self->bar_label);
  self->bar_retry = guichet_labels_button (_("_Retry"));
  gtk_widget_add_css_class (self->bar_retry, "flat");
  gtk_widget_set_valign (self->bar_retry, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->bar_retry, "clicked", G_CALLBACK (on_bar_retry), self);
  gtk_box_append (GTK_BOX (self->bar), self->bar_retry);
}

static void
guichet_page_states_init (GuichetPageStates *self)
{
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  create_bar (self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), g_object_new (GUICHET_TYPE_SKELETON, NULL), "loading");
  self->state = adw_status_page_new ();
  gtk_widget_add_css_class (self->state, "compact");
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_button), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->state), self->button);
  gtk_stack_add_named (GTK_STACK (self->stack), self->state, "state");
  gtk_box_append (GTK_BOX (whole), self->bar);
  gtk_box_append (GTK_BOX (whole), self->stack);
  adw_bin_set_child (ADW_BIN (self), whole);
}

/**
 * guichet_page_states_new:
 * @content: what shows once it is there
 *
 * Returns: a page that shows nothing yet
 */
GtkWidget *
guichet_page_states_new (GtkWidget *content)
{
  GuichetPageStates *self = g_object_new (GUICHET_TYPE_PAGE_STATES, NULL);

  gtk_stack_add_named (GTK_STACK (self->stack), content, "content");

  return GTK_WIDGET (self);
}

static void
show_child (GuichetPageStates *self,
            const char *name)
{
  g_clear_handle_id (&self->impatient_id, g_source_remove);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

static void
settle (GuichetPageStates *self)
{
  g_clear_handle_id (&self->count_id, g_source_remove);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_sensitive (self->bar_retry, TRUE);
}

gboolean
guichet_page_states_has_content (GuichetPageStates *self)
{
  g_return_val_if_fail (GUICHET_IS_PAGE_STATES (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "content") == 0;
}

static gboolean
on_impatient (gpointer user_data)
{
  GuichetPageStates *self = user_data;

  self->impatient_id = 0;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");

  return G_SOURCE_REMOVE;
}

/** guichet_page_states_clear: nothing shows, as at first: what is asked for next is something else. */
void
guichet_page_states_clear (GuichetPageStates *self)
{
  g_return_if_fail (GUICHET_IS_PAGE_STATES (self));

  settle (self);
  show_child (self, "nothing");
}

/** guichet_page_states_show_loading: what shows already stays until the answer. */
void
guichet_page_states_show_loading (GuichetPageStates *self)
{
  g_return_if_fail (GUICHET_IS_PAGE_STATES (self));

  settle (self);
  if (guichet_page_states_has_content (self) || self->impatient_id != 0)
    return;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
  self->impatient_id = g_timeout_add (PATIENCE, on_impatient, self);
}

void
guichet_page_states_show_content (GuichetPageStates *self)
{
  g_return_if_fail (GUICHET_IS_PAGE_STATES (self));

  settle (self);
  show_child (self, "content");
}

static void
show_state (GuichetPageStates *self,
            const char *icon,
            const char *title,
            const char *description,
            const char *button)
{
  /* A status page reads its words as markup. */
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->state), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->state), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->state), escaped);
  gtk_button_set_label (GTK_BUTTON (self->button), button != NULL ? button : "");
  gtk_widget_set_visible (self->button, button != NULL);
  show_child (self, "state");
  guichet_announce (GTK_WIDGET (self), title);
}

/**
 * guichet_page_states_show_empty:
 * @self: a page
 * @icon: an icon
 * @title: what there is not
 * @description: (nullable): what can be done about it
 * @button: (nullable): the button that does it
 */
void
guichet_page_states_show_empty (GuichetPageStates *self,
                                const char *icon,
                                const char *title,
                                const char *description,
                                const char *button)
{
  g_return_if_fail (GUICHET_IS_PAGE_STATES (self));

  settle (self);
  self->empty = TRUE;
  show_state (self, icon, title, description, button);
}

/* Too many questions at once: when it is worth asking again. */
static char *
dup_wait (GuichetPageStates *self)
{
  return g_strdup_printf (ngettext ("Too many requests at once. Try again in %u second.", "Too many requests at once. Try again in %u seconds.",
                                    self->seconds), self->seconds);
}

static void
tell (GuichetPageStates *self,
      const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  gtk_label_set_label (GTK_LABEL (self->bar_label), sentence);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->state), escaped);
}

static gboolean
on_second (gpointer user_data)
{
  GuichetPageStates *self = user_data;
  g_autofree char *sentence = NULL;

  self->seconds--;
  if (self->seconds > 0)
    {
      sentence = dup_wait (self);
      tell (self, sentence);
      return G_SOURCE_CONTINUE;
    }

  tell (self, _("The server answers again."));
  gtk_widget_set_sensitive (self->button, TRUE);
  gtk_widget_set_sensitive (self->bar_retry, TRUE);
  self->count_id = 0;

  return G_SOURCE_REMOVE;
}

/* Nothing of such a page waits in the outbox, so that being offline reads differently here. */
static char *
dup_sentence (const GError *error)
{
  if (g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE))
    return g_strdup (_("This page comes from the server, which cannot be reached."));

  return desk_error_dup_sentence (error);
}

static void
show_stale (GuichetPageStates *self,
            const char *sentence,
            gint64 shown_at)
{
  g_autofree char *time = guichet_format_time (shown_at);
  /* Translators: why something could not be fetched, as a sentence; then the time of the day from which what is shown comes */
  g_autofree char *words = g_strdup_printf (_("%1$s What you see is of %2$s."), sentence, time);

  gtk_label_set_label (GTK_LABEL (self->bar_label), words);
  gtk_widget_set_visible (self->bar, TRUE);
  guichet_announce (GTK_WIDGET (self), words);
}

/**
 * guichet_page_states_show_trouble:
 * @self: a page
 * @error: why there was no answer
 * @shown_at: of when the content is that shows, 0 for none
 *
 * What was there before stays, with a bar over it that says so; but for what the person may no longer see.
 */
void
guichet_page_states_show_trouble (GuichetPageStates *self,
                                  const GError *error,
                                  gint64 shown_at)
{
  gboolean offline = g_error_matches (error, DESK_ERROR, DESK_ERROR_OFFLINE);
  gboolean refused = g_error_matches (error, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_autofree char *sentence = dup_sentence (error);

  g_return_if_fail (GUICHET_IS_PAGE_STATES (self));

  settle (self);
  self->empty = FALSE;
  self->seconds = desk_error_get_retry_after (error);
  if (guichet_page_states_has_content (self) && shown_at > 0 && !refused)
    show_stale (self, sentence, shown_at);
  else
    show_state (self, offline ? "network-offline-symbolic" : refused ? "action-unavailable-symbolic" : "dialog-warning-symbolic",
                offline ? _("Offline") : refused ? _("Not for your role") : _("This could not be loaded"), sentence, _("_Retry"));
  if (self->seconds > 0)
    {
      gtk_widget_set_sensitive (self->button, FALSE);
      gtk_widget_set_sensitive (self->bar_retry, FALSE);
      self->count_id = g_timeout_add_seconds (1, on_second, self);
    }
}
