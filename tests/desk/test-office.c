/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What an administrator sets: confirmed by what came back, never over somebody else's change. */

#include "config.h"

#include "desk-choice.h"
#include "desk-inquiry.h"
#include "desk-office.h"
#include "desk-working-time.h"
#include "test-session-support.h"

#define ADMIN "admin@desk.test"

static TestBackend *backend;

static void
take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GListModel *
list (DeskOffice *office, DeskOfficeTable table, const char *of, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_office_list_async (office, table, of, NULL, take_result, &result);
  test_wait_for (result != NULL);
  return desk_office_list_finish (office, result, error);
}

static DeskOfficeRow *
find (DeskOffice *office, DeskOfficeTable table, const char *column, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rows = list (office, table, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DeskOfficeRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (desk_office_row_get_text (row, column), value) == 0)
        return g_steal_pointer (&row);
    }
  return NULL;
}

static GVariant *
text (const char *name, const char *value)
{
  return g_variant_new_parsed ("{%s: <%s>}", name, value);
}

static DeskOfficeRow *
change (DeskOffice *office, DeskOfficeTable table, DeskOfficeRow *row, GVariant *changes, DeskOfficeRow **theirs, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_office_change_async (office, table, row, changes, NULL, take_result, &result);
  test_wait_for (result != NULL);
  return desk_office_save_finish (office, result, theirs, error);
}

/* Two administrators at the same row: the second sees what the first left. */
static void
test_conflict (void)
{
  TestPerson *admin = test_person_new (backend, ADMIN);
  g_autoptr (DeskOffice) office = NULL;
  g_autoptr (DeskOfficeRow) row = NULL;
  g_autoptr (DeskOfficeRow) first = NULL;
  g_autoptr (DeskOfficeRow) second = NULL;
  g_autoptr (DeskOfficeRow) theirs = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *label = NULL;

  test_person_sign_in (admin);
  office = desk_office_new (admin->session);
  row = find (office, DESK_OFFICE_CATEGORIES, "label", "Billing");
  g_assert_nonnull (row);
  first = change (office, DESK_OFFICE_CATEGORIES, row, text ("label", "Invoices"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_office_row_get_text (first, "label"), ==, "Invoices");

  second = change (office, DESK_OFFICE_CATEGORIES, row, text ("label", "Money"), &theirs, &error);
  g_assert_null (second);
  g_assert_true (desk_office_error_is_conflict (error));
  g_assert_cmpstr (desk_office_row_get_text (theirs, "label"), ==, "Invoices");
  sentence = desk_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "Somebody else"));
  label = test_psql (backend, "select string_agg(label, ',') from ticket_categories where label in ('Invoices', 'Money')");
  g_assert_cmpstr (label, ==, "Invoices");
  g_assert_finalize_object (g_steal_pointer (&office));
  test_person_free (admin);
}

static GListModel *
move (DeskOffice *office, DeskOfficeRow *category, DeskOfficeRow *after, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_office_move_category_async (office, category, after, NULL, take_result, &result);
  test_wait_for (result != NULL);
  return desk_office_list_finish (office, result, error);
}

static char *
dup_order (GListModel *rows)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      g_string_append_printf (order, "%s%s", i > 0 ? " " : "",
                              DESK_IS_CHOICE (row) ? desk_choice_get_label (DESK_CHOICE (row)) : desk_office_row_get_text (DESK_OFFICE_ROW (row), "label"));
    }

  return g_string_free (order, FALSE);
}

static gboolean
chooses_from (TestPerson *person, const char *expected)
{
  g_autofree char *order = dup_order (desk_session_get_categories (person->session));

  return g_str_equal (order, expected);
}

/* The order of the categories is what an administrator made it, for everybody who chooses from them. */
static void
test_order (void)
{
  TestPerson *admin = test_person_new (backend, ADMIN);
  TestPerson *agent = test_person_new (backend, AGENT);
  g_autoptr (DeskOffice) office = NULL;
  g_autoptr (DeskOffice) office_of_agent = NULL;
  g_autoptr (DeskOfficeRow) tracking = NULL;
  g_autoptr (DeskOfficeRow) account = NULL;
  g_autoptr (DeskOfficeRow) nowhere = NULL;
  g_autoptr (GListModel) moved = NULL;
  g_autoptr (GListModel) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) forbidden = NULL;
  g_autoptr (GError) gone = NULL;
  g_autofree char *order = NULL;
  g_autofree char *order_again = NULL;
  g_autofree char *done = NULL;

  done = test_psql (backend, "update ticket_categories set label = 'Billing' where id = 1 returning 1");
  test_person_sign_in (admin);
  test_wait_for (chooses_from (admin, "Account Billing Technical Tracking"));
  office = desk_office_new (admin->session);
  tracking = find (office, DESK_OFFICE_CATEGORIES, "label", "Tracking");
  account = find (office, DESK_OFFICE_CATEGORIES, "label", "Account");
  moved = move (office, tracking, account, &error);
  g_assert_no_error (error);
  order = dup_order (moved);
  g_assert_cmpstr (order, ==, "Account Tracking Billing Technical");
  test_wait_for (chooses_from (admin, "Account Tracking Billing Technical"));
  again = move (office, tracking, NULL, &error);
  g_assert_no_error (error);
  order_again = dup_order (again);
  g_assert_cmpstr (order_again, ==, "Tracking Account Billing Technical");

  test_person_sign_in (agent);
  test_wait_for (chooses_from (agent, "Tracking Account Billing Technical"));
  office_of_agent = desk_office_new (agent->session);
  g_assert_null (move (office_of_agent, account, NULL, &forbidden));
  g_assert_error (forbidden, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  nowhere = desk_office_row_new (g_variant_new_parsed ("{'id': <int64 999999>}"));
  g_assert_null (move (office, nowhere, NULL, &gone));
  g_assert_cmpstr (desk_error_get_refusal (gone), ==, "category_not_found");
  test_person_free (agent);
  test_person_free (admin);
}

/* Two administrators who move categories at the same time: both moves are there, in either order, and both see the same. */
static void
test_order_of_two (void)
{
  TestPerson *admin = test_person_new (backend, ADMIN);
  TestPerson *second = test_person_new (backend, "ops@desk.test");
  g_autofree char *promoted = test_psql (backend, "with p as (update profiles set role = 'admin' where email = 'ops@desk.test' returning 1) select count(*) from p");
  g_autofree char *placed = test_psql (backend, "with p as (update ticket_categories set position = 1000 * array_position("
                                                "array['Account', 'Billing', 'Technical', 'Tracking'], label) returning 1) select count(*) from p");
  g_autofree char *demoted = NULL;

  g_assert_cmpstr (promoted, ==, "1");
  g_assert_cmpstr (placed, ==, "4");
  test_person_sign_in (admin);
  test_person_sign_in (second);
  {
    g_autoptr (DeskOffice) one = desk_office_new (admin->session);
    g_autoptr (DeskOffice) two = desk_office_new (second->session);
    g_autoptr (DeskOfficeRow) account = find (one, DESK_OFFICE_CATEGORIES, "label", "Account");
    g_autoptr (DeskOfficeRow) technical = find (one, DESK_OFFICE_CATEGORIES, "label", "Technical");
    g_autoptr (DeskOfficeRow) tracking = find (two, DESK_OFFICE_CATEGORIES, "label", "Tracking");

    for (guint i = 0; i < 8; i++)
      {
        g_autoptr (GAsyncResult) first_result = NULL;
        g_autoptr (GAsyncResult) second_result = NULL;
        g_autoptr (GListModel) first_rows = NULL;
        g_autoptr (GListModel) second_rows = NULL;
        g_autoptr (GError) error = NULL;
        g_autofree char *order = NULL;
        g_autofree char *second_order = NULL;
        g_autofree char *kept = NULL;

        /* Account goes to and fro behind Technical; Tracking to and fro before all: neither move is in the way of the other. */
        desk_office_move_category_async (one, account, i % 2 == 0 ? technical : NULL, NULL, take_result, &first_result);
        desk_office_move_category_async (two, tracking, i % 2 == 0 ? NULL : technical, NULL, take_result, &second_result);
        test_wait_for (first_result != NULL && second_result != NULL);
        first_rows = desk_office_list_finish (one, first_result, &error);
        g_assert_no_error (error);
        second_rows = desk_office_list_finish (two, second_result, &error);
        g_assert_no_error (error);
        order = dup_order (first_rows);
        second_order = dup_order (second_rows);
        kept = test_psql (backend, "select string_agg(label, ' ' order by position, id) from ticket_categories");
        g_assert_cmpstr (kept, ==, i % 2 == 0 ? "Tracking Billing Technical Account" : "Account Billing Technical Tracking");
        g_assert_true (g_str_equal (order, kept) || g_str_equal (second_order, kept));
        /* Whoever was first learns of the other one's move at their next turn. */
        desk_inquiry_catch_up (admin->session);
        desk_inquiry_catch_up (second->session);
        test_wait_for (chooses_from (admin, kept) && chooses_from (second, kept));
      }
  }
  demoted = test_psql (backend, "with p as (update profiles set role = 'ops' where email = 'ops@desk.test' returning 1) select count(*) from p");
  g_assert_cmpstr (demoted, ==, "1");
  test_person_free (second);
  test_person_free (admin);
}

/* Who is no administrator changes nothing, and hears it as a sentence. */
static void
test_refused (void)
{
  TestPerson *agent = test_person_new (backend, AGENT);
  TestPerson *admin = test_person_new (backend, ADMIN);
  g_autoptr (DeskOffice) office = NULL;
  g_autoptr (DeskOffice) office_of_admin = NULL;
  g_autoptr (DeskOfficeRow) priority = NULL;
  g_autoptr (DeskOfficeRow) me = NULL;
  g_autoptr (DeskOfficeRow) template = NULL;
  g_autoptr (GError) forbidden = NULL;
  g_autoptr (GError) own_role = NULL;
  g_autoptr (GError) placeholder = NULL;

  test_person_sign_in (agent);
  office = desk_office_new (agent->session);
  priority = find (office, DESK_OFFICE_PRIORITIES, "code", "high");
  g_assert_null (change (office, DESK_OFFICE_PRIORITIES, priority, g_variant_new_parsed ("{'response_sla_minutes': <int64 1>}"), NULL, &forbidden));
  g_assert_error (forbidden, DESK_ERROR, DESK_ERROR_FORBIDDEN);

  test_person_sign_in (admin);
  office_of_admin = desk_office_new (admin->session);
  me = find (office_of_admin, DESK_OFFICE_STAFF, "email", ADMIN);
  g_assert_null (change (office_of_admin, DESK_OFFICE_STAFF, me, text ("role", "client"), NULL, &own_role));
  g_assert_cmpstr (desk_error_get_refusal (own_role), ==, "role_not_allowed");
  template = find (office_of_admin, DESK_OFFICE_TEMPLATES, "event", "ticket.created");
  g_assert_null (change (office_of_admin, DESK_OFFICE_TEMPLATES, template, text ("subject", "{{nonsense}}"), NULL, &placeholder));
  g_assert_cmpstr (desk_error_get_refusal (placeholder), ==, "unknown_placeholder");
  test_person_free (agent);
  test_person_free (admin);
}

static DeskOfficeRow *
finish_ask (DeskOffice *office, GAsyncResult **result, GError **error)
{
  DeskOfficeRow *answer;

  test_wait_for (*result != NULL);
  answer = desk_office_ask_finish (office, *result, error);
  g_clear_object (result);
  return answer;
}

/* A calendar with its hours; targets by it; the open tickets that follow; no target. */
static void
test_targets (void)
{
  TestPerson *admin = test_person_new (backend, ADMIN);
  g_autoptr (DeskOffice) office = NULL;
  g_autoptr (DeskOfficeRow) saved = NULL;
  g_autoptr (DeskOfficeRow) calendar = NULL;
  g_autoptr (DeskOfficeRow) again = NULL;
  g_autoptr (DeskOfficeRow) preview = NULL;
  g_autoptr (DeskOfficeRow) priority = NULL;
  g_autoptr (DeskOfficeRow) changed = NULL;
  g_autoptr (DeskOfficeRow) followed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *open = NULL;
  GAsyncResult *result = NULL;

  test_person_sign_in (admin);
  office = desk_office_new (admin->session);
  desk_office_save_calendar_async (office, NULL, "Nights", "Europe/Paris",
                                   g_variant_new_parsed ("[{'weekday': <int64 1>, 'starts': <'20:00'>, 'ends': <'24:00'>}]"),
                                   g_variant_new_parsed ("@aa{sv} []"), NULL, take_result, &result);
  saved = finish_ask (office, &result, &error);
  g_assert_no_error (error);
  calendar = find (office, DESK_OFFICE_CALENDARS, "name", "Nights");
  g_assert_cmpint (desk_working_time_get_day (calendar), ==, 240);
  desk_office_preview_target_async (office, 60, desk_office_row_get_text (saved, "id"), NULL, take_result, &result);
  preview = finish_ask (office, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_office_row_get_time (preview, "due_at"), >, desk_office_row_get_time (preview, "starts_at"));
  desk_office_save_calendar_async (office, saved, "Evenings", "Europe/Paris", g_variant_new_parsed ("@aa{sv} []"), g_variant_new_parsed ("@aa{sv} []"),
                                   NULL, take_result, &result);
  again = finish_ask (office, &result, &error);
  g_assert_no_error (error);
  g_clear_object (&again);
  desk_office_save_calendar_async (office, saved, "Mornings", "Europe/Paris", g_variant_new_parsed ("@aa{sv} []"), g_variant_new_parsed ("@aa{sv} []"),
                                   NULL, take_result, &result);
  again = finish_ask (office, &result, &error);
  g_assert_null (again);
  g_assert_true (desk_office_error_is_conflict (error));
  g_clear_error (&error);

  priority = find (office, DESK_OFFICE_PRIORITIES, "code", "low");
  changed = change (office, DESK_OFFICE_PRIORITIES, priority,
                    g_variant_new_parsed ("{'response_sla_minutes': <int64 77>, 'resolve_sla_minutes': <@mx nothing>}"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_office_row_get_number (changed, "response_sla_minutes", 0), ==, 77);
  g_assert_cmpint (desk_office_row_get_number (changed, "resolve_sla_minutes", -1), ==, -1);
  desk_office_recompute_async (office, desk_office_row_get_number (changed, "id", 0), NULL, take_result, &result);
  followed = finish_ask (office, &result, &error);
  g_assert_no_error (error);
  open = test_psql (backend, "select count(*) from tickets t join ticket_priorities p on p.id = t.priority_id where p.code = 'low' "
                             "and t.resolved_at is null and t.resolve_sla_minutes is not null");
  g_assert_cmpstr (open, ==, "0");
  test_person_free (admin);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    int minutes;                /* -1: no length of time */
  } cases[] = {
    { "", 0 }, { "  ", 0 }, { "90 min", 90 }, { "4 h", 240 }, { "4h", 240 }, { "1 h 30", 90 }, { "1 h 30 min", 90 }, { "2 d", 1080 }, { "1 j", 540 },
    { "2 Days", 1080 }, { "1\u00a0h\u00a020\u00a0min", 80 }, { "30", -1 }, { "0 min", -1 }, { "soon", -1 }, { "4 x", -1 }, { "-4 h", -1 },
    { "99999999999999999999 d", -1 }, { "1 h 90", -1 },
  };
  static const struct
  {
    const char *text;
    int minutes;
  } clocks[] = { { "09:30", 570 }, { "9", 540 }, { "9h", 540 }, { "24:00", 1440 }, { "18:00:00", 1080 }, { "24:01", -1 }, { "9:75", -1 }, { "noon", -1 }, { "", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minutes = -2;
      gboolean read = desk_working_time_parse (cases[i].text, 540, &minutes);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (read ? minutes : -1, ==, cases[i].minutes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      int minutes = -2;
      gboolean read = desk_working_time_read_clock (clocks[i].text, &minutes);

      g_test_message ("“%s”", clocks[i].text);
      g_assert_cmpint (read ? minutes : -1, ==, clocks[i].minutes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/words", test_words);
  g_test_add_func ("/office/conflict", test_conflict);
  g_test_add_func ("/office/order", test_order);
  g_test_add_func ("/office/order/two", test_order_of_two);
  g_test_add_func ("/office/refused", test_refused);
  g_test_add_func ("/office/targets", test_targets);

  return test_backend_run (&backend);
}
