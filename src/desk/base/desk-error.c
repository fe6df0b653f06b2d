/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (desk-error-quark, desk_error)

/**
 * desk_error_dup_sentence:
 * @error: an error, of %DESK_ERROR or of anything else
 *
 * The one place where an error becomes a sentence that a person can act on, in their language. The error's own message, which may come from a
 * server, is never shown.
 *
 * Returns: (transfer full): the sentence
 */
char *
desk_error_dup_sentence (const GError *error)
{
  const char *sentence = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != DESK_ERROR)
    return g_strdup (_("Something went wrong. Try again, and tell your administrator if it keeps happening."));

  switch ((DeskError) error->code)
    {
    case DESK_ERROR_OFFLINE:
      sentence = _("The server does not answer. Check your connection; what you write is kept and sent later.");
      break;
    case DESK_ERROR_NO_SERVER:
      sentence = _("There is no help desk at this address. Check the server's address.");
      break;
    case DESK_ERROR_CERTIFICATE:
      sentence = _("The server's certificate is not trusted. Check the address, or ask your administrator.");
      break;
    case DESK_ERROR_KEY:
      sentence = _("The server does not accept this key. Check the key, or ask your administrator for it.");
      break;
    case DESK_ERROR_PASSWORD:
      sentence = _("E-mail and password do not match. Check both and try again.");
      break;
    case DESK_ERROR_SESSION_ENDED:
      sentence = _("Your session has ended. Sign in again; what you wrote is kept.");
      break;
    case DESK_ERROR_FORBIDDEN:
      sentence = _("You are not allowed to do this. Ask your administrator if you need it.");
      break;
    case DESK_ERROR_NOT_FOUND:
      sentence = _("This is gone, or you may no longer see it.");
      break;
    case DESK_ERROR_CLOSED:
      sentence = _("This ticket is closed. File a follow-up request instead.");
      break;
    case DESK_ERROR_STATUS:
      sentence = _("The ticket cannot take this status from where it is now.");
      break;
    case DESK_ERROR_TOO_LARGE:
      sentence = _("The file is larger than 50 MB. Make it smaller, or split it.");
      break;
    case DESK_ERROR_INVALID:
      sentence = _("The server does not accept this. Check what you entered.");
      break;
    case DESK_ERROR_BUSY:
      sentence = _("The server is busy. Try again in a moment.");
      break;
    case DESK_ERROR_DISK_FULL:
      sentence = _("There is no space left on this computer. Free some, then try again.");
      break;
    case DESK_ERROR_FILE:
      sentence = _("The file cannot be read or written. Check that it exists and that you may open it.");
      break;
    case DESK_ERROR_KEYRING:
      sentence = _("The keyring is locked or missing. Unlock it to stay signed in.");
      break;
    default:
      sentence = _("Something went wrong. Try again, and tell your administrator if it keeps happening.");
    }
  return g_strdup (sentence);
}
