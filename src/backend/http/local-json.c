/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http/local-json.h"

#include <string.h>

#define MAX_DEPTH 64

/**
 * local_json_is_shallow:
 * @text: what claims to be JSON
 * @length: its length in bytes
 *
 * Whether a text nests no deeper than an honest one does. The parser of json-glib recurses: a text of a million brackets would
 * take the process with it, so every text from outside is asked first.
 *
 * Returns: %TRUE if it may be parsed
 */
gboolean
local_json_is_shallow (const char *text, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
        }
      else if (text[i] == '"')
        in_string = TRUE;
      else if (text[i] == '[' || text[i] == '{')
        {
          if (++depth > MAX_DEPTH)
            return FALSE;
        }
      else if ((text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

/**
 * local_json_parse:
 * @text: what claims to be JSON, from outside
 * @length: its length in bytes, or -1 when it is terminated
 *
 * Parses JSON: UTF-8 only, and nothing that nests deeper than an honest text does.
 *
 * Returns: (transfer full) (nullable): the value, which must not be changed; %NULL when @text is not JSON
 */
JsonNode *
local_json_parse (const char *text, gssize length)
{
  g_autoptr (JsonParser) parser = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  JsonNode *root;

  if (size == 0 || !g_utf8_validate_len (text, size, NULL) || !local_json_is_shallow (text, size))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  return root != NULL ? json_node_ref (root) : NULL;
}
