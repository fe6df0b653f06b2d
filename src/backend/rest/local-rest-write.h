/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-select.h"

G_BEGIN_DECLS

/**
 * LocalRestBodyField:
 * @name: a column, or a parameter of a function
 * @type: its type
 * @default_value: (nullable): the SQL that stands for it where a row does not have it
 */
typedef struct {
  const char *name;
  const char *type;
  const char *default_value;
} LocalRestBodyField;

/**
 * LocalRestBodyFlags:
 * @LOCAL_REST_BODY_SELECT: begin with SELECT and the fields
 * @LOCAL_REST_BODY_ONE: take one row of an array only
 * @LOCAL_REST_BODY_DEFAULTS: put in the default of what a row does not have
 */
typedef enum {
  LOCAL_REST_BODY_SELECT = 1 << 0,
  LOCAL_REST_BODY_ONE = 1 << 1,
  LOCAL_REST_BODY_DEFAULTS = 1 << 2,
} LocalRestBodyFlags;

void     local_rest_write_body     (LocalRestSql       *sql,
                                    const char         *body,
                                    GPtrArray          *fields,
                                    LocalRestBodyFlags  flags);
gboolean local_rest_write_mutation (LocalRestSql       *sql,
                                    LocalRestRequest   *request,
                                    LocalRestNode      *root,
                                    LocalRestError    **error);

G_END_DECLS
