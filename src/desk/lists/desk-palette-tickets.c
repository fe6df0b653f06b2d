/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-asked.h"

#include "desk-db.h"
#include "desk-palette-match.h"

/* How the palette finds tickets in the cache: by number, by words of their subject and company, by what was written in them. */

#define MOST_TICKETS 40
#define MOST_TEXTS 30

#define TICKET_COLUMNS \
  "t.id, t.number, t.subject, c.name, p.code, t.activity, ifnull(u.n_uses, 0), ifnull(u.used_at, 0), t.status IN ('resolved', 'closed')"
#define TICKET_JOINS \
  " LEFT JOIN clients c ON c.id = t.client_id LEFT JOIN ticket_priorities p ON p.id = t.priority_id" \
  " LEFT JOIN palette_uses u ON u.key = 'ticket:' || t.id"

static int
get_priority (const char *code)
{
  static const char *const codes[] = { "low", "normal", "high", "urgent" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      return i;

  return DESK_PRIORITY_NORMAL;
}

static const char *
get_text (sqlite3_stmt *row,
          int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

/* A row of TICKET_COLUMNS. @score: how well it matches at least. */
static DeskPaletteItem *
take_ticket (DeskPaletteAsked *self,
             sqlite3_stmt *row,
             int score)
{
  gint64 number = sqlite3_column_int64 (row, 1);
  const char *client = get_text (row, 3);
  g_autofree char *hash = number > 0 ? g_strdup_printf ("#%" G_GINT64_FORMAT, number) : g_strdup ("");
  g_autofree char *subtitle = g_strconcat (hash, number > 0 && client != NULL ? " · " : "", client != NULL ? client : "", NULL);
  DeskPaletteItem *item = desk_palette_item_new (DESK_PALETTE_TICKET, get_text (row, 0), get_text (row, 2), subtitle);
  DeskPaletteRank *rank = desk_palette_item_get_rank (item);

  if (number > 0 && desk_palette_get_number (self->text) == number)
    score = DESK_PALETTE_NUMBER;
  rank->score = MAX (score, desk_palette_match (self->text, desk_palette_item_get_title (item)));
  rank->score += desk_palette_favour (sqlite3_column_int (row, 6), sqlite3_column_int64 (row, 7), self->now);
  rank->score -= sqlite3_column_int (row, 8) ? 20 : 0;
  rank->moment = sqlite3_column_int64 (row, 5);
  desk_palette_item_set_mark (item, get_priority (get_text (row, 4)));
  g_ptr_array_add (self->items, item);

  return item;
}

/* A phrase of full-text search that matches words that begin so: what a person typed never becomes an operator. */
static char *
dup_phrase (const char *word)
{
  g_auto(GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *inner = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\" *", inner);
}

/** desk_palette_bind_words: :word0 and so on, as far as the statement has them. */
void
desk_palette_bind_words (DeskPaletteAsked *self,
                         sqlite3_stmt *statement)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (":word%u", i);
      g_autofree char *phrase = dup_phrase (self->words[i]);

      desk_sql_bind_text (statement, name, phrase);
    }
}

/* Where the tickets are taken from that have all words: the newest first, until there are enough, which is quick for words that many have; those that have
 * a word which few have; or those that were chosen before, however old they are. */
typedef enum
{
  FROM_NEWEST,
  FROM_RARE,
  FROM_CHOSEN,
} Source;

static const char *const sources[] = {
  "tickets t INDEXED BY tickets_in_lists WHERE 1",
  "(SELECT rowid AS rid FROM ticket_search WHERE ticket_search MATCH :rare) r CROSS JOIN tickets t ON t.rid = r.rid WHERE 1",
  "palette_uses w CROSS JOIN tickets t ON t.id = substr (w.key, 8) WHERE w.key GLOB 'ticket:*'",
};

/* Up to so many are sorted rather than walked to. */
#define RARE 1000

/* A word that no company has in its name, and few tickets in their subject. @phrase: (out) (nullable): %NULL where there is none. */
static gboolean
find_rare_word (DeskPaletteAsked *self,
                char **phrase,
                GError **error)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    {
      g_autofree char *word = dup_phrase (self->words[i]);
      gint64 n;

      if (!desk_db_get_int (self->db, &n, error,
                            "SELECT (SELECT count(*) FROM (SELECT 1 FROM ticket_search WHERE ticket_search MATCH ?1 LIMIT ?2))"
                            " + ?2 * (SELECT count(*) FROM (SELECT 1 FROM client_search WHERE client_search MATCH ?1 LIMIT 1))",
                            "si", word, (gint64) RARE))
        return FALSE;
      if (n < RARE)
        {
          *phrase = g_steal_pointer (&word);
          return TRUE;
        }
    }

  return TRUE;
}

static gboolean
find_tickets (DeskPaletteAsked *self,
              Source source,
              const char *rare,
              GError **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT " TICKET_COLUMNS " FROM (SELECT t.id FROM ");
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  g_string_append (sql, sources[source]);
  for (guint i = 0; self->words[i] != NULL; i++)
    g_string_append_printf (sql,
                            " AND (+t.rid IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH :word%u)"
                            " OR +t.client_id IN (SELECT c.id FROM client_search s JOIN clients c ON c.rid = s.rowid"
                            " WHERE client_search MATCH :word%u))",
                            i, i);
  g_string_append_printf (sql, " ORDER BY t.activity DESC, t.id DESC LIMIT %d) f CROSS JOIN tickets t ON t.id = f.id" TICKET_JOINS, MOST_TICKETS);
  statement = desk_sql_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;

  desk_palette_bind_words (self, statement);
  if (source == FROM_RARE)
    desk_sql_bind_text (statement, ":rare", rare);
  for (;;)
    {
      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      take_ticket (self, statement, DESK_PALETTE_COMPANYS);
    }
}

/** desk_palette_find_tickets: those that have all words in their subject or company. */
gboolean
desk_palette_find_tickets (DeskPaletteAsked *self,
                           GError **error)
{
  g_autofree char *rare = NULL;

  return find_rare_word (self, &rare, error) && find_tickets (self, rare != NULL ? FROM_RARE : FROM_NEWEST, rare, error) &&
         find_tickets (self, FROM_CHOSEN, NULL, error);
}

/** desk_palette_find_number: the ticket with the number that was typed. */
gboolean
desk_palette_find_number (DeskPaletteAsked *self,
                          GError **error)
{
  gint64 number = desk_palette_get_number (self->text);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  if (number == 0)
    return TRUE;
  statement = desk_db_prepare (self->db, error, "SELECT " TICKET_COLUMNS " FROM tickets t" TICKET_JOINS " WHERE t.number = ?", "i", number);
  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    take_ticket (self, statement, DESK_PALETTE_NUMBER);

  return TRUE;
}

/** desk_palette_find_texts: those of the newest messages that the cache has with all the words. */
gboolean
desk_palette_find_texts (DeskPaletteAsked *self,
                         GError **error)
{
  g_autoptr(GString) all = g_string_new (NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean has_row;

  for (guint i = 0; self->words[i] != NULL; i++)
    {
      g_autofree char *phrase = dup_phrase (self->words[i]);

      g_string_append_printf (all, "%s%s", i > 0 ? " AND " : "", phrase);
    }
  statement = desk_db_prepare (self->db, error,
                               "SELECT " TICKET_COLUMNS ", s.excerpt FROM (SELECT rowid AS rid,"
                               " snippet (message_search, 0, char (57344), char (57345), '…', 12) AS excerpt FROM message_search"
                               " WHERE message_search MATCH ? ORDER BY rowid DESC LIMIT ?) s"
                               " JOIN ticket_messages m ON m.rid = s.rid JOIN tickets t ON t.id = m.ticket_id" TICKET_JOINS,
                               "si", all->str, (gint64) MOST_TEXTS);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      DeskPaletteItem *item;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!g_hash_table_add (seen, g_strdup (get_text (statement, 0))))
        continue;
      item = take_ticket (self, statement, DESK_PALETTE_TEXT);
      desk_palette_item_set_excerpt (item, get_text (statement, 9));
    }
}

/** desk_palette_find_ticket: one by its id, if the cache has it. @moment: when it was chosen, or 0. */
gboolean
desk_palette_find_ticket (DeskPaletteAsked *self,
                          const char *id,
                          gint64 moment,
                          GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (self->db, error,
                                                       "SELECT " TICKET_COLUMNS " FROM tickets t" TICKET_JOINS " WHERE t.id = ?", "s", id);
  gboolean has_row;

  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  if (has_row && moment > 0)
    desk_palette_item_get_rank (take_ticket (self, statement, 0))->moment = moment;
  else if (has_row)
    take_ticket (self, statement, 0);

  return TRUE;
}

