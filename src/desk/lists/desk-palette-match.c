/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-match.h"

#define MOST_WORDS 6
#define MOST_COUNTED 8

/** desk_palette_dup_words: (transfer full): the words of what a person typed, those left out that no index could know. */
char **
desk_palette_dup_words (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit_set (g_utf8_validate (text, -1, NULL) ? text : "", " \t\n", -1);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL && n < MOST_WORDS; i++)
    for (const char *p = parts[i]; *p != '\0'; p = g_utf8_next_char (p))
      if (g_unichar_isalnum (g_utf8_get_char (p)))
        {
          g_strv_builder_add (builder, parts[i]);
          n++;
          break;
        }

  return g_strv_builder_end (builder);
}

/** desk_palette_get_number: the number in "#1042" or "1042"; 0 for anything else. */
gint64
desk_palette_get_number (const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));
  gint64 number;

  return g_ascii_string_to_signed (*word == '#' ? word + 1 : word, 10, 1, G_MAXINT64, &number, NULL) ? number : 0;
}

/* Without case and accents. */
static char *
dup_folded (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (apart, -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));

  return g_strstrip (g_string_free (folded, FALSE));
}

/**
 * desk_palette_match:
 * @text: what a person typed
 * @title: what something is called
 *
 * Returns: 0 where it does not match; more for the whole title than for its beginning, and for that more than for beginnings of words in it
 */
int
desk_palette_match (const char *text,
                    const char *title)
{
  g_autofree char *wanted = dup_folded (text);
  g_autofree char *folded = dup_folded (title);

  if (*wanted == '\0')
    return 0;
  if (g_str_equal (wanted, folded))
    return 400;
  if (g_str_has_prefix (folded, wanted))
    return 300;

  return g_str_match_string (text, title, TRUE) ? 200 : 0;
}

/**
 * desk_palette_favour:
 * @n_uses: how often something was chosen
 * @used_at: when last, microseconds since 1970 UTC
 * @now: likewise
 *
 * Returns: what is added to its score: less than a better match counts
 */
int
desk_palette_favour (int n_uses,
                     gint64 used_at,
                     gint64 now)
{
  if (n_uses == 0)
    return 0;

  return MIN (n_uses, MOST_COUNTED) * 8 + (now - used_at < 7 * G_TIME_SPAN_DAY ? 24 : 0);
}

/** desk_palette_compare: the better one first. */
int
desk_palette_compare (DeskPaletteItem *a,
                      DeskPaletteItem *b)
{
  const DeskPaletteRank *one = desk_palette_item_get_rank (a);
  const DeskPaletteRank *other = desk_palette_item_get_rank (b);

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  if (one->moment != other->moment)
    return one->moment > other->moment ? -1 : 1;

  return g_utf8_collate (desk_palette_item_get_title (a), desk_palette_item_get_title (b));
}
