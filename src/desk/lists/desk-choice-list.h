/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-cache.h"
#include "desk-choice.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_CHOICES_CATEGORIES,
  DESK_CHOICES_PRIORITIES,      /* most patient first */
  DESK_CHOICES_PROJECTS,
  DESK_CHOICES_COMPANIES,
  DESK_CHOICES_STAFF,           /* by name, the person who looks first */
  DESK_CHOICES_LABELS,          /* those that a ticket has; the id is the label */
} DeskChoiceKind;

#define DESK_TYPE_CHOICE_LIST (desk_choice_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskChoiceList, desk_choice_list, DESK, CHOICE_LIST, GObject)

/**
 * DeskChoiceList:
 *
 * A #GListModel of #DeskChoice over the cache, live. A choice keeps its object while its id stays. Main thread only; private to desk: a session hands
 * them out as list models.
 */
DeskChoiceList *desk_choice_list_new       (DeskCache *cache, DeskChoiceKind kind);
void            desk_choice_list_set_cache (DeskChoiceList *self, DeskCache *cache);

G_END_DECLS
