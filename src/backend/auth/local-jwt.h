/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOCAL_JWT_ERROR (local_jwt_error_quark ())
GQuark local_jwt_error_quark (void);

/**
 * LocalJwtError:
 * @LOCAL_JWT_ERROR_PARTS: not three parts with dots between; the message is the number of parts, such as "1"
 * @LOCAL_JWT_ERROR_MALFORMED: header or claims are not base64url of a JSON object
 * @LOCAL_JWT_ERROR_ALGORITHM: the algorithm is not HS256; the message is its name
 * @LOCAL_JWT_ERROR_SIGNATURE: signed with another secret
 * @LOCAL_JWT_ERROR_CLAIMS: a time claim is not a number; the message is the name of the claim
 * @LOCAL_JWT_ERROR_EXPIRED: "exp" has passed
 * @LOCAL_JWT_ERROR_NOT_YET: "nbf" has not come
 * @LOCAL_JWT_ERROR_ISSUED_LATER: "iat" has not come
 *
 * Why a token is refused. The services put it into their own words.
 */
typedef enum {
  LOCAL_JWT_ERROR_PARTS,
  LOCAL_JWT_ERROR_MALFORMED,
  LOCAL_JWT_ERROR_ALGORITHM,
  LOCAL_JWT_ERROR_SIGNATURE,
  LOCAL_JWT_ERROR_CLAIMS,
  LOCAL_JWT_ERROR_EXPIRED,
  LOCAL_JWT_ERROR_NOT_YET,
  LOCAL_JWT_ERROR_ISSUED_LATER,
} LocalJwtError;

/**
 * LocalJwtTimes:
 * @LOCAL_JWT_TIMES_EXP: look at "exp"
 * @LOCAL_JWT_TIMES_NBF: look at "nbf"
 * @LOCAL_JWT_TIMES_IAT: look at "iat"
 *
 * The time claims that a check looks at; one that is absent passes.
 */
typedef enum {
  LOCAL_JWT_TIMES_EXP = 1 << 0,
  LOCAL_JWT_TIMES_NBF = 1 << 1,
  LOCAL_JWT_TIMES_IAT = 1 << 2,
} LocalJwtTimes;

JsonObject *local_jwt_decode      (const char     *token,
                                   const char     *secret,
                                   GError        **error);
gboolean    local_jwt_check_times (JsonObject     *claims,
                                   LocalJwtTimes   times,
                                   gint64          now,
                                   gint64          leeway,
                                   GError        **error);
JsonObject *local_jwt_verify      (const char     *token,
                                   const char     *secret,
                                   gint64          now,
                                   GError        **error);
char       *local_jwt_sign        (JsonObject     *claims,
                                   const char     *secret);

G_END_DECLS
