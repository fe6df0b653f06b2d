/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "screens.h"

#include "desk-session-internal.h"

/* People of the demonstration sign in once, when they are first wanted; somebody of the fixture is new for every page. */

static const char *const emails[] = {
  [SCREEN_REAL_AGENT] = "agent@desk.test",
  [SCREEN_REAL_OPS] = "ops@desk.test",
  [SCREEN_REAL_ADMIN] = "admin@desk.test",
  [SCREEN_REAL_CLIENT] = "client@north.test",
  [SCREEN_REAL_OTHER_CLIENT] = "client@south.test",
};

static TestBackend *backend;
static TestPerson *people[G_N_ELEMENTS (emails)];

TestBackend *
screens_people_get_backend (void)
{
  if (backend == NULL)
    {
      g_autoptr (GError) error = NULL;

      backend = test_backend_start ("demo", &error);
      g_assert_no_error (error);
    }

  return backend;
}

static DeskSession *
get_real (ScreenPerson person)
{
  if (people[person] == NULL)
    {
      people[person] = test_person_new (screens_people_get_backend (), emails[person]);
      test_person_sign_in (people[person]);
      test_person_wait_synced (people[person]);
    }

  return people[person]->session;
}

/* What the staff wrote on two of their tickets. */
static void
put_labels (UiFixture *fixture)
{
  ui_fixture_merge (fixture, "ticket_triage",
                    "[{\"ticket_id\":\"" UI_FIXTURE_TICKET "\",\"labels\":[\"vat\",\"invoices\"],\"updated_at\":\"2026-06-30T09:30:00+00:00\"},"
                    "{\"ticket_id\":\"10000000-0000-4000-8000-000000001041\",\"labels\":[\"escalated\",\"sign-in\"],"
                    "\"updated_at\":\"2026-06-30T09:30:00+00:00\"}]");
}

/* fixture is to be freed where it is set; the session belongs to it, or to the person. */
DeskSession *
screens_people_get (ScreenPerson person,
                    UiFixture **fixture)
{
  static const DeskRole roles[] = {
    [SCREEN_STAFF] = DESK_ROLE_SUPPORT,
    [SCREEN_ADMIN] = DESK_ROLE_ADMIN,
    [SCREEN_CLIENT] = DESK_ROLE_CLIENT,
    [SCREEN_NEW_STAFF] = DESK_ROLE_SUPPORT,
    [SCREEN_NEW_CLIENT] = DESK_ROLE_CLIENT,
    [SCREEN_NOBODY] = DESK_ROLE_CLIENT,
  };

  *fixture = NULL;
  if (person >= SCREEN_REAL_AGENT)
    return get_real (person);

  *fixture = ui_fixture_new (roles[person], person < SCREEN_NEW_STAFF);
  ui_fixture_set_line (*fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  if (person == SCREEN_STAFF || person == SCREEN_ADMIN)
    put_labels (*fixture);
  if (person == SCREEN_NOBODY)
    desk_session_take_state ((*fixture)->session, DESK_SESSION_SIGNED_OUT);

  return (*fixture)->session;
}

void
screens_people_clear (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_clear_pointer (&people[i], test_person_free);
  g_clear_pointer (&backend, test_backend_free);
}
