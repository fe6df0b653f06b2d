/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-cache.h"
#include "desk-clock.h"
#include "desk-store.h"

G_BEGIN_DECLS

/* Iterates the main context until something is so; a test that waits for what never comes fails. A condition may iterate the context itself (as a question to
 * the store does), and so swallow the event that would wake this loop: it looks again by itself as well. */
#define test_wait_for(condition)                                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gboolean too_late_ = FALSE;                                                                                        \
    guint timeout_ = g_timeout_add_seconds (240, test_too_late, &too_late_);                                           \
    guint look_ = g_timeout_add (20, test_look_again, NULL);                                                           \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (too_late_)                                                                                                 \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);                                   \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (look_);                                                                                           \
    if (!too_late_)                                                                                                    \
      g_source_remove (timeout_);                                                                                      \
  }                                                                                                                    \
  G_STMT_END

gboolean test_too_late   (gpointer flag);
gboolean test_look_again (gpointer nothing);

/* A clock that stands still until it is told to move. */
#define TEST_TYPE_CLOCK (test_clock_get_type ())
G_DECLARE_FINAL_TYPE (TestClock, test_clock, TEST, CLOCK, GObject)

DeskClock *test_clock_new     (gint64 now);
void       test_clock_advance (DeskClock *clock, gint64 microseconds);

/* A folder of its own, gone with everything in it afterwards. */
char *test_folder_new  (void);
void  test_folder_free (char *folder);

/* Rows as JSON with single quotes in place of double ones. */
JsonArray *test_parse_rows (const char *rows);

/* Jobs that are waited for; they fail the test when they fail. */
void     test_merge (DeskStore *store, const DeskRowType *type, const char *rows);
void     test_sql   (DeskStore *store, const char *sql, const char *table, const char *id, const char *ticket_id);
gint64   test_count (DeskStore *store, const char *sql);
char    *test_text  (DeskStore *store, const char *sql);
void     test_settle (DeskStore *store);

G_END_DECLS
