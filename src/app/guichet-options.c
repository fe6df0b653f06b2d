/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-options.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * guichet_options_new:
 * @application: the application
 *
 * Makes the options known to @application, which fills them in when it reads its command line.
 *
 * Returns: (transfer full): the options
 */
GuichetOptions *
guichet_options_new (GApplication *application)
{
  GuichetOptions *self = g_new0 (GuichetOptions, 1);
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_("Address of the server"), N_("URL") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &self->key, N_("Key of the server"), N_("KEY") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &self->email, N_("E-mail address of who signs in"), N_("ADDRESS") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file, N_("File whose first line is the password"),
      N_("FILE") },
    { "new-instance", 0, 0, G_OPTION_ARG_NONE, &self->new_instance, N_("Run beside a Guichet that runs already"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
    { NULL },
  };

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  g_application_add_main_option_entries (application, entries);

  return self;
}

/**
 * guichet_options_free:
 * @self: the options
 *
 * Frees them.
 */
void
guichet_options_free (GuichetOptions *self)
{
  g_free (self->server);
  g_free (self->key);
  g_free (self->email);
  g_free (self->password_file);
  g_free (self);
}

/**
 * guichet_options_read_password:
 * @self: the options
 * @error: why the file could not be read, as a sentence
 *
 * Reads the password. It is never an argument, where every process could see it.
 *
 * Returns: (transfer full) (nullable): the first line of the file
 */
char *
guichet_options_read_password (GuichetOptions *self,
                               GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && self->password_file != NULL, NULL);

  if (!g_file_get_contents (self->password_file, &text, NULL, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The file with the password, %s, cannot be read."),
                   self->password_file);
      return NULL;
    }

  return g_strndup (text, strcspn (text, "\r\n"));
}
