/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "desk-session.h"
#include "supa-query.h"

G_BEGIN_DECLS

/* What is only looked at, or set by an administrator, and therefore not kept in the cache: asked of the backend when a page wants it. Private to
 * desk; pages have objects of their own over it. Main thread only. Errors are of DESK_ERROR, with the backend's refusal (desk_error_get_refusal()),
 * or G_IO_ERROR_CANCELLED. Nothing is repeated by itself. */

JsonNode *desk_inquiry_arguments    (const char *name, ...);

void      desk_inquiry_call_async   (DeskSession *session, const char *function, JsonNode *arguments, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
void      desk_inquiry_select_async (DeskSession *session, SupaQuery *query, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
void      desk_inquiry_insert_async (DeskSession *session, const char *table, JsonNode *row, const char *on_conflict,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void      desk_inquiry_update_async (DeskSession *session, SupaQuery *which, JsonNode *changes, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
void      desk_inquiry_delete_async (DeskSession *session, SupaQuery *which, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
JsonNode *desk_inquiry_finish       (DeskSession *session, GAsyncResult *result, GError **error);

void      desk_inquiry_catch_up     (DeskSession *session);

G_END_DECLS
