/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-announcer.h"
#include "list-fixture.h"

/* Deadlines become notifications: a quarter of an hour before, and when one has passed; each once, of the tickets that one wants to hear of. */

#define TEST_TYPE_BOARD (test_board_get_type ())
G_DECLARE_FINAL_TYPE (TestBoard, test_board, TEST, BOARD, GObject)

/* What was shown, a line each: "ticket|title|body". */
struct _TestBoard
{
  GObject parent_instance;

  GPtrArray *lines;
};

static void
board_show (DeskNotifier *notifier, const char *ticket_id, const char *title, const char *body)
{
  g_ptr_array_add (TEST_BOARD (notifier)->lines, g_strjoin ("|", ticket_id, title, body, NULL));
}

static void
board_withdraw (DeskNotifier *notifier, const char *ticket_id)
{
  g_ptr_array_add (TEST_BOARD (notifier)->lines, g_strjoin ("|", "withdrawn", ticket_id, NULL));
}

static void
board_iface_init (DeskNotifierInterface *iface)
{
  iface->show = board_show;
  iface->withdraw = board_withdraw;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestBoard, test_board, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (DESK_TYPE_NOTIFIER, board_iface_init))

static void
test_board_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_BOARD (object)->lines);
  G_OBJECT_CLASS (test_board_parent_class)->finalize (object);
}

static void
test_board_class_init (TestBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_board_finalize;
}

static void
test_board_init (TestBoard *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
}

typedef struct
{
  Fixture lists;
  DeskAccount *account;
  TestBoard *board;
  DeskAnnouncer *announcer;
} Watch;

static void
watch_set_up (Watch *watch, gconstpointer data)
{
  set_up (&watch->lists, NULL);
  watch->account = desk_account_new (watch->lists.store, watch->lists.cache, NULL, watch->lists.clock, NULL, NULL, watch->lists.folder, ME);
  watch->board = g_object_new (TEST_TYPE_BOARD, NULL);
  watch->announcer = desk_announcer_new (watch->account, DESK_NOTIFIER (watch->board));
  /* Mine: 12:20 and 13:00. Nobody's: 12:20. Somebody else's: 12:20. */
  put_ticket (&watch->lists, "mine", 1, "'number': 7, 'assignee_id': '" ME "', 'first_response_applies': true, "
                                        "'first_response_due_at': '2026-11-21T12:20:00+00:00', 'resolve_due_at': '2026-11-21T13:00:00+00:00'");
  put_ticket (&watch->lists, "free", 2, "'number': 8, 'awaiting_reply_since': '2026-11-21T11:00:00+00:00', "
                                        "'next_response_due_at': '2026-11-21T12:20:00+00:00'");
  put_ticket (&watch->lists, "other", 3, "'number': 9, 'assignee_id': '00000000-0000-4000-8000-00000000000b', "
                                         "'resolve_due_at': '2026-11-21T12:20:00+00:00'");
}

static void
watch_tear_down (Watch *watch, gconstpointer data)
{
  desk_announcer_stop (watch->announcer);
  test_settle (watch->lists.store);
  g_assert_finalize_object (watch->announcer);
  g_assert_finalize_object (watch->board);
  g_assert_finalize_object (watch->account);
  tear_down (&watch->lists, NULL);
}

/* The minute of the hour after NOW that it is from now on; whoever waited for it has done what they do. */
static void
move_to (Watch *watch, int minute)
{
  test_settle (watch->lists.store);
  test_clock_advance (watch->lists.clock, NOW + minute * MINUTE - desk_clock_get_now (watch->lists.clock));
  test_settle (watch->lists.store);
}

static char *
dup_lines (Watch *watch)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < watch->board->lines->len; i++)
    g_string_append_printf (lines, "%s\n", (const char *) watch->board->lines->pdata[i]);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* All that is told until a line of the board comes. */
static void
assert_told (Watch *watch, const char *expected)
{
  guint n = 0;
  g_autofree char *lines = NULL;

  for (const char *at = expected; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  test_wait_for (watch->board->lines->len >= n);
  lines = dup_lines (watch);
  g_assert_cmpstr (lines, ==, expected);
}

/* Mine and what nobody has, as long as one has chosen nothing else. */
static void
test_moments (Watch *watch, gconstpointer data)
{
  move_to (watch, 4);
  assert_told (watch, "");
  move_to (watch, 5);
  assert_told (watch, "free|#8 Ticket free|The next response is due at 12:20\nmine|#7 Ticket mine|The first response is due at 12:20\n");

  /* One is looked at, and answered then; the other one passes. */
  desk_announcer_set_in_view (watch->announcer, "free");
  put_ticket (&watch->lists, "mine", 1, "'number': 7, 'assignee_id': '" ME "', 'first_response_applies': true, "
                                        "'first_response_due_at': '2026-11-21T12:20:00+00:00', 'first_responded_at': '2026-11-21T12:10:00+00:00', "
                                        "'resolve_due_at': '2026-11-21T13:00:00+00:00'");
  move_to (watch, 21);
  desk_announcer_set_in_view (watch->announcer, NULL);
  move_to (watch, 45);
  assert_told (watch, "free|#8 Ticket free|The next response is due at 12:20\nmine|#7 Ticket mine|The first response is due at 12:20\nwithdrawn|free\n"
                      "mine|#7 Ticket mine|The resolution is due at 13:00\n");
  move_to (watch, 61);
  assert_told (watch, "free|#8 Ticket free|The next response is due at 12:20\nmine|#7 Ticket mine|The first response is due at 12:20\nwithdrawn|free\n"
                      "mine|#7 Ticket mine|The resolution is due at 13:00\nmine|#7 Ticket mine|Late: the resolution was due at 13:00\n");
}

static void
set_rules (Watch *watch, DeskNotifyAbout about, gboolean deadlines, gboolean quiet)
{
  DeskNotifyRules rules = desk_notify_rules_default;

  rules.about = about;
  rules.deadlines = deadlines;
  rules.quiet = quiet;
  rules.quiet_days = 127;
  desk_announcer_set_rules (watch->announcer, &rules);
}

/* Switched off, in quiet hours, or of nothing: what passed meanwhile is not told later. */
static void
test_rules (Watch *watch, gconstpointer data)
{
  set_rules (watch, DESK_NOTIFY_ALL, FALSE, FALSE);
  move_to (watch, 6);
  set_rules (watch, DESK_NOTIFY_ALL, TRUE, TRUE);
  move_to (watch, 21);
  set_rules (watch, DESK_NOTIFY_NONE, TRUE, FALSE);
  move_to (watch, 46);
  set_rules (watch, DESK_NOTIFY_ALL, TRUE, FALSE);
  put_ticket (&watch->lists, "other", 3, "'number': 9, 'assignee_id': '00000000-0000-4000-8000-00000000000b', "
                                         "'resolve_due_at': '2026-11-21T12:47:00+00:00'");
  move_to (watch, 48);
  assert_told (watch, "other|#9 Ticket other|Late: the resolution was due at 12:47\n");
}

/* The computer slept: what passed just now is told, what passed in the night is not. */
static void
test_sleep (Watch *watch, gconstpointer data)
{
  set_rules (watch, DESK_NOTIFY_MINE, TRUE, FALSE);
  move_to (watch, 63);
  assert_told (watch, "");
  put_ticket (&watch->lists, "mine", 1, "'number': 7, 'assignee_id': '" ME "', 'first_response_applies': true, "
                                        "'first_response_due_at': '2026-11-21T15:00:00+00:00', 'resolve_due_at': null");
  move_to (watch, 183);
  assert_told (watch, "mine|#7 Ticket mine|Late: the first response was due at 15:00\n");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/due-watch/moments", Watch, NULL, watch_set_up, test_moments, watch_tear_down);
  g_test_add ("/due-watch/rules", Watch, NULL, watch_set_up, test_rules, watch_tear_down);
  g_test_add ("/due-watch/sleep", Watch, NULL, watch_set_up, test_sleep, watch_tear_down);

  return g_test_run ();
}
