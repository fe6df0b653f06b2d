/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-office-row.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskOfficeTable:
 *
 * What an administrator sets. Behind each: the names of its values.
 */
typedef enum
{
  DESK_OFFICE_CATEGORIES,       /* id (number), label; in the order that desk_office_move_category_async() changes */
  DESK_OFFICE_PRIORITIES,       /* id (number), code, response_sla_minutes, resolve_sla_minutes, next_response_sla_minutes, calendar_id */
  DESK_OFFICE_CALENDARS,        /* id, name, time_zone, calendar_ranges, calendar_holidays, ticket_priorities */
  DESK_OFFICE_TEMPLATES,        /* event, locale, subject, body */
  DESK_OFFICE_COMPANIES,        /* id, name, is_active (flag) */
  DESK_OFFICE_MEMBERS,          /* of a company: client_id, user_id, profiles (full_name, email, role) */
  DESK_OFFICE_PROJECTS,         /* of a company: id, client_id, name */
  DESK_OFFICE_STAFF,            /* user_id, full_name, email, role, mail_choices (event, wanted) */
  DESK_OFFICE_PROFILE,          /* one person, by their id: as DESK_OFFICE_STAFF */
  DESK_OFFICE_MAIL_CHOICES,     /* of a person: user_id, event, wanted (flag) */
  DESK_OFFICE_SETTINGS,         /* key, value */
  DESK_OFFICE_CANNED_REPLIES,   /* the desk's: id, title, body; a new one has the owner_id of nobody, one that is given up a deleted_at */
  DESK_OFFICE_TICKETS,          /* id, number, subject, clients (name): the newest, to look at templates with */
} DeskOfficeTable;

#define DESK_TYPE_OFFICE (desk_office_get_type ())
G_DECLARE_FINAL_TYPE (DeskOffice, desk_office, DESK, OFFICE, GObject)

/* What only an administrator sets, and nothing keeps on this computer. Main thread; errors are of DESK_ERROR, or G_IO_ERROR_CANCELLED. */
DeskOffice    *desk_office_new           (DeskSession *session);
DeskSession   *desk_office_get_session   (DeskOffice *self);

void           desk_office_list_async    (DeskOffice *self, DeskOfficeTable table, const char *of, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GListModel    *desk_office_list_finish   (DeskOffice *self, GAsyncResult *result, GError **error);
void           desk_office_add_async     (DeskOffice *self, DeskOfficeTable table, GVariant *values, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_change_async  (DeskOffice *self, DeskOfficeTable table, DeskOfficeRow *row, GVariant *changes,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DeskOfficeRow *desk_office_save_finish   (DeskOffice *self, GAsyncResult *result, DeskOfficeRow **theirs, GError **error);
void           desk_office_remove_async  (DeskOffice *self, DeskOfficeTable table, DeskOfficeRow *row, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean       desk_office_remove_finish (DeskOffice *self, GAsyncResult *result, GError **error);
void           desk_office_move_category_async (DeskOffice *self, DeskOfficeRow *category, DeskOfficeRow *after, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);

/* Calls of the database: what each wants and gives stands beside it. */
void           desk_office_preview_target_async   (DeskOffice *self, int minutes, const char *calendar_id, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_preview_priority_async (DeskOffice *self, int priority_id, int response, int resolve, int next,
                                                   const char *calendar_id, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_recompute_async        (DeskOffice *self, int priority_id, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_preview_template_async (DeskOffice *self, const char *event, const char *locale, const char *subject,
                                                   const char *body, const char *ticket_id, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_list_placeholders_async (DeskOffice *self, const char *event, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_send_test_async        (DeskOffice *self, const char *address, const char *locale, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_find_person_async      (DeskOffice *self, const char *words, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
void           desk_office_list_time_zones_async  (DeskOffice *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
void           desk_office_save_calendar_async    (DeskOffice *self, DeskOfficeRow *calendar, const char *name, const char *time_zone,
                                                   GVariant *hours, GVariant *holidays, GCancellable *cancellable,
                                                   GAsyncReadyCallback callback, gpointer user_data);
DeskOfficeRow *desk_office_ask_finish             (DeskOffice *self, GAsyncResult *result, GError **error);

gboolean       desk_office_error_is_conflict      (const GError *error);

G_END_DECLS
