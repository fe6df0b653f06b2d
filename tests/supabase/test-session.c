/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-error.h"
#include "supa-session-private.h"

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_session_new ("ey.J\"x", "k3x7é", 1795298438, "0b2c", "a@b.co");
  g_autofree char *text = supa_session_to_json (session);
  g_autoptr (SupaSession) read = supa_session_new_from_json (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (supa_session_get_access_token (read), ==, "ey.J\"x");
  g_assert_cmpstr (supa_session_get_refresh_token (read), ==, "k3x7é");
  g_assert_cmpint (supa_session_get_expires_at (read), ==, 1795298438);
  g_assert_cmpstr (supa_session_get_user_id (read), ==, "0b2c");
  g_assert_cmpstr (supa_session_get_email (read), ==, "a@b.co");
}

static void
test_without_email (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_session_new ("a", "r", 1, "u", NULL);
  g_autofree char *text = supa_session_to_json (session);
  g_autoptr (SupaSession) read = supa_session_new_from_json (text, &error);

  g_assert_no_error (error);
  g_assert_null (supa_session_get_email (read));
}

static void
test_answer_without_expires_at (void)
{
  const char *text = "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":3600,\"refresh_token\":\"r\","
                     "\"user\":{\"id\":\"u\",\"email\":\"a@b.co\",\"app_metadata\":{}}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (SupaSession) session = supa_session_new_from_answer (text, -1, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpint (supa_session_get_expires_at (session), ==, 4600);
}

static void
test_nonsense (void)
{
  static const char * const texts[] = {
    "", "x", "null", "[]", "{}", "{\"access_token\":1,\"refresh_token\":\"r\",\"user\":{\"id\":\"u\"}}",
    "{\"access_token\":\"a\",\"refresh_token\":\"r\"}", "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"user\":[]}",
    "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"user\":{\"id\":null}}",
    "{\"access_token\":\"a\",\"user\":{\"id\":\"u\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SupaSession) session = supa_session_new_from_json (texts[i], &error);

      g_assert_null (session);
      g_assert_error (error, SUPA_ERROR, SUPA_ERROR_SERVER);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/round-trip", test_round_trip);
  g_test_add_func ("/session/without-email", test_without_email);
  g_test_add_func ("/session/answer-without-expires-at", test_answer_without_expires_at);
  g_test_add_func ("/session/nonsense", test_nonsense);

  return g_test_run ();
}
