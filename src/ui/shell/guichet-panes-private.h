/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "guichet-panes.h"

#include "desk-conversation.h"
#include "desk-view-counts.h"
#include "guichet-details-pane.h"
#include "guichet-list-pane.h"
#include "guichet-place.h"
#include "guichet-thread-view.h"
#include "guichet-views-pane.h"

G_BEGIN_DECLS

struct _GuichetPanes
{
  AdwBin parent_instance;

  DeskSession *session;
  DeskViewCounts *counts;
  gboolean staff;
  gboolean active;        /* the window is the one that the person uses */
  char *ticket_id;        /* the open ticket */

  GtkWidget *views_flap;  /* NULL for a client */
  GuichetViewsPane *views;
  GtkWidget *middle;      /* a stack of leaflet and the places that were visited */
  GuichetPlace *place;    /* what stands in place of the queue, or NULL */
  GtkWidget *leaflet;
  GuichetListPane *list;
  GtkWidget *details_flap;
  GtkWidget *talk;        /* a stack of no-ticket, thread and bulk */
  GtkWidget *no_ticket;
  GtkWidget *bulk;        /* made on need; NULL for a client */
  GtkWidget *bulk_bar;    /* likewise */
  GtkWidget *triage_bar;  /* likewise */
  GPtrArray *triage;      /* ids of the tickets that one goes through, or NULL */
  guint triage_at;
  DeskConversation *triage_next;  /* already loaded */
  gboolean list_wanted;   /* the focus goes to the list as soon as that is in sight */
  GuichetThreadView *thread;
  GuichetDetailsPane *details;
  GtkWidget *details_page;
  GtkWidget *sheet;

  GuichetLevel level;
  gboolean views_docked;   /* beside the list, where there is room */
  gboolean views_over;     /* over the list, where there is none */
  gboolean details_docked;
  gboolean details_over;
  gboolean folding;
  guint leisure_id;
};

/* guichet-panes-fold.c */
void guichet_panes_build   (GuichetPanes *self);
void guichet_panes_fold    (GuichetPanes *self);
gboolean guichet_panes_is_one_page (GuichetPanes *self);

/* guichet-panes-places.c */
void guichet_panes_build_middle (GuichetPanes *self);
void guichet_panes_leave_place  (GuichetPanes *self);
void guichet_panes_fold_place   (GuichetPanes *self);
void guichet_panes_role_changed (GuichetPanes *self);
typedef void (*GuichetPanesGo)  (GuichetPanes *self, const char *where);
gboolean guichet_panes_ask_first (GuichetPanes *self, GuichetPanesGo go, const char *where);

/* guichet-panes-triage.c */
void guichet_panes_fold_triage   (GuichetPanes *self);
void guichet_panes_end_triage    (GuichetPanes *self);
void guichet_panes_triage_opens  (GuichetPanes *self, const char *ticket_id);

/* guichet-panes-bulk.c */
void guichet_panes_build_bulk (GuichetPanes *self);
void guichet_panes_fold_bulk  (GuichetPanes *self);

/* guichet-panes.c */
void guichet_panes_tell_what_is_seen (GuichetPanes *self);
void guichet_panes_tell_ticket_changed (GuichetPanes *self);
void guichet_panes_dock_details      (GuichetPanes *self, gboolean docked);

G_END_DECLS
