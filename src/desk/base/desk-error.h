/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DESK_ERROR (desk_error_quark ())

/**
 * DeskError:
 *
 * What can go wrong, as far as a person can act on it. desk_error_dup_sentence() has the words.
 */
typedef enum
{
  DESK_ERROR_OFFLINE,           /* no network, or the server does not answer */
  DESK_ERROR_NO_SERVER,         /* nothing like a help desk at this address */
  DESK_ERROR_CERTIFICATE,       /* the server's certificate is not trusted */
  DESK_ERROR_KEY,               /* the project's key is wrong */
  DESK_ERROR_PASSWORD,          /* e-mail and password do not match */
  DESK_ERROR_SESSION_ENDED,     /* sign in again */
  DESK_ERROR_FORBIDDEN,         /* not allowed */
  DESK_ERROR_NOT_FOUND,         /* gone, or not visible */
  DESK_ERROR_CLOSED,            /* a reply on a closed ticket */
  DESK_ERROR_STATUS,            /* a status change that is not allowed */
  DESK_ERROR_TOO_LARGE,         /* a file over the limit */
  DESK_ERROR_INVALID,           /* the server does not take it */
  DESK_ERROR_BUSY,              /* too many requests, or the server failed: later */
  DESK_ERROR_DISK_FULL,
  DESK_ERROR_FILE,              /* a file cannot be read or written */
  DESK_ERROR_KEYRING,           /* the secret service is locked or missing */
  DESK_ERROR_CACHE_DAMAGED,     /* the cache turned out to be broken; the next start mends it */
  DESK_ERROR_CACHE_REBUILT,     /* the cache was broken; what was not sent has been saved */
  DESK_ERROR_OUTBOX_LOST,       /* the cache was broken, and what was not sent could not all be saved */
  DESK_ERROR_SECOND_FACTOR,     /* the password was right; the code of an authenticator is asked for as well */
} DeskError;

GQuark      desk_error_quark           (void);
char       *desk_error_dup_sentence    (const GError *error);

/* What the backend said when it refused a call. */
const char *desk_error_get_refusal     (const GError *error);
guint       desk_error_get_retry_after (const GError *error);
gboolean    desk_error_names_field     (const GError *error, const char *field);

G_END_DECLS
