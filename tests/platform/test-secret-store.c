/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-secret-store.h"

#define SECRET "{\"refresh_token\":\"unmistakable-é\"}"

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static char *
load (SupaSessionStore  *store,
      const char        *account,
      GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_session_store_load_async (store, account, NULL, take_result, &result);
  wait_for (&result);
  return supa_session_store_load_finish (store, result, error);
}

static gboolean
save (SupaSessionStore  *store,
      const char        *account,
      const char        *secret,
      GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_session_store_save_async (store, account, secret, NULL, take_result, &result);
  wait_for (&result);
  return supa_session_store_save_finish (store, result, error);
}

static gboolean
clear (SupaSessionStore  *store,
       const char        *account,
       GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  supa_session_store_clear_async (store, account, NULL, take_result, &result);
  wait_for (&result);
  return supa_session_store_clear_finish (store, result, error);
}

static void
check_load (SupaSessionStore *store,
            const char       *account,
            const char       *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = load (store, account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

/* How many files under a folder hold a text. */
static guint
count_files_with (const char *folder,
                  const char *text,
                  guint      *looked_at)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count += count_files_with (path, text, looked_at);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &content, &length, NULL))
        {
          *looked_at += 1;
          count += memmem (content, length, text, strlen (text)) != NULL;
        }
    }

  return count;
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) locked = NULL;
  const char *collections[] = { "/org/freedesktop/secrets/collection/login", NULL };

  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                        "org.freedesktop.Secret.Service", "Lock", g_variant_new ("(^ao)", collections),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  locked = g_variant_get_child_value (answer, 0);
  g_assert_cmpuint (g_variant_n_children (locked), ==, 1);
}

static void
test_keeps_and_forgets (void)
{
  SupaSessionStore *store = desk_secret_store_new ();
  g_autoptr (GError) error = NULL;
  guint looked_at = 0;

  check_load (store, "https://north.test", NULL);
  g_assert_true (save (store, "https://north.test", SECRET, &error));
  g_assert_no_error (error);
  g_assert_true (save (store, "https://south.test", "other", &error));
  g_assert_no_error (error);
  check_load (store, "https://north.test", SECRET);
  check_load (store, "https://south.test", "other");

  g_assert_true (save (store, "https://south.test", "newer", &error));
  check_load (store, "https://south.test", "newer");

  /* The keyring's file is among those looked at, and holds it encrypted. */
  g_assert_cmpuint (count_files_with (g_get_home_dir (), "unmistakable", &looked_at), ==, 0);
  g_assert_cmpuint (looked_at, >, 0);

  g_assert_true (clear (store, "https://north.test", &error));
  g_assert_no_error (error);
  check_load (store, "https://north.test", NULL);
  check_load (store, "https://south.test", "newer");
  g_assert_true (clear (store, "https://north.test", &error));
  g_assert_no_error (error);
  g_assert_finalize_object (store);
}

static void
test_locked (void)
{
  SupaSessionStore *store = desk_secret_store_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  g_assert_true (save (store, "https://locked.test", SECRET, &error));
  lock_keyring ();

  secret = load (store, "https://locked.test", &error);
  g_assert_null (secret);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);

  g_assert_false (save (store, "https://locked.test", SECRET, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_finalize_object (store);
}

static void
test_none (void)
{
  SupaSessionStore *store = desk_secret_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (load (store, "https://north.test", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (save (store, "https://north.test", SECRET, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (clear (store, "https://north.test", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_finalize_object (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-store/keyring/keeps-and-forgets", test_keeps_and_forgets);
  g_test_add_func ("/secret-store/keyring/locked", test_locked);
  g_test_add_func ("/secret-store/none", test_none);

  return g_test_run ();
}
