/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fixed words of the support console, in the order of their steps. */

typedef enum
{
  DESK_INCIDENT_OPEN,
  DESK_INCIDENT_IN_PROGRESS,
  DESK_INCIDENT_RESOLVED,
  DESK_INCIDENT_CLOSED,
} DeskIncidentStatus;

typedef enum
{
  DESK_INCIDENT_LOW,
  DESK_INCIDENT_MEDIUM,
  DESK_INCIDENT_HIGH,
} DeskIncidentPriority;

typedef enum
{
  DESK_INCIDENT_ACCOUNT,
  DESK_INCIDENT_SUBSCRIPTION,
  DESK_INCIDENT_CONTENT,
} DeskIncidentCategory;

typedef enum
{
  DESK_PRIVACY_ACCESS,
  DESK_PRIVACY_EXPORT,
  DESK_PRIVACY_ERASURE,
  DESK_PRIVACY_RECTIFICATION,
} DeskPrivacyKind;

typedef enum
{
  DESK_PRIVACY_REQUESTED,
  DESK_PRIVACY_PROCESSING,
  DESK_PRIVACY_COMPLETED,
  DESK_PRIVACY_REJECTED,
} DeskPrivacyStatus;

/* Which steps there are, so that no other is offered; the database decides. */
gboolean desk_incident_step_exists (DeskIncidentStatus from, DeskIncidentStatus to);
gboolean desk_privacy_step_exists  (DeskPrivacyStatus from, DeskPrivacyStatus to);

G_END_DECLS
