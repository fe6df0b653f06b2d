/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-thread-view.h"

#include "desk-conversation.h"
#include "guichet-composer.h"
#include "guichet-drop-area.h"
#include "guichet-thread-log.h"

G_BEGIN_DECLS

struct _GuichetThreadView
{
  AdwBin parent_instance;

  DeskSession *session;
  char *ticket_id;
  gboolean details_shown;
  gboolean narrow;
  gboolean folded;
  gboolean window_buttons;

  DeskConversation *conversation;
  DeskTicket *ticket;           /* of the conversation, followed */
  GtkWindow *window;            /* followed while it holds the pane */

  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *menu;
  GtkWidget *details;
  GtkWidget *strip;
  GtkWidget *links;             /* what it follows up, and what follows it up */
  GtkWidget *here;              /* (nullable): who of staff is here as well, while the details do not say it */
  GuichetDropArea *drop_area;
  GuichetThreadLog *log;
  GtkWidget *typing;
  GuichetComposer *composer;
};

/* guichet-thread-view-build.c */
void       guichet_thread_view_build           (GuichetThreadView *self);
/* guichet-thread-view-actions.c */
void       guichet_thread_view_install_actions (GtkWidgetClass *widget_class);
void       guichet_thread_view_update_actions  (GuichetThreadView *self);
GtkWidget *guichet_thread_view_create_menu     (GuichetThreadView *self);
/* guichet-thread-view-dnd.c */
void       guichet_thread_view_watch_drops     (GuichetThreadView *self);
void       guichet_thread_view_update_drops    (GuichetThreadView *self);
/* guichet-thread-view-read.c */
void       guichet_thread_view_watch_window    (GuichetThreadView *self);
void       guichet_thread_view_leave_window    (GuichetThreadView *self);
void       guichet_thread_view_update_read     (GuichetThreadView *self);

G_END_DECLS
