/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the palette finds in the cache, in which order; and when notifications are quiet. */

#include "config.h"

#include "desk-notify-rules.h"
#include "desk-palette.h"
#include "desk-session-private.h"
#include "test-desk.h"

#define ME "00000000-0000-4000-8000-00000000000a"
#define NOW G_GINT64_CONSTANT (1782811980000000)

typedef struct
{
  char *folder;
  DeskClock *clock;
  DeskSession *session;
  DeskPalette *palette;
} Desk;

static char *
new_id (gpointer data)
{
  static guint n;

  return g_strdup_printf ("90000000-0000-4000-8000-%012u", ++n);
}

static Desk *
desk_new (void)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) commands = g_list_store_new (DESK_TYPE_PALETTE_ITEM);
  g_autoptr (DeskPaletteItem) command = desk_palette_item_new (DESK_PALETTE_COMMAND, "win.find", "Find an invoice", NULL);
  DeskStore *store;

  desk->folder = test_folder_new ();
  desk->clock = test_clock_new (NOW);
  desk->session = desk_session_new_offline (desk->folder, desk->clock, new_id, NULL, ME, DESK_ROLE_SUPPORT, &error);
  g_assert_no_error (error);
  store = desk_session_get_store (desk->session);
  test_merge (store, &desk_row_client, "[{'id': 'c1', 'name': 'Épicerie du Nord', 'is_active': true},"
                                       " {'id': 'c2', 'name': 'South Bakery', 'is_active': true}]");
  test_merge (store, &desk_row_ticket,
              "[{'id': 't1', 'number': 1042, 'subject': 'Invoice shows a wrong total', 'status': 'open', 'client_id': 'c1',"
              "  'created_at': '2026-06-01T08:00:00+00:00', 'updated_at': '2026-06-01T08:00:00+00:00'},"
              " {'id': 't2', 'number': 7, 'subject': 'The June invoice is missing', 'status': 'open', 'client_id': 'c2',"
              "  'created_at': '2026-06-20T08:00:00+00:00', 'updated_at': '2026-06-20T08:00:00+00:00'},"
              " {'id': 't3', 'number': 8, 'subject': 'Printer', 'status': 'open', 'client_id': 'c2',"
              "  'created_at': '2026-06-21T08:00:00+00:00', 'updated_at': '2026-06-21T08:00:00+00:00'}]");
  test_merge (store, &desk_row_message, "[{'id': 'm1', 'ticket_id': 't3', 'author_id': 'p1', 'body': 'It prints every invoice twice',"
                                        " 'visibility': 'public', 'created_at': '2026-06-21T08:00:00+00:00'}]");
  test_merge (store, &desk_row_person, "[{'user_id': 'p1', 'display_name': 'Zoé Éloi', 'is_staff': false}]");
  desk->palette = desk_palette_new (desk->session);
  g_list_store_append (commands, command);
  desk_palette_set_commands (desk->palette, G_LIST_MODEL (commands));

  return desk;
}

static void
desk_free (Desk *desk)
{
  g_object_unref (desk->palette);
  test_settle (desk_session_get_store (desk->session));
  g_object_unref (desk->session);
  g_object_unref (desk->clock);
  test_folder_free (desk->folder);
  g_free (desk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static char *
dup_keys (Desk *desk)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desk->palette)); i++)
    {
      g_autoptr (DeskPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (desk->palette), i);

      g_string_append_printf (keys, "%s%s%s", i > 0 ? " " : "", desk_palette_item_get_key (item), desk_palette_item_get_begins (item) ? "!" : "");
    }

  return g_string_free (keys, FALSE);
}

static gboolean
keys_are (Desk *desk,
          const char *expected)
{
  g_autofree char *keys = dup_keys (desk);

  return desk_palette_get_ready (desk->palette) && g_str_equal (keys, expected);
}

/* The beginning of a subject before a word in it, tickets before commands of the same rank, and what only stands in a message below all. */
static void
test_ranks (void)
{
  g_autoptr (Desk) desk = desk_new ();

  desk_palette_set_text (desk->palette, "invoice");
  test_wait_for (keys_are (desk, "ticket:t1! ticket:t2 command:win.find! ticket:t3!"));
  desk_palette_set_text (desk->palette, "epicerie");
  test_wait_for (keys_are (desk, "company:c1! ticket:t1!"));
  desk_palette_set_text (desk->palette, "zoe");
  test_wait_for (keys_are (desk, "person:p1!"));
  desk_palette_set_text (desk->palette, "\" OR * (");
  test_wait_for (keys_are (desk, ""));
}

static void
test_number (void)
{
  g_autoptr (Desk) desk = desk_new ();

  g_assert_cmpint (desk_palette_get_number (" #1042 "), ==, 1042);
  g_assert_cmpint (desk_palette_get_number ("1042b"), ==, 0);
  desk_palette_set_text (desk->palette, "#1042");
  test_wait_for (keys_are (desk, "ticket:t1!"));
  desk_palette_set_text (desk->palette, "7");
  test_wait_for (keys_are (desk, "ticket:t2!"));
}

/* What was chosen rises among equals, and stands on top where nothing is typed. */
static void
test_uses (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (DeskPaletteItem) chosen = NULL;

  desk_palette_set_text (desk->palette, "south");
  test_wait_for (keys_are (desk, "company:c2! ticket:t3! ticket:t2"));
  chosen = g_list_model_get_item (G_LIST_MODEL (desk->palette), 2);
  desk_palette_choose (desk->palette, chosen);
  test_wait_for (test_count (desk_session_get_store (desk->session), "SELECT count(*) FROM palette_uses") == 1);
  desk_palette_set_text (desk->palette, "south b");
  test_wait_for (keys_are (desk, "company:c2! ticket:t2! ticket:t3"));
  desk_palette_set_text (desk->palette, "");
  test_wait_for (keys_are (desk, "ticket:t2! command:win.find!"));
}

/* Tests run in UTC. 1782811980 is a Tuesday, 09:33. */
static void
test_quiet (void)
{
  const gint64 midnight = NOW - (9 * 60 + 33) * G_TIME_SPAN_MINUTE;
  DeskNotifyRules rules = { .quiet = TRUE, .quiet_from = 19 * 60, .quiet_until = 8 * 60, .quiet_days = 96 };
  gint64 until;

  g_assert_false (desk_notify_rules_is_quiet (&rules, NOW, NULL));
  g_assert_true (desk_notify_rules_is_quiet (&rules, midnight + 7 * G_TIME_SPAN_HOUR, &until));
  g_assert_cmpint (until, ==, midnight + 8 * G_TIME_SPAN_HOUR);
  g_assert_true (desk_notify_rules_is_quiet (&rules, midnight + 19 * G_TIME_SPAN_HOUR, NULL));
  /* Friday evening: until Monday. */
  g_assert_true (desk_notify_rules_is_quiet (&rules, midnight + 3 * G_TIME_SPAN_DAY + 20 * G_TIME_SPAN_HOUR, &until));
  g_assert_cmpint (until, ==, midnight + 6 * G_TIME_SPAN_DAY + 8 * G_TIME_SPAN_HOUR);
  rules.quiet_days = 127;
  g_assert_true (desk_notify_rules_is_quiet (&rules, NOW, &until));
  g_assert_cmpint (until, ==, 0);
  rules.quiet = FALSE;
  g_assert_false (desk_notify_rules_is_quiet (&rules, NOW, NULL));
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/palette/ranks", test_ranks);
  g_test_add_func ("/palette/number", test_number);
  g_test_add_func ("/palette/uses", test_uses);
  g_test_add_func ("/notify-rules/quiet", test_quiet);

  return g_test_run ();
}
