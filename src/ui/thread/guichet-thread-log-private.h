/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-thread-log.h"

G_BEGIN_DECLS

/* Where the log is going by itself. */
typedef enum
{
  GUICHET_THREAD_NOWHERE,
  GUICHET_THREAD_END,
  GUICHET_THREAD_UNREAD,
} GuichetThreadGoal;

struct _GuichetThreadLog
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskConversation *conversation;
  gboolean narrow;

  GtkWidget *stack;
  GtkWidget *list;
  GtkNoSelection *selection;
  GtkWidget *news;              /* the button "2 new" */
  GtkWidget *nothing;
  GtkAdjustment *adjustment;
  guint patience_id;

  gboolean sticky;              /* the person is at the end, and wants to stay there */
  gboolean laid_out;            /* the list has just changed the adjustment itself */
  guint laid_out_id;
  gboolean opened;              /* it has been where it opens */
  gboolean wants_focus;         /* as soon as there are rows */
  GtkWidget *focus_before;      /* weak: what had it when that was asked for */
  GuichetThreadGoal goal;
  guint tick_id;
  guint n_ticks;
  guint n_still;
  double last_upper;
  double last_value;
  gint64 seen_time;             /* of the last row that was in view */
};

/* guichet-thread-log-scroll.c */
void guichet_thread_log_watch_scrolling (GuichetThreadLog *self, GtkScrolledWindow *window);
void guichet_thread_log_stop_scrolling  (GuichetThreadLog *self);
void guichet_thread_log_rows_changed    (GuichetThreadLog *self, guint position, guint added);
void guichet_thread_log_begin           (GuichetThreadLog *self);
/* guichet-thread-log.c */
void guichet_thread_log_set_sticky      (GuichetThreadLog *self, gboolean sticky);
void guichet_thread_log_update_news     (GuichetThreadLog *self);
void guichet_thread_log_take_focus      (GuichetThreadLog *self);

G_END_DECLS
