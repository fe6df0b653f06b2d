/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-choice.h"
#include "desk-slot.h"

G_BEGIN_DECLS

/* What a DeskChoice holds. The kinds of choices come from different tables: desk-choice-list.c has the questions, in the order of the slots. */
typedef struct
{
  char *id;
  char *label;
  char *code;
  int response_minutes;
  int resolve_minutes;
  char *parent_id;
  gboolean is_staff;
  gboolean is_me;
  gboolean in_working_time;
  int n_tickets;
} DeskChoiceRecord;

extern const DeskSlotTable desk_choice_slots;

DeskChoice *desk_choice_new    (void);
gboolean    desk_choice_update (DeskChoice *self, DeskChoiceRecord *record);

G_END_DECLS
