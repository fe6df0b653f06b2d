/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GuichetOptions:
 * @server: (nullable): the address of a server
 * @key: (nullable): its key
 * @email: (nullable): who signs in
 * @password_file: (nullable): where the password stands
 * @new_instance: whether to run beside a Guichet that runs already
 *
 * What the command line says.
 */
typedef struct
{
  char *server;
  char *key;
  char *email;
  char *password_file;
  gboolean new_instance;
} GuichetOptions;

GuichetOptions *guichet_options_new           (GApplication *application);
void            guichet_options_free          (GuichetOptions *self);
char           *guichet_options_read_password (GuichetOptions *self, GError **error);

G_END_DECLS
