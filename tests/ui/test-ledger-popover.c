/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "guichet-details-pane.h"
#include "guichet-ledger-line.h"
#include "guichet-ledger-popover.h"
#include "guichet-ledger.h"
#include "test-session-support.h"
#include "ui-fixture.h"

/* "Why this deadline?" over a real backend: what one reads adds up to the due time, to the minute, and a screen reader reads all of it. */

static TestBackend *backend;

static DeskTicket *
find_ticket (GListModel *list,
             const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DeskTicket) ticket = g_list_model_get_item (list, i);

      if (g_str_equal (desk_ticket_get_id (ticket), id))
        return g_steal_pointer (&ticket);
    }

  return NULL;
}

/* "− 1 h 05 min" in minutes. */
static gint64
read_amount (const char *words)
{
  gint64 minutes = 0;

  for (const char *at = words; *at != '\0';)
    {
      char *end;
      gint64 n;

      if (!g_ascii_isdigit (*at))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      n = g_ascii_strtoll (at, &end, 10);
      for (at = end; !g_ascii_isalpha (*at); at = g_utf8_next_char (at))
        g_assert_true (*at != '\0');
      minutes += n * (*at == 'd' ? 24 * 60 : *at == 'h' ? 60 : 1);
    }

  return g_str_has_prefix (words, "−") ? -minutes : minutes;
}

/* The label at the end of a line, which has what the line adds; none in another widget. */
static const char *
get_amount (GtkWidget *line)
{
  GtkWidget *last = gtk_widget_get_last_child (line);

  return GTK_IS_LABEL (last) && gtk_widget_has_css_class (last, "time") ? gtk_label_get_label (GTK_LABEL (last)) : NULL;
}

typedef struct
{
  gint64 minutes;
  guint n;
} Sum;

static void
add_up (GtkWidget *root,
        Sum *sum)
{
  if (gtk_widget_has_css_class (root, "ledger-line"))
    {
      const char *amount = get_amount (root);

      sum->n++;
      /* The first line has a time there. */
      if (amount != NULL && (*amount == '+' || g_str_has_prefix (amount, "−")))
        {
          /* It is not the amount alone; what it is instead is told. */
          g_autofree char *heard = gtk_test_accessible_check_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, amount);

          sum->minutes += read_amount (amount);
          g_assert_nonnull (heard);
          g_assert_nonnull (strstr (heard, amount));
        }
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_up (child, sum);
}

static gint64
ask_number (const char *format,
            const char *id)
{
  g_autofree char *sql = g_strdup_printf (format, id);
  g_autofree char *answer = test_psql (backend, sql);

  return g_ascii_strtoll (answer, NULL, 10);
}

/* All of it stands inside the window's width, and no line is cut. */
static void
assert_fits (GtkWidget *popover,
             int width)
{
  GtkWidget *box = gtk_popover_get_child (GTK_POPOVER (popover));
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (box) + gtk_widget_get_margin_start (box) + gtk_widget_get_margin_end (box),
                      NULL, &height, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (box), ==, height - gtk_widget_get_margin_top (box) - gtk_widget_get_margin_bottom (box));
  g_assert_cmpint (gtk_widget_get_width (box), <, width);
}

/* An agent, and a ticket that was answered, asked back and waited on its way. */
typedef struct
{
  TestPerson *agent;
  DeskTicketList *list;
  DeskTicket *ticket;
  char *id;
  char *due;
} Asked;

static Asked *
asked_new (void)
{
  Asked *self = g_new0 (Asked, 1);
  gint64 due;

  self->agent = test_person_new_synced (backend, AGENT);
  self->id = test_psql (backend, "select id from tickets where resolve_due_at is not null and status in ('open', 'in_progress')"
                                 " order by waiting_seconds desc nulls last, number limit 1");
  self->list = desk_ticket_list_new (self->agent->session);
  test_wait_for ((self->ticket = find_ticket (G_LIST_MODEL (self->list), self->id)) != NULL);
  due = ask_number ("select extract(epoch from resolve_due_at)::bigint from tickets where id = '%s'", self->id);
  self->due = guichet_ledger_dup_moment (due * G_USEC_PER_SEC, desk_clock_get_now (desk_session_get_clock (self->agent->session)));

  return self;
}

static void
asked_free (Asked *self)
{
  g_clear_object (&self->ticket);
  g_clear_object (&self->list);
  test_person_free (self->agent);
  g_free (self->id);
  g_free (self->due);
  g_free (self);
}

static void
wait_until_it_adds_up (Asked *self,
                       GtkWidget *root)
{
  Sum sum = { 0 };

  test_wait_for (ui_find_shown (root, self->due) != NULL && ui_find_shown (root, "Resolve by") != NULL);
  add_up (root, &sum);
  g_assert_cmpuint (sum.n, >=, 2);
  g_assert_cmpint (sum.minutes, ==,
                   ask_number ("select floor(extract(epoch from resolve_due_at) / 60)::bigint - floor(extract(epoch from created_at) / 60)::bigint"
                               " from tickets where id = '%s'", self->id));
  ui_assert_all_labelled (root);
}

static void
test_over (gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  Asked *asked = asked_new ();
  GtkWidget *popover = guichet_ledger_popover_new (asked->agent->session);
  GtkWidget *button = g_object_new (GTK_TYPE_MENU_BUTTON, "label", "Why?", "popover", popover, "halign", GTK_ALIGN_END, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *window;

  guichet_ledger_popover_set_ticket (GUICHET_LEDGER_POPOVER (popover), asked->ticket);
  window = ui_show (button, width, 800);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wait_until_it_adds_up (asked, popover);
  ui_wait_frames (window, 4);
  assert_fits (popover, width);

  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_for (!gtk_widget_get_mapped (popover));
  ui_destroy_window (window);
  asked_free (asked);
}

/* The one that is in no popover. */
static GtkWidget *
find_ledger (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (GUICHET_IS_LEDGER (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child))
      found = find_ledger (child);

  return found;
}

/* The details that have a page or a sheet to themselves explain within it, and stop when they get company or another ticket. */
static void
test_within (void)
{
  Asked *asked = asked_new ();
  GtkWidget *pane = guichet_details_pane_new (asked->agent->session);
  GtkWidget *window, *ledger, *why;

  g_object_set (pane, "alone", TRUE, "ticket", asked->ticket, NULL);
  window = ui_show (pane, 360, 800);
  test_wait_for (ui_find_type (pane, GTK_TYPE_TOGGLE_BUTTON) != NULL);
  why = gtk_widget_get_ancestor (ui_find_shown (pane, "Why?"), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_nonnull (why);
  g_assert_null (find_ledger (pane));

  g_assert_true (gtk_widget_activate (why));
  test_wait_for (find_ledger (pane) != NULL);
  ledger = find_ledger (pane);
  wait_until_it_adds_up (asked, ledger);
  g_assert_false (gtk_widget_get_mapped (ui_find_type (pane, GUICHET_TYPE_LEDGER_POPOVER)));

  g_object_set (pane, "ticket", NULL, NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (why)));
  g_object_set (pane, "ticket", asked->ticket, NULL);
  g_assert_false (gtk_widget_get_visible (ledger));
  g_assert_true (gtk_widget_activate (why));
  wait_until_it_adds_up (asked, ledger);
  g_object_set (pane, "alone", FALSE, NULL);
  g_assert_false (gtk_widget_get_visible (ledger));
  g_assert_false (gtk_widget_get_visible (why));

  ui_destroy_window (window);
  asked_free (asked);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_data_func ("/ledger-popover/wide", GINT_TO_POINTER (800), test_over);
  g_test_add_data_func ("/ledger-popover/narrow", GINT_TO_POINTER (360), test_over);
  g_test_add_func ("/ledger-popover/within-the-details", test_within);

  return test_backend_run (&backend);
}
