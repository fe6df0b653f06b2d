/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-cache-query.h"

#include "desk-attachment-record.h"
#include "desk-sql.h"
#include "desk-ticket-record.h"

/* What a reader job is asked for; it answers with records, none for an id that the cache does not have. */
typedef struct
{
  DeskCacheKind kind;
  GPtrArray *ids;
  char *user_id;
  gboolean staff;
  char *account_dir;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_ptr_array_unref (question->ids);
  g_free (question->user_id);
  g_free (question->account_dir);
  g_free (question);
}

static void
ticket_record_free (gpointer record)
{
  desk_slots_free (&desk_ticket_slots, record);
}

static void
attachment_record_free (gpointer record)
{
  desk_slots_free (&desk_attachment_slots, record);
}

/* An id from the network becomes a file's name only if it is nothing but a UUID. */
static char *
find_local_copy (const char *account_dir,
                 const char *id)
{
  static const char *const folders[] = { "files", "spool" };

  if (!g_uuid_string_is_valid (id))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (account_dir, folders[i], id, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

static gboolean
read_records (sqlite3 *db,
              gpointer data,
              gpointer *result,
              GError **error)
{
  Question *question = data;
  gboolean is_ticket = question->kind == DESK_CACHE_TICKETS;
  const DeskSlotTable *table = is_ticket ? &desk_ticket_slots : &desk_attachment_slots;
  g_autofree char *columns = desk_slots_dup_select (table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = :id", columns,
                                          is_ticket ? desk_ticket_from : desk_attachment_from, is_ticket ? "t.id" : "a.id");
  g_autoptr(sqlite3_stmt) select = desk_sql_prepare (db, sql, error);
  g_autoptr(GPtrArray) records = NULL;

  if (select == NULL)
    return FALSE;

  records = g_ptr_array_new_with_free_func (is_ticket ? ticket_record_free : attachment_record_free);
  desk_sql_bind_text (select, ":me", question->user_id);
  desk_sql_bind_int64 (select, ":staff", question->staff);
  for (guint i = 0; i < question->ids->len; i++)
    {
      const char *id = question->ids->pdata[i];
      gboolean has_row;

      desk_sql_bind_text (select, ":id", id);
      if (!desk_sql_step (select, &has_row, error))
        return FALSE;
      if (has_row)
        {
          gpointer record = desk_slots_read (table, select);

          if (!is_ticket)
            ((DeskAttachmentRecord *) record)->local_path = find_local_copy (question->account_dir, id);
          g_ptr_array_add (records, record);
        }
      sqlite3_reset (select);
    }
  *result = g_steal_pointer (&records);

  return TRUE;
}

/** desk_cache_query_read: reads DeskTicketRecord or DeskAttachmentRecord for @ids (element-type utf8), in one job. The result of
 * desk_store_read_finish() is a GPtrArray that owns them. */
void
desk_cache_query_read (DeskCache *cache,
                       const char *account_dir,
                       DeskCacheKind kind,
                       GPtrArray *ids,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->kind = kind;
  question->ids = g_ptr_array_ref (ids);
  question->user_id = g_strdup (desk_cache_get_user_id (cache));
  question->staff = desk_cache_is_staff (cache);
  question->account_dir = g_strdup (account_dir);
  desk_store_read_async (desk_cache_get_store (cache), read_records, question, question_free, (GDestroyNotify) g_ptr_array_unref,
                         NULL, callback, user_data);
}
