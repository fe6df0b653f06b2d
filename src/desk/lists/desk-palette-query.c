/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-palette-asked.h"

#include "desk-db.h"
#include "desk-palette-match.h"

#define MOST_COMPANIES 40
#define MOST_PEOPLE 12
#define MOST_RECENT 12

static void
question_free (gpointer data)
{
  DeskPaletteAsked *question = data;

  g_free (question->text);
  g_strfreev (question->words);
  g_clear_pointer (&question->ids, g_ptr_array_unref);
  g_free (question);
}

static const char *
get_text (sqlite3_stmt *row,
          int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

/* A row: id, title, subtitle, uses, last use. */
static gboolean
take_named (DeskPaletteAsked *self,
            DeskPaletteKind kind,
            sqlite3_stmt *statement,
            GError **error)
{
  gboolean has_row;

  for (;;)
    {
      g_autoptr(DeskPaletteItem) item = NULL;
      DeskPaletteRank *rank;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      item = desk_palette_item_new (kind, get_text (statement, 0), get_text (statement, 1), get_text (statement, 2));
      rank = desk_palette_item_get_rank (item);
      rank->score = desk_palette_match (self->text, desk_palette_item_get_title (item));
      if (rank->score == 0)
        continue;
      rank->score += desk_palette_favour (sqlite3_column_int (statement, 3), sqlite3_column_int64 (statement, 4), self->now);
      g_ptr_array_add (self->items, g_steal_pointer (&item));
    }
}

static gboolean
find_companies (DeskPaletteAsked *self,
                GError **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT c.id, c.name, NULL, u.n_uses, u.used_at FROM clients c LEFT JOIN palette_uses u"
                                         " ON u.key = 'company:' || c.id WHERE 1");
  g_autoptr(sqlite3_stmt) statement = NULL;

  for (guint i = 0; self->words[i] != NULL; i++)
    g_string_append_printf (sql, " AND c.rid IN (SELECT rowid FROM client_search WHERE client_search MATCH :word%u)", i);
  g_string_append_printf (sql, " LIMIT %d", MOST_COMPANIES);
  statement = desk_sql_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  desk_palette_bind_words (self, statement);

  return take_named (self, DESK_PALETTE_COMPANY, statement, error);
}

static gboolean
find_views (DeskPaletteAsked *self,
            GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (self->db, error,
                                                       "SELECT v.id, v.name, NULL, u.n_uses, u.used_at FROM saved_views v"
                                                       " LEFT JOIN palette_uses u ON u.key = 'view:' || v.id WHERE v.deleted_at IS NULL",
                                                       "");

  return statement != NULL && take_named (self, DESK_PALETTE_VIEW, statement, error);
}

/* A client's people are those of its own tickets: they lead nowhere. */
#define PERSON_COLUMNS \
  "n.user_id, n.name, c.name, c.id"
#define PEOPLE \
  "(SELECT o.user_id, ifnull(nullif(p.full_name, ''), o.display_name) AS name, o.is_staff AS staff FROM people o" \
  " LEFT JOIN profiles p ON p.user_id = o.user_id UNION SELECT user_id, full_name, role <> 'client' FROM profiles" \
  " WHERE user_id NOT IN (SELECT user_id FROM people)) n LEFT JOIN clients c ON NOT n.staff AND c.id =" \
  " (SELECT t.client_id FROM tickets t WHERE t.created_by = n.user_id ORDER BY t.activity DESC LIMIT 1)"

static gboolean
add_person (DeskPaletteAsked *self,
            const char *id,
            int score,
            GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (self->db, error,
                                                       "SELECT " PERSON_COLUMNS ", ifnull(u.n_uses, 0), ifnull(u.used_at, 0) FROM " PEOPLE
                                                       " LEFT JOIN palette_uses u ON u.key = 'person:' || n.user_id WHERE n.user_id = ?",
                                                       "s", id);
  DeskPaletteItem *item;
  DeskPaletteRank *rank;
  gboolean has_row;

  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  item = desk_palette_item_new (DESK_PALETTE_PERSON, id, get_text (statement, 1), get_text (statement, 2));
  rank = desk_palette_item_get_rank (item);
  rank->score = score + desk_palette_favour (sqlite3_column_int (statement, 4), sqlite3_column_int64 (statement, 5), self->now);
  desk_palette_item_set_company (item, get_text (statement, 3));
  g_ptr_array_add (self->items, item);

  return TRUE;
}

/* Names are compared here, since SQLite knows no accents. */
static gboolean
find_people (DeskPaletteAsked *self,
             GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (self->db, error, "SELECT user_id, display_name FROM people UNION ALL SELECT user_id, full_name FROM profiles", "");
  guint n = 0;
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  while (n < MOST_PEOPLE)
    {
      int score;

      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      score = get_text (statement, 1) != NULL ? desk_palette_match (self->text, get_text (statement, 1)) : 0;
      if (score == 0)
        continue;
      if (!add_person (self, get_text (statement, 0), score, error))
        return FALSE;
      n++;
    }

  return TRUE;
}

static gboolean
find_found (DeskPaletteAsked *self,
            GError **error)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (!desk_palette_find_ticket (self, self->ids->pdata[i], 0, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_by_key (DeskPaletteAsked *self,
            const char *key,
            gint64 used_at,
            GError **error)
{
  const char *id = strchr (key, ':') + 1;
  guint before = self->items->len;
  g_autofree char *name = NULL;

  if (g_str_has_prefix (key, "ticket:"))
    return desk_palette_find_ticket (self, id, used_at, error);
  if (g_str_has_prefix (key, "person:") && !add_person (self, id, 0, error))
    return FALSE;
  if (g_str_has_prefix (key, "company:"))
    name = desk_db_get_text (self->db, NULL, "SELECT name FROM clients WHERE id = ?", "s", id);
  else if (g_str_has_prefix (key, "view:"))
    name = desk_db_get_text (self->db, NULL, "SELECT name FROM saved_views WHERE id = ? AND deleted_at IS NULL", "s", id);
  if (name != NULL)
    g_ptr_array_add (self->items, desk_palette_item_new (*key == 'c' ? DESK_PALETTE_COMPANY : DESK_PALETTE_VIEW, id, name, NULL));
  /* What the ui made: it knows the words, and this is no more than a place for it. */
  else if (g_str_has_prefix (key, "command:") || g_str_has_prefix (key, "view:"))
    g_ptr_array_add (self->items, desk_palette_item_new (*key == 'c' ? DESK_PALETTE_COMMAND : DESK_PALETTE_VIEW, id, NULL, NULL));
  if (self->items->len > before)
    desk_palette_item_get_rank (self->items->pdata[before])->moment = used_at;

  return TRUE;
}

static gboolean
find_recent (DeskPaletteAsked *self,
             GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_db_prepare (self->db, error,
                                                       "SELECT key, used_at FROM palette_uses ORDER BY used_at DESC LIMIT ?", "i",
                                                       (gint64) MOST_RECENT);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      if (!desk_sql_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (!add_by_key (self, get_text (statement, 0), sqlite3_column_int64 (statement, 1), error))
        return FALSE;
    }
  for (guint i = 0; i < self->items->len; i++)
    desk_palette_item_get_rank (self->items->pdata[i])->score = 0;

  return TRUE;
}

/** desk_palette_query_answer: one question, in the reader thread. */
gboolean
desk_palette_query_answer (sqlite3 *db,
                           DeskPaletteQuestion question,
                           const char *text,
                           GPtrArray *ids,
                           gboolean staff,
                           gint64 now,
                           GPtrArray *items,
                           GError **error)
{
  g_auto(GStrv) words = desk_palette_dup_words (text);
  DeskPaletteAsked self = { .question = question, .text = (char *) text, .words = words, .ids = ids, .staff = staff, .now = now, .db = db, .items = items };

  switch (question)
    {
    case DESK_PALETTE_RECENT:
      return find_recent (&self, error);

    case DESK_PALETTE_NAMES:
      if (words[0] == NULL)
        return TRUE;
      return desk_palette_find_number (&self, error) && desk_palette_find_tickets (&self, error) &&
             (!staff || (find_companies (&self, error) && find_views (&self, error)));

    case DESK_PALETTE_TEXTS:
      if (words[0] == NULL || g_utf8_strlen (text, -1) < 2)
        return TRUE;
      return (!staff || find_people (&self, error)) && desk_palette_find_texts (&self, error);

    case DESK_PALETTE_FOUND:
    default:
      return find_found (&self, error);
    }
}

static gboolean
read_answer (sqlite3 *db,
             gpointer data,
             gpointer *result,
             GError **error)
{
  const DeskPaletteAsked *question = data;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (!desk_palette_query_answer (db, question->question, question->text, question->ids, question->staff, question->now, items, error))
    return FALSE;
  *result = g_steal_pointer (&items);

  return TRUE;
}

/** desk_palette_query_async: asks the reader. desk_store_read_finish() gives the items. */
void
desk_palette_query_async (DeskCache *cache,
                          DeskPaletteQuestion question,
                          const char *text,
                          GPtrArray *ids,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  DeskPaletteAsked *asked = g_new0 (DeskPaletteAsked, 1);

  asked->question = question;
  asked->text = g_strdup (text);
  asked->ids = ids != NULL ? g_ptr_array_ref (ids) : NULL;
  asked->staff = desk_cache_is_staff (cache);
  asked->now = desk_clock_get_now (desk_cache_get_clock (cache));
  desk_store_read_async (desk_cache_get_store (cache), read_answer, asked, question_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                         callback, user_data);
}
