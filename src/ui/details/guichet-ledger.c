/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ledger.h"

#include <glib/gi18n.h>

#include "desk-deadline.h"
#include "desk-error.h"
#include "guichet-format.h"
#include "guichet-labels.h"
#include "guichet-ledger-line.h"
#include "guichet-sla-pill.h"

/**
 * GuichetLedger:
 *
 * Why a target is due when it is: lines that add up to the due time, with the numbers of the database.
 */
struct _GuichetLedger
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskTicket *ticket;
  DeskDeadline *deadline;       /* of the target that is shown */
  gulong changed_id;
  DeskSlaTarget targets[3];     /* those that apply, in the order of the choice */
  guint n_targets;
  gboolean filling;

  GtkWidget *choice;
  GtkWidget *spinner;
  GtkWidget *trouble;
  GtkWidget *trouble_words;
  GtkWidget *lines;
  GtkWidget *sum;
  GtkWidget *sum_title;
  GtkWidget *hours;
  GtkWidget *due;
  GtkWidget *left;
  GtkWidget *pill;
};

G_DEFINE_FINAL_TYPE (GuichetLedger, guichet_ledger, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The ones that stand in the details: a target that does not apply has no ledger. The next response first when it is what presses. */
static const DeskSlaTarget order[] = { DESK_SLA_TARGET_RESOLUTION, DESK_SLA_TARGET_NEXT_RESPONSE, DESK_SLA_TARGET_FIRST_RESPONSE };

static const char *
get_sum_title (DeskSlaTarget target)
{
  const char *const titles[] = {
    [DESK_SLA_TARGET_FIRST_RESPONSE] = _("First response by"),
    [DESK_SLA_TARGET_NEXT_RESPONSE] = _("Next response by"),
    [DESK_SLA_TARGET_RESOLUTION] = _("Resolve by"),
  };

  return titles[target];
}

static gint64
get_minute (double seconds)
{
  return (gint64) (seconds / 60);
}

static void
show_sum (GuichetLedger *self,
          const DeskDeadlineLine *line,
          gint64 now)
{
  g_autofree char *due = guichet_ledger_dup_moment (line->since, now);
  /* Translators: the name of a calendar and its time zone */
  g_autofree char *hours = line->name != NULL ? g_strdup_printf (_("%1$s, %2$s"), line->name, line->before) : g_strdup (_("Around the clock"));

  gtk_label_set_label (GTK_LABEL (self->sum_title), get_sum_title (self->targets[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice))]));
  gtk_label_set_label (GTK_LABEL (self->hours), hours);
  gtk_label_set_label (GTK_LABEL (self->due), due);
}

/* Each line shows the whole minutes between the moments that it leads from and to, so that what one reads adds up as well. */
static void
show_lines (GuichetLedger *self)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  double moment = 0;

  for (guint i = 0; i < desk_deadline_get_n_lines (self->deadline); i++)
    {
      const DeskDeadlineLine *line = desk_deadline_get_line (self->deadline, i);
      gint64 before = get_minute (moment);

      if (line->kind == DESK_DEADLINE_DUE)
        {
          show_sum (self, line, now);
          continue;
        }
      if (line->kind == DESK_DEADLINE_FILED)
        moment = line->since / (double) G_USEC_PER_SEC;
      moment += line->seconds;
      gtk_box_append (GTK_BOX (self->lines), guichet_ledger_line_new (line, get_minute (moment) - before, now));
    }
}

static void
update (GuichetLedger *self)
{
  const GError *trouble = self->deadline != NULL ? desk_deadline_get_trouble (self->deadline) : NULL;
  gboolean loading = self->deadline != NULL && desk_deadline_get_loading (self->deadline);
  gboolean loaded = self->deadline != NULL && !loading && desk_deadline_get_n_lines (self->deadline) > 0;
  g_autofree char *words = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), loading);
  gtk_widget_set_visible (self->spinner, loading);
  gtk_widget_set_visible (self->sum, loaded);
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  if (g_error_matches (trouble, DESK_ERROR, DESK_ERROR_OFFLINE))
    words = g_strdup (_("The explanation comes from the server, which cannot be reached."));
  else if (trouble != NULL)
    words = desk_error_dup_sentence (trouble);
  gtk_label_set_label (GTK_LABEL (self->trouble_words), words != NULL ? words : "");
  if (loaded)
    show_lines (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget (GuichetLedger *self)
{
  if (self->deadline != NULL)
    g_clear_signal_handler (&self->changed_id, self->deadline);
  g_clear_object (&self->deadline);
}

static void
load (GuichetLedger *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
  DeskSlaTarget target;

  if (self->filling || self->ticket == NULL || selected >= self->n_targets)
    return;

  target = self->targets[selected];
  forget (self);
  self->deadline = desk_deadline_new (self->session, desk_ticket_get_id (self->ticket), target);
  self->changed_id = g_signal_connect_swapped (self->deadline, "changed", G_CALLBACK (update), self);
  if (self->pill != NULL)
    gtk_box_remove (GTK_BOX (self->left), self->pill);
  self->pill = guichet_sla_pill_new (desk_session_get_clock (self->session), target, FALSE);
  gtk_box_append (GTK_BOX (self->left), self->pill);
  guichet_sla_pill_set_ticket (GUICHET_SLA_PILL (self->pill), self->ticket);
  desk_deadline_load (self->deadline);
}

static void
guichet_ledger_dispose (GObject *object)
{
  GuichetLedger *self = GUICHET_LEDGER (object);

  forget (self);
  g_clear_object (&self->ticket);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (guichet_ledger_parent_class)->dispose (object);
}

static void
guichet_ledger_class_init (GuichetLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = guichet_ledger_dispose;

  /**
   * GuichetLedger::changed:
   *
   * Other lines show, or other words.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_head (GuichetLedger *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Why this deadline?"), "xalign", 0.0f, "hexpand", TRUE, "wrap", TRUE, "max-width-chars", 12,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 3, -1);
  gtk_widget_add_css_class (title, "title-4");
  self->choice = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_valign (self->choice, GTK_ALIGN_CENTER);
  guichet_labels_drop_down (self->choice, _("Deadline"));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (load), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->choice);

  return head;
}

static GtkWidget *
create_sum (GuichetLedger *self)
{
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->sum = g_object_new (GTK_TYPE_BOX, "spacing", 8, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->sum, "ledger-sum");
  self->sum_title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "css-classes", (const char *[]) { "heading", NULL }, NULL);
  self->hours = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", 16, "css-classes",
                              (const char *[]) { "caption", "secondary", NULL }, NULL);
  self->due = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0f, "css-classes", (const char *[]) { "heading", "time", NULL }, NULL);
  self->left = g_object_new (GTK_TYPE_BOX, "halign", GTK_ALIGN_END, NULL);
  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (start), self->sum_title);
  gtk_box_append (GTK_BOX (start), self->hours);
  gtk_box_append (GTK_BOX (end), self->due);
  gtk_box_append (GTK_BOX (end), self->left);
  gtk_box_append (GTK_BOX (self->sum), start);
  gtk_box_append (GTK_BOX (self->sum), end);

  return self->sum;
}

static GtkWidget *
create_trouble (GuichetLedger *self)
{
  GtkWidget *retry = gtk_button_new_with_label (_("Retry"));

  self->trouble = g_object_new (GTK_TYPE_BOX, "spacing", 8, "visible", FALSE, NULL);
  self->trouble_words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE,
                                      "max-width-chars", 30, NULL);
  gtk_widget_set_valign (retry, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (retry, "clicked", G_CALLBACK (load), self);
  gtk_box_append (GTK_BOX (self->trouble), self->trouble_words);
  gtk_box_append (GTK_BOX (self->trouble), retry);

  return self->trouble;
}

static void
guichet_ledger_init (GuichetLedger *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->spinner = g_object_new (GTK_TYPE_SPINNER, "height-request", 32, "visible", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), create_trouble (self));
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), create_sum (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * guichet_ledger_new:
 * @session: who asks
 *
 * Returns: the explanation, still without a ticket
 */
GtkWidget *
guichet_ledger_new (DeskSession *session)
{
  GuichetLedger *self;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);

  self = g_object_new (GUICHET_TYPE_LEDGER, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * guichet_ledger_set_ticket:
 * @self: an explanation
 * @ticket: (nullable): whose deadlines
 *
 * Changes the ticket, and forgets what was explained of another one.
 *
 * Returns: whether it is another one
 */
gboolean
guichet_ledger_set_ticket (GuichetLedger *self,
                           DeskTicket *ticket)
{
  g_return_val_if_fail (GUICHET_IS_LEDGER (self), FALSE);

  if (!g_set_object (&self->ticket, ticket))
    return FALSE;
  forget (self);
  return TRUE;
}

/**
 * guichet_ledger_load:
 * @self: an explanation that comes into sight
 *
 * Asks the server for it. Offers what applies; begins with what is due first of what still runs.
 */
void
guichet_ledger_load (GuichetLedger *self)
{
  gint64 now = desk_clock_get_now (desk_session_get_clock (self->session));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  DeskSla sla;

  g_return_if_fail (GUICHET_IS_LEDGER (self));

  if (self->ticket == NULL)
    return;

  self->n_targets = 0;
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      desk_sla_evaluate (self->ticket, order[i], now, &sla);
      if (sla.state == DESK_SLA_STATE_NOT_APPLICABLE)
        continue;
      self->targets[self->n_targets++] = order[i];
      gtk_string_list_append (names, guichet_format_sla_target (order[i]));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (names));
  self->filling = FALSE;
  load (self);
}
