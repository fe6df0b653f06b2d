/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-incident.h"
#include "desk-privacy-request.h"
#include "desk-session.h"
#include "desk-timeline.h"

G_BEGIN_DECLS

#define DESK_TYPE_PERSON (desk_person_get_type ())
G_DECLARE_FINAL_TYPE (DeskPerson, desk_person, DESK, PERSON, GObject)

/**
 * DeskPerson:
 *
 * A person as the support console knows them: found by name, and with everything around the account once it was loaded. What was loaded stays until
 * something newer comes. Times are microseconds since 1970 UTC, 0 for none. Main thread only.
 *
 * Signal `changed` (): something of it is another than before, loading and trouble included.
 */
const char   *desk_person_get_id               (DeskPerson *self);
const char   *desk_person_get_name             (DeskPerson *self);
const char   *desk_person_get_email            (DeskPerson *self);
DeskRole      desk_person_get_role             (DeskPerson *self);
gint64        desk_person_get_created_at       (DeskPerson *self);
gint64        desk_person_get_erased_at        (DeskPerson *self);
gint64        desk_person_get_last_sign_in_at  (DeskPerson *self);
gint64        desk_person_get_banned_until     (DeskPerson *self);

/* How its loading stands. */
gint64        desk_person_get_loaded_at        (DeskPerson *self);
gboolean      desk_person_get_loading          (DeskPerson *self);
const GError *desk_person_get_trouble          (DeskPerson *self);
void          desk_person_load                 (DeskPerson *self);

/* What was loaded. */
const char *const *desk_person_get_companies   (DeskPerson *self);
guint         desk_person_get_n_open_tickets   (DeskPerson *self);
const char   *desk_person_get_plan             (DeskPerson *self);
const char   *desk_person_get_plan_status      (DeskPerson *self);
gint64        desk_person_get_plan_end         (DeskPerson *self);
GListModel   *desk_person_get_incidents        (DeskPerson *self);
GListModel   *desk_person_get_privacy_requests (DeskPerson *self);
DeskTimeline *desk_person_get_timeline         (DeskPerson *self);
char         *desk_person_dup_name_of          (DeskPerson *self, const char *user_id);

/* What can be done about them; a person that is loaded looks again by itself afterwards. */
void          desk_person_open_incident_async  (DeskPerson *self, DeskIncidentCategory category, DeskIncidentPriority priority,
                                                const char *title, const char *description, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
DeskIncident *desk_person_open_incident_finish (DeskPerson *self, GAsyncResult *result, GError **error);
void          desk_person_file_request_async   (DeskPerson *self, DeskPrivacyKind kind, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
DeskPrivacyRequest *desk_person_file_request_finish (DeskPerson *self, GAsyncResult *result, GError **error);
void          desk_person_export_async         (DeskPerson *self, GFile *file, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
gboolean      desk_person_export_finish        (DeskPerson *self, GAsyncResult *result, GError **error);

G_END_DECLS
