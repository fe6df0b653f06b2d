/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The fixed words of the help desk as enumerations; each has its GType by glib-mkenums (desk-enums.h). Wire words are
 * the nicks: open, in-progress becomes in_progress on the wire. */

typedef enum /*< prefix=DESK_ROLE >*/
{
  DESK_ROLE_CLIENT,
  DESK_ROLE_SUPPORT,
  DESK_ROLE_OPS,
  DESK_ROLE_ADMIN,
} DeskRole;

typedef enum /*< prefix=DESK_STATUS >*/
{
  DESK_STATUS_OPEN,
  DESK_STATUS_IN_PROGRESS,
  DESK_STATUS_WAITING_CUSTOMER,
  DESK_STATUS_RESOLVED,
  DESK_STATUS_CLOSED,
} DeskStatus;

typedef enum /*< prefix=DESK_PRIORITY >*/
{
  DESK_PRIORITY_LOW,
  DESK_PRIORITY_NORMAL,
  DESK_PRIORITY_HIGH,
  DESK_PRIORITY_URGENT,
} DeskPriorityCode;

typedef enum /*< prefix=DESK_VISIBILITY >*/
{
  DESK_VISIBILITY_PUBLIC,
  DESK_VISIBILITY_INTERNAL,
  DESK_VISIBILITY_ANNOUNCEMENT,
} DeskVisibility;

/* How a row stands that the person wrote here. */
typedef enum /*< prefix=DESK_DELIVERY >*/
{
  DESK_DELIVERY_SENT,           /* the backend has it */
  DESK_DELIVERY_WAITING,        /* in the outbox, not under way */
  DESK_DELIVERY_SENDING,        /* under way */
  DESK_DELIVERY_FAILED,         /* refused; the person decides: retry or discard */
} DeskDelivery;

typedef enum /*< prefix=DESK_VIEW >*/
{
  DESK_VIEW_INBOX,              /* staff: open and in progress, mine or nobody's, or awaiting an answer */
  DESK_VIEW_MINE,
  DESK_VIEW_UNASSIGNED,
  DESK_VIEW_DUE_SOON,
  DESK_VIEW_OVERDUE,
  DESK_VIEW_WAITING,            /* waiting for the client */
  DESK_VIEW_ALL,
} DeskViewKind;

/* Which tickets a company has part in. */
typedef enum /*< prefix=DESK_COMPANY >*/
{
  DESK_COMPANY_ANY_PART,        /* it filed them, or they concern it: by name, or because they concern everyone */
  DESK_COMPANY_FILED,
  DESK_COMPANY_CONCERNED,
} DeskCompanyPart;

typedef enum /*< prefix=DESK_NEXT_REPLY >*/
{
  DESK_NEXT_REPLY_ANY,
  DESK_NEXT_REPLY_WAITING,      /* the client wrote last, and waits for an answer */
  DESK_NEXT_REPLY_OVERDUE,      /* and longer than the priority allows */
} DeskNextReply;

typedef enum /*< prefix=DESK_SORT >*/
{
  DESK_SORT_ACTIVITY,
  DESK_SORT_CREATED,
  DESK_SORT_DUE,
  DESK_SORT_PRIORITY,
  DESK_SORT_NUMBER,
} DeskListSort;

typedef enum /*< prefix=DESK_GROUP >*/
{
  DESK_GROUP_NONE,
  DESK_GROUP_COMPANY,
  DESK_GROUP_DUE,
} DeskListGroup;

/* Headings of DESK_GROUP_DUE, in their order. */
typedef enum /*< prefix=DESK_DUE >*/
{
  DESK_DUE_LATE,
  DESK_DUE_SOON,
  DESK_DUE_TODAY,
  DESK_DUE_TOMORROW,
  DESK_DUE_LATER,
  DESK_DUE_NEVER,               /* no clock runs */
} DeskDueGroup;

typedef enum /*< prefix=DESK_SLA_STATE >*/
{
  DESK_SLA_STATE_NOT_APPLICABLE,
  DESK_SLA_STATE_MET,
  DESK_SLA_STATE_MISSED,
  DESK_SLA_STATE_RUNNING,
  DESK_SLA_STATE_DUE_SOON,
  DESK_SLA_STATE_OVERDUE,
  DESK_SLA_STATE_PAUSED,
} DeskSlaState;

typedef enum /*< prefix=DESK_SLA_TARGET >*/
{
  DESK_SLA_TARGET_FIRST_RESPONSE,
  DESK_SLA_TARGET_NEXT_RESPONSE,
  DESK_SLA_TARGET_RESOLUTION,
} DeskSlaTarget;

typedef enum /*< prefix=DESK_THREAD >*/
{
  DESK_THREAD_DAY,              /* a day separator; `time` is the day's first moment, local time */
  DESK_THREAD_NEW,              /* the line above the first unread */
  DESK_THREAD_MESSAGE,
  DESK_THREAD_NOTE,
  DESK_THREAD_ANNOUNCEMENT,
  DESK_THREAD_EVENT,
  DESK_THREAD_EVENTS,           /* more than three events in a row, folded; `count` says how many */
} DeskThreadKind;

typedef enum /*< prefix=DESK_CONNECTION >*/
{
  DESK_CONNECTION_OFFLINE,
  DESK_CONNECTION_CONNECTING,
  DESK_CONNECTION_ONLINE,
} DeskConnection;

typedef enum /*< prefix=DESK_SESSION >*/
{
  DESK_SESSION_SIGNED_OUT,
  DESK_SESSION_STARTING,        /* restoring, or signing in */
  DESK_SESSION_SIGNED_IN,
} DeskSessionState;

/* What somebody of staff does who is here as well. */
typedef enum /*< prefix=DESK_ACTIVITY >*/
{
  DESK_ACTIVITY_READING,
  DESK_ACTIVITY_REPLY,          /* writes a reply */
  DESK_ACTIVITY_NOTE,           /* writes a note */
} DeskActivity;

typedef enum /*< prefix=DESK_DRAFT >*/
{
  DESK_DRAFT_REPLY,
  DESK_DRAFT_NOTE,
  DESK_DRAFT_ANNOUNCEMENT,      /* to everybody whom the ticket concerns */
  DESK_DRAFT_REQUEST,           /* a new ticket */
} DeskDraftMode;

G_END_DECLS
