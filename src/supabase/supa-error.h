/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SUPA_ERROR:
 *
 * The domain of everything that can go wrong between here and the backend.
 */
#define SUPA_ERROR (supa_error_quark ())

/**
 * SupaError:
 * @SUPA_ERROR_OFFLINE: no connection could be made, or it broke; trying again later may help
 * @SUPA_ERROR_NO_SERVER: the address has no server of this kind (name not found, not Supabase)
 * @SUPA_ERROR_CERTIFICATE: the server's certificate is not trusted
 * @SUPA_ERROR_API_KEY: the project's API key is missing or wrong
 * @SUPA_ERROR_CREDENTIALS: e-mail or password is wrong
 * @SUPA_ERROR_SESSION_ENDED: the session is over for good; the person must sign in again
 * @SUPA_ERROR_TOKEN: the access token was refused; refresh once and repeat
 * @SUPA_ERROR_FORBIDDEN: row level security or a grant refused it (42501)
 * @SUPA_ERROR_NOT_FOUND: no such object, or it is hidden
 * @SUPA_ERROR_CONFLICT: it exists already, or the state does not allow it (409)
 * @SUPA_ERROR_TOO_LARGE: over a size limit (413)
 * @SUPA_ERROR_INVALID: the request itself is wrong; repeating it is useless
 * @SUPA_ERROR_RATE_LIMITED: too many requests (429); later
 * @SUPA_ERROR_SERVER: the server failed (5xx), or it answered nonsense; later
 * @SUPA_ERROR_SECOND_FACTOR: the first factor was right; supa_auth_give_second_factor_async() goes on
 *
 * What a call to the backend can fail with. Cancelling gives %G_IO_ERROR_CANCELLED, a local disk its GIOError.
 */
typedef enum
{
  SUPA_ERROR_OFFLINE,
  SUPA_ERROR_NO_SERVER,
  SUPA_ERROR_CERTIFICATE,
  SUPA_ERROR_API_KEY,
  SUPA_ERROR_CREDENTIALS,
  SUPA_ERROR_SESSION_ENDED,
  SUPA_ERROR_TOKEN,
  SUPA_ERROR_FORBIDDEN,
  SUPA_ERROR_NOT_FOUND,
  SUPA_ERROR_CONFLICT,
  SUPA_ERROR_TOO_LARGE,
  SUPA_ERROR_INVALID,
  SUPA_ERROR_RATE_LIMITED,
  SUPA_ERROR_SERVER,
  SUPA_ERROR_SECOND_FACTOR,
} SupaError;

GQuark      supa_error_quark           (void);
const char *supa_error_get_server_code (const GError *error);
const char *supa_error_get_hint        (const GError *error);
const char *supa_error_get_details     (const GError *error);
guint       supa_error_get_retry_after (const GError *error);
guint       supa_error_get_http_status (const GError *error);
gboolean    supa_error_is_transient    (const GError *error);

G_END_DECLS
