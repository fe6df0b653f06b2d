/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-privacy-pane.h"

G_BEGIN_DECLS

struct _GuichetPrivacyPane
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskPerson *person;
  DeskPrivacyRequest *request;
  GHashTable *kept;             /* notes that were not saved, by the id of the request: see guichet-privacy-pane-notes.c */
  char *sent_note;              /* (nullable): what the backend was asked to keep */
  GCancellable *cancellable;
  gboolean busy;
  gboolean filling;
  int wanted_step;              /* what is to be tried again: a step, or -1 for the note, -2 for erasing */

  GtkWidget *clamp;
  GtkWidget *window_title;
  GtkWidget *back;
  GtkWidget *notice;
  GtkWidget *steps;
  GtkWidget *buttons;
  GtkWidget *start;
  GtkWidget *complete;
  GtkWidget *erase;
  GtkWidget *reject;
  GtkWidget *export;
  GtkWidget *due;
  GtkWidget *hint;
  GtkWidget *note;
  GtkWidget *meta;
  GtkWidget *bar;
};

/* guichet-privacy-pane-notes.c */
GHashTable *guichet_privacy_pane_create_kept    (void);
char       *guichet_privacy_pane_dup_note       (GuichetPrivacyPane *self);
const char *guichet_privacy_pane_get_saved_note (GuichetPrivacyPane *self);
void        guichet_privacy_pane_show_note      (GuichetPrivacyPane *self);
void        guichet_privacy_pane_edited         (GuichetPrivacyPane *self);
void        guichet_privacy_pane_forget_saved   (GuichetPrivacyPane *self, DeskPrivacyRequest *request);

/* guichet-privacy-pane-show.c */
void        guichet_privacy_pane_update         (GuichetPrivacyPane *self);

G_END_DECLS
