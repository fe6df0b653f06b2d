/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-ticket-query.h"

#include "desk-enums.h"
#include "desk-sql.h"

/* The same rules as desk_sla_most_urgent(): what runs, else what stands still, else what was missed, else what was met. */
#define OVER "t.status IN ('resolved', 'closed')"
#define END "coalesce (t.resolved_at, t.closed_at, :now)"
#define FIRST "(coalesce (t.first_response_applies, 1) AND t.first_response_due_at IS NOT NULL)"
#define PAUSED                                                                                                         \
  "(t.status = 'waiting_customer' AND (t.resolve_due_at IS NOT NULL OR (" FIRST " AND t.first_responded_at IS NULL)"   \
  " OR (t.awaiting_reply_since IS NOT NULL AND t.next_response_due_at IS NOT NULL)))"
#define MISSED                                                                                                         \
  "((" FIRST " AND (t.first_responded_at > t.first_response_due_at"                                                    \
  " OR (t.first_responded_at IS NULL AND " OVER " AND " END " > t.first_response_due_at)))"                            \
  " OR (" OVER " AND t.resolve_due_at IS NOT NULL AND " END " > t.resolve_due_at))"
#define MET                                                                                                            \
  "((" FIRST " AND t.first_responded_at IS NOT NULL AND t.first_responded_at <= t.first_response_due_at)"              \
  " OR (" OVER " AND t.resolve_due_at IS NOT NULL AND " END " <= t.resolve_due_at))"

static const char *const sla_conditions[] = {
  [DESK_SLA_STATE_NOT_APPLICABLE] = "(t.next_due IS NULL AND NOT " PAUSED " AND coalesce (" MISSED ", 0) = 0 AND coalesce (" MET ", 0) = 0)",
  [DESK_SLA_STATE_MET] = "(t.next_due IS NULL AND NOT " PAUSED " AND coalesce (" MISSED ", 0) = 0 AND " MET ")",
  [DESK_SLA_STATE_MISSED] = "(t.next_due IS NULL AND NOT " PAUSED " AND " MISSED ")",
  [DESK_SLA_STATE_RUNNING] = "t.next_due > :now + 900000000",
  [DESK_SLA_STATE_DUE_SOON] = "(t.next_due >= :now AND t.next_due <= :now + 900000000)",
  [DESK_SLA_STATE_OVERDUE] = "t.next_due < :now",
  [DESK_SLA_STATE_PAUSED] = PAUSED,
};

/* Words of an enumeration, as the wire has them, in a list. */
static void
append_words (GString *sql,
              GType type,
              guint mask)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);
  const char *separator = "";

  for (guint i = 0; i < klass->n_values; i++)
    {
      g_autofree char *word = g_strdelimit (g_strdup (klass->values[i].value_nick), "-", '_');

      if (!(mask & (1u << klass->values[i].value)))
        continue;
      g_string_append_printf (sql, "%s'%s'", separator, word);
      separator = ", ";
    }
}

/* Parameters, one a value: what a person or a view says is bound and never becomes SQL. */
static void
append_parameters (GString *sql,
                   const char *name,
                   GPtrArray *set)
{
  for (guint i = 0; i < set->len; i++)
    g_string_append_printf (sql, "%s:%s%u", i == 0 ? "" : ", ", name, i);
}

static void
bind_parameters (sqlite3_stmt *statement,
                 const char *name,
                 GPtrArray *set)
{
  for (guint i = 0; i < set->len; i++)
    {
      g_autofree char *parameter = g_strdup_printf (":%s%u", name, i);

      desk_sql_bind_text (statement, parameter, set->pdata[i]);
    }
}

/* Alternatives between parentheses: the first opens, and the end closes what was opened. */
static void
append_or (GString *sql,
           gboolean *opened)
{
  g_string_append (sql, *opened ? " OR " : " AND (");
  *opened = TRUE;
}

static void
append_close (GString *sql,
              gboolean opened)
{
  if (opened)
    g_string_append_c (sql, ')');
}

static void
append_company (const DeskListFilter *wanted,
                GString *sql)
{
  gboolean opened = FALSE;

  if (wanted->companies->len > 0 && wanted->company_part != DESK_COMPANY_CONCERNED)
    {
      append_or (sql, &opened);
      g_string_append (sql, "t.client_id IN (");
      append_parameters (sql, "company", wanted->companies);
      g_string_append_c (sql, ')');
    }
  if (wanted->companies->len > 0 && wanted->company_part != DESK_COMPANY_FILED)
    {
      append_or (sql, &opened);
      g_string_append (sql, "t.id IN (SELECT l.ticket_id FROM ticket_company_link l WHERE l.role = 'affected' AND l.company_id IN (");
      append_parameters (sql, "company", wanted->companies);
      g_string_append (sql, "))");
    }
  if (wanted->everyone || (wanted->companies->len > 0 && wanted->company_part != DESK_COMPANY_FILED))
    {
      append_or (sql, &opened);
      g_string_append (sql, "t.affects_all_companies = 1");
    }
  append_close (sql, opened);
}

static void
append_assignee (const DeskTicketFilter *self,
                 GString *sql)
{
  const DeskListFilter *wanted = self->wanted;
  gboolean opened = FALSE;

  if (wanted->mine)
    {
      /* For staff what they work on, for a client what they filed: said plainly, so that an index finds it. */
      append_or (sql, &opened);
      g_string_append (sql, self->staff ? "t.assignee_id = :me" : "t.created_by = :me OR t.contact_user_id = :me");
    }
  if (wanted->unassigned)
    {
      append_or (sql, &opened);
      g_string_append (sql, "t.assignee_id IS NULL");
    }
  if (wanted->assignees->len > 0)
    {
      append_or (sql, &opened);
      g_string_append (sql, "t.assignee_id IN (");
      append_parameters (sql, "assignee", wanted->assignees);
      g_string_append_c (sql, ')');
    }
  append_close (sql, opened);
}

static void
append_clocks (const DeskListFilter *wanted,
               GString *sql)
{
  gboolean opened = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (sla_conditions); i++)
    {
      if (!(wanted->sla & (1u << i)))
        continue;
      append_or (sql, &opened);
      g_string_append (sql, sla_conditions[i]);
    }
  append_close (sql, opened);

  if (wanted->next_reply != DESK_NEXT_REPLY_ANY)
    g_string_append (sql, " AND t.awaiting_reply_since IS NOT NULL AND t.status IN ('open', 'in_progress')");
  if (wanted->next_reply == DESK_NEXT_REPLY_OVERDUE)
    g_string_append (sql, " AND t.next_response_due_at < :now");
}

/** desk_ticket_day_start: the first moment of the day that is so many days after that of @moment, in the person's time zone. */
gint64
desk_ticket_day_start (gint64 moment,
                       int days)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (moment / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autoptr(GDateTime) day = g_date_time_add_days (local, days);
  g_autoptr(GDateTime) start = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix (start) * G_USEC_PER_SEC;
}

/* A day as a filter has it, or one that is @days after it. */
static gint64
parse_day (const char *text,
           int days)
{
  g_autofree char *noon = g_strconcat (text, "T12:00:00", NULL);
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (noon, here);

  return time != NULL ? desk_ticket_day_start (g_date_time_to_unix (time) * G_USEC_PER_SEC, days) : 0;
}

static gint64
get_first_moment (const DeskDays *days,
                  gint64 now)
{
  if (days->last_days > 0)
    return desk_ticket_day_start (now, 1 - (int) days->last_days);

  return days->from != NULL ? parse_day (days->from, 0) : G_MININT64;
}

static gint64
get_moment_after (const DeskDays *days)
{
  return days->to != NULL && days->last_days == 0 ? parse_day (days->to, 1) : G_MAXINT64;
}

/** desk_ticket_condition_append: adds what a filter asks for, each with an AND before it. */
void
desk_ticket_condition_append (const DeskTicketFilter *self,
                              GString *sql)
{
  const DeskListFilter *wanted = self->wanted;

  if (wanted->statuses != 0)
    {
      /* Of one company there are fewer than of one status: with the plus, the indexes of companies find them. */
      g_string_append (sql, wanted->companies->len > 0 ? " AND +t.status IN (" : " AND t.status IN (");
      append_words (sql, DESK_TYPE_STATUS, wanted->statuses);
      g_string_append_c (sql, ')');
    }
  if (wanted->priorities != 0)
    {
      g_string_append (sql, " AND t.priority_id IN (SELECT p.id FROM ticket_priorities p WHERE p.code IN (");
      append_words (sql, DESK_TYPE_PRIORITY_CODE, wanted->priorities);
      g_string_append (sql, "))");
    }
  if (wanted->categories->len > 0)
    {
      g_string_append (sql, " AND t.category_id IN (");
      append_parameters (sql, "category", wanted->categories);
      g_string_append_c (sql, ')');
    }
  append_company (wanted, sql);
  append_assignee (self, sql);
  if (wanted->labels->len > 0)
    {
      g_string_append (sql, " AND t.id IN (SELECT l.ticket_id FROM ticket_labels l WHERE l.label IN (");
      append_parameters (sql, "label", wanted->labels);
      g_string_append (sql, "))");
    }
  append_clocks (wanted, sql);
  if (wanted->unread)
    g_string_append_printf (sql, " AND t.%s > coalesce"
                                 " ((SELECT r.last_read_at FROM ticket_reads r WHERE r.ticket_id = t.id AND r.user_id = :me), 0)",
                            self->staff ? "last_customer_activity" : "last_admin_activity");
  if (desk_days_is_set (&wanted->created))
    g_string_append (sql, " AND t.created_at >= :created_from AND t.created_at < :created_to");
  if (desk_days_is_set (&wanted->activity))
    g_string_append (sql, " AND t.activity >= :activity_from AND t.activity < :activity_to");
}

/** desk_ticket_condition_bind: the values of desk_ticket_condition_append(). */
void
desk_ticket_condition_bind (const DeskTicketFilter *self,
                            sqlite3_stmt *statement)
{
  const DeskListFilter *wanted = self->wanted;

  bind_parameters (statement, "category", wanted->categories);
  bind_parameters (statement, "company", wanted->companies);
  bind_parameters (statement, "assignee", wanted->assignees);
  bind_parameters (statement, "label", wanted->labels);
  desk_sql_bind_int64 (statement, ":created_from", get_first_moment (&wanted->created, self->now));
  desk_sql_bind_int64 (statement, ":created_to", get_moment_after (&wanted->created));
  desk_sql_bind_int64 (statement, ":activity_from", get_first_moment (&wanted->activity, self->now));
  desk_sql_bind_int64 (statement, ":activity_to", get_moment_after (&wanted->activity));
}
