/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-session.h"

G_BEGIN_DECLS

/* A session over a cache of its own, with no server behind it, and a clock that stands still: Tuesday 30 June 2026, 09:33 UTC.
 * With UI_FIXTURE_TICKETS the cache holds a queue of twelve tickets, the first with a conversation. */

#define UI_FIXTURE_NOW G_GINT64_CONSTANT (1782811980000000)

#define UI_FIXTURE_ME "00000000-0000-4000-8000-00000000000a"
#define UI_FIXTURE_CLIENT "00000000-0000-4000-8000-00000000000c"
#define UI_FIXTURE_TICKET "10000000-0000-4000-8000-000000001042"
/* An image of that ticket, which is on this computer. */
#define UI_FIXTURE_IMAGE "60000000-0000-4000-8000-000000000001"

typedef struct
{
  char *dir;
  DeskClock *clock;
  DeskSession *session;
} UiFixture;

void       ui_fixture_init        (int *argc, char ***argv);
UiFixture *ui_fixture_new         (DeskRole role, gboolean with_tickets);
void       ui_fixture_free        (UiFixture *self);
void       ui_fixture_set_now     (UiFixture *self, gint64 now);
/* As if sync said so: offline at first. */
void       ui_fixture_set_line     (UiFixture *self, DeskConnection connection, gint64 synced_at, guint pending, gboolean first_load);
void       ui_fixture_merge       (UiFixture *self, const char *table, const char *json);
/* As if the server had refused the message with these words. */
void       ui_fixture_refuse      (UiFixture *self, const char *body);
char      *ui_fixture_time        (gint64 minutes_ago);

/* Waits for the thing itself, and fails the test when it does not come. */
typedef gboolean (*UiCondition) (gpointer data);
void       ui_wait_for_at         (const char *where, UiCondition condition, gpointer data);
void       ui_wait_frames_at      (const char *where, GtkWidget *widget, int n_frames);
gboolean   ui_is_mapped           (gpointer widget);
#define ui_wait_for(condition, ...) ui_wait_for_at (G_STRLOC, condition, __VA_ARGS__)
#define ui_wait_frames(widget, n_frames) ui_wait_frames_at (G_STRLOC, widget, n_frames)
GtkWidget *ui_show                (GtkWidget *content, int width, int height);
GtkWidget *ui_wait_label_at       (const char *where, GtkWidget *root, const char *words);
void       ui_wait_no_label_at    (const char *where, GtkWidget *root, const char *words);
GtkWidget *ui_wait_dialog_at      (const char *where);
void       ui_wait_no_dialog_at   (const char *where);
void       ui_answer_at           (const char *where, const char *words);
void       ui_destroy_window_at   (const char *where, GtkWidget *window);
#define ui_wait_label(root, words) ui_wait_label_at (G_STRLOC, root, words)
#define ui_wait_no_label(root, words) ui_wait_no_label_at (G_STRLOC, root, words)
#define ui_wait_dialog() ui_wait_dialog_at (G_STRLOC)
#define ui_wait_no_dialog() ui_wait_no_dialog_at (G_STRLOC)
#define ui_answer(words) ui_answer_at (G_STRLOC, words)
#define ui_destroy_window(window) ui_destroy_window_at (G_STRLOC, window)

/* The widget tree: NULL when nothing is found. */
GtkWidget *ui_find_type           (GtkWidget *root, GType type);
GtkWidget *ui_find_label          (GtkWidget *root, const char *label);
GtkWidget *ui_find_shown          (GtkWidget *root, const char *words);
GtkWidget *ui_find_button         (GtkWidget *root, const char *words);
GtkWidget *ui_find_dialog         (void);
void       ui_assert_all_labelled (GtkWidget *root);
void       ui_save_picture        (GtkWidget *widget, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiFixture, ui_fixture_free)

G_END_DECLS
