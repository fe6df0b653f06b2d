/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-filter-values.h"

#include <glib/gi18n.h>

/**
 * guichet_criterion_words:
 * @criterion: what can be filtered by
 * @staff: whether staff reads it
 *
 * Returns: its name
 */
const char *
guichet_criterion_words (GuichetCriterion criterion,
                         gboolean staff)
{
  switch (criterion)
    {
    case GUICHET_CRITERION_STATUS:
      return _("Status");
    case GUICHET_CRITERION_PRIORITY:
      return _("Priority");
    case GUICHET_CRITERION_CATEGORY:
      return _("Category");
    case GUICHET_CRITERION_COMPANY:
      return _("Company");
    case GUICHET_CRITERION_ASSIGNEE:
      return staff ? _("Assignee") : _("Filed by me");
    case GUICHET_CRITERION_LABEL:
      return _("Labels");
    case GUICHET_CRITERION_DEADLINE:
      return staff ? _("Deadline") : _("Overdue");
    case GUICHET_CRITERION_NEXT_REPLY:
      return _("Next response");
    case GUICHET_CRITERION_CREATED:
      return C_("filter", "Filed");
    case GUICHET_CRITERION_ACTIVITY:
      return _("Last activity");
    case GUICHET_CRITERION_UNREAD:
      return _("Unread");
    case GUICHET_CRITERION_TEXT:
      return _("Words");
    case GUICHET_CRITERION_VIEW:
    default:
      return _("View");
    }
}

/**
 * guichet_words_sort:
 * @sort: what a list is sorted by
 *
 * Returns: its name
 */
const char *
guichet_words_sort (DeskListSort sort)
{
  switch (sort)
    {
    case DESK_SORT_CREATED:
      return C_("sort", "Filed");
    case DESK_SORT_DUE:
      return C_("sort", "Due time");
    case DESK_SORT_PRIORITY:
      return C_("sort", "Priority");
    case DESK_SORT_NUMBER:
      return C_("sort", "Number");
    case DESK_SORT_ACTIVITY:
    default:
      return C_("sort", "Last activity");
    }
}

/**
 * guichet_words_direction:
 * @sort: what a list is sorted by
 * @ascending: whether the lowest value comes first
 *
 * Returns: what comes first
 */
const char *
guichet_words_direction (DeskListSort sort,
                         gboolean ascending)
{
  switch (sort)
    {
    case DESK_SORT_DUE:
      return ascending ? _("Soonest first") : _("Latest first");
    case DESK_SORT_PRIORITY:
      return ascending ? _("Least urgent first") : _("Most urgent first");
    case DESK_SORT_NUMBER:
      return ascending ? _("Lowest first") : _("Highest first");
    case DESK_SORT_ACTIVITY:
    case DESK_SORT_CREATED:
    default:
      return ascending ? _("Oldest first") : _("Newest first");
    }
}

/**
 * guichet_words_group:
 * @group: what the headings of a list are
 *
 * Returns: its name
 */
const char *
guichet_words_group (DeskListGroup group)
{
  switch (group)
    {
    case DESK_GROUP_COMPANY:
      return C_("group", "Company");
    case DESK_GROUP_DUE:
      return C_("group", "Due time");
    case DESK_GROUP_NONE:
    default:
      return C_("group", "None");
    }
}

/**
 * guichet_words_due_group:
 * @due: a group of a list by due time
 *
 * Returns: its heading
 */
const char *
guichet_words_due_group (DeskDueGroup due)
{
  switch (due)
    {
    case DESK_DUE_LATE:
      return C_("heading", "Overdue");
    case DESK_DUE_SOON:
      return C_("heading", "Due soon");
    case DESK_DUE_TODAY:
      return C_("heading", "Due today");
    case DESK_DUE_TOMORROW:
      return C_("heading", "Due tomorrow");
    case DESK_DUE_LATER:
      return C_("heading", "Due later");
    case DESK_DUE_NEVER:
    default:
      return C_("heading", "No deadline running");
    }
}
