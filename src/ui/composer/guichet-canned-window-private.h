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
  char *id;                     /* (nullable): of what is edited; NULL for a new one */
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
  GtkWidget *remove;
};

/* guichet-canned-editor.c: the page of one reply */
GtkWidget *guichet_canned_window_create_editor (GuichetCannedWindow *self);
void       guichet_canned_window_show_editor   (GuichetCannedWindow *self, DeskCannedReply *reply, const char *body);
/* guichet-canned-window.c */
void       guichet_canned_window_show_list     (GuichetCannedWindow *self);

G_END_DECLS
