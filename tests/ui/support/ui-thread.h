/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-thread-log.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

#define COLLEAGUE "00000000-0000-4000-8000-00000000000b"
#define QUESTION "Good morning Nadia, thank you. Which browser do you use?"
#define LAST "Firefox. Can I still send it today? They pay on the 30th."
#define NOTE "Same rounding as #1022: line 7 keeps the old 20 % rate. Fix goes out at noon, no promise before that."

/* A conversation in a window of its own. */
typedef struct
{
  UiFixture *ui;
  GtkWidget *window;
  GtkWidget *view;
} Thread;

Thread *thread_new (DeskRole role, int width, int height);
void thread_open_ticket (Thread *thread);
void thread_free (Thread *thread);
void thread_wait_for_label (Thread *thread, const char *label);
GtkWidget *thread_get_list (Thread *thread);
GtkAdjustment *thread_get_adjustment (Thread *thread);
GuichetThreadLog *thread_get_log (Thread *thread);
gboolean thread_is_at_end (Thread *thread);
void thread_put_message (Thread *thread, int number, int ago, const char *author, const char *body);
void thread_put_many (Thread *thread, int n, int last_ago);
void thread_mark_all_read (Thread *thread);
GtkWidget *thread_find_item (Thread *thread, const char *label);
int thread_get_y (GtkWidget *widget, GtkWidget *within);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thread, thread_free)

G_END_DECLS
