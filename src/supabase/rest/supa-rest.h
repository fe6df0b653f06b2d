/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "supa-query.h"

G_BEGIN_DECLS

#define SUPA_TYPE_REST (supa_rest_get_type ())
G_DECLARE_FINAL_TYPE (SupaRest, supa_rest, SUPA, REST, GObject)

/**
 * SupaWriteFlags:
 * @SUPA_WRITE_RETURN: answer with the rows as they stand now
 * @SUPA_WRITE_IGNORE_DUPLICATES: rows whose key exists are left alone (a repeat is safe)
 * @SUPA_WRITE_MERGE_DUPLICATES: rows whose key exists are updated
 */
typedef enum
{
  SUPA_WRITE_DEFAULT = 0,
  SUPA_WRITE_RETURN = 1 << 0,
  SUPA_WRITE_IGNORE_DUPLICATES = 1 << 1,
  SUPA_WRITE_MERGE_DUPLICATES = 1 << 2,
} SupaWriteFlags;

void      supa_rest_select_async  (SupaRest *self, SupaQuery *query, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
JsonNode *supa_rest_select_finish (SupaRest *self, GAsyncResult *result, GError **error);
void      supa_rest_insert_async  (SupaRest *self, const char *table, JsonNode *rows, SupaWriteFlags flags,
                                   const char *on_conflict, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
JsonNode *supa_rest_insert_finish (SupaRest *self, GAsyncResult *result, GError **error);
void      supa_rest_update_async  (SupaRest *self, SupaQuery *which, JsonNode *changes, SupaWriteFlags flags,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
JsonNode *supa_rest_update_finish (SupaRest *self, GAsyncResult *result, GError **error);
void      supa_rest_delete_async  (SupaRest *self, SupaQuery *which, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean  supa_rest_delete_finish (SupaRest *self, GAsyncResult *result, GError **error);
void      supa_rest_call_async    (SupaRest *self, const char *function, JsonNode *arguments, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
JsonNode *supa_rest_call_finish   (SupaRest *self, GAsyncResult *result, GError **error);

G_END_DECLS
