/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-thread-grouping.h"

/* Records are written as words: m1@09:00 a message, n1 a note, e1 an event, on the day of the last "d" word (d20 is the 20th), local times
 * in Paris (one hour ahead of UTC in November). Rows come out as D20, NEW, m1, E3:e1 (three events, the first is e1). */
typedef struct
{
  const char *records;
  const char *unread;
  const char *rows;
} Case;

static const Case cases[] = {
  { "", NULL, "" },
  { "d20 m1@09:00", NULL, "D20 m1" },
  { "d20 m1@09:00 n1@09:01 m2@10:00", NULL, "D20 m1 n1 m2" },
  { "d20 m1@09:00 d21 m2@09:00", NULL, "D20 m1 D21 m2" },
  /* 23:30 UTC is the next day in Paris. */
  { "d20 m1@23:59 d21 m2@00:30", NULL, "D20 m1 D21 m2" },
  { "d20 e1@09:00 m1@09:01 e2@09:02", NULL, "D20 e1 m1 e2" },
  { "d20 e1@09:00 e2@09:01 e3@09:02", NULL, "D20 e1 e2 e3" },
  { "d20 e1@09:00 e2@09:01 e3@09:02 e4@09:03", NULL, "D20 E4:e1" },
  { "d20 m1@09:00 e1@09:00 e2@09:01 e3@09:02 e4@09:03 e5@09:04 m2@10:00", NULL, "D20 m1 E5:e1 m2" },
  /* Neither midnight nor the line for new ones is folded over. */
  { "d20 e1@09:00 e2@09:01 d21 e3@09:02 e4@09:03", NULL, "D20 e1 e2 D21 e3 e4" },
  { "d20 e1@09:00 e2@09:01 e3@09:02 e4@09:03 m1@09:04", "m1", "D20 E4:e1 NEW m1" },
  { "d20 m1@09:00 m2@10:00", "m2", "D20 m1 NEW m2" },
  { "d20 m1@09:00 d21 m2@10:00", "m2", "D20 m1 D21 NEW m2" },
  { "d20 m1@09:00", "m1", "D20 NEW m1" },
  { "d20 m1@09:00", "gone", "D20 m1" },
  /* What waits is written by a clock that is a day behind: it stays at the end, and the days do not go back. */
  { "d21 m1@09:00 d20 m2@09:00", NULL, "D21 m1 m2" },
};

static DeskThreadRecord *
make_record (const char *word,
             const char *day)
{
  DeskThreadRecord *record = g_new0 (DeskThreadRecord, 1);
  g_auto(GStrv) parts = g_strsplit (word, "@", 2);
  g_autofree char *text = g_strdup_printf ("2026-11-%sT%s:00", day + 1, parts[1]);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  record->kind = *word == 'e' ? DESK_THREAD_EVENT : *word == 'n' ? DESK_THREAD_NOTE : DESK_THREAD_MESSAGE;
  record->id = g_strdup (parts[0]);
  record->time = g_date_time_to_unix (time) * G_USEC_PER_SEC;

  return record;
}

static void
record_free (gpointer data)
{
  DeskThreadRecord *record = data;

  g_free (record->id);
  g_free (record);
}

static GPtrArray *
make_records (const char *text)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  const char *day = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == 'd')
        day = words[i];
      else if (words[i][0] != '\0')
        g_ptr_array_add (records, make_record (words[i], day));
    }

  return records;
}

static void
append_row (GString *text,
            const DeskThreadRow *row,
            GPtrArray *records)
{
  const DeskThreadRecord *record = records->pdata[row->first];
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (row->time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (time, zone);

  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (row->kind == DESK_THREAD_DAY)
    {
      g_assert_cmpint (g_date_time_get_hour (local) + g_date_time_get_minute (local), ==, 0);
      g_string_append_printf (text, "D%d", g_date_time_get_day_of_month (local));
    }
  else if (row->kind == DESK_THREAD_NEW)
    g_string_append (text, "NEW");
  else if (row->kind == DESK_THREAD_EVENTS)
    g_string_append_printf (text, "E%u:%s", row->count, record->id);
  else
    {
      g_assert_cmpint (row->kind, ==, record->kind);
      g_assert_cmpuint (row->count, ==, 1);
      g_string_append (text, record->id);
    }
}

static void
test_table (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");

  g_assert_nonnull (zone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) records = make_records (cases[i].records);
      g_autoptr(GArray) rows = desk_thread_group (records, cases[i].unread, zone);
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j < rows->len; j++)
        append_row (text, &g_array_index (rows, DeskThreadRow, j), records);
      g_assert_cmpstr (text->str, ==, cases[i].rows);
    }
}

/* Each record stands in exactly one row, in order, whatever there is. */
static void
test_nothing_lost (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GRand) rand = g_rand_new_with_seed (42);

  for (guint run = 0; run < 200; run++)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
      g_autoptr(GArray) rows = NULL;
      guint next = 0;

      for (guint i = 0; i < 60; i++)
        {
          g_autofree char *word = g_strdup_printf ("%c%u@%02u:%02u", "emen"[g_rand_int_range (rand, 0, 4)], i, i / 12 + 10, i % 60);
          g_autofree char *day = g_strdup_printf ("d%u", 10 + i / (10 + run % 20));

          g_ptr_array_add (records, make_record (word, day));
        }
      rows = desk_thread_group (records, run % 2 ? "m30" : NULL, zone);
      for (guint i = 0; i < rows->len; i++)
        {
          const DeskThreadRow *row = &g_array_index (rows, DeskThreadRow, i);

          g_assert_cmpuint (row->first, ==, next);
          g_assert_true (row->kind != DESK_THREAD_EVENTS || row->count > DESK_THREAD_FOLD_ABOVE);
          next += row->count;
        }
      g_assert_cmpuint (next, ==, records->len);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desk/grouping/table", test_table);
  g_test_add_func ("/desk/grouping/nothing-lost", test_nothing_lost);

  return g_test_run ();
}
