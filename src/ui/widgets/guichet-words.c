/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-words.h"

#include <glib/gi18n.h>

#include "desk-draft.h"

/**
 * guichet_words_status:
 * @status: a status
 * @staff: whether staff reads it; a client is spoken to
 *
 * Returns: the status in words
 */
const char *
guichet_words_status (DeskStatus status,
                      gboolean staff)
{
  switch (status)
    {
    case DESK_STATUS_OPEN:
      return C_("status", "Open");
    case DESK_STATUS_IN_PROGRESS:
      return C_("status", "In progress");
    case DESK_STATUS_WAITING_CUSTOMER:
      return staff ? C_("status", "Waiting for the client") : C_("status", "Waiting for you");
    case DESK_STATUS_RESOLVED:
      return C_("status", "Resolved");
    case DESK_STATUS_CLOSED:
    default:
      return C_("status", "Closed");
    }
}

/**
 * guichet_words_status_icon:
 * @status: a status
 *
 * Returns: the name of its icon
 */
const char *
guichet_words_status_icon (DeskStatus status)
{
  switch (status)
    {
    case DESK_STATUS_OPEN:
      return "guichet-status-open-symbolic";
    case DESK_STATUS_IN_PROGRESS:
      return "guichet-status-progress-symbolic";
    case DESK_STATUS_WAITING_CUSTOMER:
      return "guichet-paused-symbolic";
    case DESK_STATUS_RESOLVED:
      return "guichet-met-symbolic";
    case DESK_STATUS_CLOSED:
    default:
      return "guichet-status-closed-symbolic";
    }
}

/**
 * guichet_words_client_status:
 * @ticket: a ticket
 * @icon: (out) (optional): the name of the icon
 * @style: (out) (optional) (nullable): the style class of the pill
 *
 * How a ticket stands, as a client sees it in the list: answered, waiting for you, resolved.
 *
 * Returns: the words
 */
const char *
guichet_words_client_status (DeskTicket *ticket,
                             const char **icon,
                             const char **style)
{
  DeskStatus status;
  gboolean answered;

  g_return_val_if_fail (DESK_IS_TICKET (ticket), NULL);

  status = desk_ticket_get_status (ticket);
  answered = desk_ticket_get_time (ticket, "last-admin-activity") > desk_ticket_get_time (ticket, "last-customer-activity");
  if (icon != NULL)
    *icon = status == DESK_STATUS_WAITING_CUSTOMER ? "mail-reply-sender-symbolic" : guichet_words_status_icon (status);
  if (style != NULL)
    *style = status == DESK_STATUS_WAITING_CUSTOMER ? "your-turn" : NULL;

  switch (status)
    {
    case DESK_STATUS_OPEN:
      return answered ? C_("status", "answered") : C_("status", "received");
    case DESK_STATUS_IN_PROGRESS:
      return answered ? C_("status", "answered") : C_("status", "in progress");
    case DESK_STATUS_WAITING_CUSTOMER:
      return C_("status", "waiting for you");
    case DESK_STATUS_RESOLVED:
      return C_("status", "resolved");
    case DESK_STATUS_CLOSED:
    default:
      return C_("status", "closed");
    }
}

/**
 * guichet_words_priority:
 * @priority: a priority
 *
 * Returns: its name
 */
const char *
guichet_words_priority (DeskPriorityCode priority)
{
  switch (priority)
    {
    case DESK_PRIORITY_LOW:
      return C_("priority", "Low");
    case DESK_PRIORITY_HIGH:
      return C_("priority", "High");
    case DESK_PRIORITY_URGENT:
      return C_("priority", "Urgent");
    case DESK_PRIORITY_NORMAL:
    default:
      return C_("priority", "Normal");
    }
}

static const char *priority_styles[] = { "low", "normal", "high", "urgent" };

static const char *priority_icons[] = { "guichet-priority-low-symbolic", "guichet-priority-normal-symbolic",
                                        "guichet-priority-high-symbolic", "guichet-priority-urgent-symbolic" };

/**
 * guichet_words_priority_icon:
 * @priority: a priority
 *
 * Returns: the name of its icon
 */
const char *
guichet_words_priority_icon (DeskPriorityCode priority)
{
  g_return_val_if_fail (priority < G_N_ELEMENTS (priority_icons), NULL);

  return priority_icons[priority];
}

/**
 * guichet_words_priority_style:
 * @priority: a priority
 *
 * Returns: the style class of its pill
 */
const char *
guichet_words_priority_style (DeskPriorityCode priority)
{
  g_return_val_if_fail (priority < G_N_ELEMENTS (priority_styles), NULL);

  return priority_styles[priority];
}

/**
 * guichet_words_view:
 * @view: a view of the queue
 *
 * Returns: its name
 */
const char *
guichet_words_view (DeskViewKind view)
{
  switch (view)
    {
    case DESK_VIEW_INBOX:
      return C_("view", "Inbox");
    case DESK_VIEW_MINE:
      return C_("view", "Mine");
    case DESK_VIEW_UNASSIGNED:
      return C_("view", "Unassigned");
    case DESK_VIEW_DUE_SOON:
      return C_("view", "Due soon");
    case DESK_VIEW_OVERDUE:
      return C_("view", "Overdue");
    case DESK_VIEW_WAITING:
      return C_("view", "Waiting");
    case DESK_VIEW_ALL:
    default:
      return C_("view", "All");
    }
}

/**
 * guichet_words_view_icon:
 * @view: a view of the queue
 *
 * Returns: the name of its icon
 */
const char *
guichet_words_view_icon (DeskViewKind view)
{
  switch (view)
    {
    case DESK_VIEW_INBOX:
      return "guichet-inbox-symbolic";
    case DESK_VIEW_MINE:
      return "avatar-default-symbolic";
    case DESK_VIEW_UNASSIGNED:
      return "guichet-unassigned-symbolic";
    case DESK_VIEW_DUE_SOON:
      return "guichet-due-soon-symbolic";
    case DESK_VIEW_OVERDUE:
      return "guichet-overdue-symbolic";
    case DESK_VIEW_WAITING:
      return "guichet-paused-symbolic";
    case DESK_VIEW_ALL:
    default:
      return "view-list-symbolic";
    }
}

/**
 * guichet_words_sla_icon:
 * @state: how a clock stands
 *
 * Returns: (nullable): the name of its icon
 */
const char *
guichet_words_sla_icon (DeskSlaState state)
{
  switch (state)
    {
    case DESK_SLA_STATE_RUNNING:
      return "guichet-clock-symbolic";
    case DESK_SLA_STATE_DUE_SOON:
      return "guichet-due-soon-symbolic";
    case DESK_SLA_STATE_OVERDUE:
    case DESK_SLA_STATE_MISSED:
      return "guichet-overdue-symbolic";
    case DESK_SLA_STATE_PAUSED:
      return "guichet-paused-symbolic";
    case DESK_SLA_STATE_MET:
      return "guichet-met-symbolic";
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return NULL;
    }
}

/**
 * guichet_words_sla_style:
 * @state: how a clock stands
 *
 * Returns: (nullable): the style class of its pill
 */
const char *
guichet_words_sla_style (DeskSlaState state)
{
  switch (state)
    {
    case DESK_SLA_STATE_RUNNING:
      return "running";
    case DESK_SLA_STATE_DUE_SOON:
      return "due-soon";
    case DESK_SLA_STATE_OVERDUE:
      return "overdue";
    case DESK_SLA_STATE_MISSED:
      return "missed";
    case DESK_SLA_STATE_PAUSED:
      return "paused";
    case DESK_SLA_STATE_MET:
      return "met";
    case DESK_SLA_STATE_NOT_APPLICABLE:
    default:
      return NULL;
    }
}

/**
 * guichet_words_too_long:
 * @body: what is to be sent as one message
 *
 * Returns: (transfer full) (nullable): that it is too long, and by how much; %NULL where it is not
 */
char *
guichet_words_too_long (const char *body)
{
  glong length;

  g_return_val_if_fail (body != NULL, NULL);

  length = g_utf8_strlen (body, -1);
  if (length <= DESK_DRAFT_LONGEST_BODY)
    return NULL;

  /* Translators: both are numbers of letters, as in 100,312 and 100,000 */
  return g_strdup_printf (_("This message has %1$'ld letters, and %2$'d is the most. Shorten it, or attach it as a file."), length,
                          DESK_DRAFT_LONGEST_BODY);
}
