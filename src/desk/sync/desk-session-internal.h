/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-account-file.h"
#include "desk-account.h"
#include "desk-announcer.h"
#include "desk-choice-list.h"
#include "desk-notifier.h"
#include "desk-sender.h"
#include "desk-session-private.h"
#include "desk-sync.h"
#include "desk-transfers.h"
#include "desk-typing.h"
#include "supa-client.h"

G_BEGIN_DECLS

/* The inside of a session, shared by the files that it is split into (session/desk-session*.c). */
struct _DeskSession
{
  GObject parent_instance;

  /* Handed in, for life. */
  char *data_dir;
  SupaSessionStore *tokens;
  DeskNotifier *notifier;
  gulong notifier_handler;
  DeskClock *clock;
  DeskIdFunc new_id;
  gpointer id_data;
  GDestroyNotify id_destroy;

  /* Who is signed in. */
  DeskSessionState state;
  char *server;
  char *key;
  char *user_id;
  char *user_name;
  char *email;
  DeskRole role;
  char *ended_sentence;

  /* How it stands. */
  DeskConnection connection;
  gint64 synced_at;
  guint pending;
  guint failed;
  gboolean first_load;

  /* What stands behind it while signed in. */
  char *account_dir;
  DeskStore *store;
  DeskCache *cache;
  SupaClient *client;

  DeskAccount *account;
  DeskTransfers *transfers;
  DeskSender *sender;
  DeskSync *sync;
  DeskAnnouncer *announcer;     /* (nullable): where there is a notifier */
  DeskNotifyRules notify_rules;
  guint64 files_limit;          /* bytes of files that may be kept; 0 for no limit */
  gboolean trimming;
  gboolean trim_again;
  DeskTyping *typing;
  GHashTable *drafts;           /* key → DeskDraft, not owned */
  GPtrArray *choice_lists;      /* DeskChoiceList, mirrored below */
  GQueue steps;                 /* DeskStep: what can be undone, the last one at the tail */
  gboolean answered;            /* the last call to the backend had an answer */
  gulong network_handler;

  GListStore *categories;
  GListStore *priorities;
  GListStore *projects;
  GListStore *companies;
  GListStore *staff;
  GListStore *labels;
};

typedef enum
{
  DESK_SESSION_PROP_STATE = 1,
  DESK_SESSION_PROP_CONNECTION,
  DESK_SESSION_PROP_SYNCED_AT,
  DESK_SESSION_PROP_PENDING,
  DESK_SESSION_PROP_FAILED,
  DESK_SESSION_PROP_ROLE,
  DESK_SESSION_PROP_STAFF,
  DESK_SESSION_PROP_USER_ID,
  DESK_SESSION_PROP_USER_NAME,
  DESK_SESSION_PROP_EMAIL,
  DESK_SESSION_PROP_SERVER,
  DESK_SESSION_PROP_FIRST_LOAD,
  DESK_SESSION_PROP_ENDED_SENTENCE,
  DESK_SESSION_N_PROPS,
} DeskSessionProp;

DeskSession *desk_session_new (const char *data_dir, SupaSessionStore *tokens, DeskNotifier *notifier, DeskClock *clock,
                               DeskIdFunc new_id, gpointer id_data, GDestroyNotify id_destroy);
gboolean desk_session_open_account  (DeskSession *self, const char *server, const char *user_id, GError **error);
void     desk_session_open_account_async (DeskSession *self, const char *server, const char *user_id,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean desk_session_open_account_finish (DeskSession *self, GAsyncResult *result, GError **error);
void     desk_session_take_account  (DeskSession *self, const char *server, const char *user_id);
void     desk_session_close_account (DeskSession *self);
void     desk_session_take_state    (DeskSession *self, DeskSessionState state);
void     desk_session_take_person   (DeskSession *self, const char *user_name, const char *email, DeskRole role);
void     desk_session_watch_store   (DeskSession *self);
void     desk_session_emit_problem  (DeskSession *self, const GError *error);
gboolean desk_session_remember      (DeskSession *self, const char *user_id, GError **error);
void     desk_session_read_person   (DeskSession *self);
gboolean desk_session_begin         (DeskSession *self, GTask *task);
void     desk_session_make_client   (DeskSession *self, const char *server, const char *key);
void     desk_session_heed_client   (DeskSession *self);
void     desk_session_go_on         (DeskSession *self, const char *server, GTask *task);
void     desk_session_give_up       (GTask *task, const GError *error);
void     desk_session_start_services (DeskSession *self);
void     desk_session_stop_services (DeskSession *self);
void     desk_session_forget_drafts (DeskSession *self);
void     desk_session_keep_limit    (DeskSession *self);
void     desk_session_emit_typing   (DeskSession *self, const char *ticket_id);
void     desk_session_notify_prop   (DeskSession *self, DeskSessionProp prop);

G_END_DECLS
