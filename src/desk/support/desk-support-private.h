/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-incident.h"
#include "desk-person.h"
#include "desk-privacy-request.h"
#include "desk-timeline.h"

G_BEGIN_DECLS

/* How the objects of the support console are filled. Private to desk. */
gpointer            desk_case_new              (GType type, DeskSession *session, JsonObject *row);
void                desk_case_take             (DeskCase *self, JsonObject *row);
guint64             desk_case_count_taken      (void);
guint64             desk_case_get_taken        (DeskCase *self);
void                desk_case_call_async       (DeskCase *self, const char *function, JsonNode *arguments, const char *member, gpointer tag,
                                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DeskPerson         *desk_person_new            (DeskSession *session, const char *user_id);
void                desk_person_take_profile   (DeskPerson *self, JsonObject *profile);

/* One event of the record, as desk_timeline_build() reads it. */
DeskTimelineEntry  *desk_timeline_entry_new    (DeskTimelineKind kind, guint filters, gint64 time);
void                desk_timeline_entry_set_actor  (DeskTimelineEntry *self, const char *name, const char *role);
void                desk_timeline_entry_set_target (DeskTimelineEntry *self, const char *id, gint64 number, const char *text);
void                desk_timeline_entry_set_state  (DeskTimelineEntry *self, int status, int privacy_kind, gint64 due_at);
void                desk_timeline_entry_set_record (DeskTimelineEntry *self, const char *action, const char *outcome, const char *code,
                                                    const char *request_id);
gboolean            desk_timeline_entry_in     (DeskTimelineEntry *self, DeskTimelineFilter filter);

DeskTimeline       *desk_timeline_new          (void);
void                desk_timeline_take         (DeskTimeline *self, GPtrArray *entries);

/* A ticket of the person's, as far as a timeline tells of it. */
typedef struct
{
  char *id;
  char *subject;
  gint64 number;
  gint64 created_at;
  gboolean done;
} DeskPersonTicket;

void                desk_person_ticket_free    (DeskPersonTicket *self);
void                desk_person_tickets_async  (DeskSession *session, const char *user_id, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray          *desk_person_tickets_finish (GAsyncResult *result, GError **error);

GPtrArray          *desk_timeline_build        (DeskPerson *person, JsonObject *context, GPtrArray *tickets);

G_END_DECLS
