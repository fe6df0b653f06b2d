/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "storage/local-storage-names.h"

static void
test_keys (void)
{
  static const gchar *const good[] = { "a", "tickets/1/a b.png", "!_-.*'()&$@=;:+,?/", "a//b/", ".." };
  static const gchar *const bad[] = { "", "é", "a~b", "a#b", "a%b", "a[b", "a]b", "a{b", "a}b", "a\"b", "a\\b", "a|b", "a^b",
                                      "a<b", "a>b", "a`b", "a\nb" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (local_storage_name_is_key (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (local_storage_name_is_key (bad[i]));
}

static void
test_dots (void)
{
  g_assert_true (local_storage_name_has_dot_segment ("a/../b"));
  g_assert_true (local_storage_name_has_dot_segment ("./b"));
  g_assert_true (local_storage_name_has_dot_segment (".."));
  g_assert_false (local_storage_name_has_dot_segment ("a/..b/c.../.d"));
}

static void
test_buckets (void)
{
  g_autofree gchar *hundred = g_strnfill (100, 'a');
  g_autofree gchar *more = g_strnfill (101, 'a');

  g_assert_true (local_storage_name_is_bucket ("project-files"));
  g_assert_true (local_storage_name_is_bucket (hundred));
  g_assert_false (local_storage_name_is_bucket (more));
  g_assert_false (local_storage_name_is_bucket (""));
  g_assert_false (local_storage_name_is_bucket (" a"));
  g_assert_false (local_storage_name_is_bucket ("a "));
  g_assert_false (local_storage_name_is_bucket ("a/b"));
}

/* What a row says must never lead out of the folder of the objects. */
static void
test_versions (void)
{
  g_assert_true (local_storage_name_is_version ("0b2c7a51-5a6a-4c38-9a6d-2a1ff4b9f0aa"));
  g_assert_false (local_storage_name_is_version (NULL));
  g_assert_false (local_storage_name_is_version (""));
  g_assert_false (local_storage_name_is_version ("../../../../etc/passwd"));
  g_assert_false (local_storage_name_is_version ("0b2c7a51-5a6a-4c38-9a6d-2a1ff4b9f0aa/x"));
  g_assert_false (local_storage_name_is_version ("0B2C7A51-5A6A-4C38-9A6D-2A1FF4B9F0AA"));
}

static void
test_encoding (void)
{
  g_autofree gchar *decoded = local_storage_name_decode ("a%20b%2Fc+d");
  g_autofree gchar *twice = local_storage_name_decode ("a%2520b");
  g_autofree gchar *encoded = local_storage_name_encode ("r\xc3\xa9sum\xc3\xa9 (1)\".txt");

  g_assert_cmpstr (decoded, ==, "a b/c+d");
  g_assert_cmpstr (twice, ==, "a%20b");
  g_assert_cmpstr (encoded, ==, "r%C3%A9sum%C3%A9%20(1)%22.txt");
  g_assert_null (local_storage_name_decode ("a%zz"));
  g_assert_null (local_storage_name_decode ("a%C3"));
}

static void
test_mime (void)
{
  static const gchar *const allowed[] = { "image/png", "text/*", NULL };

  g_assert_true (local_storage_mime_is_valid ("text/plain; charset=utf-8"));
  g_assert_false (local_storage_mime_is_valid ("text"));
  g_assert_false (local_storage_mime_is_valid ("/plain"));
  g_assert_false (local_storage_mime_is_valid ("text/"));
  g_assert_true (local_storage_mime_is_allowed ("text/csv; charset=utf-8", allowed));
  g_assert_true (local_storage_mime_is_allowed ("image/png", allowed));
  g_assert_false (local_storage_mime_is_allowed ("image/png; q=1", allowed));
  g_assert_false (local_storage_mime_is_allowed ("textual/csv", allowed));
  g_assert_true (local_storage_mime_is_allowed ("textual/csv", NULL));
}

static void
test_sizes (void)
{
  g_assert_cmpint (local_storage_parse_size ("6MB"), ==, 6000000);
  g_assert_cmpint (local_storage_parse_size ("50MiB"), ==, 52428800);
  g_assert_cmpint (local_storage_parse_size ("1024"), ==, 1024);
  g_assert_cmpint (local_storage_parse_size ("MB"), ==, -1);
  g_assert_cmpint (local_storage_parse_size ("6 parsecs"), ==, -1);
  g_assert_cmpint (local_storage_parse_size ("-1"), ==, -1);
  g_assert_cmpint (local_storage_parse_size ("nan"), ==, -1);
}

static void
test_ranges (void)
{
  static const struct
  {
    const gchar *header;
    gsize start;
    gsize length;
  } good[] = {
    { "bytes=0-99", 0, 100 }, { "bytes=900-", 900, 100 }, { "bytes=-50", 950, 50 }, { "bytes=0-0", 0, 1 },
    { "bytes=990-2000", 990, 10 }, { "bytes=-5000", 0, 1000 },
  };
  static const gchar *const bad[] = { "bytes=1000-", "bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=abc", "bytes=-",
                                      "bytes=-0", "bytes=", "bytes=1" };
  gsize start;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (local_storage_parse_range (good[i].header, 1000, &start, &length));
      g_assert_cmpuint (start, ==, good[i].start);
      g_assert_cmpuint (length, ==, good[i].length);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (local_storage_parse_range (bad[i], 1000, &start, &length));
  g_assert_false (local_storage_parse_range ("bytes=0-0", 0, &start, &length));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/storage/names/keys", test_keys);
  g_test_add_func ("/storage/names/dots", test_dots);
  g_test_add_func ("/storage/names/buckets", test_buckets);
  g_test_add_func ("/storage/names/versions", test_versions);
  g_test_add_func ("/storage/names/encoding", test_encoding);
  g_test_add_func ("/storage/names/mime", test_mime);
  g_test_add_func ("/storage/names/sizes", test_sizes);
  g_test_add_func ("/storage/names/ranges", test_ranges);
  return g_test_run ();
}
