/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-audit-log-place.h"
#include "guichet-log-place.h"
#include "guichet-mail-log-place.h"
#include "test-session-support.h"
#include "ui-fixture.h"

/* The logs over a real backend: what is in them, what can be done, who may, and what they say when nobody answers. */

#define ADMIN "admin@desk.test"
#define TROUBLE "550 mailbox is full"

static TestBackend *backend;

typedef struct
{
  TestPerson *person;
  GtkWidget *place;
  GtkWidget *window;
} Log;

static Log *
log_open (const char *email,
          GType type,
          int width)
{
  Log *self = g_new0 (Log, 1);

  self->person = test_person_new_synced (backend, email);
  self->place = g_object_new (type, "session", self->person->session, NULL);
  self->window = ui_show (self->place, width, 700);
  guichet_place_show (GUICHET_PLACE (self->place));

  return self;
}

static void
log_close (Log *self)
{
  gpointer place = self->place;

  g_object_add_weak_pointer (G_OBJECT (self->place), &place);
  gtk_window_destroy (GTK_WINDOW (self->window));
  test_wait_for (place == NULL);
  test_person_free (self->person);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Log, log_close)

/* Returns: its id. */
static char *
let_one_fail (void)
{
  return test_psql (backend, "update public.email_events set status = 'failed', attempts = 5, error = '" TROUBLE "' where id = "
                             "(select id from public.email_events order by created_at desc, id limit 1) returning id");
}

static GtkWidget *
find_sheet (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), title) == 0)
        return GTK_WIDGET (window);
    }

  return NULL;
}

static void
press (GtkWidget *root,
       const char *words)
{
  GtkWidget *button = ui_find_button (root, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
open_first (Log *log)
{
  g_signal_emit_by_name (ui_find_type (log->place, GTK_TYPE_COLUMN_VIEW), "activate", 0);
}

/* Only what failed, from the list of states. */
static void
choose_failed (Log *log)
{
  GtkDropDown *status = GTK_DROP_DOWN (ui_find_type (log->place, GTK_TYPE_DROP_DOWN));

  gtk_drop_down_set_selected (status, g_list_model_get_n_items (gtk_drop_down_get_model (status)) - 1);
}

static void
test_mails (void)
{
  g_autofree char *mail = let_one_fail ();
  g_autofree char *sql = g_strdup_printf ("select status || ' ' || attempts from public.email_events where id = '%s'", mail);
  g_autofree char *state = NULL;
  g_autoptr (Log) log = log_open (ADMIN, GUICHET_TYPE_MAIL_LOG_PLACE, 1084);
  GtkWidget *sheet;

  test_wait_for (ui_find_label (log->place, TROUBLE) != NULL);
  ui_assert_all_labelled (guichet_log_place_get_header (GUICHET_LOG_PLACE (log->place)));
  choose_failed (log);
  test_wait_for (ui_find_label (log->place, "Sent") == NULL && ui_find_label (log->place, TROUBLE) != NULL);
  open_first (log);
  sheet = find_sheet ("E-mail");
  g_assert_nonnull (sheet);
  g_assert_nonnull (ui_find_label (sheet, TROUBLE));
  g_assert_nonnull (ui_find_label (sheet, "5"));
  press (sheet, "_Send Again");

  /* It waits again, and so is not among what failed. */
  test_wait_for (ui_find_label (log->place, "Nothing matches") != NULL);
  state = test_psql (backend, sql);
  g_assert_cmpstr (state, ==, "queued 0");
  press (log->place, "_Clear Filters");
  test_wait_for (ui_find_label (log->place, "Waiting") != NULL);
}

/* An agent reads, and does nothing. */
static void
test_agent (void)
{
  g_autofree char *mail = let_one_fail ();
  g_autoptr (Log) log = log_open (AGENT, GUICHET_TYPE_MAIL_LOG_PLACE, 1084);
  GtkWidget *sheet;

  g_assert_cmpint (strlen (mail), ==, 36);
  test_wait_for (ui_find_label (log->place, TROUBLE) != NULL);
  g_assert_null (ui_find_button (log->place, "Send a Test…"));
  choose_failed (log);
  test_wait_for (ui_find_label (log->place, "Sent") == NULL && ui_find_label (log->place, TROUBLE) != NULL);
  open_first (log);
  sheet = find_sheet ("E-mail");
  g_assert_nonnull (sheet);
  g_assert_null (ui_find_button (sheet, "_Send Again"));
  gtk_window_destroy (GTK_WINDOW (sheet));
}

/* What an administrator did is on record, with their name, in words. */
static void
test_record (void)
{
  g_autofree char *count = test_psql (backend, "insert into public.audit_events (request_id, actor_id, actor_role, action, target_type) select 'test', "
                                               "user_id, role, 'ticket_category_create', 'ticket_category' from public.profiles where email = '" ADMIN
                                               "' returning 1");
  g_autoptr (Log) log = log_open (ADMIN, GUICHET_TYPE_AUDIT_LOG_PLACE, 1084);
  GtkWidget *sheet;

  g_assert_cmpstr (count, ==, "1");
  test_wait_for (ui_find_label (log->place, "Category: added") != NULL);
  g_assert_nonnull (ui_find_label (log->place, "Priya Nair"));
  ui_assert_all_labelled (guichet_log_place_get_header (GUICHET_LOG_PLACE (log->place)));
  open_first (log);
  sheet = find_sheet ("Event");
  g_assert_nonnull (sheet);
  g_assert_nonnull (ui_find_label (sheet, "ticket_category_create"));
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
test_narrow (void)
{
  g_autoptr (Log) log = log_open (ADMIN, GUICHET_TYPE_AUDIT_LOG_PLACE, 360);
  int minimum;

  test_wait_for (ui_find_type (log->place, GTK_TYPE_COLUMN_VIEW) != NULL && gtk_widget_get_mapped (ui_find_type (log->place, GTK_TYPE_COLUMN_VIEW)));
  ui_wait_frames (log->window, 4);
  gtk_widget_measure (log->place, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* Nobody answers here: each log says so, and has a button to ask again. */
static void
test_offline (gconstpointer type)
{
  g_autoptr (UiFixture) ui = ui_fixture_new (DESK_ROLE_ADMIN, TRUE);
  GtkWidget *place = g_object_new (GPOINTER_TO_SIZE (type), "session", ui->session, NULL);
  GtkWidget *window = ui_show (place, 900, 700);

  guichet_place_show (GUICHET_PLACE (place));
  test_wait_for (ui_find_button (place, "_Retry") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/logs/mails", test_mails);
  g_test_add_func ("/logs/agent", test_agent);
  g_test_add_func ("/logs/record", test_record);
  g_test_add_func ("/logs/narrow", test_narrow);
  g_test_add_data_func ("/logs/mails-offline", GSIZE_TO_POINTER (GUICHET_TYPE_MAIL_LOG_PLACE), test_offline);
  g_test_add_data_func ("/logs/record-offline", GSIZE_TO_POINTER (GUICHET_TYPE_AUDIT_LOG_PLACE), test_offline);

  return test_backend_run (&backend);
}
