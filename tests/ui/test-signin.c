/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desk-session-internal.h"
#include "guichet-code-page.h"
#include "guichet-sign-in-page.h"
#include "guichet-window.h"
#include "ui-fixture.h"

/* Signing in: what is missing is said beside the field that it is about, and nothing is sent. */

typedef struct
{
  UiFixture *fixture;
  GtkWidget *page;
  GtkWidget *window;
} SignIn;

static SignIn *
sign_in_open (void)
{
  SignIn *self = g_new0 (SignIn, 1);

  self->fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  self->page = guichet_sign_in_page_new (self->fixture->session);
  self->window = ui_show (self->page, 360, 720);

  return self;
}

static void
sign_in_close (SignIn *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_free (self->fixture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignIn, sign_in_close)

static GtkWidget *
find_field (GtkWidget *root,
            const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_missing (void)
{
  g_autoptr (SignIn) sign_in = sign_in_open ();
  struct
  {
    const char *title;
    const char *text;
    const char *sentence;
  } steps[] = {
    { "Server address", "desk.example.org", "Enter the address of your help desk, as in desk.example.org." },
    { "Key of the server", "sb_publishable_x", "Enter the key of the server; whoever runs the help desk gives it to you." },
    { "E-mail", "client@north.test", "Enter your e-mail address." },
    { "Password", NULL, "Enter your password." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *field = find_field (sign_in->page, steps[i].title);

      g_assert_null (ui_find_label (sign_in->page, steps[i].sentence));
      guichet_sign_in_page_submit (GUICHET_SIGN_IN_PAGE (sign_in->page));
      g_assert_nonnull (ui_find_label (sign_in->page, steps[i].sentence));
      g_assert_true (gtk_widget_has_css_class (field, "error"));
      g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (sign_in->window)), field));
      if (steps[i].text != NULL)
        {
          gtk_editable_set_text (GTK_EDITABLE (field), steps[i].text);
          g_assert_null (ui_find_label (sign_in->page, steps[i].sentence));
          g_assert_false (gtk_widget_has_css_class (field, "error"));
        }
    }
}

static gboolean
is_answered (gpointer page)
{
  GtkWidget *button = ui_find_button (page, "Sign in");

  return button != NULL && gtk_widget_get_sensitive (button);
}

/* Blanks are nothing, but in a password: with that, it is tried. */
static void
test_blanks (void)
{
  g_autoptr (SignIn) sign_in = sign_in_open ();
  const char *titles[] = { "Server address", "Key of the server", "E-mail" };
  const char *sentences[] = {
    "Enter the address of your help desk, as in desk.example.org.",
    "Enter the key of the server; whoever runs the help desk gives it to you.",
    "Enter your e-mail address.",
  };

  gtk_editable_set_text (GTK_EDITABLE (find_field (sign_in->page, "Password")), "   ");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_editable_set_text (GTK_EDITABLE (find_field (sign_in->page, titles[i])), " \t ");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      guichet_sign_in_page_submit (GUICHET_SIGN_IN_PAGE (sign_in->page));
      g_assert_nonnull (ui_find_label (sign_in->page, sentences[i]));
      g_assert_true (gtk_widget_has_css_class (find_field (sign_in->page, titles[i]), "error"));
      gtk_editable_set_text (GTK_EDITABLE (find_field (sign_in->page, titles[i])), "x");
      g_assert_null (ui_find_label (sign_in->page, sentences[i]));
    }

  gtk_editable_set_text (GTK_EDITABLE (find_field (sign_in->page, titles[0])), "http://127.0.0.1:9");
  guichet_sign_in_page_submit (GUICHET_SIGN_IN_PAGE (sign_in->page));
  g_assert_null (ui_find_label (sign_in->page, "Enter your password."));
  g_assert_false (is_answered (sign_in->page));
  ui_wait_for (is_answered, sign_in->page);
  g_assert_false (gtk_widget_has_css_class (find_field (sign_in->page, "Password"), "error"));
}

static void
test_labels (void)
{
  g_autoptr (SignIn) sign_in = sign_in_open ();
  static const char *const titles[] = { "Server address", "Key of the server", "E-mail", "Password" };

  ui_assert_all_labelled (sign_in->page);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (find_field (sign_in->page, titles[i])))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i]);
  g_assert_nonnull (ui_find_button (sign_in->page, "Send a one-time code instead"));
  /* What does not exist is not offered. */
  g_assert_null (ui_find_button (sign_in->page, "Try the demo"));
}

static void
test_why_it_ended (void)
{
  g_autoptr (SignIn) sign_in = sign_in_open ();

  guichet_sign_in_page_say (GUICHET_SIGN_IN_PAGE (sign_in->page), "Your session has ended: sign in again.");
  g_assert_nonnull (ui_find_label (sign_in->page, "Your session has ended: sign in again."));
  guichet_sign_in_page_say (GUICHET_SIGN_IN_PAGE (sign_in->page), NULL);
  g_assert_null (ui_find_label (sign_in->page, "Your session has ended: sign in again."));
}

/* A code needs an address, and no password; what the server then says stands where one can read it. */
static void
test_send_code (void)
{
  g_autoptr (SignIn) sign_in = sign_in_open ();
  GtkWidget *button = ui_find_button (sign_in->page, "Send a one-time code instead");

  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (ui_find_label (sign_in->page, "Enter the address of your help desk, as in desk.example.org."));
  guichet_sign_in_page_fill (GUICHET_SIGN_IN_PAGE (sign_in->page), "desk.example.org", "sb_publishable_x", NULL, NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (ui_find_label (sign_in->page, "Enter your e-mail address."));
  g_assert_null (ui_find_label (sign_in->page, "Enter your password."));
}

static void
note_given (gboolean *given)
{
  *given = TRUE;
}

/* Six digits, in groups or not; fewer are no code; a wrong one says so until it is changed. */
static void
test_code (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  GtkWidget *page = guichet_code_page_new ();
  GtkWidget *window = ui_show (page, 360, 720);
  GtkWidget *entry = ui_find_type (page, GTK_TYPE_ENTRY);
  GtkWidget *go = ui_find_button (page, "Continue");
  gboolean given = FALSE;

  g_signal_connect_swapped (page, "given", G_CALLBACK (note_given), &given);
  guichet_code_page_ask (GUICHET_CODE_PAGE (page), "dialog-password-symbolic", "Second factor", "Enter the six digits.", FALSE);
  ui_assert_all_labelled (page);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Second factor");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), entry));
  g_assert_null (ui_find_button (page, "Send another code"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "482 91");
  g_assert_false (gtk_widget_get_sensitive (go));
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (given);
  gtk_editable_set_text (GTK_EDITABLE (entry), " 482 913");
  g_assert_true (gtk_widget_get_sensitive (go));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (given);
  g_assert_cmpstr (guichet_code_page_get_code (GUICHET_CODE_PAGE (page)), ==, "482913");

  guichet_code_page_set_busy (GUICHET_CODE_PAGE (page), TRUE);
  g_assert_false (gtk_widget_get_sensitive (go));
  guichet_code_page_set_busy (GUICHET_CODE_PAGE (page), FALSE);
  guichet_code_page_say (GUICHET_CODE_PAGE (page), "This code is wrong.", TRUE);
  g_assert_nonnull (ui_find_label (page, "This code is wrong."));
  gtk_editable_set_text (GTK_EDITABLE (entry), "1");
  g_assert_null (ui_find_label (page, "This code is wrong."));
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  UiFixture *fixture;
  GtkWidget *window;
  GtkWidget *page;
  GtkWidget *button;
  char *asked;
} Stranger;

static void
on_demo (GSimpleAction *action,
         GVariant *parameter,
         Stranger *self)
{
  g_assert_null (self->asked);
  self->asked = g_variant_dup_string (parameter, NULL);
}

/* The whole window of somebody who has to sign in, in a program that has a demo. */
static Stranger *
stranger_open (void)
{
  Stranger *self = g_new0 (Stranger, 1);
  g_autoptr (GSimpleAction) action = g_simple_action_new ("demo", G_VARIANT_TYPE_STRING);

  g_signal_connect (action, "activate", G_CALLBACK (on_demo), self);
  g_action_map_add_action (G_ACTION_MAP (g_application_get_default ()), G_ACTION (action));
  self->fixture = ui_fixture_new (DESK_ROLE_CLIENT, FALSE);
  desk_session_take_state (self->fixture->session, DESK_SESSION_SIGNED_OUT);
  self->window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), self->fixture->session);
  guichet_window_set_demo (GUICHET_WINDOW (self->window), GUICHET_DEMO_READY);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 720);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_frames (self->window, 4);
  self->page = ui_find_type (self->window, GUICHET_TYPE_SIGN_IN_PAGE);
  self->button = ui_find_button (self->page, "Try the demo");
  g_assert_nonnull (self->button);

  return self;
}

static void
stranger_close (Stranger *self)
{
  g_action_map_remove_action (G_ACTION_MAP (g_application_get_default ()), "demo");
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_free (self->fixture);
  g_free (self->asked);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stranger, stranger_close)

/* Each side of the demo is what the program is asked for. */
static void
test_demo_sides (void)
{
  g_autoptr (Stranger) stranger = stranger_open ();
  static const struct
  {
    const char *words;
    const char *role;
  } sides[] = { { "As _Support", "support" }, { "As _Client", "client" }, { "As _Administrator", "admin" } };

  ui_assert_all_labelled (stranger->page);
  g_assert_nonnull (ui_find_label (stranger->page, "No account here?"));
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      GtkWidget *popover;
      GtkWidget *item;

      gtk_menu_button_popup (GTK_MENU_BUTTON (stranger->button));
      popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (stranger->button)));
      ui_wait_for (ui_is_mapped, popover);
      item = ui_find_label (popover, sides[i].words);
      g_assert_nonnull (item);
      g_signal_emit_by_name (gtk_widget_get_ancestor (item, g_type_from_name ("GtkModelButton")), "clicked");
      g_assert_cmpstr (stranger->asked, ==, sides[i].role);
      g_clear_pointer (&stranger->asked, g_free);
    }
}

/* While it starts, the button says so and cannot be pressed, and nothing that went wrong before is said any more. */
static void
test_demo_starts (void)
{
  g_autoptr (Stranger) stranger = stranger_open ();
  GtkWidget *announcer = g_object_get_data (G_OBJECT (stranger->window), "guichet-announcer");

  guichet_window_say_at_sign_in (GUICHET_WINDOW (stranger->window), "The disk is full. Make some room, then try again.");
  g_assert_nonnull (ui_find_label (stranger->page, "The disk is full. Make some room, then try again."));
  gtk_widget_grab_focus (stranger->button);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (stranger->window)), stranger->button));

  guichet_window_set_demo (GUICHET_WINDOW (stranger->window), GUICHET_DEMO_STARTING);
  g_assert_null (ui_find_label (stranger->page, "The disk is full. Make some room, then try again."));
  g_assert_false (gtk_widget_get_sensitive (stranger->button));
  g_assert_nonnull (ui_find_label (stranger->button, "Starting the demo…"));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (announcer)), ==, "Starting the demo…");
  g_assert_null (gtk_window_get_focus (GTK_WINDOW (stranger->window)));

  guichet_window_set_demo (GUICHET_WINDOW (stranger->window), GUICHET_DEMO_READY);
  g_assert_true (gtk_widget_get_sensitive (stranger->button));
  g_assert_nonnull (ui_find_label (stranger->button, "Try the demo"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (stranger->window)), stranger->button));
}

/* Somebody who goes on writing is not taken away from it. */
static void
test_demo_leaves_the_focus (void)
{
  g_autoptr (Stranger) stranger = stranger_open ();
  GtkWidget *email = find_field (stranger->page, "E-mail");

  gtk_widget_grab_focus (email);
  guichet_window_set_demo (GUICHET_WINDOW (stranger->window), GUICHET_DEMO_STARTING);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (stranger->window)), email));
  guichet_window_set_demo (GUICHET_WINDOW (stranger->window), GUICHET_DEMO_READY);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (stranger->window)), email));
}

/* A window of the demo says what it is, and later why it is over. */
static void
test_demo_window (void)
{
  g_autoptr (UiFixture) fixture = ui_fixture_new (DESK_ROLE_SUPPORT, TRUE);
  GtkWidget *window = guichet_window_new (GTK_APPLICATION (g_application_get_default ()), fixture->session);
  GtkWidget *bar;

  guichet_window_mark_as_demo (GUICHET_WINDOW (window), "Guichet – Demo as Support", "Demo as support. Nothing here is kept.");
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_frames (window, 4);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Guichet – Demo as Support");
  bar = ui_find_label (window, "Demo as support. Nothing here is kept.");
  g_assert_nonnull (bar);
  g_assert_true (gtk_widget_get_mapped (bar));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_ROLE_STATUS);

  guichet_window_mark_as_demo (GUICHET_WINDOW (window), "Guichet – Demo as Support", "The demo ended by itself. Try again.");
  g_assert_true (ui_find_label (window, "The demo ended by itself. Try again.") == bar);
  g_assert_null (ui_find_label (window, "Demo as support. Nothing here is kept."));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/signin/missing", test_missing);
  g_test_add_func ("/signin/blanks", test_blanks);
  g_test_add_func ("/signin/labels", test_labels);
  g_test_add_func ("/signin/send-code", test_send_code);
  g_test_add_func ("/signin/code", test_code);
  g_test_add_func ("/signin/why-it-ended", test_why_it_ended);
  g_test_add_func ("/signin/demo/sides", test_demo_sides);
  g_test_add_func ("/signin/demo/starts", test_demo_starts);
  g_test_add_func ("/signin/demo/leaves-the-focus", test_demo_leaves_the_focus);
  g_test_add_func ("/signin/demo/window", test_demo_window);

  return g_test_run ();
}
