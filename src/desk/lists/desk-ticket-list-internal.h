/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-alarm.h"
#include "desk-cache.h"
#include "desk-list-filter.h"
#include "desk-ticket-list.h"

G_BEGIN_DECLS

/* The inside of a list, shared by the files that it is split into (desk-ticket-list*.c). */
struct _DeskTicketList
{
  GObject parent_instance;

  DeskCache *cache;             /* (nullable): nobody is signed in */
  gulong changed_handler;
  gulong role_handler;
  DeskAlarm *alarm;

  DeskListFilter *filter;
  DeskListOrder order;
  char *search;
  gboolean follows_words;

  GArray *keys;                 /* DeskTicketKey */
  GArray *held;                 /* (nullable): the same and more, for when those are painted */
  gboolean loading;

  guint generation;             /* of the question; an answer to an older one is dropped */
  GCancellable *cancellable;    /* of the question under way */
  gboolean under_way;
  gboolean anew;                /* the question is another one than what is shown answers */
  gboolean partial;             /* what is shown are the first ones only */
  guint n_last_group;           /* then: how many tickets the last group holds that is shown */
  guint rest;                   /* the source that asks for what follows the first ones */
  gboolean all_touched;         /* ask for everything, once what is under way has come */
  GHashTable *touched;          /* else for these */
};

typedef enum
{
  DESK_TICKET_LIST_PROP_VIEW = 1,
  DESK_TICKET_LIST_PROP_STATUS_MASK,
  DESK_TICKET_LIST_PROP_SEARCH,
  DESK_TICKET_LIST_PROP_LOADING,
  DESK_TICKET_LIST_PROP_N_ITEMS,
  DESK_TICKET_LIST_N_PROPS,
} DeskTicketListProp;

void desk_ticket_list_ask_anew (DeskTicketList *self);
void desk_ticket_list_ask_rest (DeskTicketList *self);
void desk_ticket_list_take     (DeskTicketList *self, GArray *keys);
GArray *desk_ticket_list_hold  (DeskTicketList *self, GArray *keys);
void desk_ticket_list_wait_for_rest (DeskTicketList *self);
void desk_ticket_list_notify   (DeskTicketList *self, DeskTicketListProp prop);

G_END_DECLS
