/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libpq-fe.h>

#include "http/local-response.h"

G_BEGIN_DECLS

/**
 * LocalRestError:
 * @status: the HTTP status
 * @code: PGRSTnnn or the SQLSTATE
 * @message: what happened
 * @details: (nullable): more about it
 * @hint: (nullable): what to do about it
 * @headers: (element-type utf8 utf8): headers of the answer
 *
 * An error as PostgREST answers it.
 */
typedef struct {
  guint status;
  char *code;
  char *message;
  JsonNode *details;
  char *hint;
  GHashTable *headers;
} LocalRestError;

LocalRestError *local_rest_error_new          (guint           status,
                                               const char     *code,
                                               const char     *message,
                                               const char     *details,
                                               const char     *hint);
LocalRestError *local_rest_error_printf       (guint           status,
                                               const char     *code,
                                               const char     *format,
                                               ...) G_GNUC_PRINTF (3, 4);
LocalRestError *local_rest_error_from_result  (PGconn         *connection,
                                               PGresult       *result,
                                               gboolean        is_anonymous);
void            local_rest_error_set_details  (LocalRestError *self,
                                               const char     *details);
void            local_rest_error_take_details (LocalRestError *self,
                                               JsonNode       *details);
void            local_rest_error_take_hint    (LocalRestError *self,
                                               char           *hint);
char           *local_rest_error_to_json      (LocalRestError *self);
void            local_rest_error_answer       (LocalRestError *self,
                                               LocalResponse  *response);
void            local_rest_error_free         (LocalRestError *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestError, local_rest_error_free)

G_END_DECLS
