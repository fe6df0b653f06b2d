/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "guichet-application.h"

int
main (int argc,
      char **argv)
{
  g_autoptr (GuichetApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Guichet");
  g_set_prgname (APPLICATION_ID);

  application = guichet_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
