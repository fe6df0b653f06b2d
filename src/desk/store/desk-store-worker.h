/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-scrub.h"
#include "desk-store.h"

G_BEGIN_DECLS

/* One thread with one connection, working through its jobs in the order they came, those for later after the others. The store's own. */
typedef struct
{
  DeskStore *store;             /* not owned: the store joins the thread before it goes; so with the next two */
  const char *path;
  GMainContext *context;        /* where the answers go */
  GThread *thread;
  GAsyncQueue *jobs;            /* GTask with a DeskStoreJob as its data */
  sqlite3 *db;
  gboolean writes;
  gboolean marked;              /* see desk-unsent.c */
  DeskScrub *scrub;             /* for when no job waits; NULL when nothing is due */
} DeskStoreWorker;

typedef struct
{
  DeskStoreWriteFunc write;
  DeskStoreReadFunc read;
  gpointer data;
  GDestroyNotify data_destroy;
  gboolean later;               /* after all that are not */
} DeskStoreJob;

void desk_store_worker_start (DeskStoreWorker *worker, DeskStore *store, const char *path, GMainContext *context, const char *name,
                              gboolean writes);
void desk_store_worker_push  (DeskStoreWorker *worker, GTask *task);
void desk_store_worker_stop  (DeskStoreWorker *worker);
void desk_store_job_free     (gpointer data);

/* desk-store.c: says by its signals what a job did; changes is NULL for one that failed */
void desk_store_tell         (DeskStore *self, DeskStoreChanges *changes, gboolean damaged);

G_END_DECLS
