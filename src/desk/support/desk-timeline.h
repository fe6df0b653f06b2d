/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-support-types.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_TIMELINE_EVERYTHING,
  DESK_TIMELINE_INCIDENTS,
  DESK_TIMELINE_TICKETS,
  DESK_TIMELINE_AUDIT,
} DeskTimelineFilter;

typedef enum
{
  DESK_TIMELINE_ACCOUNT_CREATED,
  DESK_TIMELINE_JOINED_COMPANY,
  DESK_TIMELINE_SUBSCRIBED,
  DESK_TIMELINE_TICKET_FILED,
  DESK_TIMELINE_INCIDENT_OPENED,
  DESK_TIMELINE_INCIDENT_MOVED,
  DESK_TIMELINE_INCIDENT_CHANGED,
  DESK_TIMELINE_PRIVACY_FILED,
  DESK_TIMELINE_PRIVACY_ANSWERED,
  DESK_TIMELINE_RECORDED,       /* an event of the record, as it stands there */
} DeskTimelineKind;

#define DESK_TYPE_TIMELINE_ENTRY (desk_timeline_entry_get_type ())
G_DECLARE_FINAL_TYPE (DeskTimelineEntry, desk_timeline_entry, DESK, TIMELINE_ENTRY, GObject)

/* One line of a person's timeline; it never changes. */
DeskTimelineKind desk_timeline_entry_get_kind         (DeskTimelineEntry *self);
gint64           desk_timeline_entry_get_time         (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_actor_name   (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_actor_role   (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_target_id    (DeskTimelineEntry *self);
gint64           desk_timeline_entry_get_number       (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_text         (DeskTimelineEntry *self);
int              desk_timeline_entry_get_status       (DeskTimelineEntry *self);
int              desk_timeline_entry_get_privacy_kind (DeskTimelineEntry *self);
gint64           desk_timeline_entry_get_due_at       (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_action       (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_outcome      (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_code         (DeskTimelineEntry *self);
const char      *desk_timeline_entry_get_request_id   (DeskTimelineEntry *self);

#define DESK_TYPE_TIMELINE (desk_timeline_get_type ())
G_DECLARE_FINAL_TYPE (DeskTimeline, desk_timeline, DESK, TIMELINE, GObject)

/**
 * DeskTimeline:
 *
 * A #GListModel of #DeskTimelineEntry, newest first: everything that happened around a person, or a part of it. Main thread only.
 */
DeskTimelineFilter desk_timeline_get_filter (DeskTimeline *self);
void               desk_timeline_set_filter (DeskTimeline *self, DeskTimelineFilter filter);

G_END_DECLS
