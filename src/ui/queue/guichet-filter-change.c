/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-values.h"

/* What a person asks for, put into the filter. */

static void
set_bit (guint *mask,
         const char *id,
         gboolean on)
{
  guint bit = 1u << g_ascii_strtoull (id, NULL, 10);

  *mask = on ? *mask | bit : *mask & ~bit;
}

static void
set_company (DeskListFilter *filter,
             const char *id,
             gboolean on)
{
  if (g_str_equal (id, GUICHET_FILTER_EVERYONE))
    filter->everyone = on;
  else if (!g_str_has_prefix (id, GUICHET_FILTER_PART))
    desk_list_filter_set (filter->companies, id, on);
  else if (on)
    filter->company_part = g_ascii_strtoull (id + strlen (GUICHET_FILTER_PART), NULL, 10);
}

static void
set_assignee (DeskListFilter *filter,
              const char *id,
              gboolean on)
{
  if (g_str_equal (id, GUICHET_FILTER_ME))
    filter->mine = on;
  else if (g_str_equal (id, GUICHET_FILTER_NOBODY))
    filter->unassigned = on;
  else
    desk_list_filter_set (filter->assignees, id, on);
}

/* Which days a range has, the person says in entries of their own; here it can only go. */
static void
set_days (DeskDays *days,
          const char *id,
          gboolean on)
{
  if (!on)
    desk_days_set (days, 0, NULL, NULL);
  else if (!g_str_equal (id, GUICHET_FILTER_RANGE))
    desk_days_set (days, g_ascii_strtoull (id, NULL, 10), NULL, NULL);
  else if (days->last_days > 0)
    desk_days_set (days, 0, days->from, days->to);
}

/**
 * guichet_filter_values_set:
 * @filter: what is asked for
 * @criterion: what can be filtered by
 * @id: one of its values
 * @on: whether to ask for it
 *
 * Asks for a value, or no longer.
 */
void
guichet_filter_values_set (DeskListFilter *filter,
                           GuichetCriterion criterion,
                           const char *id,
                           gboolean on)
{
  g_return_if_fail (filter != NULL);
  g_return_if_fail (id != NULL);

  switch (criterion)
    {
    case GUICHET_CRITERION_STATUS:
      set_bit (&filter->statuses, id, on);
      break;
    case GUICHET_CRITERION_PRIORITY:
      set_bit (&filter->priorities, id, on);
      break;
    case GUICHET_CRITERION_CATEGORY:
      desk_list_filter_set (filter->categories, id, on);
      break;
    case GUICHET_CRITERION_COMPANY:
      set_company (filter, id, on);
      break;
    case GUICHET_CRITERION_ASSIGNEE:
      set_assignee (filter, id, on);
      break;
    case GUICHET_CRITERION_LABEL:
      desk_list_filter_set (filter->labels, id, on);
      break;
    case GUICHET_CRITERION_DEADLINE:
      set_bit (&filter->sla, id, on);
      break;
    case GUICHET_CRITERION_NEXT_REPLY:
      filter->next_reply = on ? g_ascii_strtoull (id, NULL, 10) : DESK_NEXT_REPLY_ANY;
      break;
    case GUICHET_CRITERION_CREATED:
      set_days (&filter->created, id, on);
      break;
    case GUICHET_CRITERION_ACTIVITY:
      set_days (&filter->activity, id, on);
      break;
    case GUICHET_CRITERION_UNREAD:
      filter->unread = on;
      break;
    case GUICHET_CRITERION_TEXT:
      g_clear_pointer (&filter->text, g_free);
      break;
    case GUICHET_CRITERION_VIEW:
    default:
      filter->view = DESK_VIEW_ALL;
      break;
    }
}

/**
 * guichet_criterion_is_offered:
 * @criterion: what can be filtered by
 * @session: who looks
 *
 * Returns: whether it means anything to the person
 */
gboolean
guichet_criterion_is_offered (GuichetCriterion criterion,
                              DeskSession *session)
{
  switch (criterion)
    {
    case GUICHET_CRITERION_VIEW:
    case GUICHET_CRITERION_TEXT:
      return FALSE;
    case GUICHET_CRITERION_LABEL:
    case GUICHET_CRITERION_NEXT_REPLY:
    case GUICHET_CRITERION_CREATED:
    case GUICHET_CRITERION_ACTIVITY:
      return desk_session_is_staff (session);
    case GUICHET_CRITERION_COMPANY:
      return desk_session_is_staff (session) || g_list_model_get_n_items (desk_session_get_companies (session)) > 1;
    default:
      return TRUE;
    }
}

/**
 * guichet_criterion_is_single:
 * @criterion: what can be filtered by
 * @staff: whether staff looks
 *
 * Returns: whether it has one value alone, which is asked for or not
 */
gboolean
guichet_criterion_is_single (GuichetCriterion criterion,
                             gboolean staff)
{
  return criterion == GUICHET_CRITERION_UNREAD ||
         (!staff && (criterion == GUICHET_CRITERION_ASSIGNEE || criterion == GUICHET_CRITERION_DEADLINE));
}
