/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-results.h"

#include "desk-list-sync.h"
#include "desk-palette-match.h"

struct _DeskPaletteResults
{
  GListStore *shown;
  GPtrArray *ranked[DESK_PALETTE_N_KINDS];    /* of what came in time: the best first */
  GPtrArray *appended[DESK_PALETTE_N_KINDS];  /* what came later stays below, so that nothing moves under the person's hand */
  GHashTable *keys;
  DeskPaletteKind order[DESK_PALETTE_N_KINDS];
  gboolean ordered;
};

/* How many of each a person looks at. */
static const guint most[DESK_PALETTE_N_KINDS] = { 6, 6, 5, 4, 5 };
static const guint most_appended[DESK_PALETTE_N_KINDS] = { 12, 0, 0, 0, 5 };

/** desk_palette_results_new: (transfer full): nothing yet. */
DeskPaletteResults *
desk_palette_results_new (void)
{
  DeskPaletteResults *self = g_new0 (DeskPaletteResults, 1);

  self->shown = g_list_store_new (DESK_TYPE_PALETTE_ITEM);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint kind = 0; kind < DESK_PALETTE_N_KINDS; kind++)
    {
      self->ranked[kind] = g_ptr_array_new_with_free_func (g_object_unref);
      self->appended[kind] = g_ptr_array_new_with_free_func (g_object_unref);
    }

  return self;
}

/** desk_palette_results_free: frees it. */
void
desk_palette_results_free (DeskPaletteResults *self)
{
  for (guint kind = 0; kind < DESK_PALETTE_N_KINDS; kind++)
    {
      g_ptr_array_unref (self->ranked[kind]);
      g_ptr_array_unref (self->appended[kind]);
    }
  g_hash_table_unref (self->keys);
  g_object_unref (self->shown);
  g_free (self);
}

/** desk_palette_results_get: (transfer none): what shows. */
GListModel *
desk_palette_results_get (DeskPaletteResults *self)
{
  return G_LIST_MODEL (self->shown);
}

/** desk_palette_results_begin: for other words; what shows stays until desk_palette_results_show(). */
void
desk_palette_results_begin (DeskPaletteResults *self)
{
  g_hash_table_remove_all (self->keys);
  self->ordered = FALSE;
  for (guint kind = 0; kind < DESK_PALETTE_N_KINDS; kind++)
    {
      g_ptr_array_set_size (self->ranked[kind], 0);
      g_ptr_array_set_size (self->appended[kind], 0);
    }
}

/* The object that shows already stays, so that its row does; unless there is more to say now. */
static DeskPaletteItem *
find_shown (DeskPaletteResults *self,
            DeskPaletteItem *item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskPaletteItem) there = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_str_equal (desk_palette_item_get_key (there), desk_palette_item_get_key (item)) &&
          g_str_equal (desk_palette_item_get_title (there), desk_palette_item_get_title (item)) &&
          g_strcmp0 (desk_palette_item_get_subtitle (there), desk_palette_item_get_subtitle (item)) == 0 &&
          g_strcmp0 (desk_palette_item_get_excerpt (there), desk_palette_item_get_excerpt (item)) == 0 &&
          desk_palette_item_get_mark (there) == desk_palette_item_get_mark (item) &&
          desk_palette_item_get_recent (there) == desk_palette_item_get_recent (item) &&
          desk_palette_item_get_late (there) == desk_palette_item_get_late (item))
        {
          *desk_palette_item_get_rank (there) = *desk_palette_item_get_rank (item);
          return g_steal_pointer (&there);
        }
    }

  return g_object_ref (item);
}

/** desk_palette_results_has: whether something is among the results already. */
gboolean
desk_palette_results_has (DeskPaletteResults *self,
                          const char *key)
{
  return g_hash_table_contains (self->keys, key);
}

/** desk_palette_results_add: once each; the first one stays. */
void
desk_palette_results_add (DeskPaletteResults *self,
                          DeskPaletteItem *item)
{
  if (g_hash_table_add (self->keys, g_strdup (desk_palette_item_get_key (item))))
    g_ptr_array_add (self->ranked[desk_palette_item_get_kind (item)], find_shown (self, item));
}

/** desk_palette_results_append: likewise, below those that have been added; under a heading of its own where there are any. */
void
desk_palette_results_append (DeskPaletteResults *self,
                             DeskPaletteItem *item)
{
  desk_palette_item_set_late (item, self->ranked[desk_palette_item_get_kind (item)]->len > 0);
  if (g_hash_table_add (self->keys, g_strdup (desk_palette_item_get_key (item))))
    g_ptr_array_add (self->appended[desk_palette_item_get_kind (item)], find_shown (self, item));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return desk_palette_compare (*(DeskPaletteItem *const *) a, *(DeskPaletteItem *const *) b);
}

static int
get_best (DeskPaletteResults *self,
          DeskPaletteKind kind)
{
  GPtrArray *items = self->ranked[kind];

  return items->len > 0 ? desk_palette_item_get_rank (items->pdata[0])->score : 0;
}

/* The kind with the best result comes first; among equals tickets, commands and so on. Decided once for the same words. */
static void
order_kinds (DeskPaletteResults *self)
{
  if (self->ordered)
    return;

  self->ordered = TRUE;
  for (int i = 0; i < DESK_PALETTE_N_KINDS; i++)
    {
      int place = i;

      while (place > 0 && get_best (self, self->order[place - 1]) < get_best (self, i))
        {
          self->order[place] = self->order[place - 1];
          place--;
        }
      self->order[place] = i;
    }
}

static void
collect_recent (DeskPaletteResults *self,
                GPtrArray *all)
{
  for (guint kind = 0; kind < DESK_PALETTE_N_KINDS; kind++)
    for (guint i = 0; i < self->ranked[kind]->len; i++)
      if (desk_palette_item_get_recent (self->ranked[kind]->pdata[i]))
        g_ptr_array_add (all, self->ranked[kind]->pdata[i]);
  g_ptr_array_sort (all, compare);
  if (all->len > 6)
    g_ptr_array_set_size (all, 6);
  for (guint i = 0; i < all->len; i++)
    desk_palette_item_set_begins (all->pdata[i], i == 0);
}

static void
collect_kind (DeskPaletteResults *self,
              DeskPaletteKind kind,
              gboolean everything,
              GPtrArray *all)
{
  guint first = all->len;
  guint n = 0;

  for (guint i = 0; i < self->ranked[kind]->len && (everything || n < most[kind]); i++)
    {
      if (desk_palette_item_get_recent (self->ranked[kind]->pdata[i]))
        continue;
      g_ptr_array_add (all, self->ranked[kind]->pdata[i]);
      n++;
    }
  for (guint i = first; i < all->len; i++)
    desk_palette_item_set_begins (all->pdata[i], i == first);
}

static void
collect_appended (DeskPaletteResults *self,
                  DeskPaletteKind kind,
                  GPtrArray *all)
{
  GPtrArray *items = self->appended[kind];

  for (guint i = 0; i < items->len && i < most_appended[kind]; i++)
    {
      desk_palette_item_set_begins (items->pdata[i], i == 0);
      g_ptr_array_add (all, items->pdata[i]);
    }
}

/**
 * desk_palette_results_show:
 * @everything: all commands, and not only those that a person looks at
 *
 * Shows what has been added.
 */
void
desk_palette_results_show (DeskPaletteResults *self,
                           gboolean everything)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint kind = 0; kind < DESK_PALETTE_N_KINDS && !everything; kind++)
    g_ptr_array_sort (self->ranked[kind], compare);
  order_kinds (self);
  collect_recent (self, all);
  for (guint i = 0; i < DESK_PALETTE_N_KINDS; i++)
    collect_kind (self, self->order[i], everything, all);
  collect_appended (self, DESK_PALETTE_PERSON, all);
  collect_appended (self, DESK_PALETTE_TICKET, all);
  desk_list_sync (self->shown, all);
}
