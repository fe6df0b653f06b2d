/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-steps.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "desk-choice.h"
#include "desk-step.h"
#include "guichet-announce.h"
#include "guichet-toast.h"
#include "guichet-words.h"

/* As long as the toast says Undo; Control+Z goes on after that. */
#define SECONDS 10

typedef enum
{
  ASSIGN_TO_ME,
  ASSIGN_TO_NOBODY,
  ASSIGN_TO,
  SET,
  LABEL,
} Kind;

typedef struct
{
  GtkWidget *from;
  DeskSession *session;
  DeskStep *step;
  Kind kind;
  char *name;                   /* (nullable): of whom or what */
  guint n_asked;
  gboolean loud;                /* a toast, where the words alone would not do */
} Command;

static void
command_free (Command *command)
{
  g_object_unref (command->from);
  g_object_unref (command->session);
  g_object_unref (command->step);
  g_free (command->name);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

static char *
dup_done_one (const Command *command)
{
  switch (command->kind)
    {
    case ASSIGN_TO_ME:
      return g_strdup (_("Assigned to you"));

    case ASSIGN_TO_NOBODY:
      return g_strdup (_("Assigned to nobody"));

    case ASSIGN_TO:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_("Assigned to %s"), command->name);

    case SET:
      return g_strdup (command->name);

    case LABEL:
    default:
      return g_strdup (_("Labels changed"));
    }
}

static char *
dup_done (const Command *command)
{
  guint n = desk_step_get_n_changed (command->step);

  if (command->n_asked == 1)
    return dup_done_one (command);

  switch (command->kind)
    {
    case ASSIGN_TO_ME:
      return g_strdup_printf (ngettext ("%u ticket assigned to you", "%u tickets assigned to you", n), n);

    case ASSIGN_TO_NOBODY:
      return g_strdup_printf (ngettext ("%u ticket assigned to nobody", "%u tickets assigned to nobody", n), n);

    case ASSIGN_TO:
      /* Translators: %2$s is a person's name */
      return g_strdup_printf (ngettext ("%1$u ticket assigned to %2$s", "%1$u tickets assigned to %2$s", n), n, command->name);

    case SET:
      /* Translators: %2$s is the name of a status or of a priority, as in Closed or High */
      return g_strdup_printf (ngettext ("%1$u ticket set to %2$s", "%1$u tickets set to %2$s", n), n, command->name);

    case LABEL:
    default:
      return g_strdup_printf (ngettext ("Labels of %u ticket changed", "Labels of %u tickets changed", n), n);
    }
}

static char *
dup_outcome (const Command *command)
{
  guint refused = desk_step_get_n_refused (command->step);
  g_autofree char *done = NULL;
  g_autofree char *rest = NULL;

  if (desk_step_get_n_changed (command->step) == 0)
    return g_strdup (refused > 0 ? _("This step is not possible") : _("Nothing to change"));

  done = dup_done (command);
  if (refused == 0)
    return g_steal_pointer (&done);

  rest = g_strdup_printf (ngettext ("not possible for %u", "not possible for %u", refused), refused);
  /* Translators: what was done, and for how many it was not possible */
  return g_strdup_printf (_("%1$s, %2$s"), done, rest);
}

static void
on_undone (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_undone, n_left;

  if (!desk_session_undo_step_finish (DESK_SESSION (source), result, &n_undone, &n_left, &error))
    {
      guichet_toast_show_error (from, error);
      return;
    }
  guichet_toast_take_away (from);
  if (n_left == 0)
    {
      guichet_announce (from, n_undone > 0 ? _("Undone") : _("Nothing to undo"));
      return;
    }

  if (n_undone == 0)
    words = g_strdup (_("This can no longer be undone"));
  else
    words = g_strdup_printf (ngettext ("Undone, but for %u ticket that can no longer be put back",
                                       "Undone, but for %u tickets that can no longer be put back", n_left), n_left);
  guichet_toast_show (from, words);
}

static void
on_undo_clicked (AdwToast *toast,
                 Command *command)
{
  desk_session_undo_step_async (command->session, command->step, on_undone, g_object_ref (command->from));
}

static void
free_command (gpointer command,
              GClosure *closure)
{
  command_free (command);
}

static void
on_taken (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (!desk_session_take_step_finish (DESK_SESSION (source), result, &error))
    {
      guichet_toast_show_error (command->from, error);
      return;
    }

  words = dup_outcome (command);
  if (desk_step_get_n_changed (command->step) == 0 || !command->loud)
    {
      if (desk_step_get_n_refused (command->step) > 0)
        guichet_toast_show (command->from, words);
      else
        guichet_announce (command->from, words);
      return;
    }
  toast = guichet_toast_offer (command->from, words, _("Undo"), SECONDS);
  if (toast != NULL)
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked), g_steal_pointer (&command), free_command, 0);
}

/* Takes @step. */
static void
take (GtkWidget *from,
      DeskSession *session,
      GPtrArray *tickets,
      DeskStep *step,
      Kind kind,
      const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  Command *command = g_new0 (Command, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  for (guint i = 0; i < tickets->len; i++)
    g_strv_builder_add (builder, desk_ticket_get_id (g_ptr_array_index (tickets, i)));
  ids = g_strv_builder_end (builder);

  /* What the command came from may be gone before it is done. */
  command->from = g_object_ref (root != NULL ? GTK_WIDGET (root) : from);
  command->session = g_object_ref (session);
  command->step = step;
  command->kind = kind;
  command->name = g_strdup (name);
  command->n_asked = tickets->len;
  /* A client cannot open again what is closed: the way back is offered at once. */
  command->loud = tickets->len > 1 || !desk_session_is_staff (session);
  desk_session_take_step_async (session, step, (const char *const *) ids, on_taken, command);
}

/**
 * guichet_steps_assign:
 * @from: where the command comes from
 * @session: who gives it
 * @tickets: (element-type DeskTicket): of what
 * @user_id: (nullable): who shall have them, %NULL for nobody
 * @name: (nullable): their name
 *
 * Gives tickets to somebody.
 */
void
guichet_steps_assign (GtkWidget *from,
                      DeskSession *session,
                      GPtrArray *tickets,
                      const char *user_id,
                      const char *name)
{
  Kind kind = ASSIGN_TO;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (tickets != NULL);

  if (user_id == NULL)
    kind = ASSIGN_TO_NOBODY;
  else if (g_strcmp0 (user_id, desk_session_get_user_id (session)) == 0)
    kind = ASSIGN_TO_ME;
  take (from, session, tickets, desk_step_new_assignee (user_id), kind, name);
}

/**
 * guichet_steps_set_status:
 * @from: where the command comes from
 * @session: who gives it
 * @tickets: (element-type DeskTicket): of what
 * @status: where to
 *
 * Changes the status of those that can take the step.
 */
void
guichet_steps_set_status (GtkWidget *from,
                          DeskSession *session,
                          GPtrArray *tickets,
                          DeskStatus status)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (tickets != NULL);

  take (from, session, tickets, desk_step_new_status (status), SET, guichet_words_status (status, TRUE));
}

/**
 * guichet_steps_set_priority:
 * @from: where the command comes from
 * @session: who gives it
 * @tickets: (element-type DeskTicket): of what
 * @priority: how urgent they are
 *
 * Changes the priority.
 */
void
guichet_steps_set_priority (GtkWidget *from,
                            DeskSession *session,
                            GPtrArray *tickets,
                            DeskPriorityCode priority)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };
  GListModel *priorities = desk_session_get_priorities (session);

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (tickets != NULL);
  g_return_if_fail ((guint) priority < G_N_ELEMENTS (codes));

  for (guint i = 0; i < g_list_model_get_n_items (priorities); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (priorities, i);

      if (g_strcmp0 (desk_choice_get_code (choice), codes[priority]) == 0)
        {
          take (from, session, tickets, desk_step_new_priority (atoi (desk_choice_get_id (choice))), SET,
                guichet_words_priority (priority));
          return;
        }
    }
}

/**
 * guichet_steps_label:
 * @from: where the command comes from
 * @session: who gives it
 * @tickets: (element-type DeskTicket): of what
 * @add: (nullable): labels to put on
 * @remove: (nullable): labels to take off
 *
 * Changes labels.
 */
void
guichet_steps_label (GtkWidget *from,
                     DeskSession *session,
                     GPtrArray *tickets,
                     const char *const *add,
                     const char *const *remove)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (tickets != NULL);

  take (from, session, tickets, desk_step_new_labels (add, remove), LABEL, NULL);
}

/**
 * guichet_steps_undo_last:
 * @from: where the command comes from
 * @session: who gives it
 *
 * Undoes the last command that was not undone.
 */
void
guichet_steps_undo_last (GtkWidget *from,
                         DeskSession *session)
{
  DeskStep *step;

  g_return_if_fail (GTK_IS_WIDGET (from));

  step = desk_session_get_last_step (session);
  if (step != NULL)
    desk_session_undo_step_async (session, step, on_undone, g_object_ref (from));
  else
    guichet_announce (from, _("Nothing to undo"));
}
