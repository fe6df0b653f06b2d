/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libpq-fe.h>

#include "http/local-response.h"

G_BEGIN_DECLS

#define LOCAL_STORAGE_ERROR (local_storage_error_quark ())
GQuark local_storage_error_quark (void);

/**
 * LocalStorageError:
 *
 * Why storage refuses; each has a name, a status and a legacy name on the wire.
 */
typedef enum
{
  LOCAL_STORAGE_ERROR_ACCESS_DENIED,
  LOCAL_STORAGE_ERROR_INVALID_ROLE,
  LOCAL_STORAGE_ERROR_NO_SUCH_KEY,
  LOCAL_STORAGE_ERROR_NO_SUCH_BUCKET,
  LOCAL_STORAGE_ERROR_KEY_EXISTS,
  LOCAL_STORAGE_ERROR_RESOURCE_EXISTS,
  LOCAL_STORAGE_ERROR_BUCKET_EXISTS,
  LOCAL_STORAGE_ERROR_NOT_EMPTY,
  LOCAL_STORAGE_ERROR_TOO_LARGE,
  LOCAL_STORAGE_ERROR_MIME,
  LOCAL_STORAGE_ERROR_INVALID_KEY,
  LOCAL_STORAGE_ERROR_INVALID_BUCKET,
  LOCAL_STORAGE_ERROR_INVALID_JWT,
  LOCAL_STORAGE_ERROR_INVALID_SIGNATURE,
  LOCAL_STORAGE_ERROR_INVALID_REQUEST,
  LOCAL_STORAGE_ERROR_EMPTY_BODY,
  LOCAL_STORAGE_ERROR_INVALID_PARAMETER,
  LOCAL_STORAGE_ERROR_INVALID_RANGE,
  LOCAL_STORAGE_ERROR_NO_ROUTE,
  LOCAL_STORAGE_ERROR_NOT_IMPLEMENTED,
  LOCAL_STORAGE_ERROR_DATABASE,
  LOCAL_STORAGE_ERROR_INTERNAL,
} LocalStorageError;

void local_storage_error_answer     (const GError *error, LocalResponse *response);
void local_storage_error_answer_text (const GError *error, LocalResponse *response);
void local_storage_error_set_no_key (GError **error);
void local_storage_error_set_result (GError **error, const PGresult *result, LocalStorageError on_duplicate);

G_END_DECLS
