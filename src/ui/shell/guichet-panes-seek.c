/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-panes-private.h"

#include "desk-choice.h"

/* Where the palette leads besides tickets: the list, with what was sought. */

static char *
dup_label (GListModel *choices,
           const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (desk_choice_get_id (choice), id) == 0)
        return g_strdup (desk_choice_get_label (choice));
    }

  return NULL;
}

/**
 * guichet_panes_show_company:
 * @self: the panes
 * @company_id: a company
 *
 * Shows the tickets of a company.
 */
void
guichet_panes_show_company (GuichetPanes *self,
                            const char *company_id)
{
  g_autofree char *name = NULL;

  g_return_if_fail (GUICHET_IS_PANES (self));
  g_return_if_fail (company_id != NULL);

  name = dup_label (desk_session_get_companies (self->session), company_id);
  if (name == NULL)
    return;
  guichet_panes_show_view (self, DESK_VIEW_ALL);
  guichet_panes_find (self);
  guichet_list_pane_set_words (self->list, name);
}
