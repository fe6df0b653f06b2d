/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "rest/local-arena.h"

G_BEGIN_DECLS

/**
 * LocalRestShape:
 * @LOCAL_REST_SHAPE_INVALID: it is no JSON
 * @LOCAL_REST_SHAPE_ROWS: an object, or an array of objects that all have the same keys
 * @LOCAL_REST_SHAPE_UNEVEN: an array whose members are not objects with the same keys
 * @LOCAL_REST_SHAPE_EMPTY: an empty array, or neither array nor object
 *
 * What the body of a request is, seen as rows.
 */
typedef enum {
  LOCAL_REST_SHAPE_INVALID,
  LOCAL_REST_SHAPE_ROWS,
  LOCAL_REST_SHAPE_UNEVEN,
  LOCAL_REST_SHAPE_EMPTY,
} LocalRestShape;

LocalRestShape local_rest_json_inspect (const char *text,
                                        gsize       length,
                                        LocalArena *arena,
                                        GPtrArray  *keys);
void           local_rest_json_append  (GString    *json,
                                        const char *text);

G_END_DECLS
