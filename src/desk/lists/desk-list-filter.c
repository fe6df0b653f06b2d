/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-list-filter.h"

G_DEFINE_BOXED_TYPE (DeskListFilter, desk_list_filter, desk_list_filter_copy, desk_list_filter_free)

/* The sets, so that what is done to one is done to all. */
static const gsize sets[] = {
  G_STRUCT_OFFSET (DeskListFilter, categories),
  G_STRUCT_OFFSET (DeskListFilter, companies),
  G_STRUCT_OFFSET (DeskListFilter, assignees),
  G_STRUCT_OFFSET (DeskListFilter, labels),
};

static GPtrArray **
get_set (const DeskListFilter *self,
         guint i)
{
  return (GPtrArray **) G_STRUCT_MEMBER_P (self, sets[i]);
}

static void
clear_days (DeskDays *days)
{
  days->last_days = 0;
  g_clear_pointer (&days->from, g_free);
  g_clear_pointer (&days->to, g_free);
}

/**
 * desk_list_filter_new:
 *
 * Makes a filter that lets every ticket through.
 *
 * Returns: (transfer full): a new filter
 */
DeskListFilter *
desk_list_filter_new (void)
{
  DeskListFilter *self = g_new0 (DeskListFilter, 1);

  self->view = DESK_VIEW_ALL;
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    *get_set (self, i) = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * desk_list_filter_copy:
 * @self: a filter
 *
 * Copies all of it.
 *
 * Returns: (transfer full): another one that is equal
 */
DeskListFilter *
desk_list_filter_copy (const DeskListFilter *self)
{
  DeskListFilter *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof (*self));
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    *get_set (copy, i) = g_ptr_array_copy (*get_set (self, i), (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_ptr_array_set_free_func (*get_set (copy, i), g_free);
  copy->text = g_strdup (self->text);
  copy->created.from = g_strdup (self->created.from);
  copy->created.to = g_strdup (self->created.to);
  copy->activity.from = g_strdup (self->activity.from);
  copy->activity.to = g_strdup (self->activity.to);

  return copy;
}

/**
 * desk_list_filter_free:
 * @self: a filter
 *
 * Frees it.
 */
void
desk_list_filter_free (DeskListFilter *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_ptr_array_unref (*get_set (self, i));
  g_free (self->text);
  clear_days (&self->created);
  clear_days (&self->activity);
  g_free (self);
}

static gboolean
sets_equal (GPtrArray *a,
            GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      if (!desk_list_filter_has (b, a->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
days_equal (const DeskDays *a,
            const DeskDays *b)
{
  return a->last_days == b->last_days && g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->to, b->to) == 0;
}

/**
 * desk_list_filter_equal:
 * @self: a filter
 * @other: another one
 *
 * Compares two filters; the order within a set does not count.
 *
 * Returns: whether they ask for the same
 */
gboolean
desk_list_filter_equal (const DeskListFilter *self,
                        const DeskListFilter *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      if (!sets_equal (*get_set (self, i), *get_set (other, i)))
        return FALSE;
    }

  return self->view == other->view && self->statuses == other->statuses && self->priorities == other->priorities &&
         (self->company_part == other->company_part || self->companies->len == 0) && self->everyone == other->everyone &&
         self->mine == other->mine && self->unassigned == other->unassigned && self->sla == other->sla &&
         self->next_reply == other->next_reply && self->unread == other->unread && g_strcmp0 (self->text, other->text) == 0 &&
         days_equal (&self->created, &other->created) && days_equal (&self->activity, &other->activity);
}

static guint
count_bits (guint mask)
{
  guint n = 0;

  for (; mask != 0; mask &= mask - 1)
    n++;

  return n;
}

/**
 * desk_list_filter_count:
 * @self: a filter
 *
 * Counts what is asked for beside the part of the queue: as many as there are words or chips for it.
 *
 * Returns: the number, 0 when nothing is filtered
 */
guint
desk_list_filter_count (const DeskListFilter *self)
{
  guint n;

  g_return_val_if_fail (self != NULL, 0);

  n = count_bits (self->statuses) + count_bits (self->priorities) + count_bits (self->sla);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    n += (*get_set (self, i))->len;

  return n + self->everyone + self->mine + self->unassigned + (self->next_reply != DESK_NEXT_REPLY_ANY) + self->unread +
         (self->text != NULL) + desk_days_is_set (&self->created) + desk_days_is_set (&self->activity);
}

/**
 * desk_list_filter_has:
 * @set: (element-type utf8): a set of a filter
 * @value: a value
 *
 * Looks a value up.
 *
 * Returns: whether it is there
 */
gboolean
desk_list_filter_has (GPtrArray *set,
                      const char *value)
{
  g_return_val_if_fail (set != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return g_ptr_array_find_with_equal_func (set, value, g_str_equal, NULL);
}

/**
 * desk_list_filter_set:
 * @set: (element-type utf8): a set of a filter
 * @value: a value
 * @on: whether it belongs to the set
 *
 * Puts a value in or takes it out.
 *
 * Returns: whether anything changed
 */
gboolean
desk_list_filter_set (GPtrArray *set,
                      const char *value,
                      gboolean on)
{
  guint place = 0;
  gboolean there;

  g_return_val_if_fail (set != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  there = g_ptr_array_find_with_equal_func (set, value, g_str_equal, &place);
  if (there == !!on)
    return FALSE;
  if (on)
    g_ptr_array_add (set, g_strdup (value));
  else
    g_ptr_array_remove_index (set, place);

  return TRUE;
}

/**
 * desk_days_set:
 * @self: days
 * @last_days: how many, today included; 0 for none
 * @from: (nullable): the first day, as in 2026-11-22
 * @to: (nullable): the last day
 *
 * Says anew which days are meant.
 */
void
desk_days_set (DeskDays *self,
               guint last_days,
               const char *from,
               const char *to)
{
  char *first, *last;

  g_return_if_fail (self != NULL);

  first = g_strdup (from);
  last = g_strdup (to);
  clear_days (self);
  *self = (DeskDays) { last_days, first, last };
}

/**
 * desk_days_is_set:
 * @self: days
 *
 * Returns: whether any are meant
 */
gboolean
desk_days_is_set (const DeskDays *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->last_days > 0 || self->from != NULL || self->to != NULL;
}
