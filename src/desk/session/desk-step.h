/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

#define DESK_TYPE_STEP (desk_step_get_type ())
G_DECLARE_FINAL_TYPE (DeskStep, desk_step, DESK, STEP, GObject)

/**
 * DeskStep:
 *
 * One command of a person: the same change of one ticket or of many, into the outbox at once, shown at once, and undone at once. Main thread only.
 */
DeskStep *desk_step_new_status   (DeskStatus status);
DeskStep *desk_step_new_priority (int priority_id);
DeskStep *desk_step_new_assignee (const char *user_id);
DeskStep *desk_step_new_labels   (const char *const *add, const char *const *remove);

/* How many tickets it changed, and how many could not take it; known once it was taken. */
guint     desk_step_get_n_changed (DeskStep *self);
guint     desk_step_get_n_refused (DeskStep *self);

/* Whether it was taken for that ticket, among others or alone. */
gboolean  desk_step_is_about (DeskStep *self, const char *ticket_id);

/* Taking it, once; a status with no way back is delivered only when it can no longer be undone. */
void      desk_session_take_step_async  (DeskSession *self, DeskStep *step, const char *const *ticket_ids, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean  desk_session_take_step_finish (DeskSession *self, GAsyncResult *result, GError **error);

/* Undoing it, once. @n_left: tickets that stay changed, since somebody changed them again or there is no way back. */
DeskStep *desk_session_get_last_step    (DeskSession *self);
void      desk_session_undo_step_async  (DeskSession *self, DeskStep *step, GAsyncReadyCallback callback, gpointer user_data);
gboolean  desk_session_undo_step_finish (DeskSession *self, GAsyncResult *result, guint *n_undone, guint *n_left, GError **error);

G_END_DECLS
