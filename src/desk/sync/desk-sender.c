/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sender.h"

#include "desk-delivery-jobs.h"
#include "desk-errand.h"
#include "desk-problem.h"
#include "desk-scope-errand.h"

#define MAX_PARALLEL 4

struct _DeskSender
{
  GObject parent_instance;

  DeskAccount *account;
  DeskTransfers *transfers;
  gulong changed_handler;
  gulong jumped_handler;
  GHashTable *under_way;        /* set of outbox ids */
  gboolean running;
  gboolean looking;
  gboolean look_again;
  guint timer;
};

enum
{
  SIGNAL_COUNTED,
  SIGNAL_DELIVERED,
  SIGNAL_FORBIDDEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskSender, desk_sender, G_TYPE_OBJECT)

static void look (DeskSender *self);

static void
desk_sender_dispose (GObject *object)
{
  DeskSender *self = DESK_SENDER (object);

  desk_sender_stop (self);
  g_clear_object (&self->account);
  g_clear_object (&self->transfers);
  g_clear_pointer (&self->under_way, g_hash_table_unref);

  G_OBJECT_CLASS (desk_sender_parent_class)->dispose (object);
}

static void
desk_sender_class_init (DeskSenderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = desk_sender_dispose;

  signals[SIGNAL_COUNTED] = g_signal_new ("counted", DESK_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_DELIVERED] = g_signal_new ("delivered", DESK_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FORBIDDEN] = g_signal_new ("forbidden", DESK_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
desk_sender_init (DeskSender *self)
{
  self->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* One row on its way. */
typedef struct
{
  DeskSender *sender;
  DeskOutboxRow *row;
} Trip;

static void
trip_end (Trip *trip)
{
  if (trip->sender->under_way != NULL)
    g_hash_table_remove (trip->sender->under_way, trip->row->id);
  if (trip->sender->running)
    look (trip->sender);
  desk_outbox_row_free (trip->row);
  g_object_unref (trip->sender);
  g_free (trip);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trip *trip = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (error != NULL && trip->sender->running)
    desk_account_tell (trip->sender->account, error);
  trip_end (trip);
}

static void
settle (Trip *trip, GPtrArray *fetched, const GError *error)
{
  DeskAccount *account = trip->sender->account;
  gint64 again_at = desk_account_get_now (account) + desk_outbox_back_off (trip->row->attempts + 1);

  desk_delivery_settle_async (account, trip->row, fetched, error, again_at, on_settled, trip);
}

/* What a change is of, when it is one that nobody's row shows as waiting or refused; else NULL. */
static const DeskRowType *
get_changed_type (Trip *trip)
{
  if (g_str_equal (trip->row->kind, DESK_OUTBOX_PATCH) || g_str_equal (trip->row->kind, DESK_OUTBOX_SCOPE))
    return &desk_row_ticket;
  if (g_str_equal (trip->row->kind, DESK_OUTBOX_LABELS))
    return &desk_row_triage;
  if (g_str_equal (trip->row->kind, DESK_OUTBOX_VIEW) || g_str_equal (trip->row->kind, DESK_OUTBOX_VIEW_PATCH))
    return &desk_row_saved_view;

  return NULL;
}

/* A change that was refused: nobody's row shows it, so the person is told, and the row as the backend has it takes its place. */
static void
on_refused_row (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trip *trip = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = supa_rest_select_finish (SUPA_REST (source), result, &error);
  g_autoptr (GPtrArray) fetched = desk_fetched_new ();

  if (!desk_account_take_answer (trip->sender->account, error))
    {
      trip_end (trip);
      return;
    }
  if (answer == NULL)
    {
      settle (trip, NULL, error);
      return;
    }
  desk_fetched_add (fetched, get_changed_type (trip), answer);
  settle (trip, fetched, NULL);
}

static void
on_refused_scope (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trip *trip = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fetched = desk_scope_errand_finish (result, &error);

  if (desk_account_take_answer (trip->sender->account, error))
    settle (trip, fetched, error);
  else
    trip_end (trip);
}

static void
take_back_change (Trip *trip, const GError *refusal)
{
  DeskAccount *account = trip->sender->account;
  g_autofree char *columns = desk_row_type_dup_select (get_changed_type (trip));
  g_autoptr (SupaQuery) query = supa_query_new (get_changed_type (trip)->table);

  desk_account_tell (account, refusal);
  if (g_str_equal (trip->row->kind, DESK_OUTBOX_SCOPE))
    {
      desk_scope_errand_async (account, trip->row->ticket_id, NULL, on_refused_scope, trip);
      return;
    }
  supa_query_eq (supa_query_select (query, columns), get_changed_type (trip)->fields[0].name, trip->row->ticket_id);
  supa_rest_select_async (supa_client_get_rest (account->client), query, account->cancellable, on_refused_row, trip);
}

static gboolean
is_forbidden (const GError *error)
{
  g_autoptr (GError) problem = error != NULL ? desk_problem_new (error) : NULL;

  return g_error_matches (problem, DESK_ERROR, DESK_ERROR_FORBIDDEN);
}

static void
on_errand_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trip *trip = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fetched = desk_errand_run_finish (result, &error);

  if (!desk_account_take_answer (trip->sender->account, error))
    {
      trip_end (trip);
      return;
    }
  if (error == NULL && !g_str_equal (trip->row->kind, DESK_OUTBOX_READ))
    g_signal_emit (trip->sender, signals[SIGNAL_DELIVERED], 0);
  if (is_forbidden (error))
    g_signal_emit (trip->sender, signals[SIGNAL_FORBIDDEN], 0);
  if (error != NULL && !desk_problem_is_transient (error) && get_changed_type (trip) != NULL)
    take_back_change (trip, error);
  else
    settle (trip, fetched, error);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trip *trip = user_data;
  g_autoptr (GError) error = NULL;
  gpointer there = desk_store_write_finish (DESK_STORE (source), result, &error);

  if (error != NULL || !GPOINTER_TO_INT (there) || !trip->sender->running)
    {
      if (error != NULL && trip->sender->running)
        desk_account_tell (trip->sender->account, error);
      trip_end (trip);
      return;
    }
  desk_errand_run_async (trip->sender->account, trip->sender->transfers, trip->row, on_errand_run, trip);
}

static void
start_row (DeskSender *self, GPtrArray *rows, DeskOutboxRow *row)
{
  Trip *trip = g_new0 (Trip, 1);
  guint position = 0;

  g_ptr_array_find (rows, row, &position);
  trip->sender = g_object_ref (self);
  trip->row = g_ptr_array_steal_index (rows, position);
  g_hash_table_add (self->under_way, g_strdup (row->id));
  desk_delivery_start_async (self->account, row->id, on_started, trip);
}

static gboolean
on_timer (gpointer user_data)
{
  DeskSender *self = DESK_SENDER (user_data);

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (DeskSender *self, gint64 now, gint64 at)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (at != 0)
    self->timer = g_timeout_add (MAX ((at - now) / 1000 + 1, 1), on_timer, self);
}

static void
count (DeskSender *self, GPtrArray *rows)
{
  guint pending = 0, failed = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const DeskOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->state == DESK_DELIVERY_FAILED)
        failed++;
      else if (!g_str_equal (row->kind, DESK_OUTBOX_READ))
        pending++;
    }
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0, pending, failed);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSender) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = desk_store_read_finish (DESK_STORE (source), result, &error);
  g_autoptr (GPtrArray) start = NULL;
  gint64 now, again_at;

  self->looking = FALSE;
  if (!self->running)
    return;
  if (rows == NULL)
    {
      desk_account_tell (self->account, error);
      return;
    }

  count (self, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      DeskOutboxRow *row = g_ptr_array_index (rows, i);

      if (g_hash_table_contains (self->under_way, row->id))
        row->state = DESK_DELIVERY_SENDING;
    }
  if (self->account->client != NULL)
    {
      now = desk_account_get_now (self->account);
      start = desk_outbox_plan (rows, now, MAX_PARALLEL, &again_at);
      for (guint i = 0; i < start->len; i++)
        start_row (self, rows, g_ptr_array_index (start, i));
      set_timer (self, now, again_at);
    }
  if (self->look_again)
    look (self);
}

static gboolean
load_rows (sqlite3 *db, gpointer data, gpointer *result, GError **error)
{
  *result = desk_outbox_load (db, error);
  return *result != NULL;
}

/* Reads the outbox and starts what may go. One look at a time; what comes meanwhile is looked at after it. */
static void
look (DeskSender *self)
{
  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  desk_store_read_async (self->account->store, load_rows, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_looked,
                         g_object_ref (self));
}

static void
on_store_changed (DeskStore *store, DeskStoreChanges *changes, gpointer user_data)
{
  if (desk_store_changes_has_table (changes, "outbox"))
    look (DESK_SENDER (user_data));
}

static void
on_clock_jumped (DeskClock *clock, gpointer user_data)
{
  look (DESK_SENDER (user_data));
}

/** desk_sender_new: (transfer full): the sender of an account; nothing goes before desk_sender_start(). */
DeskSender *
desk_sender_new (DeskAccount *account, DeskTransfers *transfers)
{
  DeskSender *self = g_object_new (DESK_TYPE_SENDER, NULL);

  self->account = g_object_ref (account);
  self->transfers = g_object_ref (transfers);
  return self;
}

static void
on_revived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSender) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  if (!self->running)
    return;
  if (error != NULL)
    desk_account_tell (self->account, error);
  look (self);
}

/** desk_sender_start: delivers what an earlier run of the program has left, and from now on whatever comes. */
void
desk_sender_start (DeskSender *self)
{
  g_return_if_fail (!self->running);

  self->running = TRUE;
  self->changed_handler = g_signal_connect (self->account->store, "changed", G_CALLBACK (on_store_changed), self);
  self->jumped_handler = g_signal_connect (self->account->clock, "jumped", G_CALLBACK (on_clock_jumped), self);
  desk_delivery_revive_async (self->account, on_revived, g_object_ref (self));
}

/** desk_sender_hurry: the line is back; what waited for its time goes now. */
void
desk_sender_hurry (DeskSender *self)
{
  if (self->running)
    desk_delivery_hurry_async (self->account, on_revived, g_object_ref (self));
}

/** desk_sender_stop: nothing more is started; what is under way is the account's to cancel. */
void
desk_sender_stop (DeskSender *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->account == NULL)
    return;
  g_clear_signal_handler (&self->changed_handler, self->account->store);
  g_clear_signal_handler (&self->jumped_handler, self->account->clock);
}
