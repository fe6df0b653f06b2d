/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>

/* How many changed inputs are tried; the generator is seeded by GLib's test framework, so a failure can be repeated. */
#define ROUNDS 20000

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const struct
{
  const gchar *data;
  gsize size;
} seeds[] = {
#define SEED(text) { text, sizeof text - 1 }
  SEED (""),
  SEED ("[\"6\",\"6\",\"realtime:a\",\"phx_join\",{\"config\":{\"postgres_changes\":[{\"event\":\"*\"}]}}]"),
  SEED ("{\"topic\":\"realtime:a\",\"event\":\"broadcast\",\"payload\":{},\"ref\":\"1\",\"join_ref\":null}"),
  SEED ("\x03\x01\x01\x0e\x04\x02\x01" "67realtime:room1ping{}{\"a\":1}"),
  SEED ("R\0\0\0\x07public\0t\0d\0\x01\x01id\0\0\0\0\x14\xff\xff\xff\xff"),
  SEED ("U\0\0\0\x07K\0\x01t\0\0\0\x01" "4N\0\x02t\0\0\0\x02" "42u"),
  SEED ("id=in.(1,\"a,b\",3)"),
};

static void
test_mutations (void)
{
  guint n_tried = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      guint seed = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (seeds));
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint changes = (guint) g_test_rand_int_range (0, 8);

      g_byte_array_append (bytes, (const guint8 *) seeds[seed].data, (guint) seeds[seed].size);
      for (guint j = 0; j < changes && bytes->len > 0; j++)
        {
          guint place = (guint) g_test_rand_int_range (0, (gint32) bytes->len);

          if (g_test_rand_bit ())
            bytes->data[place] = (guint8) g_test_rand_int_range (0, 256);
          else
            g_byte_array_set_size (bytes, place);
        }
      g_assert_cmpint (LLVMFuzzerTestOneInput (bytes->data != NULL ? bytes->data : (const guint8 *) "", bytes->len), ==, 0);
      n_tried++;
    }
  g_assert_cmpuint (n_tried, ==, ROUNDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/realtime/fuzz/mutations", test_mutations);
  return g_test_run ();
}
