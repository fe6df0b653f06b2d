/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rest/local-rest-media.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *type;
  LocalRestMediaKind kind;
  const char *name;
} known[] = {
  { "application/json", LOCAL_REST_MEDIA_JSON, "application/json" },
  { "application/geo+json", LOCAL_REST_MEDIA_GEOJSON, "application/geo+json" },
  { "text/csv", LOCAL_REST_MEDIA_CSV, "text/csv" },
  { "text/plain", LOCAL_REST_MEDIA_TEXT, "text/plain" },
  { "text/xml", LOCAL_REST_MEDIA_XML, "text/xml" },
  { "application/openapi+json", LOCAL_REST_MEDIA_OPENAPI, "application/openapi+json" },
  { "application/x-www-form-urlencoded", LOCAL_REST_MEDIA_FORM, "application/x-www-form-urlencoded" },
  { "application/octet-stream", LOCAL_REST_MEDIA_OCTETS, "application/octet-stream" },
  { "*/*", LOCAL_REST_MEDIA_ANY, "*/*" },
  { "application/vnd.pgrst.plan", LOCAL_REST_MEDIA_PLAN, "application/vnd.pgrst.plan+text; for=\"application/json\"" },
  { "application/vnd.pgrst.plan+text", LOCAL_REST_MEDIA_PLAN, "application/vnd.pgrst.plan+text; for=\"application/json\"" },
  { "application/vnd.pgrst.plan+json", LOCAL_REST_MEDIA_PLAN, "application/vnd.pgrst.plan+json; for=\"application/json\"" },
  { "application/vnd.pgrst.object+json", LOCAL_REST_MEDIA_OBJECT, "application/vnd.pgrst.object+json" },
  { "application/vnd.pgrst.object", LOCAL_REST_MEDIA_OBJECT, "application/vnd.pgrst.object+json" },
  { "application/vnd.pgrst.array+json", LOCAL_REST_MEDIA_JSON, "application/json" },
  { "application/vnd.pgrst.array", LOCAL_REST_MEDIA_JSON, "application/json" },
};

/* An entry of Accept, with what it is sorted by. */
typedef struct {
  LocalRestMedia *media;
  double quality;
  int specificity;
  guint place;
} Accepted;

/* The value of a parameter of a media type, without quotes. */
static char *
dup_parameter (const char *text,
               const char *name)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (char **part = parts; *part != NULL && part[1] != NULL; part++) {
    char *parameter = g_strstrip (part[1]);
    char *equals = strchr (parameter, '=');
    char *value;

    if (equals == NULL)
      continue;
    *equals = '\0';
    if (g_ascii_strcasecmp (g_strchomp (parameter), name) != 0)
      continue;
    value = g_strstrip (equals + 1);
    if (*value == '"' && value[1] != '\0' && g_str_has_suffix (value, "\"")) {
      value[strlen (value) - 1] = '\0';
      value++;
    }
    return g_strdup (value);
  }

  return NULL;
}

static void
strip_nulls (LocalRestMedia *self,
             const char     *type)
{
  if (self->kind == LOCAL_REST_MEDIA_OBJECT) {
    self->kind = LOCAL_REST_MEDIA_OBJECT_STRIPPED;
    self->name = "application/vnd.pgrst.object+json;nulls=stripped";
  } else if (g_str_has_prefix (type, "application/vnd.pgrst.array")) {
    self->kind = LOCAL_REST_MEDIA_ARRAY_STRIPPED;
    self->name = "application/vnd.pgrst.array+json;nulls=stripped";
  }
}

/**
 * local_rest_media_parse:
 * @arena: where the result is kept
 * @text: a media type with parameters
 *
 * Returns: (transfer none): the media type
 */
LocalRestMedia *
local_rest_media_parse (LocalArena *arena,
                        const char *text)
{
  LocalRestMedia *self = local_arena_new0 (arena, LocalRestMedia);
  g_autofree char *type = g_ascii_strdown (text, (gssize) strcspn (text, ";"));
  g_autofree char *nulls = dup_parameter (text, "nulls");

  g_strstrip (type);
  self->kind = LOCAL_REST_MEDIA_OTHER;
  self->name = local_arena_strdup (arena, text);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_str_equal (type, known[i].type)) {
      self->kind = known[i].kind;
      self->name = known[i].name;
    }
  }
  if (g_strcmp0 (nulls, "stripped") == 0)
    strip_nulls (self, type);

  return self;
}

static int
compare_accepted (gconstpointer a,
                  gconstpointer b)
{
  const Accepted *first = *(Accepted *const *) a;
  const Accepted *second = *(Accepted *const *) b;

  if (first->quality != second->quality)
    return first->quality < second->quality ? 1 : -1;
  if (first->specificity != second->specificity)
    return second->specificity - first->specificity;

  return (first->place > second->place) - (first->place < second->place);
}

static Accepted *
parse_accepted (LocalArena *arena,
                const char *text,
                guint       place)
{
  Accepted *self = local_arena_new0 (arena, Accepted);
  g_autofree char *quality = dup_parameter (text, "q");
  char *type = g_strstrip (local_arena_strdup (arena, text));
  char *q = g_strstr_len (type, -1, ";q=");

  if (q == NULL)
    q = g_strstr_len (type, -1, "; q=");
  if (q != NULL)
    *q = '\0';
  self->quality = quality != NULL ? g_ascii_strtod (quality, NULL) : 1;
  self->place = place;
  for (const char *c = type; *c != '\0'; c++)
    self->specificity += (*c == ';') - (*c == '*');
  self->media = local_rest_media_parse (arena, g_strstrip (type));

  return self;
}

/**
 * local_rest_media_parse_accept:
 * @arena: where the result is kept
 * @header: (nullable): the header Accept
 *
 * Returns: (transfer none) (element-type LocalRestMedia): the media types that are accepted, the best first
 */
GPtrArray *
local_rest_media_parse_accept (LocalArena *arena,
                               const char *header)
{
  GPtrArray *medias = local_arena_array (arena);
  GPtrArray *accepted = local_arena_array (arena);
  g_auto (GStrv) parts = g_strsplit (header != NULL ? header : "*/*", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (accepted, parse_accepted (arena, parts[i], i));
  g_ptr_array_sort (accepted, compare_accepted);
  for (guint i = 0; i < accepted->len; i++)
    g_ptr_array_add (medias, ((Accepted *) g_ptr_array_index (accepted, i))->media);

  return medias;
}

/**
 * local_rest_media_choose:
 * @arena: where the result is kept
 * @accepted: (element-type LocalRestMedia): what the request accepts
 *
 * Returns: (transfer none) (nullable): the first that rows can be answered in; %NULL for none
 */
LocalRestMedia *
local_rest_media_choose (LocalArena *arena,
                         GPtrArray  *accepted)
{
  for (guint i = 0; i < accepted->len; i++) {
    LocalRestMedia *media = g_ptr_array_index (accepted, i);

    switch (media->kind) {
    case LOCAL_REST_MEDIA_ANY:
      return local_rest_media_parse (arena, "application/json");
    case LOCAL_REST_MEDIA_JSON:
    case LOCAL_REST_MEDIA_GEOJSON:
    case LOCAL_REST_MEDIA_CSV:
    case LOCAL_REST_MEDIA_ARRAY_STRIPPED:
    case LOCAL_REST_MEDIA_OBJECT:
    case LOCAL_REST_MEDIA_OBJECT_STRIPPED:
      return media;
    case LOCAL_REST_MEDIA_TEXT:
    case LOCAL_REST_MEDIA_XML:
    case LOCAL_REST_MEDIA_OPENAPI:
    case LOCAL_REST_MEDIA_FORM:
    case LOCAL_REST_MEDIA_OCTETS:
    case LOCAL_REST_MEDIA_PLAN:
    case LOCAL_REST_MEDIA_OTHER:
    default:
      break;
    }
  }

  return NULL;
}

/**
 * local_rest_media_list:
 * @medias: (element-type LocalRestMedia): media types
 *
 * Returns: (transfer full): their names, separated by commas
 */
char *
local_rest_media_list (GPtrArray *medias)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < medias->len; i++) {
    const LocalRestMedia *media = g_ptr_array_index (medias, i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", media->name);
  }

  return g_string_free (text, FALSE);
}

/**
 * local_rest_media_get_header:
 * @self: a media type that an answer has
 *
 * Returns: (transfer full): the header Content-Type
 */
char *
local_rest_media_get_header (const LocalRestMedia *self)
{
  return g_strconcat (self->name, "; charset=utf-8", NULL);
}
