/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-error-private.h"

typedef struct
{
  char *server_code;
  char *hint;
  char *details;
  guint http_status;
  guint retry_after;
} SupaErrorPrivate;

static void
supa_error_private_init (SupaErrorPrivate *priv)
{
}

static void
supa_error_private_copy (const SupaErrorPrivate *from,
                         SupaErrorPrivate       *to)
{
  to->server_code = g_strdup (from->server_code);
  to->hint = g_strdup (from->hint);
  to->details = g_strdup (from->details);
  to->http_status = from->http_status;
  to->retry_after = from->retry_after;
}

static void
supa_error_private_clear (SupaErrorPrivate *priv)
{
  g_clear_pointer (&priv->server_code, g_free);
  g_clear_pointer (&priv->hint, g_free);
  g_clear_pointer (&priv->details, g_free);
}

/* This defines supa_error_quark() as well. */
G_DEFINE_EXTENDED_ERROR (SupaError, supa_error)

/*< private >
 * supa_error_new:
 * @http_status: what the answer said, or 0 where there was none
 * @server_code: (nullable): the code in the answer's body, such as `42501` or `invalid_credentials`
 * @hint: (nullable): what the server advises
 * @message: (nullable): the server's own words: for logs, never for the screen
 *
 * Returns: (transfer full): an error in the domain %SUPA_ERROR
 */
GError *
supa_error_new (SupaError   code,
                guint       http_status,
                const char *server_code,
                const char *hint,
                const char *message)
{
  GError *error = g_error_new_literal (SUPA_ERROR, code, message != NULL ? message : "The server gave no reason");
  SupaErrorPrivate *priv = supa_error_get_private (error);

  priv->server_code = g_strdup (server_code);
  priv->hint = g_strdup (hint);
  priv->http_status = http_status;
  return error;
}

/*< private >
 * supa_error_copy_as:
 *
 * Returns: (transfer full): the same failure under another code; everything that the server said stays
 */
GError *
supa_error_copy_as (const GError *error,
                    SupaError     code)
{
  GError *copy = supa_error_new (code, supa_error_get_http_status (error), supa_error_get_server_code (error),
                                 supa_error_get_hint (error), error->message);

  supa_error_set_details (copy, supa_error_get_details (error));
  supa_error_set_retry_after (copy, supa_error_get_retry_after (error));
  return copy;
}

/*< private >
 * supa_error_set_details:
 * @error: a SUPA_ERROR
 * @details: (nullable): the member `details` of the answer: text, or the JSON of what is no text
 */
void
supa_error_set_details (GError     *error,
                        const char *details)
{
  SupaErrorPrivate *priv = supa_error_get_private (error);
  char *copy = g_strdup (details);

  g_free (priv->details);
  priv->details = copy;
}

/*< private >
 * supa_error_set_retry_after:
 * @error: a SUPA_ERROR
 * @seconds: what the header Retry-After said, 0 where it said nothing
 */
void
supa_error_set_retry_after (GError *error,
                            guint   seconds)
{
  supa_error_get_private (error)->retry_after = seconds;
}

/**
 * supa_error_get_server_code:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the code that the server gave, such as `42501`, `PGRST116` or `invalid_credentials`;
 *   %NULL for errors of another domain or without such a code
 */
const char *
supa_error_get_server_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SUPA_ERROR ? supa_error_get_private (error)->server_code : NULL;
}

/**
 * supa_error_get_hint:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the server's advice, in the server's language
 */
const char *
supa_error_get_hint (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SUPA_ERROR ? supa_error_get_private (error)->hint : NULL;
}

/**
 * supa_error_get_details:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the member `details` of PostgREST's error shape: its text, or JSON where it holds an object or a list
 */
const char *
supa_error_get_details (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SUPA_ERROR ? supa_error_get_private (error)->details : NULL;
}

/**
 * supa_error_get_retry_after:
 * @error: any error
 *
 * Returns: after how many seconds the server wants to be asked again (the header Retry-After), or 0 where it did not say
 */
guint
supa_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == SUPA_ERROR ? supa_error_get_private (error)->retry_after : 0;
}

/**
 * supa_error_get_http_status:
 * @error: any error
 *
 * Storage answers nearly every failure with 400 and tells the real status in the body; it is the real one that is given
 * here (wire facts E.1).
 *
 * Returns: the HTTP status, or 0 where there was no answer
 */
guint
supa_error_get_http_status (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == SUPA_ERROR ? supa_error_get_private (error)->http_status : 0;
}

/**
 * supa_error_is_transient:
 * @error: any error
 *
 * Whether the same request may succeed later although nobody changes it: the network is away, the server is busy or broken.
 * An address without a server and a wrong certificate count as well, since a sleeping VPN and the sign-in page of a
 * hotel's network look just like that.
 *
 * Returns: %TRUE where trying again later makes sense
 */
gboolean
supa_error_is_transient (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain != SUPA_ERROR)
    return FALSE;

  switch ((SupaError) error->code)
    {
    case SUPA_ERROR_OFFLINE:
    case SUPA_ERROR_NO_SERVER:
    case SUPA_ERROR_CERTIFICATE:
    case SUPA_ERROR_RATE_LIMITED:
    case SUPA_ERROR_SERVER:
      return TRUE;

    case SUPA_ERROR_API_KEY:
    case SUPA_ERROR_CREDENTIALS:
    case SUPA_ERROR_SESSION_ENDED:
    case SUPA_ERROR_TOKEN:
    case SUPA_ERROR_FORBIDDEN:
    case SUPA_ERROR_NOT_FOUND:
    case SUPA_ERROR_CONFLICT:
    case SUPA_ERROR_TOO_LARGE:
    case SUPA_ERROR_INVALID:
    case SUPA_ERROR_SECOND_FACTOR:
    default:
      return FALSE;
    }
}
