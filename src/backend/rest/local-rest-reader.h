/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-query.h"

G_BEGIN_DECLS

/* Deeper than this nobody asks; it keeps the stack from being used up. */
#define LOCAL_REST_READER_MAX_DEPTH 64

/**
 * LocalRestReader:
 * @arena: where what is read is kept
 * @text: the text
 * @at: where the reader stands
 * @furthest: the furthest place where something else was expected, which is where an error is reported
 * @expected: what was expected there
 * @depth: how deep trees and embeds are nested where it stands
 *
 * Reads the small languages of the query string, which is UTF-8. A function that reads returns whether it could; what it could not
 * read it may have read in part, so that who has an alternative sets @at back.
 */
typedef struct {
  LocalArena *arena;
  const char *text;
  const char *at;
  const char *furthest;
  const char *expected;
  guint depth;
} LocalRestReader;

void            local_rest_reader_init       (LocalRestReader  *self,
                                              LocalArena       *arena,
                                              const char       *text);
gboolean        local_rest_reader_fail       (LocalRestReader  *self,
                                              const char       *expected);
gboolean        local_rest_reader_text       (LocalRestReader  *self,
                                              const char       *text);
gboolean        local_rest_reader_is_at      (LocalRestReader  *self,
                                              const char       *characters,
                                              const char       *expected);
void            local_rest_reader_skip_blank (LocalRestReader  *self);
char           *local_rest_reader_until      (LocalRestReader  *self,
                                              const char       *characters);
char           *local_rest_reader_quoted     (LocalRestReader  *self);
char           *local_rest_reader_identifier (LocalRestReader  *self);
char           *local_rest_reader_name       (LocalRestReader  *self);
gboolean        local_rest_reader_field      (LocalRestReader  *self,
                                              LocalRestField   *field);
gboolean        local_rest_reader_path       (LocalRestReader  *self,
                                              GPtrArray       **path);
GPtrArray      *local_rest_reader_dotted     (LocalRestReader  *self);
LocalRestError *local_rest_reader_error      (LocalRestReader  *self,
                                              const char       *what,
                                              const char       *shown);

gboolean        local_rest_reader_operation  (LocalRestReader    *self,
                                              gboolean            in_tree,
                                              LocalRestOperation *operation);
LocalRestLogic *local_rest_reader_logic      (LocalRestReader    *self);

G_END_DECLS
