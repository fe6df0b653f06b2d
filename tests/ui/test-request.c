/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-choice.h"
#include "guichet-request-window.h"
#include "ui-fixture.h"

/* A new request: what is required says so when it is left, what is written is kept, and sending files it. */

typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  char *filed;
} Request;

static void
on_filed (GtkWidget *window,
          const char *ticket_id,
          Request *request)
{
  g_free (request->filed);
  request->filed = g_strdup (ticket_id);
}

static void
request_show (Request *self)
{
  self->window = guichet_request_window_new (self->fixture->session, NULL);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect (self->window, "filed", G_CALLBACK (on_filed), self);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 5);
}

static Request *
request_open (DeskRole role)
{
  Request *self = g_new0 (Request, 1);

  self->fixture = ui_fixture_new (role, TRUE);
  ui_fixture_set_line (self->fixture, DESK_CONNECTION_ONLINE, UI_FIXTURE_NOW, 0, FALSE);
  request_show (self);

  return self;
}

static gboolean
is_gone (gpointer data)
{
  return ((Request *) data)->window == NULL;
}

static void
request_close (Request *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  ui_wait_for (is_gone, self);
  ui_fixture_free (self->fixture);
  g_free (self->filed);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_close)

static GtkWidget *
find_row (GtkWidget *root,
          GType type,
          const char *title)
{
  if (G_OBJECT_TYPE (root) == type &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
write_subject (Request *self,
               const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (self->window, ADW_TYPE_ENTRY_ROW, "Subject (required)")), text);
}

static GtkTextBuffer *
get_buffer (Request *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (self->window, GTK_TYPE_TEXT_VIEW)));
}

static void
test_required (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *subject = find_row (request->window, ADW_TYPE_ENTRY_ROW, "Subject (required)");
  GtkWidget *description = ui_find_type (request->window, GTK_TYPE_TEXT_VIEW);

  /* Not before it is left. */
  g_assert_null (ui_find_label (request->window, "Say in a few words what it is about"));
  gtk_widget_grab_focus (description);
  ui_wait_frames (request->window, 3);
  g_assert_nonnull (ui_find_label (request->window, "Say in a few words what it is about"));
  g_assert_null (ui_find_label (request->window, "Describe the problem, a sentence is enough"));
  write_subject (request, "Invoices arrive twice");
  g_assert_null (ui_find_label (request->window, "Say in a few words what it is about"));

  g_assert_false (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  g_assert_nonnull (ui_find_label (request->window, "Describe the problem, a sentence is enough"));
  g_assert_null (request->filed);
  gtk_text_buffer_set_text (get_buffer (request), "   \n ", -1);
  g_assert_false (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  ui_assert_all_labelled (request->window);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (description), GTK_ACCESSIBLE_PROPERTY_LABEL, "Description (required)");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (subject))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Subject (required)");
}

typedef struct
{
  GtkWidget *row;
  const char *subtitle;
} Subtitle;

static gboolean
has_subtitle (gpointer data)
{
  Subtitle *subtitle = data;

  return g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (subtitle->row)), subtitle->subtitle) == 0;
}

/* What a priority that is chosen now promises. */
static gboolean
promises (gpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (((Subtitle *) data)->row);

  adw_combo_row_set_selected (row, 0);
  adw_combo_row_set_selected (row, 1);

  return has_subtitle (data);
}

static gboolean
shows_order (gpointer data)
{
  GListModel *model = adw_combo_row_get_model (data);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 1; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (DeskChoice) choice = g_list_model_get_item (model, i);

      g_string_append_printf (order, "%s ", desk_choice_get_label (choice));
    }

  return g_str_equal (order->str, g_object_get_data (data, "order"));
}

/* Categories come in the order that an administrator made; one that is chosen stays so while they are moved. */
static void
test_category_order (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *category = find_row (request->window, ADW_TYPE_COMBO_ROW, "Category");

  g_object_set_data (G_OBJECT (category), "order", (gpointer) "Account Billing Tracking ");
  ui_wait_for (shows_order, category);
  adw_combo_row_set_selected (ADW_COMBO_ROW (category), 2);
  g_assert_nonnull (ui_find_label (category, "Billing"));
  ui_fixture_merge (request->fixture, "ticket_categories",
                    "[{\"id\":1,\"label\":\"Billing\",\"position\":3000},{\"id\":2,\"label\":\"Tracking\",\"position\":1000},"
                    "{\"id\":3,\"label\":\"Account\",\"position\":2000}]");
  g_object_set_data (G_OBJECT (category), "order", (gpointer) "Tracking Account Billing ");
  ui_wait_for (shows_order, category);
  ui_wait_frames (request->window, 3);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (category)), ==, 3);
  g_assert_nonnull (ui_find_label (category, "Billing"));
}

static void
test_choices (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *priority = find_row (request->window, ADW_TYPE_COMBO_ROW, "Priority");
  GtkWidget *company = find_row (request->window, ADW_TYPE_ACTION_ROW, "Company (required)");
  Subtitle normal = { priority, "First answer within 8\u00a0hours" };

  ui_wait_for (has_subtitle, &normal);
  g_assert_nonnull (ui_find_label (priority, "Normal"));
  for (guint i = 0; i < 4; i++)
    {
      static const char *const promises[] = { "First answer within 24\u00a0hours", "First answer within 8\u00a0hours",
                                              "First answer within 2\u00a0hours", "First answer within 30\u00a0minutes" };

      adw_combo_row_set_selected (ADW_COMBO_ROW (priority), i);
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (priority)), ==, promises[i]);
    }
  /* What counts by a calendar says so, and never in days of twenty-four hours. */
  ui_fixture_merge (request->fixture, "ticket_priorities",
                    "[{\"id\":2,\"code\":\"normal\",\"response_sla_minutes\":2880,\"resolve_sla_minutes\":2880,"
                    "\"calendar_id\":\"90000000-0000-4000-8000-000000000001\"}]");
  normal.subtitle = "First answer within 48\u00a0hours, in business hours";
  ui_wait_for (promises, &normal);
  /* The only company is said, not asked for. */
  g_assert_false (gtk_widget_get_visible (company));
  g_assert_nonnull (ui_find_label (request->window, "North Logistics"));
}

/* What one can choose from may come after the window has opened, as in the first moments of the program: that is no choice of the person's. */
static void
test_choices_come_late (void)
{
  Request *request = g_new0 (Request, 1);
  GtkWidget *priority;
  Subtitle normal = { NULL, "First answer within 8\u00a0hours" };
  g_autoptr (DeskDraft) draft = NULL;
  int chosen;

  request->fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  request_show (request);
  priority = find_row (request->window, ADW_TYPE_COMBO_ROW, "Priority");
  g_assert_null (adw_combo_row_get_selected_item (ADW_COMBO_ROW (priority)));

  ui_fixture_merge (request->fixture, "ticket_priorities",
                    "[{\"id\":1,\"code\":\"low\",\"response_sla_minutes\":1440,\"resolve_sla_minutes\":7200},"
                    "{\"id\":2,\"code\":\"normal\",\"response_sla_minutes\":480,\"resolve_sla_minutes\":2880}]");
  normal.row = priority;
  ui_wait_for (has_subtitle, &normal);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (priority)), ==, 1);
  draft = desk_session_open_draft (request->fixture->session, NULL, DESK_DRAFT_REQUEST);
  g_object_get (draft, "priority-id", &chosen, NULL);
  g_assert_cmpint (chosen, ==, 0);
  g_assert_true (desk_draft_get_empty (draft));

  g_clear_object (&draft);
  request_close (request);
}

/* Whoever chooses reads what a priority means, and a screen reader hears it with the name. */
static void
test_priority_has_a_meaning (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *priority = find_row (request->window, ADW_TYPE_COMBO_ROW, "Priority");
  Subtitle normal = { priority, "First answer within 8\u00a0hours" };
  GtkWidget *words, *entry;

  ui_wait_for (has_subtitle, &normal);
  gtk_widget_activate (priority);
  ui_wait_frames (request->window, 3);
  words = ui_find_label (priority, "Nobody can work. First answer within 30\u00a0minutes");
  g_assert_nonnull (words);
  entry = gtk_widget_get_parent (gtk_widget_get_parent (gtk_widget_get_parent (words)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Urgent. Nobody can work. First answer within 30\u00a0minutes");
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (words, GTK_TYPE_POPOVER)));
  ui_wait_frames (request->window, 3);
}

static gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

/* Who belongs to two companies says for which one, without a search; the projects are those of that company. */
static void
test_two_companies (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *company = find_row (request->window, ADW_TYPE_ACTION_ROW, "Company (required)");
  GtkWidget *project = find_row (request->window, ADW_TYPE_COMBO_ROW, "Project");
  GtkDropDown *choice = GTK_DROP_DOWN (ui_find_type (company, GTK_TYPE_DROP_DOWN));

  ui_fixture_merge (request->fixture, "clients",
                    "[{\"id\":\"20000000-0000-4000-8000-000000000002\",\"name\":\"South Bakery\",\"is_active\":true,"
                    "\"created_at\":\"2026-01-01T00:00:00+00:00\",\"updated_at\":\"2026-01-01T00:00:00+00:00\"}]");
  ui_wait_for (is_visible, company);
  g_assert_false (gtk_drop_down_get_enable_search (choice));
  g_assert_false (gtk_widget_get_visible (project));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (choice))), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Company (required)");
  gtk_drop_down_set_selected (choice, 2);
  g_assert_true (gtk_widget_get_visible (project));
  adw_combo_row_set_selected (ADW_COMBO_ROW (project), 1);
  g_assert_nonnull (ui_find_label (project, "Bakery South"));
}

static void
test_staff_names_company (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_SUPPORT);
  GtkWidget *company = find_row (request->window, ADW_TYPE_ACTION_ROW, "Company (required)");

  g_assert_true (gtk_widget_get_visible (company));
  /* Among many one looks for a name. */
  g_assert_true (gtk_drop_down_get_enable_search (GTK_DROP_DOWN (ui_find_type (company, GTK_TYPE_DROP_DOWN))));
  write_subject (request, "Called us this morning");
  gtk_text_buffer_set_text (get_buffer (request), "They cannot print.", -1);
  g_assert_false (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  g_assert_nonnull (ui_find_label (request->window, "Choose the company that it is for"));
  g_assert_null (request->filed);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find_type (company, GTK_TYPE_DROP_DOWN)), 2);
  g_assert_null (ui_find_label (request->window, "Choose the company that it is for"));
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  g_assert_nonnull (request->filed);
}

static gboolean
is_saved (gpointer data)
{
  return ui_find_label (data, "Draft saved") != NULL;
}

static gboolean
is_written (gpointer data)
{
  GtkTextBuffer *buffer = get_buffer (data);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);

  return g_strcmp0 (text, "Since Monday, each of them.") == 0;
}

static void
test_draft_kept (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *subject;

  write_subject (request, "Invoices arrive twice");
  gtk_text_buffer_set_text (get_buffer (request), "Since Monday, each of them.", -1);
  ui_wait_for (is_saved, request->window);
  gtk_window_close (GTK_WINDOW (request->window));
  ui_wait_for (is_gone, request);

  request_show (request);
  ui_wait_for (is_written, request);
  subject = find_row (request->window, ADW_TYPE_ENTRY_ROW, "Subject (required)");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "Invoices arrive twice");

  g_signal_emit_by_name (ui_find_button (request->window, "Discard Draft"), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "");
  g_assert_false (is_written (request));
}

static gboolean
has_ticket_of_that_id (gpointer data)
{
  Request *request = data;
  g_autoptr (DeskConversation) conversation = desk_conversation_new (request->fixture->session, request->filed);

  return desk_ticket_get_loaded (desk_conversation_get_ticket (conversation)) &&
         g_strcmp0 (desk_ticket_get_subject (desk_conversation_get_ticket (conversation)), "Invoices arrive twice") == 0;
}

static void
test_send (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);

  write_subject (request, "Invoices arrive twice");
  gtk_text_buffer_set_text (get_buffer (request), "Since Monday, each of them.", -1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (request->window, ADW_TYPE_COMBO_ROW, "Category")), 1);
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  ui_wait_for (is_gone, request);
  g_assert_nonnull (request->filed);
  ui_wait_for (has_ticket_of_that_id, request);

  /* The next one begins empty. */
  request_show (request);
  g_assert_false (is_written (request));
}

/* What the database would not take is said before it is sent, and all that was written stays. */
static void
test_too_long (void)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  GtkWidget *subject = find_row (request->window, ADW_TYPE_ENTRY_ROW, "Subject (required)");
  g_autofree char *longest = g_strnfill (300, 'x');
  g_autofree char *longer = g_strconcat (longest, "é", NULL);
  g_autofree char *body = g_strnfill (100001, 'y');
  g_autofree char *kept = NULL;

  write_subject (request, longer);
  gtk_text_buffer_set_text (get_buffer (request), body, -1);
  g_assert_false (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  g_assert_nonnull (ui_find_label (request->window, "A subject has 300 letters at most. Put the rest into the description."));
  g_assert_nonnull (ui_find_label (request->window, "This message has 100001 letters, and 100000 is the most. Shorten it, or attach it as a file."));
  g_assert_true (gtk_widget_has_css_class (subject, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, longer);
  g_object_get (get_buffer (request), "text", &kept, NULL);
  g_assert_cmpstr (kept, ==, body);
  g_assert_null (request->filed);

  write_subject (request, " \t ");
  g_assert_nonnull (ui_find_label (request->window, "Say in a few words what it is about"));
  write_subject (request, longest);
  g_assert_false (gtk_widget_has_css_class (subject, "error"));
  gtk_text_buffer_set_text (get_buffer (request), body + 1, -1);
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  g_assert_nonnull (request->filed);
}

#define ODD_SUBJECT "Été 🚚 משלוח <b>&amp;"
#define ODD_BODY "שלום 👩‍🚒\nline two\t<i>&amp;</i> العربية"

typedef struct
{
  Request *request;
  DeskConversation *conversation;
  const char *subject;
} Filed;

static gboolean
is_filed (gpointer data)
{
  Filed *filed = data;
  DeskTicket *ticket = desk_conversation_get_ticket (filed->conversation);

  if (!desk_ticket_get_loaded (ticket) || g_strcmp0 (desk_ticket_get_subject (ticket), filed->subject) != 0)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (filed->conversation)); i++)
    {
      g_autoptr (DeskThreadItem) item = g_list_model_get_item (G_LIST_MODEL (filed->conversation), i);

      if (g_strcmp0 (desk_thread_item_get_body (item), ODD_BODY) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Letters of every kind stay as they are; a subject is one line, without what cannot be seen. */
static void
test_odd (gconstpointer data)
{
  g_autoptr (Request) request = request_open (DESK_ROLE_CLIENT);
  g_autoptr (DeskConversation) conversation = NULL;
  Filed filed = { request, NULL, ODD_SUBJECT };

  write_subject (request, data);
  gtk_text_buffer_set_text (get_buffer (request), ODD_BODY, -1);
  g_assert_true (guichet_request_window_send (GUICHET_REQUEST_WINDOW (request->window)));
  conversation = desk_conversation_new (request->fixture->session, request->filed);
  filed.conversation = conversation;
  ui_wait_for (is_filed, &filed);
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/request/required", test_required);
  g_test_add_func ("/request/choices", test_choices);
  g_test_add_func ("/request/choices/late", test_choices_come_late);
  g_test_add_func ("/request/category-order", test_category_order);
  g_test_add_func ("/request/priority-has-a-meaning", test_priority_has_a_meaning);
  g_test_add_func ("/request/two-companies", test_two_companies);
  g_test_add_func ("/request/staff-names-company", test_staff_names_company);
  g_test_add_func ("/request/draft-kept", test_draft_kept);
  g_test_add_func ("/request/send", test_send);
  g_test_add_func ("/request/too-long", test_too_long);
  g_test_add_data_func ("/request/odd", ODD_SUBJECT, test_odd);
  g_test_add_data_func ("/request/control-characters", " Été 🚚\nמשלוח\a<b>&amp;\t", test_odd);

  return g_test_run ();
}
