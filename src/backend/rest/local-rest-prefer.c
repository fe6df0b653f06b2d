/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-prefer.h"

#include <stddef.h>
#include <string.h>

static const struct {
  const char *name;
  const char *value;
  gsize offset;
} known[] = {
  { "resolution", "merge-duplicates", offsetof (LocalRestPrefer, resolution) },
  { "resolution", "ignore-duplicates", offsetof (LocalRestPrefer, resolution) },
  { "return", "representation", offsetof (LocalRestPrefer, representation) },
  { "return", "minimal", offsetof (LocalRestPrefer, representation) },
  { "return", "headers-only", offsetof (LocalRestPrefer, representation) },
  { "count", "exact", offsetof (LocalRestPrefer, count) },
  { "count", "planned", offsetof (LocalRestPrefer, count) },
  { "count", "estimated", offsetof (LocalRestPrefer, count) },
  { "missing", "default", offsetof (LocalRestPrefer, missing) },
  { "missing", "null", offsetof (LocalRestPrefer, missing) },
  { "handling", "strict", offsetof (LocalRestPrefer, handling) },
  { "handling", "lenient", offsetof (LocalRestPrefer, handling) },
  { "tx", "commit", G_MAXSIZE },
  { "tx", "rollback", G_MAXSIZE },
};

static gboolean
parse_known (LocalRestPrefer *self,
             const char      *preference)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    gsize length = strlen (known[i].name);
    const char **member;

    if (strncmp (preference, known[i].name, length) != 0 || preference[length] != '='
        || !g_str_equal (preference + length + 1, known[i].value))
      continue;
    if (known[i].offset == G_MAXSIZE)
      return TRUE;
    member = (const char **) (gpointer) ((char *) self + known[i].offset);
    if (*member == NULL)
      *member = known[i].value;
    return TRUE;
  }

  return FALSE;
}

static void
parse_one (LocalRestPrefer *self,
           const char      *preference)
{
  gint64 number;

  if (parse_known (self, preference))
    return;
  if (g_str_has_prefix (preference, "timezone=")) {
    if (self->timezone == NULL)
      self->timezone = preference + strlen ("timezone=");
  } else if (g_str_has_prefix (preference, "max-affected=")) {
    if (self->max_affected < 0
        && g_ascii_string_to_signed (preference + strlen ("max-affected="), 10, 0, G_MAXINT64, &number, NULL))
      self->max_affected = number;
  } else {
    g_ptr_array_add (self->invalid, (gpointer) preference);
  }
}

/**
 * local_rest_prefer_parse:
 * @arena: where the result is kept
 * @header: (nullable): the header Prefer
 *
 * Reads what a request prefers. Roll back on request (tx=rollback) is not offered, as on hosted projects.
 *
 * Returns: (transfer none): the preferences
 */
LocalRestPrefer *
local_rest_prefer_parse (LocalArena *arena,
                         const char *header)
{
  LocalRestPrefer *self = local_arena_new0 (arena, LocalRestPrefer);
  g_auto (GStrv) parts = NULL;

  self->max_affected = -1;
  self->invalid = local_arena_array (arena);
  if (header == NULL)
    return self;
  parts = g_strsplit (header, ",", -1);
  for (char **part = parts; *part != NULL; part++)
    parse_one (self, g_strstrip (local_arena_strdup (arena, *part)));

  return self;
}

/**
 * local_rest_prefer_is:
 * @preference: (nullable): a member of #LocalRestPrefer
 * @value: a value
 *
 * Returns: whether it has that value
 */
gboolean
local_rest_prefer_is (const char *preference,
                      const char *value)
{
  return preference != NULL && g_str_equal (preference, value);
}

/**
 * local_rest_prefer_is_strict:
 * @self: preferences
 *
 * Returns: whether what is not known is to be refused
 */
gboolean
local_rest_prefer_is_strict (const LocalRestPrefer *self)
{
  return local_rest_prefer_is (self->handling, "strict");
}

/**
 * local_rest_prefer_counts:
 * @self: preferences
 *
 * Returns: whether all rows are to be counted, and not only guessed
 */
gboolean
local_rest_prefer_counts (const LocalRestPrefer *self)
{
  return local_rest_prefer_is (self->count, "exact") || local_rest_prefer_is (self->count, "estimated");
}

static void
append (GString    *text,
        const char *name,
        const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (text, "%s%s=%s", text->len > 0 ? ", " : "", name, value);
}

/**
 * local_rest_prefer_get_applied:
 * @self: preferences
 * @what: what the request did
 * @can_resolve: for an insert, whether duplicates could be told
 *
 * Returns: (transfer full) (nullable): the header Preference-Applied; %NULL for none
 */
char *
local_rest_prefer_get_applied (const LocalRestPrefer *self,
                               LocalRestAppliedTo     what,
                               gboolean               can_resolve)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_insert = what == LOCAL_REST_APPLIED_TO_INSERT;
  gboolean writes = what != LOCAL_REST_APPLIED_TO_READ && what != LOCAL_REST_APPLIED_TO_CALL;

  if (is_insert && can_resolve)
    append (text, "resolution", self->resolution);
  if (is_insert || what == LOCAL_REST_APPLIED_TO_UPDATE)
    append (text, "missing", self->missing);
  if (writes)
    append (text, "return", self->representation);
  append (text, "count", self->count);
  append (text, "handling", self->handling);
  append (text, "timezone", self->timezone);
  if (self->max_affected >= 0 && local_rest_prefer_is_strict (self)
      && (what == LOCAL_REST_APPLIED_TO_UPDATE || what == LOCAL_REST_APPLIED_TO_DELETE || what == LOCAL_REST_APPLIED_TO_CALL)) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->max_affected);

    append (text, "max-affected", number);
  }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
