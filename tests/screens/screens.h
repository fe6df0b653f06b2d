/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "test-session-support.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

/* Who looks. The first ones look at the rows of the fixture, without a server; the others are people of the demonstration at a real backend. */
typedef enum
{
  SCREEN_STAFF,
  SCREEN_ADMIN,
  SCREEN_CLIENT,
  SCREEN_NEW_STAFF,             /* with nothing there */
  SCREEN_NEW_CLIENT,
  SCREEN_NOBODY,                /* who has to sign in */
  SCREEN_REAL_AGENT,
  SCREEN_REAL_OPS,
  SCREEN_REAL_ADMIN,
  SCREEN_REAL_CLIENT,
  SCREEN_REAL_OTHER_CLIENT,
} ScreenPerson;

#define SCREEN_ALL_WIDTHS 0xf
#define SCREEN_WIDEST 0x1
#define SCREEN_NARROWEST 0x8

/* A page in one state, and how somebody comes there: see screens-steps.c. */
typedef struct
{
  const char *name;
  ScreenPerson person;
  guint widths;
  int height;                   /* 0: as tall as a window usually is */
  const char *steps[14];
} Screen;

typedef struct
{
  GtkWidget *window;
  UiFixture *fixture;           /* NULL at a real backend */
  const char *words;            /* what the step is about, in the language that shows */
  const char *given;            /* the same as it was written */
} ScreenStep;

/* screens-pages.c */
const Screen *screens_get_pages (guint *n_pages);

/* screens-people.c */
void         screens_people_init   (void);
DeskSession *screens_people_get    (ScreenPerson person, UiFixture **fixture);
TestBackend *screens_people_get_backend (void);
void         screens_people_clear  (void);

/* screens-steps.c */
void       screens_set_line  (UiFixture *fixture, const char *line);
gboolean   screens_wait      (UiCondition condition, gpointer data);
GtkWidget *screens_find_top  (GtkWidget *window);
char      *screens_do_step   (GtkWidget *window, UiFixture *fixture, const char *step);

/* screens-scenes.c */
gboolean screens_scene_compose            (ScreenStep *step);
gboolean screens_scene_reveal             (ScreenStep *step);
gboolean screens_scene_keep_view          (ScreenStep *step);
gboolean screens_scene_queue_replies      (ScreenStep *step);
gboolean screens_scene_set_scope          (ScreenStep *step);
gboolean screens_scene_fill_sign_in       (ScreenStep *step);
gboolean screens_scene_ask_code           (ScreenStep *step);
gboolean screens_scene_offer_demo         (ScreenStep *step);
gboolean screens_scene_be_demo            (ScreenStep *step);
gboolean screens_scene_go_to_end          (ScreenStep *step);
gboolean screens_scene_unplug             (ScreenStep *step);

/* screens-paper.c */
gboolean screens_scene_print (ScreenStep *step);

/* screens-picture.c */
void screens_save (GtkWidget *window, const char *path);

/* screens-examine.c */
void screens_examine_init (const char *const *data_files);
void screens_examine      (GtkWidget *window, int width, int height, GPtrArray *findings);

G_END_DECLS
