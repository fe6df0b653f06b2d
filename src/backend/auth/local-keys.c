/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "auth/local-keys.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/random.h>

#include "auth/local-jwt.h"

#define TEN_YEARS (G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60)

/* Text of base64url characters that nobody can guess; GLib's own generator is not made for secrets. */
static char *
make_secret (gsize length)
{
  g_autofree guchar *bytes = g_malloc (length);
  char *text;

  for (gsize filled = 0; filled < length;) {
    ssize_t n = getrandom (bytes + filled, length - filled, 0);

    if (n > 0)
      filled += (gsize) n;
  }
  text = g_base64_encode (bytes, length);
  g_strdelimit (text, "+/", '-');
  text[length] = '\0';

  return text;
}

static char *
make_key (const char *kind)
{
  g_autofree char *random = make_secret (22);
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, random, -1);

  return g_strdup_printf ("sb_%s_%s_%.8s", kind, random, checksum);
}

static char *
make_role_key (const char *role,
               const char *secret)
{
  g_autoptr (JsonObject) claims = json_object_new ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  json_object_set_string_member (claims, "iss", "supabase");
  json_object_set_string_member (claims, "ref", "local");
  json_object_set_string_member (claims, "role", role);
  json_object_set_int_member (claims, "iat", now);
  json_object_set_int_member (claims, "exp", now + TEN_YEARS);

  return local_jwt_sign (claims, secret);
}

static gboolean
save (const LocalContext  *context,
      const char          *path,
      GError             **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "jwt_secret", context->jwt_secret);
  json_object_set_string_member (object, "anon_key", context->anon_key);
  json_object_set_string_member (object, "service_role_key", context->service_role_key);
  json_object_set_string_member (object, "publishable_key", context->publishable_key);
  json_object_set_string_member (object, "secret_key", context->secret_key);
  json_object_set_string_member (object, "functions_secret", context->functions_secret);
  json_node_set_object (node, object);
  text = json_to_string (node, TRUE);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static void
read_saved (LocalContext *context,
            JsonObject   *saved)
{
  context->jwt_secret = g_strdup (json_object_get_string_member_with_default (saved, "jwt_secret", NULL));
  context->anon_key = g_strdup (json_object_get_string_member_with_default (saved, "anon_key", NULL));
  context->service_role_key = g_strdup (json_object_get_string_member_with_default (saved, "service_role_key", NULL));
  context->publishable_key = g_strdup (json_object_get_string_member_with_default (saved, "publishable_key", NULL));
  context->secret_key = g_strdup (json_object_get_string_member_with_default (saved, "secret_key", NULL));
  context->functions_secret = g_strdup (json_object_get_string_member_with_default (saved, "functions_secret", NULL));
}

static gboolean
fill_in (LocalContext *context,
         const char   *jwt_secret)
{
  gboolean changed = FALSE;

  if (context->jwt_secret == NULL || (jwt_secret != NULL && !g_str_equal (jwt_secret, context->jwt_secret))) {
    g_free (context->jwt_secret);
    context->jwt_secret = jwt_secret != NULL ? g_strdup (jwt_secret) : make_secret (48);
    g_clear_pointer (&context->anon_key, g_free);
    g_clear_pointer (&context->service_role_key, g_free);
    changed = TRUE;
  }
  if (context->anon_key == NULL || context->service_role_key == NULL) {
    g_free (context->anon_key);
    g_free (context->service_role_key);
    context->anon_key = make_role_key ("anon", context->jwt_secret);
    context->service_role_key = make_role_key ("service_role", context->jwt_secret);
    changed = TRUE;
  }
  if (context->publishable_key == NULL || context->secret_key == NULL) {
    g_free (context->publishable_key);
    g_free (context->secret_key);
    context->publishable_key = make_key ("publishable");
    context->secret_key = make_key ("secret");
    changed = TRUE;
  }
  if (context->functions_secret == NULL) {
    context->functions_secret = make_secret (32);
    changed = TRUE;
  }

  return changed;
}

/**
 * local_keys_load:
 * @context: what all services share; its data_dir is set
 * @jwt_secret: (nullable): the secret that the user wants
 * @error: return location of an error
 *
 * Reads the secrets and the keys of the project from keys.json, or makes them at the first start, so that they stay the same from
 * start to start. With another @jwt_secret the tokens of the roles are signed anew.
 *
 * Returns: whether there are keys now
 */
gboolean
local_keys_load (LocalContext  *context,
                 const char    *jwt_secret,
                 GError       **error)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_return_val_if_fail (context != NULL && context->data_dir != NULL, FALSE);

  path = g_build_filename (context->data_dir, "keys.json", NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    JsonNode *root;

    if (!json_parser_load_from_file (parser, path, error))
      return FALSE;
    root = json_parser_get_root (parser);
    if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
      read_saved (context, json_node_get_object (root));
  }

  return !fill_in (context, jwt_secret) || save (context, path, error);
}
