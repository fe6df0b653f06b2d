/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session-private.h"
#include "test-desk.h"

G_BEGIN_DECLS

/* A session without a backend, which can be killed and started anew. */

#define NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)
#define ME "00000000-0000-4000-8000-0000000000aa"
#define T1 "00000000-0000-4000-8000-000000000001"

typedef struct
{
  char *folder;
  DeskClock *clock;
  DeskSession *session;
  guint n_ids;
} DraftFixture;

void       draft_fixture_set_up    (DraftFixture *fixture, gconstpointer data);
void       draft_fixture_tear_down (DraftFixture *fixture, gconstpointer data);
void       draft_fixture_restart   (DraftFixture *fixture);
DeskDraft *draft_fixture_open      (DraftFixture *fixture, const char *ticket_id, DeskDraftMode mode);

#define DRAFT_TEST(path, function) \
  g_test_add ("/desk/draft/" path, DraftFixture, NULL, draft_fixture_set_up, function, draft_fixture_tear_down)

G_END_DECLS
