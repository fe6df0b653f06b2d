/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-arena.h"

G_BEGIN_DECLS

/**
 * LocalRestPrefer:
 * @resolution: (nullable): "merge-duplicates" or "ignore-duplicates"
 * @representation: (nullable): "representation", "minimal" or "headers-only"
 * @count: (nullable): "exact", "planned" or "estimated"
 * @missing: (nullable): "default" or "null"
 * @handling: (nullable): "strict" or "lenient"
 * @timezone: (nullable): the name of a time zone
 * @max_affected: how many rows may be changed, -1 for any
 * @invalid: (element-type utf8): preferences that are not known
 *
 * What a request prefers. Of preferences that exclude each other the first counts.
 */
typedef struct {
  const char *resolution;
  const char *representation;
  const char *count;
  const char *missing;
  const char *handling;
  const char *timezone;
  gint64 max_affected;
  GPtrArray *invalid;
} LocalRestPrefer;

typedef enum {
  LOCAL_REST_APPLIED_TO_READ,
  LOCAL_REST_APPLIED_TO_INSERT,
  LOCAL_REST_APPLIED_TO_UPDATE,
  LOCAL_REST_APPLIED_TO_DELETE,
  LOCAL_REST_APPLIED_TO_PUT,
  LOCAL_REST_APPLIED_TO_CALL,
} LocalRestAppliedTo;

LocalRestPrefer *local_rest_prefer_parse        (LocalArena            *arena,
                                                 const char            *header);
gboolean         local_rest_prefer_is           (const char            *preference,
                                                 const char            *value);
gboolean         local_rest_prefer_is_strict    (const LocalRestPrefer *self);
gboolean         local_rest_prefer_counts       (const LocalRestPrefer *self);
char            *local_rest_prefer_get_applied  (const LocalRestPrefer *self,
                                                 LocalRestAppliedTo     what,
                                                 gboolean               can_resolve);

G_END_DECLS
