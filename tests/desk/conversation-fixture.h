/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session-internal.h"
#include "list-validator.h"
#include "test-desk.h"

G_BEGIN_DECLS

/* A signed-in agent without a network, one ticket t1, and its conversation. */

#define ME "00000000-0000-4000-8000-00000000000a"

/* 2026-11-21T12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795262400000000)

typedef struct
{
  char *folder;
  DeskClock *clock;
  DeskSession *session;
  DeskStore *store;
  DeskConversation *conversation;
  ListValidator *validator;
} Fixture;

void            set_up             (Fixture *fixture, gconstpointer data);
void            tear_down          (Fixture *fixture, gconstpointer data);
void            open_conversation  (Fixture *fixture);
void            close_conversation (Fixture *fixture);

void            put_message        (Fixture *fixture, const char *id, const char *author, const char *visibility, const char *time);
void            put_event          (Fixture *fixture, const char *id, const char *kind, const char *new_value, const char *time);
void            mark_read          (Fixture *fixture, const char *time);

void            assert_rows        (Fixture *fixture, const char *expected);
char           *dup_rows           (DeskConversation *conversation);
DeskThreadItem *dup_row            (Fixture *fixture, guint position);

G_END_DECLS
