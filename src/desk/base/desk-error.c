/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (desk-error-quark, desk_error)

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
  g_return_val_if_fail (error != NULL, NULL);

  G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == DESK_ERROR_OUTBOX_LOST + 1);

  return g_strdup (_(find_sentence (error)));
}
