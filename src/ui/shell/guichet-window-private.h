/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-window.h"

#include "guichet-panes.h"
#include "guichet-sign-in-page.h"

G_BEGIN_DECLS

struct _GuichetWindow
{
  AdwApplicationWindow parent_instance;

  DeskSession *session;
  GtkWidget *width;
  GtkWidget *overlay;
  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *starting;
  GuichetSignInPage *sign_in;   /* (nullable): see guichet_window_get_sign_in() */
  GuichetPanes *panes;     /* while somebody is signed in */
  GtkWidget *quiet_bar;    /* likewise */
  GtkWidget *palette;      /* likewise */
  GtkWidget *request;      /* while it is open */
  DeskTicket *ticket;      /* the open one, whose state decides what can be done */
  gulong ticket_notify_id;
  char *wanted_ticket;     /* to open as soon as somebody is signed in */
  gint64 wanted_number;    /* likewise */
  guint starting_id;
  GuichetDemoState demo;   /* what the page for signing in offers */
  GtkWidget *demo_bar;     /* (nullable): of a window of the demo */
};

/* guichet-window.c */
gboolean guichet_window_ask_first   (GuichetWindow *self, GuichetPlaceThen then);
void guichet_window_sign_out (GuichetWindow *self);
void guichet_window_take_panes_away (GuichetWindow *self);
GtkWidget *guichet_window_get_sign_in (GuichetWindow *self);

/* guichet-window-actions.c */
void guichet_window_install_actions (GtkWidgetClass *widget_class);
void guichet_window_update_actions  (GuichetWindow *self);
void guichet_window_watch_ticket    (GuichetWindow *self);
void guichet_window_add_letters     (GuichetWindow *self);

/* guichet-window-palette.c */
void guichet_window_take_palette_away (GuichetWindow *self);
void guichet_window_show_palette      (GuichetWindow *self);
void guichet_window_fold_palette      (GuichetWindow *self);

/* guichet-window-requests.c */
gboolean guichet_window_may_follow_up (GuichetWindow *self, DeskTicket *ticket);
void     guichet_window_write_request (GuichetWindow *self, DeskTicket *followed);

G_END_DECLS
