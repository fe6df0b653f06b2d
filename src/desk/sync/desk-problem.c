/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-problem.h"

#include <gio/gio.h>

#include "supa-error.h"

static DeskError
judge_supa (const GError *error)
{
  switch ((SupaError) error->code)
    {
    case SUPA_ERROR_OFFLINE:
      return DESK_ERROR_OFFLINE;
    case SUPA_ERROR_NO_SERVER:
      return DESK_ERROR_NO_SERVER;
    case SUPA_ERROR_CERTIFICATE:
      return DESK_ERROR_CERTIFICATE;
    case SUPA_ERROR_API_KEY:
      return DESK_ERROR_KEY;
    case SUPA_ERROR_CREDENTIALS:
      return DESK_ERROR_PASSWORD;
    case SUPA_ERROR_SESSION_ENDED:
    case SUPA_ERROR_TOKEN:
      return DESK_ERROR_SESSION_ENDED;
    case SUPA_ERROR_FORBIDDEN:
      return DESK_ERROR_FORBIDDEN;
    case SUPA_ERROR_NOT_FOUND:
      return DESK_ERROR_NOT_FOUND;
    case SUPA_ERROR_CONFLICT:
      /* The two refusals of the rules have names of their own, which stand where PostgREST puts the message. */
      if (g_str_equal (error->message, "ticket_closed"))
        return DESK_ERROR_CLOSED;
      if (g_str_equal (error->message, "invalid_status_change"))
        return DESK_ERROR_STATUS;
      return DESK_ERROR_INVALID;
    case SUPA_ERROR_TOO_LARGE:
      return DESK_ERROR_TOO_LARGE;
    case SUPA_ERROR_RATE_LIMITED:
    case SUPA_ERROR_SERVER:
      return DESK_ERROR_BUSY;
    case SUPA_ERROR_INVALID:
    default:
      return DESK_ERROR_INVALID;
    }
}

static DeskError
judge_local (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return DESK_ERROR_DISK_FULL;
  return DESK_ERROR_FILE;
}

/**
 * desk_problem_new:
 * @error: of the Supabase client, of the disk, or of the desk already
 *
 * Returns: (transfer full): the same as an error of %DESK_ERROR; being cancelled stays what it is
 */
GError *
desk_problem_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == DESK_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == SUPA_ERROR)
    return g_error_new_literal (DESK_ERROR, judge_supa (error), error->message);
  return g_error_new_literal (DESK_ERROR, judge_local (error), error->message);
}

/**
 * desk_problem_is_transient:
 * @error: what sending something ended with
 *
 * Whether the same may go through later although the person changes nothing. A session that must be renewed and a key that was changed
 * count: what was written goes out once they are in order.
 */
gboolean
desk_problem_is_transient (const GError *error)
{
  return supa_error_is_transient (error)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_TOKEN)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_SESSION_ENDED)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_API_KEY);
}

/** desk_problem_is_silence: whether nobody answered at all, so that one is offline. */
gboolean
desk_problem_is_silence (const GError *error)
{
  return g_error_matches (error, SUPA_ERROR, SUPA_ERROR_OFFLINE)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_NO_SERVER)
         || g_error_matches (error, SUPA_ERROR, SUPA_ERROR_CERTIFICATE);
}
