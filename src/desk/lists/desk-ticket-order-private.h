/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-ticket-query.h"

G_BEGIN_DECLS

/* What is known before the tickets are read, shared by what computes their places and what finds the first of them (desk-ticket-walk.c). */
struct _DeskTicketSorter
{
  DeskListOrder order;
  gint64 now;
  gint64 tomorrow;
  gint64 day_after;
  GHashTable *priorities;       /* id → how urgent, from 1 */
  GHashTable *companies;        /* id → place by name, from 1 */
  GArray *sizes;                /* guint: how many tickets of each group have been read; see get_slot() */
};

G_END_DECLS
