/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* What a list can be filtered by, in the order in which the popover and the chips have it. */
typedef enum
{
  GUICHET_CRITERION_VIEW,
  GUICHET_CRITERION_STATUS,
  GUICHET_CRITERION_PRIORITY,
  GUICHET_CRITERION_CATEGORY,
  GUICHET_CRITERION_COMPANY,
  GUICHET_CRITERION_ASSIGNEE,
  GUICHET_CRITERION_LABEL,
  GUICHET_CRITERION_DEADLINE,
  GUICHET_CRITERION_NEXT_REPLY,
  GUICHET_CRITERION_CREATED,
  GUICHET_CRITERION_ACTIVITY,
  GUICHET_CRITERION_UNREAD,
  GUICHET_CRITERION_TEXT,
  GUICHET_N_CRITERIA,
} GuichetCriterion;

/* Values that are no number and no id. */
#define GUICHET_FILTER_ME "me"
#define GUICHET_FILTER_NOBODY "nobody"
#define GUICHET_FILTER_EVERYONE "everyone"
#define GUICHET_FILTER_PART "part:"
#define GUICHET_FILTER_RANGE "range"

/* One value of a criterion: what the popover calls it, what a chip calls it, and whether it is asked for. */
typedef struct
{
  GuichetCriterion criterion;
  char *id;
  char *words;
  char *chip;
  guint n_tickets;              /* that have it; 0 where nobody counts */
  gboolean on;
  gboolean radio;               /* one at a time: the first of them is the usual one */
} GuichetFilterValue;

const char *guichet_criterion_words      (GuichetCriterion criterion, gboolean staff);
gboolean    guichet_criterion_is_offered (GuichetCriterion criterion, DeskSession *session);
gboolean    guichet_criterion_is_single  (GuichetCriterion criterion, gboolean staff);

GPtrArray  *guichet_filter_values_new    (DeskSession *session, const DeskListFilter *filter, GuichetCriterion criterion);
GPtrArray  *guichet_filter_values_new_chips (DeskSession *session, const DeskListFilter *filter, gboolean with_view);
char       *guichet_filter_values_dup_summary (DeskSession *session, const DeskListFilter *filter, GuichetCriterion criterion);
void        guichet_filter_values_set    (DeskListFilter *filter, GuichetCriterion criterion, const char *id, gboolean on);

const char *guichet_words_sort           (DeskListSort sort);
const char *guichet_words_direction      (DeskListSort sort, gboolean ascending);
const char *guichet_words_group          (DeskListGroup group);
const char *guichet_words_due_group      (DeskDueGroup due);

G_END_DECLS
