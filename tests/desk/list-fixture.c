/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "list-fixture.h"

#include "desk-sla.h"

void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->store = desk_store_new (path, &error);
  g_assert_no_error (error);
  fixture->clock = test_clock_new (NOW);
  fixture->cache = desk_cache_new (fixture->store, fixture->clock, fixture->folder, ME, DESK_ROLE_SUPPORT);
  fixture->list = desk_ticket_list_new_for_cache (fixture->cache);
  fixture->validator = list_validator_new (G_LIST_MODEL (fixture->list));
}

void
set_up_with_names (Fixture *fixture,
                   gconstpointer data)
{
  set_up (fixture, data);
  test_merge (fixture->store, &desk_row_priority, "[{'id': 4, 'code': 'low'}, {'id': 7, 'code': 'normal'}, {'id': 2, 'code': 'urgent'}]");
  test_merge (fixture->store, &desk_row_client, "[{'id': 'north', 'name': 'Nord', 'is_active': true},"
                                                " {'id': 'east', 'name': 'Emile', 'is_active': true},"
                                                " {'id': 'west', 'name': 'Zoo', 'is_active': true}]");
}

void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  test_settle (fixture->store);
  list_validator_free (fixture->validator);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->cache);
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->clock);
  test_folder_free (fixture->folder);
}

char *
dup_ids (DeskTicketList *list)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskTicket) ticket = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", desk_ticket_get_id (ticket));
    }

  return g_string_free (text, FALSE);
}

void
assert_ids (Fixture *fixture,
            const char *expected)
{
  g_autofree char *ids = NULL;

  test_settle (fixture->store);
  ids = dup_ids (fixture->list);
  g_assert_cmpstr (ids, ==, expected);
}

/* A ticket whose last activity is at a minute of the hour before now. */
void
put_ticket (Fixture *fixture,
            const char *id,
            int minute,
            const char *more)
{
  g_autofree char *rows = g_strdup_printf (
    "[{'id': '%s', 'subject': 'Ticket %s', 'status': 'open', 'created_at': '2026-11-01T00:00:00+00:00', 'last_customer_activity':"
    " '2026-11-21T11:%02d:00+00:00', 'updated_at': '2026-11-21T11:%02d:00+00:00'%s%s}]",
    id, id, minute, minute, *more != '\0' ? ", " : "", more);

  test_merge (fixture->store, &desk_row_ticket, rows);
}

const char *
get_word (GType type,
          int value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

char *
dup_time (GRand *rand,
          double likely)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (g_rand_double (rand) > likely)
    return g_strdup ("null");
  time = g_date_time_new_from_unix_utc (NOW / G_USEC_PER_SEC + g_rand_int_range (rand, -40, 40) * 60);
  text = g_date_time_format_iso8601 (time);

  return g_strdup_printf ("'%s'", text);
}

/* Tickets of every kind of company, priority and deadline, and of none. */
void
put_many (Fixture *fixture)
{
  static const char *const clients[] = { "'north'", "'east'", "'west'", "'other'", "null" };
  static const char *const priorities[] = { "2", "4", "7", "null" };
  GString *rows = g_string_new ("[");

  for (guint i = 0; i < MANY; i++)
    {
      g_string_append_printf (rows,
                              "%s{'id': '%05u', 'number': %u, 'subject': 'Many', 'status': 'open', 'created_at': '2026-11-01T00:00:00+00:00',"
                              " 'last_customer_activity': '2026-11-%02uT11:00:00+00:00', 'updated_at': '2026-11-21T11:00:00+00:00',"
                              " 'client_id': %s, 'priority_id': %s",
                              i > 0 ? ", " : "", i, i + 1, 1 + i % 20, clients[i * 7 % G_N_ELEMENTS (clients)],
                              priorities[i % 11 % G_N_ELEMENTS (priorities)]);
      if (i % 3 > 0)
        g_string_append_printf (rows, ", 'resolve_due_at': '2026-11-%02uT%02u:00:00Z'", 20 + i % 4, i % 24);
      g_string_append_c (rows, '}');
    }
  g_string_append_c (rows, ']');
  test_merge (fixture->store, &desk_row_ticket, rows->str);
  g_string_free (rows, TRUE);
  test_settle (fixture->store);
}
