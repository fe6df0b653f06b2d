/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "test-session-support.h"
#include "wire-tap.h"

G_BEGIN_DECLS

/* A help desk of so many tickets on a real backend, and somebody of it whose cache is full. */
typedef struct
{
  guint n_tickets;
  TestBackend *backend;
  WireTap *tap;
  TestPerson *admin;
  GHashTable *answers;          /* what large_desk_ask() was asked → what it was told */
  double sync;                  /* seconds until the cache was full for the first time */
} LargeDesk;

LargeDesk *large_desk_new      (guint n_tickets);
void       large_desk_free     (LargeDesk *self);
char      *large_desk_ask      (LargeDesk *self, const char *sql);

G_END_DECLS
