/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-clock.h"
#include "desk-store.h"
#include "supa-client.h"

G_BEGIN_DECLS

#define DESK_TYPE_ACCOUNT (desk_account_get_type ())
G_DECLARE_FINAL_TYPE (DeskAccount, desk_account, DESK, ACCOUNT, GObject)

/**
 * DeskAccount:
 *
 * What sender, sync and transfers of one signed-in person share: the cache, the line, the clock, the source of ids. The members are set once and only
 * read. Private to desk. Main thread only.
 *
 * Signals: `heard` (gboolean answered): a call to the backend has ended, with an answer of any kind or with silence; `problem` (GError *): something that
 * no row shows.
 */
struct _DeskAccount
{
  GObject parent_instance;

  DeskStore *store;
  DeskCache *cache;
  SupaClient *client;           /* (nullable): offline for good, in tests of the lists */
  DeskClock *clock;
  DeskIdFunc new_id;
  gpointer id_data;
  char *folder;
  char *user_id;
  GCancellable *cancellable;    /* cancelled when the account is closed */
};

DeskAccount *desk_account_new         (DeskStore *store, DeskCache *cache, SupaClient *client, DeskClock *clock, DeskIdFunc new_id,
                                       gpointer id_data, const char *folder, const char *user_id);
gint64       desk_account_get_now     (DeskAccount *self);
char        *desk_account_new_id      (DeskAccount *self);
char        *desk_account_dup_path    (DeskAccount *self, const char *subfolder, const char *id);
gboolean     desk_account_take_answer (DeskAccount *self, const GError *error);
void         desk_account_tell        (DeskAccount *self, const GError *error);
void         desk_account_write       (DeskAccount *self, DeskStoreWriteFunc func, gpointer data, GDestroyNotify free_data);

G_END_DECLS
