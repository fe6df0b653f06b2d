/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-place-private.h"

#include "guichet-cases-pane.h"
#include "guichet-people-pane.h"
#include "guichet-split.h"

/* What waits for support stands where no person is shown; each case leads to its person, and is open beside them. */

/* The same row as an object that follows the person; one that is older than what is loaded of them stands for itself. */
static DeskCase *
dup_of_person (DeskPerson *person,
               DeskCase *item)
{
  GListModel *cases = DESK_IS_INCIDENT (item) ? desk_person_get_incidents (person) : desk_person_get_privacy_requests (person);

  for (guint i = 0; i < g_list_model_get_n_items (cases); i++)
    {
      g_autoptr (DeskCase) each = g_list_model_get_item (cases, i);

      if (g_strcmp0 (desk_case_get_id (each), desk_case_get_id (item)) == 0)
        return g_steal_pointer (&each);
    }

  return g_object_ref (item);
}

static void
on_person_changed (DeskPerson *person,
                   GuichetSupportPlace *self)
{
  g_autoptr (DeskCase) item = NULL;
  g_autoptr (DeskCase) wanted = NULL;

  if (desk_person_get_loading (person))
    return;
  g_signal_handlers_disconnect_by_func (person, on_person_changed, self);
  wanted = g_steal_pointer (&self->wanted);
  /* Somebody else is looked at by now, or nobody knows anything of the person. */
  if (wanted == NULL || self->person != person || desk_person_get_loaded_at (person) == 0)
    return;

  item = dup_of_person (person, wanted);
  if (DESK_IS_INCIDENT (item))
    guichet_support_place_show_incident (self, DESK_INCIDENT (item));
  else
    guichet_support_place_show_request (self, DESK_PRIVACY_REQUEST (item));
}

static void
on_case_opened (GuichetSupportPlace *self,
                DeskCase *item)
{
  g_autoptr (DeskPerson) person = desk_support_dup_person (self->support, desk_case_get_user_id (item));

  g_set_object (&self->wanted, item);
  g_signal_handlers_disconnect_by_func (person, on_person_changed, self);
  g_signal_connect_object (person, "changed", G_CALLBACK (on_person_changed), self, 0);
  guichet_support_place_show (self, person);
}

/* Looks for what is new, where it is seen. */
void
guichet_support_place_load_waiting (GuichetSupportPlace *self)
{
  if (self->person == NULL && !desk_open_cases_get_loading (self->open))
    desk_open_cases_load (self->open);
}

/* Back from a person to what waits. */
void
guichet_support_place_show_waiting (GuichetSupportPlace *self)
{
  self->case_open = FALSE;
  g_clear_object (&self->wanted);
  g_clear_object (&self->person);
  gtk_stack_set_visible_child (GTK_STACK (self->who), self->waiting_pane);
  guichet_people_pane_select (GUICHET_PEOPLE_PANE (self->people_pane), NULL);
  guichet_support_place_arrange (self);
  guichet_support_place_update_actions (self);
  guichet_split_show_content (GUICHET_SPLIT (self->split));
  guichet_support_place_load_waiting (self);
  gtk_widget_child_focus (self->waiting_pane, GTK_DIR_TAB_FORWARD);
}

void
guichet_support_place_create_waiting (GuichetSupportPlace *self,
                                      DeskSession *session)
{
  self->waiting_pane = guichet_cases_pane_new (session, self->open);
  g_signal_connect_swapped (self->waiting_pane, "case-opened", G_CALLBACK (on_case_opened), self);
}
