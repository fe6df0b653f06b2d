/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_AUDIT_OK,
  DESK_AUDIT_REFUSED,
  DESK_AUDIT_ERROR,
} DeskAuditStatus;

#define DESK_TYPE_AUDIT_EVENT (desk_audit_event_get_type ())
G_DECLARE_FINAL_TYPE (DeskAuditEvent, desk_audit_event, DESK, AUDIT_EVENT, GObject)

/**
 * DeskAuditEvent:
 *
 * Something that somebody did and that is kept: ids and codes alone. It never changes.
 */
gint64          desk_audit_event_get_time        (DeskAuditEvent *self);
DeskAuditStatus desk_audit_event_get_status      (DeskAuditEvent *self);
const char     *desk_audit_event_get_actor       (DeskAuditEvent *self);
const char     *desk_audit_event_get_actor_id    (DeskAuditEvent *self);
const char     *desk_audit_event_get_actor_role  (DeskAuditEvent *self);
const char     *desk_audit_event_get_action      (DeskAuditEvent *self);
const char     *desk_audit_event_get_target_type (DeskAuditEvent *self);
const char     *desk_audit_event_get_target_id   (DeskAuditEvent *self);
const char     *desk_audit_event_get_request_id  (DeskAuditEvent *self);
const char     *desk_audit_event_get_details     (DeskAuditEvent *self);

#define DESK_TYPE_AUDIT_LOG (desk_audit_log_get_type ())
G_DECLARE_FINAL_TYPE (DeskAuditLog, desk_audit_log, DESK, AUDIT_LOG, GObject)

/**
 * DeskAuditLog:
 *
 * The record of events by pages, newest first, for operations and administrators; a #GListModel of #DeskAuditEvent. What was loaded stays until
 * something newer comes. Main thread only.
 *
 * Signal `changed` (): loading, loaded or failed.
 */
DeskAuditLog *desk_audit_log_new           (DeskSession *session);
gint64        desk_audit_log_get_loaded_at (DeskAuditLog *self);
gboolean      desk_audit_log_get_loading   (DeskAuditLog *self);
const GError *desk_audit_log_get_trouble   (DeskAuditLog *self);
gboolean      desk_audit_log_get_has_more  (DeskAuditLog *self);
guint         desk_audit_log_get_total     (DeskAuditLog *self);
gboolean      desk_audit_log_is_filtered   (DeskAuditLog *self);
void          desk_audit_log_choose        (DeskAuditLog *self, const char *target_type, const char *actor_id);
void          desk_audit_log_load          (DeskAuditLog *self);
void          desk_audit_log_load_more     (DeskAuditLog *self);
void          desk_audit_log_cancel        (DeskAuditLog *self);

G_END_DECLS
