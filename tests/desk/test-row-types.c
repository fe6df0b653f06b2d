/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-error.h"
#include "desk-row-value.h"
#include "desk-sql.h"
#include "desk-time.h"
#include "test-desk.h"

static DeskStore *
open_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "desk.db", NULL);
  g_autoptr(GError) error = NULL;
  DeskStore *store = desk_store_new (path, &error);

  g_assert_no_error (error);

  return store;
}

static void
test_columns (void)
{
  char *folder = test_folder_new ();
  g_autoptr(DeskStore) store = open_store (folder);
  const DeskRowType *const *types;
  guint n_types;

  types = desk_row_type_get_all (&n_types);
  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT group_concat (name) FROM pragma_table_info ('%s') WHERE name NOT IN ('rid', 'local')", types[i]->table);
      g_autofree char *columns = test_text (store, sql);
      g_autofree char *fields = desk_row_type_dup_select (types[i]);

      g_assert_cmpstr (columns, ==, fields);
      g_assert_cmpuint (types[i]->n_fields, <=, 32);
      g_assert_true (types[i]->fields[0].flags & DESK_FIELD_KEY);
      g_assert_true (types[i]->cursor == NULL || desk_row_type_find_field (types[i], types[i]->cursor) != NULL);
      g_assert_true (desk_row_type_find (types[i]->table) == types[i]);
    }
  g_assert_null (desk_row_type_find ("email_events"));

  g_clear_object (&store);
  test_folder_free (folder);
}

static void
test_time (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } cases[] = {
    { "1970-01-01T00:00:00+00:00", 0 },
    { "2026-11-21T23:05:06.123456+00:00", G_GINT64_CONSTANT (1795302306123456) },
    { "2026-11-21 23:05:06.123456+00", G_GINT64_CONSTANT (1795302306123456) },
    { "2026-11-22T01:05:06.123456+02:00", G_GINT64_CONSTANT (1795302306123456) },
    { "2026-11-21T17:35:06.123456-0530", G_GINT64_CONSTANT (1795302306123456) },
    { "2026-11-21T23:05:06.1Z", G_GINT64_CONSTANT (1795302306100000) },
    { "2024-02-29T12:00:00Z", G_GINT64_CONSTANT (1709208000000000) },
    { "1969-12-31T23:59:59.999999Z", -1 },
  };
  static const char *const wrong[] = {
    "", "now", "2026-11-21", "2026-13-01T00:00:00Z", "2026-11-21T23:05:06", "2026-11-21T23:05Z", "2026-11-21T23:05:06.Z",
    "2026-11-21T23:05:06Z ", "infinity",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wire = desk_time_dup_wire (cases[i].time);
      gint64 time = 0, again = 0;

      g_assert_true (desk_time_parse (cases[i].text, &time));
      g_assert_cmpint (time, ==, cases[i].time);
      g_assert_true (desk_time_parse (wire, &again));
      g_assert_cmpint (again, ==, cases[i].time);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gint64 time = 0;

      g_assert_false (desk_time_parse (wrong[i], &time));
    }
}

/* Every microsecond of a second comes back as it was: times are cursors. */
static void
test_time_exact (void)
{
  for (gint64 i = 0; i < G_USEC_PER_SEC; i += 997)
    {
      g_autofree char *wire = desk_time_dup_wire (G_GINT64_CONSTANT (1795302306) * G_USEC_PER_SEC + i);
      gint64 time = 0;

      g_assert_true (desk_time_parse (wire, &time));
      g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1795302306) * G_USEC_PER_SEC + i);
    }
}

static void
test_decode (void)
{
  static const struct
  {
    DeskFieldType type;
    DeskFieldFlags flags;
    const char *json;
    int result;                 /* SQLITE_ type, -1 for an error */
  } cases[] = {
    { DESK_FIELD_TEXT, 0, "\"é\"", SQLITE_TEXT },
    { DESK_FIELD_TEXT, 0, "null", -1 },
    { DESK_FIELD_TEXT, DESK_FIELD_NULLABLE, "null", SQLITE_NULL },
    { DESK_FIELD_TEXT, DESK_FIELD_KEY, "null", -1 },
    { DESK_FIELD_TEXT, 0, "7", -1 },
    { DESK_FIELD_TEXT, 0, "{}", -1 },
    { DESK_FIELD_INTEGER, 0, "7", SQLITE_INTEGER },
    { DESK_FIELD_INTEGER, 0, "9007199254740993", SQLITE_INTEGER },
    { DESK_FIELD_INTEGER, 0, "\"7\"", -1 },
    { DESK_FIELD_INTEGER, 0, "7.5", -1 },
    { DESK_FIELD_BOOLEAN, 0, "true", SQLITE_INTEGER },
    { DESK_FIELD_BOOLEAN, 0, "1", -1 },
    { DESK_FIELD_TIME, 0, "\"2026-11-21T23:05:06+00:00\"", SQLITE_INTEGER },
    { DESK_FIELD_TIME, 0, "\"yesterday\"", -1 },
    { DESK_FIELD_TEXT_ARRAY, 0, "[\"a\", \"b\"]", SQLITE_TEXT },
    { DESK_FIELD_TEXT_ARRAY, 0, "[1]", -1 },
    { DESK_FIELD_TEXT_ARRAY, 0, "\"{a,b}\"", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeskField field = { "field", cases[i].type, cases[i].flags };
      g_autoptr(JsonNode) node = json_from_string (cases[i].json, NULL);
      g_auto(DeskRowValue) value = { 0 };
      g_autoptr(GError) error = NULL;
      gboolean ok = desk_row_value_decode (&value, &field, node, &error);

      g_test_message ("%s", cases[i].json);
      if (cases[i].result == -1)
        g_assert_error (error, DESK_ERROR, DESK_ERROR_INVALID);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpint (value.type, ==, cases[i].result);
        }
      g_assert_cmpint (ok, ==, cases[i].result != -1);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/row-types/columns", test_columns);
  g_test_add_func ("/desk/row-types/time", test_time);
  g_test_add_func ("/desk/row-types/time-exact", test_time_exact);
  g_test_add_func ("/desk/row-types/decode", test_decode);

  return g_test_run ();
}
