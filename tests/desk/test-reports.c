/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports and logs on a real backend. */

#include "config.h"

#include "desk-audit-log.h"
#include "desk-mail-log.h"
#include "desk-reports.h"
#include "test-session-support.h"

#define ADMIN "admin@desk.test"
#define OPS "ops@desk.test"

static TestBackend *backend;

static TestPerson *
sign_in (const char *email)
{
  return test_person_new_synced (backend, email);
}

static void
on_end (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
ask (const char *sql)
{
  g_autofree char *answer = test_psql (backend, sql);

  return g_ascii_strtoll (answer, NULL, 10);
}

/* The report has the numbers of the database, of all companies and of one. */
static void
test_report (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskReports) reports = desk_reports_new (agent->session);
  const DeskReportTotals *totals;
  gint64 all = 0;
  guint n;
  const DeskReportDay *days;

  desk_reports_choose (reports, DESK_PERIOD_12_MONTHS, NULL);
  test_wait_for (!desk_reports_get_loading (reports));
  g_assert_no_error (desk_reports_get_trouble (reports));
  totals = desk_report_get_totals (desk_reports_get_report (reports));
  g_assert_cmpint (totals->filed, ==, ask ("select count(*) from tickets where created_at > now() - interval '364 days'"));
  g_assert_cmpint (totals->filed, >, 10);
  days = desk_report_get_days (desk_reports_get_report (reports), &n);
  for (guint i = 0; i < n; i++)
    all += days[i].filed;
  g_assert_cmpint (all, ==, totals->filed);
  g_assert_cmpuint (n, >=, 365);
  g_assert_null (desk_report_get_incidents (desk_reports_get_report (reports), -1));

  desk_reports_choose (reports, DESK_PERIOD_12_MONTHS, SOUTH_ID);
  g_assert_true (desk_reports_get_loading (reports));
  test_wait_for (!desk_reports_get_loading (reports));
  totals = desk_report_get_totals (desk_reports_get_report (reports));
  g_assert_cmpint (totals->filed, ==, ask ("select count(*) from tickets where client_id = '" SOUTH_ID "' and created_at > now() - interval '364 days'"));
  g_assert_nonnull (desk_report_get_companies (desk_reports_get_report (reports), &n));
  g_assert_cmpuint (n, ==, 1);
  test_person_free (agent);
}

static void
test_report_refused (void)
{
  TestPerson *client = sign_in (NADIA);
  TestPerson *ops = sign_in (OPS);
  g_autoptr (DeskReports) refused = desk_reports_new (client->session);
  g_autoptr (DeskReports) reports = desk_reports_new (ops->session);

  desk_reports_load (refused);
  desk_reports_load (reports);
  test_wait_for (!desk_reports_get_loading (refused) && !desk_reports_get_loading (reports));
  g_assert_error (desk_reports_get_trouble (refused), DESK_ERROR, DESK_ERROR_FORBIDDEN);
  g_assert_null (desk_reports_get_report (refused));
  g_assert_cmpint (desk_report_get_incidents (desk_reports_get_report (reports), -1)->open, ==,
                   ask ("select count(*) from support_incidents where status in ('open', 'in_progress')"));
  test_person_free (client);
  test_person_free (ops);
}

static void
load_mails (DeskMailLog *log)
{
  test_wait_for (!desk_mail_log_get_loading (log));
  g_assert_no_error (desk_mail_log_get_trouble (log));
}

/* Pages do not repeat and leave nothing out; a part of an address is found, and its signs are no pattern. */
static void
test_mails (void)
{
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskMailLog) log = desk_mail_log_new (agent->session);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 last = G_MAXINT64;

  g_free (test_psql (backend, "insert into email_events (type, template, \"to\", locale, status, error, created_at) select 'test', 'test', 'many' || i || "
                              "'_x@pages.test', 'en', 'failed', 'no such box', now() - make_interval(mins => i / 3) from generate_series(1, 120) i"));
  desk_mail_log_choose (log, DESK_MAIL_FAILED, -1, "@PAGES.test");
  load_mails (log);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 50);
  while (desk_mail_log_get_has_more (log))
    {
      desk_mail_log_load_more (log);
      load_mails (log);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 120);
  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (DeskMail) mail = g_list_model_get_item (G_LIST_MODEL (log), i);

      g_assert_true (g_hash_table_add (seen, g_strdup (desk_mail_get_id (mail))));
      g_assert_cmpint (desk_mail_get_created_at (mail), <=, last);
      g_assert_cmpstr (desk_mail_get_trouble (mail), ==, "no such box");
      last = desk_mail_get_created_at (mail);
    }
  desk_mail_log_choose (log, -1, -1, "many1%x");
  load_mails (log);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 0);
  g_assert_true (desk_mail_log_is_filtered (log));
  desk_mail_log_choose (log, -1, -1, "many1_x");
  load_mails (log);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 1);
  g_assert_null (desk_mail_log_get_health (log));
  test_person_free (agent);
}

static DeskMail *
finish (DeskMailLog *log, GAsyncResult **end, GError **error)
{
  DeskMail *mail;

  test_wait_for (*end != NULL);
  mail = desk_mail_log_act_finish (log, *end, error);
  g_clear_object (end);
  return mail;
}

/* An administrator retries and tests; an agent may not. */
static void
test_mail_work (void)
{
  TestPerson *admin = sign_in (ADMIN);
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskMailLog) log = desk_mail_log_new (admin->session);
  g_autoptr (DeskMailLog) agents = desk_mail_log_new (agent->session);
  g_autoptr (DeskMail) failed = NULL;
  g_autoptr (DeskMail) again = NULL;
  g_autoptr (DeskMail) test = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  GAsyncResult *end = NULL;

  g_free (test_psql (backend, "insert into email_events (type, template, \"to\", locale, status, error) "
                              "values ('test', 'test', 'lost@retry.test', 'en', 'failed', 'no such box')"));
  desk_mail_log_choose (log, DESK_MAIL_FAILED, -1, "lost@retry.test");
  test_wait_for (!desk_mail_log_get_loading (log) && desk_mail_log_get_health (log) != NULL);
  g_assert_cmpint (desk_mail_log_get_health (log)->failed, ==, ask ("select count(*) from email_events where status = 'failed'"));
  failed = g_list_model_get_item (G_LIST_MODEL (log), 0);
  desk_mail_log_retry_async (agents, failed, NULL, on_end, &end);
  g_assert_null (finish (agents, &end, &refused));
  g_assert_error (refused, DESK_ERROR, DESK_ERROR_FORBIDDEN);
  desk_mail_log_retry_async (log, failed, NULL, on_end, &end);
  again = finish (log, &end, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_mail_get_status (again), ==, DESK_MAIL_QUEUED);
  g_assert_null (desk_mail_get_trouble (again));

  desk_mail_log_test_async (log, "no address", NULL, on_end, &end);
  test = finish (log, &end, &error);
  g_assert_null (test);
  g_assert_cmpstr (desk_error_get_refusal (error), ==, "address_not_valid");
  g_clear_error (&error);
  desk_mail_log_test_async (log, "", NULL, on_end, &end);
  test = finish (log, &end, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_mail_get_recipient (test), ==, ADMIN);
  test_person_free (admin);
  test_person_free (agent);
}

static void
test_audit (void)
{
  TestPerson *ops = sign_in (OPS);
  TestPerson *agent = sign_in (AGENT);
  g_autoptr (DeskAuditLog) log = desk_audit_log_new (ops->session);
  g_autoptr (DeskAuditLog) refused = desk_audit_log_new (agent->session);
  g_autoptr (DeskAuditEvent) event = NULL;

  desk_audit_log_load (refused);
  test_wait_for (!desk_audit_log_get_loading (refused));
  g_assert_error (desk_audit_log_get_trouble (refused), DESK_ERROR, DESK_ERROR_FORBIDDEN);
  desk_audit_log_load (log);
  test_wait_for (!desk_audit_log_get_loading (log));
  g_assert_no_error (desk_audit_log_get_trouble (log));
  event = g_list_model_get_item (G_LIST_MODEL (log), 0);
  g_assert_cmpstr (desk_audit_event_get_action (event), ==, "audit_list");
  g_assert_cmpint (desk_audit_event_get_status (event), ==, DESK_AUDIT_REFUSED);
  g_assert_cmpstr (desk_audit_event_get_actor (event), ==, "Amélie Fournier");
  desk_audit_log_choose (log, "support_incident", NULL);
  test_wait_for (!desk_audit_log_get_loading (log));
  g_assert_cmpuint (desk_audit_log_get_total (log), ==, ask ("select count(*) from audit_events where target_type = 'support_incident'"));
  g_assert_true (desk_audit_log_is_filtered (log));
  test_person_free (ops);
  test_person_free (agent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/reports/report", test_report);
  g_test_add_func ("/desk/reports/refused", test_report_refused);
  g_test_add_func ("/desk/logs/mails", test_mails);
  g_test_add_func ("/desk/logs/mail-work", test_mail_work);
  g_test_add_func ("/desk/logs/audit", test_audit);

  return test_backend_run (&backend);
}
