/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-ui.h"

#include <adwaita.h>

#include "guichet-resources.h"
#include "guichet-templates.h"

/**
 * guichet_ui_init:
 *
 * Makes templates, style sheets and icons known. Before anything else of the user interface; again is no error.
 */
void
guichet_ui_init (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      guichet_register_resource ();
      guichet_templates_register_resource ();
      g_once_init_leave (&done, 1);
    }
}

/**
 * guichet_ui_style:
 *
 * Settings of GTK that the program needs, once there is a display.
 */
void
guichet_ui_style (void)
{
  /* A label that can be selected would select all of itself whenever Tab passes. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
}
