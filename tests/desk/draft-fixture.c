/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "draft-fixture.h"

static char *
next_id (gpointer user_data)
{
  DraftFixture *fixture = user_data;

  return g_strdup_printf ("00000000-0000-4000-9000-%012u", ++fixture->n_ids);
}

static void
start (DraftFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->session = desk_session_new_offline (fixture->folder, fixture->clock, next_id, fixture, ME, DESK_ROLE_CLIENT, &error);
  g_assert_no_error (error);
}

void
draft_fixture_set_up (DraftFixture *fixture, gconstpointer data)
{
  fixture->folder = test_folder_new ();
  fixture->clock = test_clock_new (NOW);
  start (fixture);
}

void
draft_fixture_tear_down (DraftFixture *fixture, gconstpointer data)
{
  test_wait_for (G_OBJECT (fixture->session)->ref_count == 1);
  g_assert_finalize_object (fixture->session);
  /* Answers that were on their way find nobody. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

/* As kill -9 would: nothing is told, the files stay as they are. A second session reads them. */
void
draft_fixture_restart (DraftFixture *fixture)
{
  g_assert_finalize_object (fixture->session);
  start (fixture);
}

DeskDraft *
draft_fixture_open (DraftFixture *fixture, const char *ticket_id, DeskDraftMode mode)
{
  DeskDraft *draft = desk_session_open_draft (fixture->session, ticket_id, mode);
  gboolean ready = FALSE;

  test_wait_for ((g_object_get (draft, "ready", &ready, NULL), ready));
  return draft;
}
