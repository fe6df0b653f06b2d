/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  char *refusal;
  char **fields;
  guint retry_after;
} DeskErrorPrivate;

static void
desk_error_private_init (DeskErrorPrivate *priv)
{
}

static void
desk_error_private_copy (const DeskErrorPrivate *from, DeskErrorPrivate *to)
{
  to->refusal = g_strdup (from->refusal);
  to->fields = g_strdupv (from->fields);
  to->retry_after = from->retry_after;
}

static void
desk_error_private_clear (DeskErrorPrivate *priv)
{
  g_clear_pointer (&priv->refusal, g_free);
  g_clear_pointer (&priv->fields, g_strfreev);
}

/* This defines desk_error_quark() as well. */
G_DEFINE_EXTENDED_ERROR (DeskError, desk_error)

/* In the order of DeskError. Each says what happened and what the person can do. */
static const char *const sentences[] = {
  N_("The server cannot be reached. Your changes are kept and sent as soon as the connection is back."),
  N_("There is no help desk at this address. Check the server address."),
  N_("The server’s certificate is not trusted, so nothing was sent. Check the address, or ask whoever runs the server."),
  N_("The server does not accept the project key. Copy it again from the project’s settings."),
  N_("E-mail address and password do not match. Check both and try again."),
  N_("Your session has ended. Sign in again to go on; nothing you wrote is lost."),
  N_("You are not allowed to do this. Ask an administrator if you need to."),
  N_("This is no longer there, or you may no longer see it."),
  N_("This request is closed. File a follow-up request to go on with it."),
  N_("The status cannot be changed like this. It may have changed in the meantime; look at it again."),
  N_("The file is too large. Send a smaller one, or a link to it."),
  N_("The server does not accept this. Check what you entered and try again."),
  N_("The server is busy. Wait a moment and try again."),
  N_("The disk is full. Make some room, then try again."),
  N_("A file could not be read or written. Check that it is there and that you may use it."),
  N_("The keyring is locked or missing, so you will have to sign in again next time. Unlock it to stay signed in."),
  N_("What is kept on this computer is damaged. Close Guichet and start it again: it will repair itself."),
  N_("What was kept on this computer was damaged and is being loaded again. Nothing you wrote is lost."),
  N_("What was kept on this computer was damaged and is being loaded again. Check your last replies: some that were not sent yet may be lost."),
  N_("A second factor is asked for. Enter the code that your authenticator shows."),
};

/* The stable codes of calls that are refused, where a sentence can say more than the kind of error does. */
static const struct
{
  const char *refusal;
  const char *sentence;
} refusals[] = {
  { "otp_expired", N_("This code is wrong, or too old. Check it, or ask for another one.") },
  { "mfa_verification_failed", N_("This code is wrong. Wait for the next one that your authenticator shows, and enter that.") },
  { "mfa_challenge_expired", N_("That took too long. Enter the code that your authenticator shows now.") },
  { "email_provider_disabled", N_("This server sends no codes by e-mail. Sign in with your password.") },
  { "otp_disabled", N_("Nobody with this e-mail address has an account here. Check the address, or ask whoever runs the help desk.") },
  { "over_email_send_rate_limit", N_("A code was sent a moment ago. Wait a minute before you ask for another one.") },
  { "email_not_confirmed", N_("This address is not confirmed yet. Open the link in the e-mail that you got, then sign in.") },
  { "user_banned", N_("This account is locked. Ask whoever runs the help desk.") },
  { "insufficient_role", N_("Your role does not allow this. Ask an administrator if you need to.") },
  { "incident_not_found", N_("This incident is no longer there.") },
  { "user_not_found", N_("This person is no longer there.") },
  { "privacy_request_not_found", N_("This privacy request is no longer there.") },
  { "incident_invalid_transition", N_("The incident cannot take this step. Somebody may have changed it; look at it again.") },
  { "privacy_request_invalid_transition",
    N_("The privacy request cannot take this step. Somebody may have changed it; look at it again.") },
  { "changed_meanwhile", N_("Somebody else changed this meanwhile. What they saved is shown now; look at it, then make your change again.") },
  { "calendar_in_use", N_("A priority or a ticket counts by this calendar, so it stays, with at least one hour.") },
  { "calendar_without_hours", N_("A calendar without hours never opens. Give it hours first.") },
  { "calendar_hours_overlap", N_("Two ranges of a day overlap. Let each begin after the one before it ends.") },
  { "category_not_found", N_("This category is no longer there.") },
  { "calendar_not_found", N_("This calendar is no longer there.") },
  { "working_time_out_of_range", N_("The calendar does not have that much working time. Choose a shorter target, or more hours.") },
  { "unknown_placeholder", N_("The text names a variable that this e-mail does not have.") },
  { "broken_placeholder", N_("Some braces belong to no variable. Write variables like {{number}}.") },
  { "address_not_valid", N_("This is not an e-mail address.") },
  { "time_zone_not_known", N_("There is no such time zone. Choose one from the list.") },
  { "role_not_allowed", N_("Only an administrator gives a role, and never to themselves.") },
  { "administrator_only", N_("Only an administrator may do this.") },
  { "email_not_waiting", N_("This e-mail was sent meanwhile, or is being sent.") },
  { "email_event_not_found", N_("This e-mail is no longer there.") },
  { "staff_only", N_("Only staff sees this.") },
  { "last_administrator", N_("A desk needs an administrator. Make somebody else one first.") },
  { "23505", N_("There is one with this name already. Choose another name.") },
  { "23514", N_("Something that was entered is empty, too long or out of range. Check it and try again.") },
  { "user_not_erasable", N_("This person cannot be erased: somebody of staff never is, and nobody twice.") },
  { "internal_error", N_("The server could not do it, and changed nothing. Try again, and tell your administrator if it keeps happening.") },
  { "company_not_active", N_("A company that you chose is not active any more, so the ticket cannot concern it.") },
  { "validation_error", N_("Something that was entered is not accepted. Check what is marked and try again.") },
};

static const char unknown[] = N_("Something went wrong. Try again, and tell your administrator if it keeps happening.");

/* Errors of other domains that reach a person: files that they picked, the network below us. */
static DeskError
code_from_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return DESK_ERROR_DISK_FULL;
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_TIMED_OUT:
    case G_IO_ERROR_PROXY_FAILED:
      return DESK_ERROR_OFFLINE;
    case G_IO_ERROR_BUSY:
      return DESK_ERROR_BUSY;
    default:
      return DESK_ERROR_FILE;
    }
}

static const char *
find_sentence (const GError *error)
{
  const char *refusal = desk_error_get_refusal (error);

  for (guint i = 0; refusal != NULL && i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (refusals[i].refusal, refusal))
      return refusals[i].sentence;

  if (error->domain == DESK_ERROR && error->code >= 0 && (guint) error->code < G_N_ELEMENTS (sentences))
    return sentences[error->code];
  if (error->domain == G_IO_ERROR)
    return sentences[code_from_io_error (error->code)];
  if (error->domain == G_FILE_ERROR)
    return sentences[error->code == G_FILE_ERROR_NOSPC ? DESK_ERROR_DISK_FULL : DESK_ERROR_FILE];
  if (error->domain == G_RESOLVER_ERROR)
    return sentences[DESK_ERROR_OFFLINE];
  if (error->domain == G_TLS_ERROR)
    return sentences[DESK_ERROR_CERTIFICATE];

  return unknown;
}

/**
 * desk_error_dup_sentence:
 * @error: an error, of %DESK_ERROR or of what lies below it
 *
 * Turns an error into a sentence that a person can act on, in their language. The message of the error itself is for logs and never shows.
 * May be called from any thread.
 *
 * Returns: (transfer full): plain text
 */
char *
desk_error_dup_sentence (const GError *error)
{
  guint seconds;

  g_return_val_if_fail (error != NULL, NULL);

  G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == DESK_ERROR_SECOND_FACTOR + 1);

  seconds = desk_error_get_retry_after (error);
  if (error->domain == DESK_ERROR && error->code == DESK_ERROR_BUSY && seconds > 0)
    return g_strdup_printf (ngettext ("Too many requests at once. Try again in %u second.",
                                      "Too many requests at once. Try again in %u seconds.", seconds), seconds);

  return g_strdup (_(find_sentence (error)));
}

/*< private >
 * desk_error_new_refused:
 * @refusal: (nullable): the stable code of the refusal
 * @fields: (nullable): the names of the fields that are not accepted
 * @retry_after: in how many seconds to ask again, 0 for not said
 *
 * Returns: (transfer full): an error of %DESK_ERROR that remembers what the backend said
 */
GError *
desk_error_new_refused (DeskError code, const char *message, const char *refusal, const char * const *fields, guint retry_after)
{
  GError *error = g_error_new_literal (DESK_ERROR, code, message);
  DeskErrorPrivate *priv = desk_error_get_private (error);

  priv->refusal = g_strdup (refusal);
  priv->fields = g_strdupv ((char **) fields);
  priv->retry_after = retry_after;
  return error;
}

/**
 * desk_error_get_refusal:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the stable code with which the backend refused, such as `incident_invalid_transition`
 */
const char *
desk_error_get_refusal (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == DESK_ERROR ? desk_error_get_private (error)->refusal : NULL;
}

/**
 * desk_error_get_retry_after:
 * @error: any error
 *
 * Returns: in how many seconds the backend wants to be asked again, or 0 where it did not say
 */
guint
desk_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == DESK_ERROR ? desk_error_get_private (error)->retry_after : 0;
}

/**
 * desk_error_names_field:
 * @error: any error
 * @field: the wire name of what a person entered
 *
 * Returns: whether the backend refused just this field
 */
gboolean
desk_error_names_field (const GError *error, const char *field)
{
  const char * const *fields;

  g_return_val_if_fail (error != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  if (error->domain != DESK_ERROR)
    return FALSE;
  fields = (const char * const *) desk_error_get_private (error)->fields;
  return fields != NULL && g_strv_contains (fields, field);
}
