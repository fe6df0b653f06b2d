/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-main-menu.h"

#include <glib/gi18n.h>

/**
 * guichet_main_menu_new:
 * @signed_in: whether somebody is signed in
 *
 * Returns: (transfer full): the main menu, which stands in the first header bar of each page
 */
GMenuModel *
guichet_main_menu_new (gboolean signed_in)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) queue = g_menu_new ();
  g_autoptr (GMenu) help = g_menu_new ();
  g_autoptr (GMenu) account = g_menu_new ();

  if (signed_in)
    {
      g_autoptr (GMenuItem) triage = g_menu_item_new (_("_Go Through the List"), "win.triage");

      g_menu_append (queue, _("_Find in the List"), "win.find");
      /* Clients have no triage. */
      g_menu_item_set_attribute (triage, "hidden-when", "s", "action-disabled");
      g_menu_append_item (queue, triage);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (queue));
      g_menu_append (help, _("_Preferences"), "win.show-preferences");
    }
  g_menu_append (help, _("_Keyboard Shortcuts"), "win.show-shortcuts");
  g_menu_append (help, _("_About Guichet"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (help));
  if (signed_in)
    {
      g_menu_append (account, _("_My Data"), "win.show-my-data");
      g_menu_append (account, _("_Sign Out"), "win.sign-out");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (account));
    }

  return G_MENU_MODEL (menu);
}
