/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-support-place-private.h"

/* Incidents and notes to people that somebody changed and did not save: they stay while one looks at other people and pages, and would go with the window. */

static gboolean
has_changes (GuichetPlace *place)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (place);

  return guichet_incident_pane_find_unsaved (GUICHET_INCIDENT_PANE (self->incident_pane), NULL, NULL) ||
         guichet_privacy_pane_find_unsaved (GUICHET_PRIVACY_PANE (self->privacy_pane), NULL, NULL);
}

/* One after the other, each where it can be seen: one that is refused is left in sight. */
static void
save (GuichetPlace *place)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (place);
  DeskPrivacyRequest *request;
  DeskIncident *incident;
  DeskPerson *person;

  if (guichet_incident_pane_find_unsaved (GUICHET_INCIDENT_PANE (self->incident_pane), &person, &incident))
    {
      guichet_support_place_show (self, person);
      guichet_support_place_show_incident (self, incident);
      guichet_incident_pane_save (GUICHET_INCIDENT_PANE (self->incident_pane));
    }
  else if (guichet_privacy_pane_find_unsaved (GUICHET_PRIVACY_PANE (self->privacy_pane), &person, &request))
    {
      guichet_support_place_show (self, person);
      guichet_support_place_show_request (self, request);
      guichet_privacy_pane_save (GUICHET_PRIVACY_PANE (self->privacy_pane));
    }
  else
    guichet_place_settled (place, TRUE);
}

static void
discard (GuichetPlace *place)
{
  GuichetSupportPlace *self = GUICHET_SUPPORT_PLACE (place);

  guichet_incident_pane_discard_all (GUICHET_INCIDENT_PANE (self->incident_pane));
  guichet_privacy_pane_discard_all (GUICHET_PRIVACY_PANE (self->privacy_pane));
}

static void
on_settled (GuichetSupportPlace *self,
            gboolean saved)
{
  GuichetPlace *place = GUICHET_PLACE (self);

  if (saved && guichet_place_is_saving (place) && has_changes (place))
    save (place);
  else
    guichet_place_settled (place, saved);
}

/* What was under way keeps the panes until its answer is there, which may be after the place has gone with the role. */
void
guichet_support_place_watch_changes (GuichetSupportPlace *self)
{
  g_signal_connect_object (self->incident_pane, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->privacy_pane, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
}

void
guichet_support_place_install_leaving (GuichetPlaceClass *place_class)
{
  place_class->has_changes = has_changes;
  place_class->save = save;
  place_class->discard = discard;
  place_class->keeps_changes = TRUE;
}
