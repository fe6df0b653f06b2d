/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-schema.h"

#include "desk-error.h"
#include "desk-sql.h"

/* A step is never changed once it is released: a file somewhere has been made with it. Times are microseconds since 1970 UTC; `rid` keeps the
 * full-text tables' row numbers still; `local` is 1 for a row written here that the backend has not confirmed.
 *
 * tickets.next_due is desk_sla_evaluate() in SQL, as far as a list asks: the earliest of the clocks that run. A test holds the two together. */

/* The rows of the backend, what this computer has written, and how far sync has come. */
static const char step_1_tables[] =
  "CREATE TABLE profiles (rid INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, full_name TEXT, email TEXT, role TEXT, locale TEXT,\n"
  "  created_at INTEGER, updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE people (rid INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, display_name TEXT, is_staff INTEGER,\n"
  "  local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE clients (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, is_active INTEGER, created_at INTEGER,\n"
  "  updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE projects (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, client_id TEXT, name TEXT, created_at INTEGER,\n"
  "  updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE ticket_categories (rid INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, label TEXT, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE ticket_priorities (rid INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, code TEXT, response_sla_minutes INTEGER,\n"
  "  resolve_sla_minutes INTEGER, next_response_sla_minutes INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE tickets (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number INTEGER, client_id TEXT, project_id TEXT, category_id INTEGER,\n"
  "  priority_id INTEGER, subject TEXT, status TEXT, first_response_due_at INTEGER, resolve_due_at INTEGER, next_response_due_at INTEGER,\n"
  "  first_response_applies INTEGER, first_responded_at INTEGER, resolved_at INTEGER, closed_at INTEGER, waiting_since INTEGER,\n"
  "  waiting_seconds INTEGER, resolved_seconds INTEGER, awaiting_reply_since INTEGER, last_customer_activity INTEGER,\n"
  "  last_admin_activity INTEGER, contact_user_id TEXT, created_by TEXT, assignee_id TEXT, affects_all_companies INTEGER, follow_up_of TEXT,\n"
  "  created_at INTEGER, updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0,\n"
  "  activity INTEGER GENERATED ALWAYS AS\n"
  "    (max(coalesce(last_customer_activity, 0), coalesce(last_admin_activity, 0), coalesce(created_at, 0))) STORED,\n"
  "  next_due INTEGER GENERATED ALWAYS AS (CASE WHEN status IN ('open', 'in_progress') THEN nullif(min(\n"
  "    CASE WHEN first_responded_at IS NULL AND coalesce(first_response_applies, 1) AND first_response_due_at IS NOT NULL\n"
  "      THEN first_response_due_at ELSE 9223372036854775807 END,\n"
  "    CASE WHEN awaiting_reply_since IS NOT NULL AND next_response_due_at IS NOT NULL\n"
  "      THEN next_response_due_at ELSE 9223372036854775807 END,\n"
  "    CASE WHEN resolve_due_at IS NOT NULL THEN resolve_due_at ELSE 9223372036854775807 END), 9223372036854775807) END) STORED);\n"
  "CREATE INDEX tickets_by_activity ON tickets (activity DESC, id DESC);\n"
  "CREATE INDEX tickets_by_status ON tickets (status, assignee_id, activity DESC, id DESC);\n"
  "CREATE INDEX tickets_by_assignee ON tickets (assignee_id, status, activity DESC, id DESC);\n"
  "CREATE INDEX tickets_by_due ON tickets (next_due, activity, id) WHERE next_due IS NOT NULL;\n"
  "CREATE INDEX tickets_by_client ON tickets (client_id);\n"
  "CREATE INDEX tickets_by_number ON tickets (number);\n"
  "CREATE INDEX tickets_by_cursor ON tickets (updated_at, id);\n"
  "CREATE TABLE ticket_triage (rid INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL UNIQUE, labels TEXT, updated_at INTEGER,\n"
  "  local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE ticket_messages (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket_id TEXT, author_id TEXT, body TEXT, visibility TEXT,\n"
  "  created_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE INDEX ticket_messages_by_ticket ON ticket_messages (ticket_id, local, created_at, id);\n"
  "CREATE TABLE ticket_events (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket_id TEXT, actor_id TEXT, kind TEXT, old_value TEXT,\n"
  "  new_value TEXT, visibility TEXT, created_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE INDEX ticket_events_by_ticket ON ticket_events (ticket_id, local, created_at, id);\n"
  "CREATE TABLE ticket_attachments (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket_id TEXT, message_id TEXT, label TEXT,\n"
  "  storage_bucket TEXT, storage_path TEXT, mime_type TEXT, size_bytes INTEGER, sha256 TEXT, created_by TEXT, created_at INTEGER,\n"
  "  local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE INDEX ticket_attachments_by_ticket ON ticket_attachments (ticket_id, created_at, id);\n"
  "CREATE INDEX ticket_attachments_by_message ON ticket_attachments (message_id);\n"
  "CREATE TABLE ticket_company_link (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket_id TEXT, company_id TEXT, role TEXT,\n"
  "  created_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE INDEX ticket_company_link_by_ticket ON ticket_company_link (ticket_id);\n"
  "CREATE TABLE ticket_reads (ticket_id TEXT NOT NULL, user_id TEXT NOT NULL, last_read_at INTEGER, updated_at INTEGER,\n"
  "  local INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (ticket_id, user_id)) WITHOUT ROWID;\n"
  "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, ticket_id TEXT, row_id TEXT,\n"
  "  depends_on TEXT, payload TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 1, attempts INTEGER NOT NULL DEFAULT 0,\n"
  "  next_attempt_at INTEGER NOT NULL DEFAULT 0, error_code INTEGER, created_at INTEGER NOT NULL);\n"
  "CREATE INDEX outbox_by_ticket ON outbox (ticket_id, kind, seq);\n"
  "CREATE INDEX outbox_by_row ON outbox (row_id);\n"
  "CREATE TABLE drafts (key TEXT PRIMARY KEY, body TEXT, fields TEXT, updated_at INTEGER) WITHOUT ROWID;\n"
  "CREATE TABLE draft_files (id TEXT PRIMARY KEY, draft_key TEXT, ticket_id TEXT, label TEXT, mime_type TEXT, size INTEGER, spool_name TEXT,\n"
  "  storage_path TEXT, state INTEGER NOT NULL DEFAULT 1, error_code INTEGER, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;\n"
  "CREATE INDEX draft_files_by_draft ON draft_files (draft_key, position);\n"
  "CREATE TABLE sync_state (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;\n"
  "CREATE TABLE conversations (ticket_id TEXT PRIMARY KEY, complete INTEGER NOT NULL DEFAULT 0, opened_at INTEGER) WITHOUT ROWID;\n";

/* Words of subjects, messages and companies, kept by triggers, whoever writes. */
static const char step_2_search[] =
  "CREATE VIRTUAL TABLE ticket_search USING fts5(subject, content='tickets', content_rowid='rid', tokenize='unicode61 remove_diacritics 2', prefix='2 3');\n"
  "INSERT INTO ticket_search (ticket_search) VALUES ('rebuild');\n"
  "CREATE TRIGGER ticket_search_insert AFTER INSERT ON tickets BEGIN\n"
  "  INSERT INTO ticket_search (rowid, subject) VALUES (new.rid, new.subject);\n"
  "END;\n"
  "CREATE TRIGGER ticket_search_delete AFTER DELETE ON tickets BEGIN\n"
  "  INSERT INTO ticket_search (ticket_search, rowid, subject) VALUES ('delete', old.rid, old.subject);\n"
  "END;\n"
  "CREATE TRIGGER ticket_search_update AFTER UPDATE OF subject ON tickets WHEN old.subject IS NOT new.subject BEGIN\n"
  "  INSERT INTO ticket_search (ticket_search, rowid, subject) VALUES ('delete', old.rid, old.subject);\n"
  "  INSERT INTO ticket_search (rowid, subject) VALUES (new.rid, new.subject);\n"
  "END;\n"
  "CREATE VIRTUAL TABLE message_search USING fts5(body, content='ticket_messages', content_rowid='rid', tokenize='unicode61 remove_diacritics 2', prefix='2 3');\n"
  "INSERT INTO message_search (message_search) VALUES ('rebuild');\n"
  "CREATE TRIGGER message_search_insert AFTER INSERT ON ticket_messages BEGIN\n"
  "  INSERT INTO message_search (rowid, body) VALUES (new.rid, new.body);\n"
  "END;\n"
  "CREATE TRIGGER message_search_delete AFTER DELETE ON ticket_messages BEGIN\n"
  "  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.rid, old.body);\n"
  "END;\n"
  "CREATE TRIGGER message_search_update AFTER UPDATE OF body ON ticket_messages WHEN old.body IS NOT new.body BEGIN\n"
  "  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.rid, old.body);\n"
  "  INSERT INTO message_search (rowid, body) VALUES (new.rid, new.body);\n"
  "END;\n"
  "CREATE VIRTUAL TABLE client_search USING fts5(name, content='clients', content_rowid='rid', tokenize='unicode61 remove_diacritics 2', prefix='2 3');\n"
  "INSERT INTO client_search (client_search) VALUES ('rebuild');\n"
  "CREATE TRIGGER client_search_insert AFTER INSERT ON clients BEGIN\n"
  "  INSERT INTO client_search (rowid, name) VALUES (new.rid, new.name);\n"
  "END;\n"
  "CREATE TRIGGER client_search_delete AFTER DELETE ON clients BEGIN\n"
  "  INSERT INTO client_search (client_search, rowid, name) VALUES ('delete', old.rid, old.name);\n"
  "END;\n"
  "CREATE TRIGGER client_search_update AFTER UPDATE OF name ON clients WHEN old.name IS NOT new.name BEGIN\n"
  "  INSERT INTO client_search (client_search, rowid, name) VALUES ('delete', old.rid, old.name);\n"
  "  INSERT INTO client_search (rowid, name) VALUES (new.rid, new.name);\n"
  "END;\n";

/* Views that people keep; and what lists are filtered and sorted by. */
static const char step_3_views[] =
  "CREATE TABLE saved_views (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT, name TEXT, filter TEXT, sort TEXT, grouping TEXT,\n"
  "  position INTEGER, shared INTEGER, deleted_at INTEGER, created_at INTEGER, updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE INDEX tickets_in_lists ON tickets (activity DESC, id DESC, created_at, number, next_due, priority_id, client_id);\n"
  "CREATE INDEX tickets_by_next_response ON tickets (next_response_due_at) WHERE next_response_due_at IS NOT NULL;\n"
  "CREATE INDEX ticket_company_link_by_company ON ticket_company_link (company_id, role, ticket_id);\n"
  "CREATE TABLE ticket_labels (label TEXT NOT NULL, ticket_id TEXT NOT NULL, PRIMARY KEY (label, ticket_id)) WITHOUT ROWID;\n"
  "CREATE INDEX ticket_labels_by_ticket ON ticket_labels (ticket_id);\n"
  "INSERT OR IGNORE INTO ticket_labels SELECT l.value, t.ticket_id FROM ticket_triage t, json_each (t.labels) l WHERE l.value IS NOT NULL;\n"
  "CREATE TRIGGER ticket_labels_insert AFTER INSERT ON ticket_triage BEGIN\n"
  "  INSERT OR IGNORE INTO ticket_labels SELECT value, new.ticket_id FROM json_each (new.labels) WHERE value IS NOT NULL;\n"
  "END;\n"
  "CREATE TRIGGER ticket_labels_update AFTER UPDATE OF labels ON ticket_triage WHEN old.labels IS NOT new.labels BEGIN\n"
  "  DELETE FROM ticket_labels WHERE ticket_id = old.ticket_id;\n"
  "  INSERT OR IGNORE INTO ticket_labels SELECT value, new.ticket_id FROM json_each (new.labels) WHERE value IS NOT NULL;\n"
  "END;\n"
  "CREATE TRIGGER ticket_labels_delete AFTER DELETE ON ticket_triage BEGIN\n"
  "  DELETE FROM ticket_labels WHERE ticket_id = old.ticket_id;\n"
  "END;\n";

/* What people write: canned replies; what drafts were before, and what had been said when they were begun; replies that wait a moment, so that
 * one can take them back, with what a change replaced; requests that follow up another. */
static const char step_4_writing[] =
  "CREATE TABLE canned_replies (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT, title TEXT, body TEXT, deleted_at INTEGER,\n"
  "  created_at INTEGER, updated_at INTEGER, local INTEGER NOT NULL DEFAULT 0);\n"
  "CREATE TABLE draft_versions (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, body TEXT NOT NULL, kept_at INTEGER NOT NULL);\n"
  "CREATE INDEX draft_versions_by_key ON draft_versions (key, id);\n"
  "ALTER TABLE drafts ADD COLUMN longest TEXT;\n"
  "ALTER TABLE drafts ADD COLUMN seen_at INTEGER;\n"
  "ALTER TABLE outbox ADD COLUMN hold_until INTEGER NOT NULL DEFAULT 0;\n"
  "ALTER TABLE outbox ADD COLUMN replaced TEXT;\n"
  "CREATE INDEX tickets_by_follow_up ON tickets (follow_up_of) WHERE follow_up_of IS NOT NULL;\n";

/* What was chosen in the palette, and how often. */
static const char step_5_uses[] =
  "CREATE TABLE palette_uses (key TEXT PRIMARY KEY, n_uses INTEGER NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID;\n"
  "CREATE INDEX palette_uses_by_time ON palette_uses (used_at DESC);\n"
  "CREATE INDEX tickets_by_author ON tickets (created_by, activity DESC);\n";

/* The order of categories; by which calendar a priority counts; what concerns every company, found without reading all; how many tickets have a
 * label, counted as they come and go. A row that names a label twice has it once: OR IGNORE does not hold inside of an insert that updates what is
 * there. */
static const char step_6_order[] =
  "DROP TRIGGER ticket_labels_insert;\n"
  "DROP TRIGGER ticket_labels_update;\n"
  "CREATE TRIGGER ticket_labels_insert AFTER INSERT ON ticket_triage BEGIN\n"
  "  INSERT INTO ticket_labels SELECT DISTINCT value, new.ticket_id FROM json_each (new.labels) WHERE value IS NOT NULL;\n"
  "END;\n"
  "CREATE TRIGGER ticket_labels_update AFTER UPDATE OF labels ON ticket_triage WHEN old.labels IS NOT new.labels BEGIN\n"
  "  DELETE FROM ticket_labels WHERE ticket_id = old.ticket_id;\n"
  "  INSERT INTO ticket_labels SELECT DISTINCT value, new.ticket_id FROM json_each (new.labels) WHERE value IS NOT NULL;\n"
  "END;\n"
  "CREATE INDEX tickets_for_everyone ON tickets (affects_all_companies) WHERE affects_all_companies = 1;\n"
  "ALTER TABLE ticket_categories ADD COLUMN position INTEGER;\n"
  "ALTER TABLE ticket_priorities ADD COLUMN calendar_id TEXT;\n"
  "CREATE TABLE label_counts (label TEXT PRIMARY KEY, n_tickets INTEGER NOT NULL) WITHOUT ROWID;\n"
  "INSERT INTO label_counts SELECT label, count(*) FROM ticket_labels GROUP BY label;\n"
  "CREATE TRIGGER label_counts_insert AFTER INSERT ON ticket_labels BEGIN\n"
  "  INSERT INTO label_counts VALUES (new.label, 1) ON CONFLICT (label) DO UPDATE SET n_tickets = n_tickets + 1;\n"
  "END;\n"
  "CREATE TRIGGER label_counts_delete AFTER DELETE ON ticket_labels BEGIN\n"
  "  UPDATE label_counts SET n_tickets = n_tickets - 1 WHERE label = old.label;\n"
  "  DELETE FROM label_counts WHERE label = old.label AND n_tickets <= 0;\n"
  "END;\n";

/* The first tickets in any order, found without reading all. */
static const char step_7_walks[] =
  "DROP INDEX tickets_by_due;\n"
  "CREATE INDEX tickets_by_due ON tickets (next_due, activity, id, created_at, number, priority_id) WHERE next_due IS NOT NULL;\n"
  "CREATE INDEX tickets_by_priority ON tickets (priority_id, activity DESC, id DESC);\n"
  "CREATE INDEX tickets_by_created ON tickets (created_at, activity, id);\n";

static const char *const steps[] = {
  step_1_tables,
  step_2_search,
  step_3_views,
  step_4_writing,
  step_5_uses,
  step_6_order,
  step_7_walks,
};

/**
 * desk_schema_get_version:
 *
 * Tells how a file of today is numbered.
 *
 * Returns: the number of the last step
 */
guint
desk_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

/**
 * desk_schema_read:
 * @db: a connection
 * @version: (out): the last step that the file has seen; 0 for a new one
 * @error: return location
 *
 * Reads how far a file has come.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_schema_read (sqlite3 *db,
                  guint *version,
                  GError **error)
{
  g_autoptr(sqlite3_stmt) statement = desk_sql_prepare (db, "PRAGMA user_version", error);
  gboolean has_row;

  if (statement == NULL || !desk_sql_step (statement, &has_row, error))
    return FALSE;

  *version = has_row ? sqlite3_column_int (statement, 0) : 0;

  return TRUE;
}

static gboolean
run_step (sqlite3 *db,
          guint number,
          GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u; COMMIT", number);

  if (!desk_sql_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (desk_sql_exec (db, steps[number - 1], error) && desk_sql_exec (db, mark, error))
    return TRUE;

  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/**
 * desk_schema_migrate:
 * @db: a connection that may write
 * @target: the number to stop at; desk_schema_get_version() but for tests of older files
 * @error: return location; %DESK_ERROR_INVALID for a file that a newer program has written
 *
 * Brings a file up to date, each step in a transaction of its own: a program that dies in between goes on from there.
 *
 * Returns: %FALSE with @error set
 */
gboolean
desk_schema_migrate (sqlite3 *db,
                     guint target,
                     GError **error)
{
  guint version;

  if (!desk_schema_read (db, &version, error))
    return FALSE;
  if (version > target)
    {
      g_set_error (error, DESK_ERROR, DESK_ERROR_INVALID, "The cache has version %u, this program knows %u", version, target);
      return FALSE;
    }

  for (guint number = version + 1; number <= target; number++)
    {
      if (!run_step (db, number, error))
        return FALSE;
    }

  return TRUE;
}
