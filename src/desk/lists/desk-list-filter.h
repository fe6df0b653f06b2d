/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "desk-types.h"

G_BEGIN_DECLS

/* Days of a calendar: one way of saying so at a time. The last days count today; days are those of the person's time zone. */
typedef struct
{
  guint last_days;              /* 0 for none */
  char *from;                   /* (nullable): the first day, as in 2026-11-22 */
  char *to;                     /* (nullable): the last one */
} DeskDays;

#define DESK_TYPE_LIST_FILTER (desk_list_filter_get_type ())

/**
 * DeskListFilter:
 *
 * What a list of tickets shows, as a value. What is not asked for is zero or %NULL; what is asked for in several members must all hold; several
 * values of one member are alternatives. Sets of ids and labels are in no particular order, without doubles.
 */
typedef struct
{
  DeskViewKind view;            /* the part of the queue that it begins with: all, for a new one */
  guint statuses;               /* a bit (1 << status) per DeskStatus */
  guint priorities;             /* a bit per DeskPriorityCode */
  GPtrArray *categories;        /* ids, as text */
  GPtrArray *companies;         /* ids */
  DeskCompanyPart company_part;
  gboolean everyone;            /* or what concerns everyone */
  gboolean mine;                /* assigned to whoever looks */
  gboolean unassigned;
  GPtrArray *assignees;         /* ids */
  GPtrArray *labels;
  guint sla;                    /* a bit per DeskSlaState, as a row of the list shows it */
  DeskNextReply next_reply;
  gboolean unread;
  char *text;                   /* (nullable): words, as in a search */
  DeskDays created;
  DeskDays activity;
} DeskListFilter;

GType           desk_list_filter_get_type  (void) G_GNUC_CONST;
DeskListFilter *desk_list_filter_new       (void);
DeskListFilter *desk_list_filter_copy      (const DeskListFilter *self);
void            desk_list_filter_free      (DeskListFilter *self);
gboolean        desk_list_filter_equal     (const DeskListFilter *self, const DeskListFilter *other);
guint           desk_list_filter_count     (const DeskListFilter *self);

gboolean        desk_list_filter_has       (GPtrArray *set, const char *value);
gboolean        desk_list_filter_set       (GPtrArray *set, const char *value, gboolean on);
void            desk_days_set              (DeskDays *self, guint last_days, const char *from, const char *to);
gboolean        desk_days_is_set           (const DeskDays *self);

char           *desk_list_filter_dup_json  (const DeskListFilter *self);
DeskListFilter *desk_list_filter_new_from_json (const char *json, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskListFilter, desk_list_filter_free)

/* In which order, and under which headings. */
typedef struct
{
  DeskListSort sort;
  gboolean ascending;
  DeskListGroup group;
} DeskListOrder;

char           *desk_list_order_dup_sort   (const DeskListOrder *self);
const char     *desk_list_order_get_group  (const DeskListOrder *self);
void            desk_list_order_parse      (DeskListOrder *self, const char *sort, const char *group);
gboolean        desk_list_order_equal      (const DeskListOrder *self, const DeskListOrder *other);

G_END_DECLS
