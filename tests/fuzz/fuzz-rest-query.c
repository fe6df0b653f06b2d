/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "rest/local-rest-json.h"
#include "rest/local-rest-media.h"
#include "rest/local-rest-prefer.h"
#include "rest/local-rest-query.h"
#include "rest/local-rest-request.h"
#include "rest/local-rest-schema-load.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Either it is understood, or there is an error that says why not. */
static void
try_query (const char *text,
           gboolean    is_call)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  g_autoptr (LocalRestError) error = NULL;
  LocalRestQuery *query = local_rest_query_parse (text, is_call, arena, &error);

  g_assert_true ((query == NULL) == (error != NULL));
  if (query != NULL) {
    g_assert_nonnull (query->select);
    g_assert_true (is_call || query->arguments->len == 0);
  } else {
    g_autofree char *json = local_rest_error_to_json (error);

    g_assert_cmpuint (error->status, >=, 400);
    g_assert_true (g_utf8_validate (json, -1, NULL));
  }
}

/* The entry point of libFuzzer, and of the test over the corpus: all of a REST request that is read before the database sees it. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (LocalArena) arena = local_arena_create ();
  g_autoptr (LocalRestError) error = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *body = g_memdup2 (data, size);
  GPtrArray *keys = local_arena_array (arena);

  try_query (text, FALSE);
  try_query (text, TRUE);
  if (body != NULL && local_rest_json_inspect (body, size, arena, keys) == LOCAL_REST_SHAPE_INVALID)
    g_ptr_array_set_size (keys, 0);
  g_assert_true ((local_rest_csv_to_json (arena, text, keys, &error) == NULL) == (error != NULL));
  (void) local_rest_media_choose (arena, local_rest_media_parse_accept (arena, text));
  (void) local_rest_prefer_parse (arena, text);
  local_rest_view_scan (text, 1, arena, local_arena_array (arena));

  return 0;
}
