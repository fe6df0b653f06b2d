/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-values.h"

#include <glib/gi18n.h>

#include "desk-choice.h"
#include "guichet-label-chooser.h"
#include "guichet-words.h"

/* The states of a clock, most urgent first. */
static const DeskSlaState sla_states[] = {
  DESK_SLA_STATE_OVERDUE, DESK_SLA_STATE_DUE_SOON, DESK_SLA_STATE_RUNNING, DESK_SLA_STATE_PAUSED, DESK_SLA_STATE_MISSED, DESK_SLA_STATE_MET,
};

static const guint spans[] = { 1, 7, 30 };

static void
value_free (gpointer data)
{
  GuichetFilterValue *value = data;

  g_free (value->id);
  g_free (value->words);
  g_free (value->chip);
  g_free (value);
}

/* @chip is taken; NULL for the same words. */
static GuichetFilterValue *
add (GPtrArray *values,
     GuichetCriterion criterion,
     const char *id,
     const char *words,
     char *chip,
     gboolean on)
{
  GuichetFilterValue *value = g_new0 (GuichetFilterValue, 1);

  value->criterion = criterion;
  value->id = g_strdup (id);
  value->words = g_strdup (words);
  value->chip = chip != NULL ? chip : g_strdup (words);
  value->on = on;
  g_ptr_array_add (values, value);

  return value;
}

static void
add_bit (GPtrArray *values,
         GuichetCriterion criterion,
         guint bit,
         const char *words,
         guint mask)
{
  g_autofree char *id = g_strdup_printf ("%u", bit);

  add (values, criterion, id, words, NULL, (mask & (1u << bit)) != 0);
}

static char *
dup_company_chip (const DeskListFilter *filter,
                  const char *name)
{
  if (filter->company_part == DESK_COMPANY_FILED)
    /* Translators: a filter; %s is a company */
    return g_strdup_printf (_("Filed by %s"), name);
  if (filter->company_part == DESK_COMPANY_CONCERNED)
    /* Translators: a filter; %s is a company */
    return g_strdup_printf (_("Concerns %s"), name);

  return NULL;
}

/* The clock's own label has no name but ours. */
static const char *
get_choice_words (GuichetCriterion criterion,
                  const char *label)
{
  if (criterion == GUICHET_CRITERION_LABEL && g_strcmp0 (label, GUICHET_LABEL_OF_THE_CLOCK) == 0)
    return _("Escalated");

  return label != NULL ? label : "";
}

/* What can be chosen, and what is asked for and cannot be chosen any more: it must be possible to see it and to take it away. */
static void
add_choices (GPtrArray *values,
             GuichetCriterion criterion,
             GListModel *choices,
             const DeskListFilter *filter,
             GPtrArray *set)
{
  guint n = g_list_model_get_n_items (choices);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (choices, i);
      const char *label = get_choice_words (criterion, desk_choice_get_label (choice));

      if (criterion == GUICHET_CRITERION_ASSIGNEE && desk_choice_get_is_me (choice))
        continue;
      add (values, criterion, desk_choice_get_id (choice), label,
           criterion == GUICHET_CRITERION_COMPANY ? dup_company_chip (filter, label) : NULL,
           desk_list_filter_has (set, desk_choice_get_id (choice)))->n_tickets = desk_choice_get_n_tickets (choice);
    }
  for (guint i = 0; i < set->len; i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < values->len && !known; j++)
        known = g_str_equal (((GuichetFilterValue *) values->pdata[j])->id, set->pdata[i]);
      if (!known)
        add (values, criterion, set->pdata[i], criterion == GUICHET_CRITERION_LABEL ? get_choice_words (criterion, set->pdata[i]) : _("Unknown"), NULL, TRUE);
    }
}

static void
add_company (GPtrArray *values,
             DeskSession *session,
             const DeskListFilter *filter)
{
  const char *const parts[] = { _("Filed by or concerning"), _("Filed by"), _("Concerning") };

  for (guint i = 0; desk_session_is_staff (session) && i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *id = g_strdup_printf (GUICHET_FILTER_PART "%u", i);

      add (values, GUICHET_CRITERION_COMPANY, id, parts[i], NULL, filter->company_part == i)->radio = TRUE;
    }
  if (desk_session_is_staff (session))
    add (values, GUICHET_CRITERION_COMPANY, GUICHET_FILTER_EVERYONE, _("Everyone"), g_strdup (_("Concerns everyone")), filter->everyone);
  add_choices (values, GUICHET_CRITERION_COMPANY, desk_session_get_companies (session), filter, filter->companies);
}

static void
add_assignee (GPtrArray *values,
              DeskSession *session,
              const DeskListFilter *filter)
{
  if (!desk_session_is_staff (session))
    {
      add (values, GUICHET_CRITERION_ASSIGNEE, GUICHET_FILTER_ME, _("Filed by me"), NULL, filter->mine);
      return;
    }
  add (values, GUICHET_CRITERION_ASSIGNEE, GUICHET_FILTER_ME, _("Me"), g_strdup (_("Assigned to me")), filter->mine);
  add (values, GUICHET_CRITERION_ASSIGNEE, GUICHET_FILTER_NOBODY, _("Nobody"), g_strdup (_("Not assigned")), filter->unassigned);
  add_choices (values, GUICHET_CRITERION_ASSIGNEE, desk_session_get_staff (session), filter, filter->assignees);
}

static const char *
get_sla_words (DeskSlaState state)
{
  switch (state)
    {
    case DESK_SLA_STATE_OVERDUE:
      return C_("deadline", "Overdue");
    case DESK_SLA_STATE_DUE_SOON:
      return C_("deadline", "Due soon");
    case DESK_SLA_STATE_RUNNING:
      return C_("deadline", "On time");
    case DESK_SLA_STATE_PAUSED:
      return C_("deadline", "Paused");
    case DESK_SLA_STATE_MISSED:
      return C_("deadline", "Missed");
    case DESK_SLA_STATE_MET:
      return C_("deadline", "Met");
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return C_("deadline", "None");
    }
}

static char *
dup_span_words (guint days)
{
  return days == 1 ? g_strdup (_("Today")) : g_strdup_printf (ngettext ("Last %u day", "Last %u days", days), days);
}

static char *
dup_span_chip (gboolean created,
               guint days)
{
  if (days == 1)
    return g_strdup (created ? _("Filed today") : _("Active today"));
  if (created)
    return g_strdup_printf (ngettext ("Filed in the last %u day", "Filed in the last %u days", days), days);

  return g_strdup_printf (ngettext ("Active in the last %u day", "Active in the last %u days", days), days);
}

/* A day as the person writes days. */
static char *
dup_day (const char *day)
{
  g_autofree char *moment = day != NULL ? g_strconcat (day, "T00:00:00Z", NULL) : NULL;
  g_autoptr (GDateTime) time = moment != NULL ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;

  return time != NULL ? g_date_time_format (time, "%x") : NULL;
}

static char *
dup_range_chip (gboolean created,
                const DeskDays *days)
{
  g_autofree char *from = dup_day (days->from);
  g_autofree char *to = dup_day (days->to);

  if (from != NULL && to != NULL)
    return g_strdup_printf (created ? _("Filed %s – %s") : _("Active %s – %s"), from, to);
  if (from != NULL)
    return g_strdup_printf (created ? _("Filed since %s") : _("Active since %s"), from);

  return g_strdup_printf (created ? _("Filed until %s") : _("Active until %s"), to != NULL ? to : "");
}

static void
add_days (GPtrArray *values,
          GuichetCriterion criterion,
          const DeskDays *days)
{
  gboolean created = criterion == GUICHET_CRITERION_CREATED, known = days->last_days == 0;

  add (values, criterion, "0", _("Any time"), NULL, !desk_days_is_set (days))->radio = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (spans) + 1; i++)
    {
      guint span = i < G_N_ELEMENTS (spans) ? spans[i] : days->last_days;
      g_autofree char *id = g_strdup_printf ("%u", span);
      g_autofree char *words = dup_span_words (span);

      /* A number of days that another program has asked for. */
      if (i == G_N_ELEMENTS (spans) && known)
        break;
      add (values, criterion, id, words, dup_span_chip (created, span), days->last_days == span)->radio = TRUE;
      known = known || days->last_days == span;
    }
  add (values, criterion, GUICHET_FILTER_RANGE, _("Between two days"), dup_range_chip (created, days),
       days->last_days == 0 && desk_days_is_set (days))->radio = TRUE;
}

static void
add_next_reply (GPtrArray *values,
                const DeskListFilter *filter)
{
  const char *const words[] = { _("Any"), _("Client waits for a reply"), _("Reply overdue") };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add (values, GUICHET_CRITERION_NEXT_REPLY, id, words[i], NULL, filter->next_reply == i)->radio = TRUE;
    }
}

/**
 * guichet_filter_values_new:
 * @session: who looks
 * @filter: what is asked for
 * @criterion: what can be filtered by
 *
 * Returns: (transfer full) (element-type GuichetFilterValue): the values of a criterion
 */
GPtrArray *
guichet_filter_values_new (DeskSession *session,
                           const DeskListFilter *filter,
                           GuichetCriterion criterion)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (value_free);
  gboolean staff;

  g_return_val_if_fail (DESK_IS_SESSION (session), values);
  g_return_val_if_fail (filter != NULL, values);

  staff = desk_session_is_staff (session);
  switch (criterion)
    {
    case GUICHET_CRITERION_STATUS:
      for (DeskStatus status = DESK_STATUS_OPEN; status <= DESK_STATUS_CLOSED; status++)
        add_bit (values, criterion, status, guichet_words_status (status, staff), filter->statuses);
      break;
    case GUICHET_CRITERION_PRIORITY:
      for (int priority = DESK_PRIORITY_URGENT; priority >= DESK_PRIORITY_LOW; priority--)
        add_bit (values, criterion, priority, guichet_words_priority (priority), filter->priorities);
      break;
    case GUICHET_CRITERION_CATEGORY:
      add_choices (values, criterion, desk_session_get_categories (session), filter, filter->categories);
      break;
    case GUICHET_CRITERION_COMPANY:
      add_company (values, session, filter);
      break;
    case GUICHET_CRITERION_ASSIGNEE:
      add_assignee (values, session, filter);
      break;
    case GUICHET_CRITERION_LABEL:
      add_choices (values, criterion, desk_session_get_labels (session), filter, filter->labels);
      break;
    case GUICHET_CRITERION_DEADLINE:
      for (guint i = 0; i < (staff ? G_N_ELEMENTS (sla_states) : 1); i++)
        add_bit (values, criterion, sla_states[i], get_sla_words (sla_states[i]), filter->sla);
      break;
    case GUICHET_CRITERION_NEXT_REPLY:
      add_next_reply (values, filter);
      break;
    case GUICHET_CRITERION_CREATED:
      add_days (values, criterion, &filter->created);
      break;
    case GUICHET_CRITERION_ACTIVITY:
      add_days (values, criterion, &filter->activity);
      break;
    case GUICHET_CRITERION_UNREAD:
      add (values, criterion, "1", _("Unread"), NULL, filter->unread);
      break;
    case GUICHET_CRITERION_TEXT:
      if (filter->text != NULL)
        add (values, criterion, "1", filter->text, g_strdup_printf (_("“%s”"), filter->text), TRUE);
      break;
    case GUICHET_CRITERION_VIEW:
    default:
      add (values, criterion, "1", guichet_words_view (filter->view), NULL, filter->view != DESK_VIEW_ALL);
      break;
    }

  return values;
}

/* Whether a value narrows the list: the usual one of several does not, nor does what a company has to do with a ticket. */
static gboolean
has_chip (const GuichetFilterValue *value)
{
  if (!value->on)
    return FALSE;

  return !value->radio || (!g_str_equal (value->id, "0") && !g_str_has_prefix (value->id, GUICHET_FILTER_PART));
}

/**
 * guichet_filter_values_new_chips:
 * @session: who looks
 * @filter: what is asked for
 * @with_view: whether the part of the queue is one of them
 *
 * Returns: (transfer full) (element-type GuichetFilterValue): what is asked for, each for a chip of its own
 */
GPtrArray *
guichet_filter_values_new_chips (DeskSession *session,
                                 const DeskListFilter *filter,
                                 gboolean with_view)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func (value_free);

  for (int i = with_view ? GUICHET_CRITERION_VIEW : GUICHET_CRITERION_STATUS; i < GUICHET_N_CRITERIA; i++)
    {
      g_autoptr (GPtrArray) values = guichet_filter_values_new (session, filter, i);

      while (values->len > 0)
        {
          GuichetFilterValue *value = g_ptr_array_steal_index (values, 0);

          if (has_chip (value))
            g_ptr_array_add (chips, value);
          else
            value_free (value);
        }
    }

  return chips;
}

/**
 * guichet_filter_values_dup_summary:
 * @session: who looks
 * @filter: what is asked for
 * @criterion: what can be filtered by
 *
 * Returns: (transfer full): what is asked for, with commas between, or an empty text
 */
char *
guichet_filter_values_dup_summary (DeskSession *session,
                                   const DeskListFilter *filter,
                                   GuichetCriterion criterion)
{
  g_autoptr (GPtrArray) values = guichet_filter_values_new (session, filter, criterion);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const GuichetFilterValue *value = values->pdata[i];

      if (has_chip (value))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", value->words);
    }

  return g_string_free (text, FALSE);
}
