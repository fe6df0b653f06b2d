/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-conversation.h"
#include "desk-error.h"
#include "desk-notifier.h"
#include "desk-session-private.h"
#include "desk-ticket-list.h"
#include "supa-session-store.h"
#include "test-backend.h"
#include "test-desk.h"

G_BEGIN_DECLS

#define NADIA "client@north.test"
#define PAUL "client@south.test"
#define AGENT "agent@desk.test"
#define NADIA_ID "a0000000-0000-4000-8000-000000000001"
#define SOUTH_ID "c0000000-0000-4000-8000-000000000002"
#define NORTH_ID "c0000000-0000-4000-8000-000000000001"

/* A place where tokens survive a restart of the program, as long as the test. */
#define TEST_TYPE_TOKENS (test_tokens_get_type ())
G_DECLARE_FINAL_TYPE (TestTokens, test_tokens, TEST, TOKENS, GObject)
guint test_tokens_get_n (TestTokens *self);
void  test_tokens_spoil (TestTokens *self);

/* What was shown and taken back: lines "show|ticket|title|body" and "withdraw|ticket". */
#define TEST_TYPE_NOTES (test_notes_get_type ())
G_DECLARE_FINAL_TYPE (TestNotes, test_notes, TEST, NOTES, GObject)
const char *test_notes_find (TestNotes *self, const char *beginning, const char *part);
guint       test_notes_get_n (TestNotes *self);

/* Somebody at a computer: a home that survives the program, and the program while it runs. */
typedef struct
{
  TestBackend *backend;
  const char *email;
  char *folder;
  TestTokens *tokens;
  TestNotes *notes;
  DeskSession *session;
} TestPerson;

TestPerson *test_person_new      (TestBackend *backend, const char *email);
TestPerson *test_person_new_synced (TestBackend *backend, const char *email);
void        test_person_free     (TestPerson *self);
void        test_person_start    (TestPerson *self);
void        test_person_quit     (TestPerson *self);
void        test_person_sign_in  (TestPerson *self);
gboolean    test_person_restore  (TestPerson *self);
void        test_person_wait_synced (TestPerson *self);
void        test_person_wait_delivered (TestPerson *self);
char       *test_person_file_request (TestPerson *self, const char *subject, const char *body);
void        test_person_write    (TestPerson *self, const char *ticket_id, DeskDraftMode mode, const char *body);
GError     *test_person_try_sign_in (TestPerson *self, const char *server, const char *key, const char *password);

/* The backend goes, and comes back with what it had. */
void            test_stop        (TestBackend *backend);
void            test_start       (TestBackend *backend);

/* What the person sees. */
DeskThreadItem *test_find_item   (GListModel *conversation, const char *body);
gboolean        test_shows       (GListModel *conversation, const char *body, DeskDelivery delivery);

/* The database itself, past all policies. */
char       *test_psql            (TestBackend *backend, const char *sql);

/* A role that becomes another without a word to the person's program, as while the live connection is down: what is refused must tell then. */
void        test_set_role_unheard (TestBackend *backend, const char *email, const char *role);

G_END_DECLS
