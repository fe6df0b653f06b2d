/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-main-menu.h"

#include <glib/gi18n.h>

static GMenuModel *
create (gboolean signed_in)
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

static void
on_popup (GtkMenuButton *button,
          gpointer signed_in)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  menu = create (GPOINTER_TO_INT (signed_in));
  gtk_menu_button_set_menu_model (button, menu);
}

/**
 * guichet_main_menu_add:
 * @button: a button in the first header bar of a page
 * @signed_in: whether somebody is signed in
 *
 * Gives the button the main menu, which is made when somebody first opens it.
 */
void
guichet_main_menu_add (GtkMenuButton *button,
                       gboolean signed_in)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  gtk_menu_button_set_create_popup_func (button, on_popup, GINT_TO_POINTER (signed_in), NULL);
}
