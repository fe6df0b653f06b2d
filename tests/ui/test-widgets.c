/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-conversation.h"
#include "guichet-announce.h"
#include "guichet-file-chip.h"
#include "guichet-pill.h"
#include "guichet-sla-pill.h"
#include "guichet-split.h"
#include "guichet-ticker.h"
#include "guichet-toast.h"
#include "guichet-upload-chip.h"
#include "guichet-width-bin.h"
#include "ui-fixture.h"

static const int widths[] = { 640, 860, 1000, 1180 };

typedef struct
{
  GtkWidget *bin;
  guint level;
} Level;

static gboolean
has_level (gpointer data)
{
  Level *level = data;

  return guichet_width_bin_get_level (GUICHET_WIDTH_BIN (level->bin)) == level->level;
}

static void
test_width_levels (void)
{
  struct
  {
    int width;
    guint level;
  } cases[] = { { 360, 0 }, { 639, 0 }, { 640, 1 }, { 859, 1 }, { 860, 2 }, { 999, 2 }, { 1000, 3 }, { 1179, 3 }, { 1180, 4 }, { 1280, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *bin = guichet_width_bin_new (widths, G_N_ELEMENTS (widths));
      GtkWidget *window;
      Level level = { bin, cases[i].level };

      adw_bin_set_child (ADW_BIN (bin), gtk_label_new ("content"));
      window = ui_show (bin, cases[i].width, 400);
      ui_wait_for (has_level, &level);
      g_assert_cmpint (gtk_widget_get_width (bin), ==, cases[i].width);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* What does not fold in time is cut off: the window can always be made narrower. */
static void
test_width_minimum (void)
{
  GtkWidget *bin = g_object_ref_sink (guichet_width_bin_new (widths, G_N_ELEMENTS (widths)));
  GtkWidget *wide = gtk_label_new ("content");
  int minimum;

  gtk_widget_set_size_request (wide, 900, 10);
  adw_bin_set_child (ADW_BIN (bin), wide);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_cmpint (minimum, >, 0);
  g_assert_finalize_object (bin);
}

static int n_ticks;

static gint64
on_tick (GtkWidget *widget,
         gint64 now)
{
  n_ticks++;

  return now + G_USEC_PER_SEC / 20;
}

static gboolean
ticked_three_times (gpointer data)
{
  /* The clock of the fixture stands still: it is moved for the ticker. */
  UiFixture *fixture = data;

  ui_fixture_set_now (fixture, desk_clock_get_now (fixture->clock) + G_USEC_PER_SEC / 20);

  return n_ticks >= 3;
}

static void
test_ticker_stops (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, FALSE);
  GuichetTicker *ticker = guichet_ticker_for_clock (fixture->clock);
  GtkWidget *label = gtk_label_new ("12 min");
  GtkWidget *window;
  GuichetTicker *again = guichet_ticker_for_clock (fixture->clock);

  g_assert_true (ticker == again);
  g_object_unref (again);

  n_ticks = 0;
  guichet_ticker_attach (ticker, label, on_tick);
  g_assert_false (guichet_ticker_is_running (ticker));
  g_assert_cmpint (n_ticks, ==, 0);

  window = ui_show (label, 200, 200);
  g_assert_true (guichet_ticker_is_running (ticker));
  ui_wait_for (ticked_three_times, fixture);

  gtk_widget_set_visible (label, FALSE);
  g_assert_false (guichet_ticker_is_running (ticker));
  gtk_widget_set_visible (label, TRUE);
  g_assert_true (guichet_ticker_is_running (ticker));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_false (guichet_ticker_is_running (ticker));
  g_assert_finalize_object (ticker);
}

static void
test_pill (void)
{
  GuichetPill *pill = g_object_ref_sink (GUICHET_PILL (guichet_pill_new ()));
  DeskSla sla = { DESK_SLA_TARGET_RESOLUTION, DESK_SLA_STATE_OVERDUE, 0, -2400 };

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (pill)));
  guichet_pill_show_priority (pill, DESK_PRIORITY_URGENT);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (pill), "urgent"));
  g_assert_cmpstr (guichet_pill_get_words (pill), ==, "Urgent");

  guichet_pill_show_sla (pill, &sla, TRUE);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (pill), "urgent"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (pill), "overdue"));
  g_assert_cmpstr (guichet_pill_get_words (pill), ==, "late 40\u00a0min");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (pill), "Resolve"));

  sla.state = DESK_SLA_STATE_NOT_APPLICABLE;
  guichet_pill_show_sla (pill, &sla, TRUE);
  g_assert_null (guichet_pill_get_words (pill));

  guichet_pill_show_delivery (pill, DESK_DELIVERY_FAILED);
  g_assert_cmpstr (guichet_pill_get_words (pill), ==, "not sent");
  g_assert_finalize_object (pill);
}

/* Where there is little room a clock's name is short, and is whole again where there is more. */
static void
test_brief (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  g_autoptr (DeskConversation) conversation = desk_conversation_new (fixture->session, UI_FIXTURE_TICKET);
  GtkWidget *pill = guichet_sla_pill_new (fixture->clock, DESK_SLA_TARGET_NEXT_RESPONSE, TRUE);
  GtkWidget *window = ui_show (pill, 300, 100);

  guichet_sla_pill_set_ticket (GUICHET_SLA_PILL (pill), desk_conversation_get_ticket (conversation));
  g_assert_nonnull (ui_find_label (pill, "Next response"));
  guichet_sla_pill_set_brief (GUICHET_SLA_PILL (pill), TRUE);
  g_assert_null (ui_find_label (pill, "Next response"));
  g_assert_nonnull (ui_find_label (pill, "Response"));
  g_assert_nonnull (ui_find_label (pill, "in 12\u00a0min"));
  guichet_sla_pill_set_brief (GUICHET_SLA_PILL (pill), FALSE);
  g_assert_nonnull (ui_find_label (pill, "Next response"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_file (gpointer data)
{
  return g_list_model_get_n_items (desk_draft_get_files (data)) == 1;
}

static gboolean
has_no_file (gpointer data)
{
  return g_list_model_get_n_items (desk_draft_get_files (data)) == 0;
}

static void
test_upload_chip (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, TRUE);
  DeskDraft *draft = desk_session_open_draft (fixture->session, NULL, DESK_DRAFT_REQUEST);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<b>not markup</b>", 17);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window, *cancel;

  guichet_upload_chips_bind (GTK_BOX (box), draft);
  g_assert_false (gtk_widget_get_visible (box));
  window = ui_show (box, 400, 200);
  desk_draft_add_bytes (draft, "<i>report</i>.txt", "text/plain", bytes);
  ui_wait_for (has_file, draft);
  g_assert_true (gtk_widget_get_visible (box));
  g_assert_nonnull (ui_find_label (box, "<i>report</i>.txt"));
  ui_assert_all_labelled (box);

  cancel = ui_find_button (box, "Cancel <i>report</i>.txt");
  g_assert_nonnull (cancel);
  g_signal_emit_by_name (cancel, "clicked");
  ui_wait_for (has_no_file, draft);
  g_assert_false (gtk_widget_get_visible (box));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (draft);
}

static void
test_announce (void)
{
  GtkWidget *label = guichet_announcer_new ();
  GtkWidget *window = ui_show (label, 200, 200);

  guichet_announce (label, "Closed");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (label)), ==, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, "Closed");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_dismissed (AdwToast *toast,
              guint *n)
{
  (*n)++;
}

static void
say (GtkWidget *from,
     const char *words,
     const char *button,
     guint *n)
{
  AdwToast *toast = guichet_toast_show_button (from, words, button);

  g_signal_connect (toast, "dismissed", G_CALLBACK (on_dismissed), n);
}

/* What is said replaces what was said; what offers something stays until it is over. */
static void
test_toast (void)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *label = gtk_label_new ("content");
  guint begun = 0, done = 0, offered = 0;
  GtkWidget *window;

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), label);
  window = ui_show (overlay, 400, 200);
  say (label, "Put away", "Undo", &offered);
  say (label, "Gathering…", NULL, &begun);
  say (label, "Saved", NULL, &done);
  g_assert_cmpuint (begun, ==, 1);
  g_assert_cmpuint (done, ==, 0);
  g_assert_cmpuint (offered, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A list is as wide beside its content in a language of long words as in one of short ones. */
static void
test_split (void)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *list = g_object_new (ADW_TYPE_BIN, "child", entry, NULL);
  GtkWidget *split = guichet_split_new (list, 240, gtk_label_new ("content"));
  GtkWidget *window;

  g_object_set (entry, "placeholder-text", "The name, the address or the number of whom it is about", NULL);
  window = ui_show (split, 1000, 400);
  g_assert_cmpint (gtk_widget_get_width (list), ==, 240);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/widgets/width/levels", test_width_levels);
  g_test_add_func ("/widgets/width/minimum", test_width_minimum);
  g_test_add_func ("/widgets/ticker/stops", test_ticker_stops);
  g_test_add_func ("/widgets/pill", test_pill);
  g_test_add_func ("/widgets/brief", test_brief);
  g_test_add_func ("/widgets/upload-chip", test_upload_chip);
  g_test_add_func ("/widgets/announce", test_announce);
  g_test_add_func ("/widgets/toast", test_toast);
  g_test_add_func ("/widgets/split", test_split);

  return g_test_run ();
}
