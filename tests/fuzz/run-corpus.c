/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

/* How often each file of the corpus is tried with changes; GLib's test framework seeds the generator and says with what. */
#define ROUNDS 2000

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
change (GByteArray *bytes)
{
  guint n_changes = (guint) g_test_rand_int_range (1, 6);

  for (guint i = 0; i < n_changes && bytes->len > 0; i++) {
    guint place = (guint) g_test_rand_int_range (0, (gint32) bytes->len);
    guint other = (guint) g_test_rand_int_range (0, (gint32) bytes->len);

    switch (g_test_rand_int_range (0, 4)) {
    case 0:
      bytes->data[place] = (guint8) g_test_rand_int_range (0, 256);
      break;
    case 1:
      g_byte_array_remove_index (bytes, place);
      break;
    case 2:
      bytes->data[place] = bytes->data[other];
      break;
    default:
      g_byte_array_set_size (bytes, place);
      break;
    }
  }
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (LLVMFuzzerTestOneInput ((const guint8 *) contents, length), ==, 0);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();

    g_byte_array_append (bytes, (const guint8 *) contents, (guint) length);
    change (bytes);
    g_assert_cmpint (LLVMFuzzerTestOneInput (bytes->len > 0 ? bytes->data : (const guint8 *) "", bytes->len), ==, 0);
  }
}

/* Stands in for libFuzzer where there is none: every file of the corpus, as it is and with changes. */
int
main (int    argc,
      char **argv)
{
  const char *folder;
  const char *name;
  g_autoptr (GDir) directory = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  directory = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

    g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_file, g_free);
  }

  return g_test_run ();
}
