/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "desk-outbox.h"
#include "desk-session-internal.h"
#include "desk-session-private.h"
#include "guichet-ui.h"
#include "ui-fixture-rows.h"

/* A clock that a test sets. */

#define UI_TYPE_CLOCK (ui_clock_get_type ())
G_DECLARE_FINAL_TYPE (UiClock, ui_clock, UI, CLOCK, GObject)

struct _UiClock
{
  GObject parent_instance;

  gint64 now;
};

static gint64
ui_clock_get_now (DeskClock *clock)
{
  return ((UiClock *) clock)->now;
}

static void
clock_iface_init (DeskClockInterface *iface)
{
  iface->get_now = ui_clock_get_now;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (UiClock, ui_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_CLOCK, clock_iface_init))

static void
ui_clock_class_init (UiClockClass *klass)
{
}

static void
ui_clock_init (UiClock *self)
{
  self->now = UI_FIXTURE_NOW;
}

static char *
next_id (gpointer user_data)
{
  static guint64 counter;

  return g_strdup_printf ("f0000000-0000-4000-8000-%012" G_GINT64_MODIFIER "x", ++counter);
}

#ifdef __SANITIZE_ADDRESS__

/* What libraries keep from the moment they are loaded is theirs: GLib forgets its first table of quarks on purpose when a program has more than
 * one table holds, and that table is made before main(). Runs before the constructors of all libraries. */
static void
begin_libraries (int argc,
                 char **argv,
                 char **envp)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"), used)) static void (*const begin) (int, char **, char **) = begin_libraries;

static void
end_libraries (void)
{
  __lsan_enable ();
}

#else

static void
end_libraries (void)
{
}

#endif

void
ui_fixture_init (int *argc,
                 char ***argv)
{
  AdwApplication *application;
  g_autoptr (GtkCssProvider) css = NULL;

  end_libraries ();
  setlocale (LC_ALL, "");
  g_setenv ("GTK_A11Y", "test", FALSE);
  gtk_test_init (argc, argv, NULL);
  guichet_ui_init ();
  /* An application that is started loads the style sheets and the icons, as in the program. */
  application = adw_application_new (APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_set_default (G_APPLICATION (application));
  guichet_ui_style ();
  /* Without a window manager GTK draws a thick frame, which would take of the width. */
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (css, "window.csd, window.solid-csd { margin: 0; padding: 0; box-shadow: none; border-radius: 0; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), 700);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, "gtk-font-name",
                "Cantarell 11", "gtk-decoration-layout", "appmenu:close", NULL);
}

typedef struct
{
  gboolean done;
} Merge;

static gboolean
is_done (gpointer data)
{
  return ((Merge *) data)->done;
}

static void
on_merged (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_merge_finish (DESK_STORE (source), result, &error);
  g_assert_no_error (error);
  merge->done = TRUE;
}

/* Puts rows into the cache as sync would: json is an array of objects with the wire's names. */
void
ui_fixture_merge (UiFixture *self,
                  const char *table,
                  const char *json)
{
  const DeskRowType *type = desk_row_type_find (table);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  Merge merge = { FALSE };

  g_assert_nonnull (type);
  node = json_from_string (json, &error);
  g_assert_no_error (error);
  desk_store_merge_async (desk_session_get_store (self->session), type, json_node_get_array (node), NULL, on_merged, &merge);
  ui_wait_for (is_done, &merge);
}

static gboolean
refuse (sqlite3 *db,
        DeskStoreChanges *changes,
        gpointer data,
        gpointer *result,
        GError **error)
{
  g_autoptr (GPtrArray) rows = desk_outbox_load (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      DeskOutboxRow *row = rows->pdata[i];

      if (g_str_equal (row->kind, DESK_OUTBOX_MESSAGE) && strstr (row->payload, data) != NULL)
        return desk_outbox_fail (db, changes, row->id, DESK_ERROR_FORBIDDEN, error);
    }
  g_assert_not_reached ();
}

static void
on_refused (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Merge *merge = user_data;
  g_autoptr (GError) error = NULL;

  desk_store_write_finish (DESK_STORE (source), result, &error);
  g_assert_no_error (error);
  merge->done = TRUE;
}

void
ui_fixture_refuse (UiFixture *self,
                   const char *body)
{
  Merge merge = { FALSE };

  desk_store_write_async (desk_session_get_store (self->session), refuse, g_strdup (body), g_free, NULL, NULL, on_refused, &merge);
  ui_wait_for (is_done, &merge);
}

UiFixture *
ui_fixture_new (DeskRole role,
                gboolean with_tickets)
{
  UiFixture *self = g_new0 (UiFixture, 1);
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("guichet-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = g_object_new (UI_TYPE_CLOCK, NULL);
  self->session = desk_session_new_offline (self->dir, self->clock, next_id, NULL,
                                            role == DESK_ROLE_CLIENT ? UI_FIXTURE_CLIENT : UI_FIXTURE_ME, role, &error);
  g_assert_no_error (error);
  if (with_tickets)
    ui_fixture_add_rows (self, role != DESK_ROLE_CLIENT);

  return self;
}

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Nothing may hold the session for longer than what is under way. */
void
ui_fixture_free (UiFixture *self)
{
  gpointer session = self->session;
  gpointer clock = self->clock;

  g_object_add_weak_pointer (session, &session);
  g_object_add_weak_pointer (clock, &clock);
  g_object_unref (self->session);
  ui_wait_for (is_gone, &session);
  g_object_unref (self->clock);
  ui_wait_for (is_gone, &clock);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self);
}

void
ui_fixture_set_now (UiFixture *self,
                    gint64 now)
{
  ((UiClock *) self->clock)->now = now;
}

void
ui_fixture_set_line (UiFixture *self,
                     DeskConnection connection,
                     gint64 synced_at,
                     guint pending,
                     gboolean first_load)
{
  self->session->connection = connection;
  self->session->synced_at = synced_at;
  self->session->pending = pending;
  self->session->first_load = first_load;
  desk_session_notify_prop (self->session, DESK_SESSION_PROP_CONNECTION);
  desk_session_notify_prop (self->session, DESK_SESSION_PROP_SYNCED_AT);
  desk_session_notify_prop (self->session, DESK_SESSION_PROP_PENDING);
  desk_session_notify_prop (self->session, DESK_SESSION_PROP_FIRST_LOAD);
}

/* A moment so many minutes before the fixture's now, as the wire writes it. */
char *
ui_fixture_time (gint64 minutes_ago)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (UI_FIXTURE_NOW / G_USEC_PER_SEC - minutes_ago * 60);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");
}

#define PATIENCE_SECONDS 240
#define N_TURNS_OF_REST 200

static gboolean
on_too_late (gpointer where)
{
  g_error ("%s: what was waited for did not come", (const char *) where);

  return G_SOURCE_REMOVE;
}

static gboolean
on_look_again (gpointer nothing)
{
  return G_SOURCE_CONTINUE;
}

/* A condition may itself swallow the event that would wake this loop: it is looked at again without one. */
void
ui_wait_for_at (const char *where,
                UiCondition condition,
                gpointer data)
{
  guint timeout = g_timeout_add_seconds (PATIENCE_SECONDS, on_too_late, (gpointer) where);
  guint look = g_timeout_add (20, on_look_again, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_source_remove (timeout);
}

static gboolean
on_frame (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer data)
{
  int *left = data;

  gtk_widget_queue_draw (widget);

  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
frames_are_over (gpointer data)
{
  return *(int *) data <= 0;
}

/* Lets so many frames be drawn, and what was queued meanwhile be done: so many turns of it, because on a slow machine an animation without an end
 * always has its next frame waiting. */
void
ui_wait_frames_at (const char *where,
                   GtkWidget *widget,
                   int n_frames)
{
  gtk_widget_add_tick_callback (widget, on_frame, &n_frames, NULL);
  ui_wait_for_at (where, frames_are_over, &n_frames);
  for (int i = 0; i < N_TURNS_OF_REST && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

/* A condition: the widget can be seen. */
gboolean
ui_is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* A window with this content, mapped and drawn. */
GtkWidget *
ui_show (GtkWidget *content,
         int width,
         int height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_for (ui_is_mapped, window);
  ui_wait_frames (window, 3);

  return window;
}
