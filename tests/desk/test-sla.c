/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-sla-record.h"
#include "desk-sql.h"
#include "test-desk.h"

#define SECOND G_USEC_PER_SEC
#define MINUTE (G_GINT64_CONSTANT (60) * SECOND)
#define NOW (G_GINT64_CONSTANT (1795302306) * SECOND)
#define NA DESK_SLA_STATE_NOT_APPLICABLE
#define OPEN DESK_STATUS_OPEN
#define WAITING DESK_STATUS_WAITING_CUSTOMER
#define RESOLVED DESK_STATUS_RESOLVED
#define CLOSED DESK_STATUS_CLOSED

/* Times are minutes from now; 0 for none. */
typedef struct
{
  const char *name;
  DeskStatus status;
  gboolean staff_filed;
  int first_due, first_done;
  int next_due, awaiting;
  int resolve_due, resolved, closed;
  int waiting;

  DeskSlaState first, next, resolution;
  DeskSlaTarget urgent;
  DeskSlaState urgent_state;
} Case;

static const Case cases[] = {
  { "new", OPEN, .first_due = 60, .resolve_due = 600, .first = DESK_SLA_STATE_RUNNING, .resolution = DESK_SLA_STATE_RUNNING,
    .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_RUNNING },
  { "a quarter of an hour left", OPEN, .first_due = 15, .resolve_due = 600, .first = DESK_SLA_STATE_DUE_SOON,
    .resolution = DESK_SLA_STATE_RUNNING, .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_DUE_SOON },
  { "a minute more", OPEN, .first_due = 16, .resolve_due = 600, .first = DESK_SLA_STATE_RUNNING, .resolution = DESK_SLA_STATE_RUNNING,
    .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_RUNNING },
  { "nobody answered", OPEN, .first_due = -5, .resolve_due = 10, .first = DESK_SLA_STATE_OVERDUE, .resolution = DESK_SLA_STATE_DUE_SOON,
    .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_OVERDUE },
  { "answered in time", DESK_STATUS_IN_PROGRESS, .first_due = -5, .first_done = -10, .resolve_due = 100, .first = DESK_SLA_STATE_MET,
    .resolution = DESK_SLA_STATE_RUNNING, .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_RUNNING },
  { "answered late", DESK_STATUS_IN_PROGRESS, .first_due = -10, .first_done = -5, .resolve_due = -1, .first = DESK_SLA_STATE_MISSED,
    .resolution = DESK_SLA_STATE_OVERDUE, .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_OVERDUE },
  { "the client asked again", DESK_STATUS_IN_PROGRESS, .first_due = -5, .first_done = -10, .next_due = 7, .awaiting = -3, .resolve_due = 100,
    .first = DESK_SLA_STATE_MET, .next = DESK_SLA_STATE_DUE_SOON, .resolution = DESK_SLA_STATE_RUNNING,
    .urgent = DESK_SLA_TARGET_NEXT_RESPONSE, .urgent_state = DESK_SLA_STATE_DUE_SOON },
  { "a due time without a question", DESK_STATUS_IN_PROGRESS, .first_due = -5, .first_done = -10, .next_due = 7, .resolve_due = 100,
    .first = DESK_SLA_STATE_MET, .resolution = DESK_SLA_STATE_RUNNING, .urgent = DESK_SLA_TARGET_RESOLUTION,
    .urgent_state = DESK_SLA_STATE_RUNNING },
  { "waiting for the client", WAITING, .first_due = -5, .first_done = -10, .resolve_due = -2, .waiting = -30, .first = DESK_SLA_STATE_MET,
    .resolution = DESK_SLA_STATE_PAUSED, .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_PAUSED },
  { "waiting without a first answer", WAITING, .first_due = 5, .resolve_due = 100, .waiting = -30, .first = DESK_SLA_STATE_PAUSED,
    .resolution = DESK_SLA_STATE_PAUSED, .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_PAUSED },
  { "resolved in time, never answered", RESOLVED, .first_due = 5, .resolve_due = 100, .resolved = -1, .first = NA,
    .resolution = DESK_SLA_STATE_MET, .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_MET },
  { "resolved late, never answered", RESOLVED, .first_due = -50, .resolve_due = -10, .resolved = -1, .first = DESK_SLA_STATE_MISSED,
    .resolution = DESK_SLA_STATE_MISSED, .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_MISSED },
  { "closed long after it was resolved", CLOSED, .first_due = -300, .first_done = -310, .resolve_due = -100, .resolved = -200, .closed = -1,
    .first = DESK_SLA_STATE_MET, .resolution = DESK_SLA_STATE_MET, .urgent = DESK_SLA_TARGET_FIRST_RESPONSE,
    .urgent_state = DESK_SLA_STATE_MET },
  { "closed without being resolved", CLOSED, .first_due = -300, .first_done = -310, .resolve_due = -100, .closed = -1,
    .first = DESK_SLA_STATE_MET, .resolution = DESK_SLA_STATE_MISSED, .urgent = DESK_SLA_TARGET_RESOLUTION,
    .urgent_state = DESK_SLA_STATE_MISSED },
  { "resolved here, not delivered yet", RESOLVED, .first_due = -50, .first_done = -60, .resolve_due = 10, .first = DESK_SLA_STATE_MET,
    .resolution = DESK_SLA_STATE_MET, .urgent = DESK_SLA_TARGET_FIRST_RESPONSE, .urgent_state = DESK_SLA_STATE_MET },
  { "reopened", DESK_STATUS_IN_PROGRESS, .first_due = -50, .first_done = -60, .resolve_due = 10, .resolved = -5, .first = DESK_SLA_STATE_MET,
    .resolution = DESK_SLA_STATE_DUE_SOON, .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_DUE_SOON },
  { "filed by staff", OPEN, .staff_filed = TRUE, .first_due = -5, .resolve_due = 600, .resolution = DESK_SLA_STATE_RUNNING,
    .urgent = DESK_SLA_TARGET_RESOLUTION, .urgent_state = DESK_SLA_STATE_RUNNING },
  { "a question on a resolved ticket", RESOLVED, .next_due = 7, .awaiting = -3, .first = NA, .next = NA, .resolution = NA },
  { "no targets at all", OPEN, .first = NA, .next = NA, .resolution = NA },
};

static gint64
at (int minutes)
{
  return minutes == 0 ? 0 : NOW + minutes * MINUTE;
}

static DeskTicketRecord
make_record (const Case *c)
{
  return (DeskTicketRecord) {
    .status = c->status,
    .first_response_applies = !c->staff_filed,
    .first_response_due_at = at (c->first_due),
    .first_responded_at = at (c->first_done),
    .next_response_due_at = at (c->next_due),
    .awaiting_reply_since = at (c->awaiting),
    .resolve_due_at = at (c->resolve_due),
    .resolved_at = at (c->resolved),
    .closed_at = at (c->closed),
    .waiting_since = at (c->waiting),
  };
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskTicketRecord record = make_record (&cases[i]);
      DeskSla sla;

      g_test_message ("%s", cases[i].name);
      desk_sla_evaluate_record (&record, DESK_SLA_TARGET_FIRST_RESPONSE, NOW, &sla);
      g_assert_cmpint (sla.state, ==, cases[i].first);
      desk_sla_evaluate_record (&record, DESK_SLA_TARGET_NEXT_RESPONSE, NOW, &sla);
      g_assert_cmpint (sla.state, ==, cases[i].next);
      desk_sla_evaluate_record (&record, DESK_SLA_TARGET_RESOLUTION, NOW, &sla);
      g_assert_cmpint (sla.state, ==, cases[i].resolution);

      g_assert_cmpint (desk_sla_most_urgent_record (&record, NOW, &sla), ==, cases[i].urgent_state != NA);
      g_assert_cmpint (sla.state, ==, cases[i].urgent_state);
      if (sla.state != NA)
        g_assert_cmpint (sla.target, ==, cases[i].urgent);
    }
}

/* To the microsecond: the due moment itself is not late; half a second after it is. */
static void
test_edges (void)
{
  static const struct
  {
    gint64 left;                /* until due */
    DeskSlaState state;
    gint64 remaining;
  } edges[] = {
    { 15 * MINUTE + 1, DESK_SLA_STATE_RUNNING, 900 },  { 15 * MINUTE, DESK_SLA_STATE_DUE_SOON, 900 },
    { 15 * MINUTE - 1, DESK_SLA_STATE_DUE_SOON, 899 }, { 1, DESK_SLA_STATE_DUE_SOON, 0 },
    { 0, DESK_SLA_STATE_DUE_SOON, 0 },                 { -1, DESK_SLA_STATE_OVERDUE, -1 },
    { -SECOND, DESK_SLA_STATE_OVERDUE, -1 },           { -SECOND - 1, DESK_SLA_STATE_OVERDUE, -2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      DeskTicketRecord record = { .status = OPEN, .resolve_due_at = NOW + edges[i].left };
      DeskSla sla;

      desk_sla_evaluate_record (&record, DESK_SLA_TARGET_RESOLUTION, NOW, &sla);
      g_assert_cmpint (sla.state, ==, edges[i].state);
      g_assert_cmpint (sla.remaining, ==, edges[i].remaining);
      g_assert_cmpint (sla.due_at, ==, NOW + edges[i].left);
    }
}

static void
test_pause_keeps_what_was_left (void)
{
  DeskTicketRecord record = {
    .status = WAITING,
    .resolve_due_at = NOW + 20 * MINUTE,
    .waiting_since = NOW - 100 * MINUTE,
  };
  DeskSla sla, later;

  desk_sla_evaluate_record (&record, DESK_SLA_TARGET_RESOLUTION, NOW, &sla);
  desk_sla_evaluate_record (&record, DESK_SLA_TARGET_RESOLUTION, NOW + 1000 * MINUTE, &later);
  g_assert_cmpint (sla.state, ==, DESK_SLA_STATE_PAUSED);
  g_assert_cmpint (sla.remaining, ==, 120 * 60);
  g_assert_cmpint (later.state, ==, DESK_SLA_STATE_PAUSED);
  g_assert_cmpint (later.remaining, ==, sla.remaining);
}

/* The condition of a view over a ticket with these columns. */
static gboolean
ask_sql (sqlite3 *db,
         const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM tickets t WHERE %s", condition);
  g_autoptr(GError) error = NULL;
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, sql, &error);
  gboolean has_row;

  g_assert_no_error (error);
  desk_sql_bind_int64 (statement, ":now", NOW);
  g_assert_true (desk_sql_step (statement, &has_row, &error));

  return sqlite3_column_int (statement, 0) == 1;
}

static void
put_case (sqlite3 *db,
          const DeskTicketRecord *record)
{
  static const char *const words[] = { "open", "in_progress", "waiting_customer", "resolved", "closed" };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM tickets; INSERT INTO tickets (id, subject, status, first_response_applies, first_response_due_at, first_responded_at,"
    " next_response_due_at, awaiting_reply_since, resolve_due_at, resolved_at, closed_at, waiting_since) VALUES ('t', 's', '%s', %d,"
    " nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT
    ", 0), nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT
    ", 0))",
    words[record->status], record->first_response_applies, record->first_response_due_at, record->first_responded_at,
    record->next_response_due_at, record->awaiting_reply_since, record->resolve_due_at, record->resolved_at, record->closed_at,
    record->waiting_since);

  desk_sql_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gboolean
compare_with_sql (sqlite3 *db,
                  DeskStoreChanges *changes,
                  gpointer data,
                  gpointer *result,
                  GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Each case at moments all around it. */
      for (int shift = -20; shift <= 20; shift++)
        {
          DeskTicketRecord record = make_record (&cases[i]);
          DeskSla sla;

          record.first_response_due_at += record.first_response_due_at != 0 ? shift * MINUTE : 0;
          record.next_response_due_at += record.next_response_due_at != 0 ? shift * MINUTE : 0;
          record.resolve_due_at += record.resolve_due_at != 0 ? shift * MINUTE : 0;
          put_case (db, &record);
          desk_sla_most_urgent_record (&record, NOW, &sla);
          g_assert_cmpint (ask_sql (db, DESK_SQL_OVERDUE), ==, sla.state == DESK_SLA_STATE_OVERDUE);
          g_assert_cmpint (ask_sql (db, DESK_SQL_DUE_SOON), ==, sla.state == DESK_SLA_STATE_DUE_SOON);
        }
    }

  return TRUE;
}

static void
on_compared (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* The views ask SQL; it says what desk_sla_evaluate() says. */
static void
test_same_in_sql (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr(DeskStore) store = desk_store_new (path, NULL);
  gboolean done = FALSE;

  desk_store_write_async (store, compare_with_sql, NULL, NULL, NULL, NULL, on_compared, &done);
  test_wait_for (done);

  g_clear_object (&store);
  test_folder_free (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/sla/table", test_table);
  g_test_add_func ("/desk/sla/edges", test_edges);
  g_test_add_func ("/desk/sla/pause-keeps-what-was-left", test_pause_keeps_what_was_left);
  g_test_add_func ("/desk/sla/same-in-sql", test_same_in_sql);

  return g_test_run ();
}
