/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-canned-window.h"

#include "desk-canned-replies.h"

G_BEGIN_DECLS

struct _GuichetCannedWindow
{
  AdwWindow parent_instance;

  DeskSession *session;
  DeskCannedReplies *replies;
  GCancellable *cancellable;
  GCancellable *saving;         /* of what is being saved or deleted: whoever leaves the page waits for no answer */
  char *id;                     /* (nullable): of what is edited; NULL for a new one */
  gint64 since;                 /* when that was changed last, as the person has seen it */
  DeskCannedReply *theirs;      /* (nullable): what was saved elsewhere meanwhile */
  gboolean straight;            /* opened for one text: closes once that is kept */
  gboolean busy;

  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *own;
  GtkWidget *own_empty;
  GtkWidget *shared_group;
  GtkWidget *heading;
  GtkWidget *save;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *error;
  GtkWidget *meanwhile;
  GtkWidget *their_title;
  GtkWidget *their_text;
  GtkWidget *take;
  GtkWidget *remove;
};

/* guichet-canned-editor.c: the page of one reply */
GtkWidget *guichet_canned_window_create_editor (GuichetCannedWindow *self);
void       guichet_canned_window_show_editor   (GuichetCannedWindow *self, DeskCannedReply *reply, const char *body);
void       guichet_canned_window_begin         (GuichetCannedWindow *self, DeskCannedReply *reply);
char      *guichet_canned_window_dup_text      (GuichetCannedWindow *self);
void       guichet_canned_window_set_busy      (GuichetCannedWindow *self, gboolean busy);
void       guichet_canned_window_complain      (GuichetCannedWindow *self, const char *sentence);
void       guichet_canned_window_show_theirs   (GuichetCannedWindow *self, DeskCannedReply *theirs);
/* guichet-canned-calls.c: saving and deleting */
void       guichet_canned_window_save          (GuichetCannedWindow *self);
void       guichet_canned_window_remove        (GuichetCannedWindow *self);
/* guichet-canned-window.c */
void       guichet_canned_window_show_list     (GuichetCannedWindow *self);

G_END_DECLS
