/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-enums.h"
#include "desk-ticket-list-private.h"
#include "list-validator.h"
#include "test-desk.h"

G_BEGIN_DECLS

/* The list of an agent without a network, empty or with a few priorities and companies, and tickets as they are put there. */

#define ME "00000000-0000-4000-8000-00000000000a"
#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY (24 * 60 * MINUTE)

/* 2026-11-21T12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795262400000000)

/* How many put_many() puts: more than a list says at once where the question is another one. */
#define MANY 2500

typedef struct
{
  char *folder;
  DeskStore *store;
  DeskClock *clock;
  DeskCache *cache;
  DeskTicketList *list;
  ListValidator *validator;
} Fixture;

void        set_up     (Fixture *fixture, gconstpointer data);
void        set_up_with_names (Fixture *fixture, gconstpointer data);
void        tear_down  (Fixture *fixture, gconstpointer data);
void        put_ticket (Fixture *fixture, const char *id, int minute, const char *more);
void        put_many   (Fixture *fixture);
void        assert_ids (Fixture *fixture, const char *expected);
char       *dup_ids    (DeskTicketList *list);

/* A word of an enumeration; a time near NOW as JSON, or null. */
const char *get_word   (GType type, int value);
char       *dup_time   (GRand *rand, double likely);

G_END_DECLS
