/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "guichet-composer.h"
#include "guichet-incident-pane.h"
#include "guichet-panes.h"
#include "guichet-privacy-pane.h"
#include "guichet-saved-views-private.h"
#include "guichet-scope-popover.h"
#include "guichet-support-place.h"
#include "guichet-window.h"
#include "support-console.h"

/* A role that is taken away while something is open for which one needs it: nothing is changed any more, the person is told, and what is not theirs goes. That is so
 * at once when the program hears of it, and with the first refusal where it does not. */

#define ADMIN "admin@desk.test"
#define CHANGED "Your role has changed, and with it what you see here."

static TestBackend *backend;

typedef struct
{
  TestPerson *person;
  GtkWidget *window;
} Desk;

static void
set_role (Desk *self,
          const char *role)
{
  g_autofree char *sql = g_strdup_printf ("update profiles set role = '%s' where email = '%s' returning role", role, self->person->email);
  g_autofree char *now = test_psql (backend, sql);

  g_assert_cmpstr (now, ==, role);
}

static Desk *
desk_open (const char *email,
           const char *role)
{
  Desk *self = g_new0 (Desk, 1);

  self->person = test_person_new (backend, email);
  set_role (self, role);
  test_person_sign_in (self->person);
  test_person_wait_synced (self->person);
  test_wait_for (desk_session_get_connection (self->person->session) == DESK_CONNECTION_ONLINE);
  self->window = guichet_window_new (NULL, self->person->session);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 3);

  return self;
}

static void
desk_close (Desk *self)
{
  ui_destroy_window (self->window);
  test_person_free (self->person);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_close)

/* What only staff sees is there no more, and the window says why. */
static void
wait_for_client (Desk *self)
{
  test_wait_for (!desk_session_is_staff (self->person->session));
  test_wait_for (ui_find_type (self->window, GUICHET_TYPE_PANES) != NULL &&
                 !guichet_panes_get_staff (GUICHET_PANES (ui_find_type (self->window, GUICHET_TYPE_PANES))));
  test_wait_for (ui_find_label (self->window, CHANGED) != NULL);
}

static char *
file_request (const char *subject)
{
  TestPerson *nadia = test_person_new_synced (backend, NADIA);
  char *id = test_person_file_request (nadia, subject, "Who may still read this?");

  test_person_wait_delivered (nadia);
  test_person_free (nadia);

  return id;
}

static void
open_ticket (Desk *self,
             const char *id,
             const char *subject)
{
  guichet_window_open_ticket (GUICHET_WINDOW (self->window), id);
  test_wait_for (ui_find_label (self->window, subject) != NULL);
}

static void
assert_kept (const char *format,
             const char *id,
             const char *expected)
{
  g_autoptr (GString) sql = g_string_new (format);
  g_autofree char *kept = NULL;

  g_string_replace (sql, "?", id, 0);
  kept = test_psql (backend, sql->str);
  g_assert_cmpstr (kept, ==, expected);
}

/* Slid into the window, which is on the screen: only then can a popover stand beside it. */
static gboolean
is_in_place (Desk *self,
             GtkWidget *widget)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget) && gdk_display_get_monitor_at_surface (gtk_widget_get_display (widget), surface) != NULL &&
         gtk_widget_compute_bounds (widget, self->window, &bounds) && bounds.size.width > 0 && bounds.origin.x > 0 && bounds.origin.y > 0 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (self->window) &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (self->window);
}

static GtkWidget *
open_scope (Desk *self)
{
  GtkWidget *popover, *button;

  test_wait_for (ui_find_type (self->window, GUICHET_TYPE_SCOPE_POPOVER) != NULL);
  popover = ui_find_type (self->window, GUICHET_TYPE_SCOPE_POPOVER);
  button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
  test_wait_for (is_in_place (self, button));
  ui_wait_frames (self->window, 4);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  test_wait_for (gtk_widget_get_mapped (popover));

  return popover;
}

/* The editor of the scope: what is applied concerns nobody, and goes with the ticket. */
static void
test_scope (void)
{
  g_autofree char *id = file_request ("Whom the scope concerns");
  g_autoptr (Desk) desk = desk_open (AGENT, "support");
  GtkWidget *popover;

  open_ticket (desk, id, "Whom the scope concerns");
  popover = open_scope (desk);
  g_object_add_weak_pointer (G_OBJECT (popover), (gpointer *) &popover);
  test_wait_for (find_row_with (popover, "South Bakery") != NULL);
  gtk_widget_activate (find_row_with (popover, "South Bakery"));
  test_set_role_unheard (backend, AGENT, "client");
  press (popover, "Apply");
  wait_for_client (desk);
  test_wait_for (popover == NULL);
  assert_kept ("select t.affects_all_companies || ' ' || (select count(*) from ticket_company_link l where l.ticket_id = t.id and l.role = 'affected')"
               " from tickets t where t.id = '?'", id, "false 0");
  test_wait_for (ui_find_label (desk->window, "Whom the scope concerns") == NULL);
  set_role (desk, "support");
}

/* Still open, and nothing applied: whatever else is refused tells as well. */
static void
test_scope_open (void)
{
  g_autofree char *id = file_request ("A scope that stays open");
  g_autoptr (Desk) desk = desk_open (AGENT, "support");
  GtkWidget *popover;

  open_ticket (desk, id, "A scope that stays open");
  popover = open_scope (desk);
  g_object_add_weak_pointer (G_OBJECT (popover), (gpointer *) &popover);
  test_set_role_unheard (backend, AGENT, "client");
  desk_session_set_priority (desk->person->session, id, 4);
  wait_for_client (desk);
  test_wait_for (popover == NULL);
  assert_kept ("select priority_id = 4 from tickets where id = '?'", id, "f");
  set_role (desk, "support");
}

/* A note that was being written reaches nobody. */
static void
test_note (void)
{
  g_autofree char *id = file_request ("A note in the making");
  g_autoptr (Desk) desk = desk_open (AGENT, "support");
  GtkWidget *composer;

  open_ticket (desk, id, "A note in the making");
  composer = ui_find_type (desk->window, GUICHET_TYPE_COMPOSER);
  test_wait_for (guichet_composer_get_may_write (GUICHET_COMPOSER (composer)) && gtk_widget_get_mapped (composer));
  guichet_composer_write (GUICHET_COMPOSER (composer), DESK_DRAFT_NOTE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_find_type (composer, GTK_TYPE_TEXT_VIEW))), "Between us", -1);
  test_set_role_unheard (backend, AGENT, "client");
  g_assert_true (gtk_widget_activate_action (composer, "composer.add-note", NULL));
  wait_for_client (desk);
  assert_kept ("select count(*) from ticket_messages where ticket_id = '?' and body = 'Between us'", id, "0");
  set_role (desk, "support");
}

static GtkWidget *
show_support (Desk *self,
              const char *user_id)
{
  GtkWidget *place;

  g_assert_true (gtk_widget_activate_action (self->window, "win.show-place", "s", "support"));
  place = ui_find_type (self->window, GUICHET_TYPE_SUPPORT_PLACE);
  guichet_support_place_show_person (GUICHET_SUPPORT_PLACE (place), user_id);
  test_wait_for (ui_find_label (place, "Account created") != NULL);

  return place;
}

/* The editor of an incident: nothing is opened, and whom it is about goes out of sight. */
static void
test_incident (void)
{
  g_autoptr (Desk) desk = desk_open (AGENT, "support");
  GtkWidget *place = show_support (desk, NADIA_ID);
  GtkWidget *pane = ui_find_type (place, GUICHET_TYPE_INCIDENT_PANE);

  g_object_add_weak_pointer (G_OBJECT (place), (gpointer *) &place);
  g_assert_true (gtk_widget_activate_action (place, "support.new-incident", NULL));
  test_wait_for (gtk_widget_get_mapped (pane));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (pane, ADW_TYPE_ENTRY_ROW)), "Opened without a role");
  test_set_role_unheard (backend, AGENT, "client");
  press (pane, "Open Incident");
  wait_for_client (desk);
  test_wait_for (place == NULL);
  g_assert_null (ui_find_label (desk->window, "Nadia Benali"));
  assert_kept ("select count(*) from support_incidents where title = 'Opened without a role'", "", "0");
  set_role (desk, "support");
}

/* A person who is shown: looked at once more, they are gone. */
static void
test_person (void)
{
  g_autoptr (Desk) desk = desk_open (AGENT, "support");
  GtkWidget *place = show_support (desk, NADIA_ID);

  g_object_add_weak_pointer (G_OBJECT (place), (gpointer *) &place);
  test_set_role_unheard (backend, AGENT, "client");
  g_assert_true (gtk_widget_activate_action (place, "support.reload", NULL));
  wait_for_client (desk);
  test_wait_for (place == NULL);
  g_assert_null (ui_find_label (desk->window, "Nadia Benali"));
  set_role (desk, "support");
}

/* An administrator who becomes an agent goes on with the person, and is offered to erase nobody any more. */
static void
test_erase (void)
{
  g_autofree char *filed = test_psql (backend, "insert into privacy_requests (id, user_id, kind) values "
                                               "('cccccccc-0000-4000-8000-0000000000ee', '" NADIA_ID "', 'erasure'); "
                                               "update privacy_requests set status = 'processing' where id = 'cccccccc-0000-4000-8000-0000000000ee'");
  g_autoptr (Desk) desk = desk_open (ADMIN, "admin");
  GtkWidget *place = show_support (desk, NADIA_ID);
  GtkWidget *pane = ui_find_type (place, GUICHET_TYPE_PRIVACY_PANE);

  g_autoptr (DeskPerson) nadia = desk_support_dup_person (guichet_support_place_get_support (GUICHET_SUPPORT_PLACE (place)), NADIA_ID);
  GListModel *requests = desk_person_get_privacy_requests (nadia);

  g_assert_cmpstr (filed, ==, "");
  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr (DeskPrivacyRequest) request = g_list_model_get_item (requests, i);

      if (desk_privacy_request_get_kind (request) == DESK_PRIVACY_ERASURE)
        guichet_support_place_show_request (GUICHET_SUPPORT_PLACE (place), request);
    }
  test_wait_for (ui_find_button (pane, "Erase…") != NULL);
  set_role (desk, "support");
  test_wait_for (desk_session_get_role (desk->person->session) == DESK_ROLE_SUPPORT);
  g_assert_null (ui_find_button (pane, "Erase…"));
  g_assert_nonnull (ui_find_button (pane, "Reject"));
  g_assert_true (gtk_widget_get_mapped (pane));
  set_role (desk, "admin");
}

static GtkWidget *
find_view (Desk *self,
           const char *name)
{
  return find_row_with (ui_find_type (self->window, GUICHET_TYPE_SAVED_VIEWS), name);
}

/* F2, as the list gets it, once the row has the focus: a list that is filled anew takes it away. */
static gboolean
rename_by_key (Desk *self,
               const char *name)
{
  GtkWidget *row = find_view (self, name);
  g_autoptr (GListModel) controllers = row != NULL ? gtk_widget_observe_controllers (gtk_widget_get_parent (row)) : NULL;
  gboolean handled = FALSE;

  /* A row that has the focus already would not be told of it again. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  if (row == NULL || !gtk_widget_grab_focus (row))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_F2, 0, 0, &handled);
    }

  return handled;
}

/* The list is made anew for the other role. */
static gboolean
shows_for_good (Desk *self,
                const char *name)
{
  GtkWidget *row = find_view (self, name);
  DeskSavedView *view = row != NULL ? guichet_saved_views_get_view (row) : NULL;

  return view != NULL && !desk_session_may_change_view (self->person->session, view);
}

/* A view that an administrator has shared: who is none any more cannot name it, sees it as it is, and is not asked for another name again. */
static void
test_shared_view (void)
{
  g_autoptr (Desk) desk = desk_open (ADMIN, "admin");
  g_autoptr (DeskListFilter) filter = desk_list_filter_new ();
  DeskListOrder order;
  g_autofree char *id = NULL;

  desk_list_order_parse (&order, "activity.desc", "none");
  id = desk_session_add_view (desk->person->session, "Shared by whoever leads", filter, &order);
  desk_session_share_view (desk->person->session, id, TRUE);
  test_person_wait_delivered (desk->person);
  test_wait_for (find_view (desk, "Shared by whoever leads") != NULL);
  test_wait_for (rename_by_key (desk, "Shared by whoever leads"));
  ui_wait_dialog ();
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (ui_find_dialog (), ADW_TYPE_ENTRY_ROW)), "Too late");
  test_set_role_unheard (backend, ADMIN, "support");
  g_signal_emit_by_name (ui_find_type (ui_find_dialog (), ADW_TYPE_ENTRY_ROW), "entry-activated");
  ui_wait_no_dialog ();
  test_wait_for (desk_session_get_role (desk->person->session) == DESK_ROLE_SUPPORT);
  test_wait_for (find_view (desk, "Shared by whoever leads") != NULL);
  assert_kept ("select name || ' ' || shared from saved_views where id = '?'", id, "Shared by whoever leads true");
  test_wait_for (shows_for_good (desk, "Shared by whoever leads"));
  set_role (desk, "admin");
}

/* The panes of the role before go from memory, and with them what was in sight, wherever the focus was. */
static void
test_panes_go (gconstpointer action)
{
  g_autofree char *id = file_request ("What stays of the panes?");
  g_autoptr (Desk) desk = desk_open (ADMIN, "support");
  gpointer panes = ui_find_type (desk->window, GUICHET_TYPE_PANES);

  open_ticket (desk, id, "What stays of the panes?");
  g_object_add_weak_pointer (panes, &panes);
  g_assert_true (gtk_widget_activate_action (desk->window, action, NULL));
  ui_wait_frames (desk->window, 3);
  set_role (desk, "client");
  wait_for_client (desk);
  test_wait_for (panes == NULL);
  set_role (desk, "admin");
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/role/scope", test_scope);
  g_test_add_func ("/role/scope/open", test_scope_open);
  g_test_add_func ("/role/note", test_note);
  g_test_add_func ("/role/incident", test_incident);
  g_test_add_func ("/role/person", test_person);
  g_test_add_func ("/role/erase", test_erase);
  g_test_add_func ("/role/shared-view", test_shared_view);
  g_test_add_data_func ("/role/panes-go/writing", "win.note", test_panes_go);
  g_test_add_data_func ("/role/panes-go/seeking", "win.show-palette", test_panes_go);

  return test_backend_run (&backend);
}
