/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-arena.h"

G_BEGIN_DECLS

typedef enum {
  LOCAL_REST_MEDIA_JSON,
  LOCAL_REST_MEDIA_GEOJSON,
  LOCAL_REST_MEDIA_CSV,
  LOCAL_REST_MEDIA_TEXT,
  LOCAL_REST_MEDIA_XML,
  LOCAL_REST_MEDIA_OPENAPI,
  LOCAL_REST_MEDIA_FORM,
  LOCAL_REST_MEDIA_OCTETS,
  LOCAL_REST_MEDIA_ANY,
  LOCAL_REST_MEDIA_ARRAY_STRIPPED,
  LOCAL_REST_MEDIA_OBJECT,
  LOCAL_REST_MEDIA_OBJECT_STRIPPED,
  LOCAL_REST_MEDIA_PLAN,
  LOCAL_REST_MEDIA_OTHER,
} LocalRestMediaKind;

/**
 * LocalRestMedia:
 * @kind: which it is
 * @name: how to name it in an answer
 *
 * A media type.
 */
typedef struct {
  LocalRestMediaKind kind;
  const char *name;
} LocalRestMedia;

LocalRestMedia *local_rest_media_parse        (LocalArena           *arena,
                                               const char           *text);
GPtrArray      *local_rest_media_parse_accept (LocalArena           *arena,
                                               const char           *header);
LocalRestMedia *local_rest_media_choose       (LocalArena           *arena,
                                               GPtrArray            *accepted);
char           *local_rest_media_list         (GPtrArray            *medias);
char           *local_rest_media_get_header   (const LocalRestMedia *self);

G_END_DECLS
