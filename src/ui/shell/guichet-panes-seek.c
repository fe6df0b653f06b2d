/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include "desk-choice.h"
#include "guichet-support-place.h"

/* Where the palette leads besides tickets: the list, filtered by what was sought. */

/* The whole queue, but for what the filter leaves out; who works by keyboard is in the list. */
static void
show_filtered (GuichetPanes *self,
               const DeskListFilter *filter)
{
  guichet_panes_show_view (self, DESK_VIEW_ALL);
  guichet_list_pane_set_filter (guichet_panes_get_list (self), filter);
  guichet_list_pane_focus (self->list);
}

/**
 * guichet_panes_show_company:
 * @self: the panes
 * @company_id: a company
 *
 * Shows the tickets that a company filed, and those that concern it.
 */
void
guichet_panes_show_company (GuichetPanes *self,
                            const char *company_id)
{
  g_autoptr (DeskListFilter) filter = NULL;

  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (company_id != NULL);

  filter = desk_list_filter_new ();
  desk_list_filter_set (filter->companies, company_id, TRUE);
  show_filtered (self, filter);
}

static gboolean
is_colleague (GuichetPanes *self,
              const char *user_id)
{
  GListModel *staff = desk_session_get_staff (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (staff); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (staff, i);

      if (g_strcmp0 (desk_choice_get_id (choice), user_id) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * guichet_panes_show_person:
 * @self: the panes
 * @user_id: somebody
 * @company_id: (nullable): the company that they file tickets for
 *
 * Shows the tickets that a colleague has, or those of a client's company; a client who never filed one is found in the support console.
 */
void
guichet_panes_show_person (GuichetPanes *self,
                           const char *user_id,
                           const char *company_id)
{
  g_autoptr (DeskListFilter) filter = NULL;

  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (user_id != NULL);

  if (is_colleague (self, user_id))
    {
      filter = desk_list_filter_new ();
      desk_list_filter_set (filter->assignees, user_id, TRUE);
      show_filtered (self, filter);
    }
  else if (company_id != NULL)
    guichet_panes_show_company (self, company_id);
  else
    {
      guichet_panes_show_place (self, "support");
      if (GUICHET_IS_SUPPORT_PLACE (self->place))
        guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (self->place), user_id);
    }
}
