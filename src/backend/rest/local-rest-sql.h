/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "rest/local-rest-query.h"

G_BEGIN_DECLS

/**
 * LocalRestSql:
 * @text: what is written so far
 * @values: (element-type utf8): the values of $1, $2, …
 *
 * A statement that is being written. Names go in by local_rest_sql_name(), values by local_rest_sql_value(); nothing that came from
 * outside goes in any other way.
 */
typedef struct {
  GString *text;
  GPtrArray *values;
} LocalRestSql;

LocalRestSql *local_rest_sql_new       (void);
void          local_rest_sql_free      (LocalRestSql *self);
void          local_rest_sql_add       (LocalRestSql *self,
                                        const char   *text);
void          local_rest_sql_name      (LocalRestSql *self,
                                        const char   *name);
void          local_rest_sql_qualified (LocalRestSql *self,
                                        const char   *qualifier,
                                        const char   *name);
void          local_rest_sql_value     (LocalRestSql *self,
                                        const char   *value);
void          local_rest_sql_number    (LocalRestSql *self,
                                        gint64        number);
void          local_rest_sql_literal   (LocalRestSql *self,
                                        const char   *text);
void          local_rest_sql_array     (LocalRestSql *self,
                                        GPtrArray    *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestSql, local_rest_sql_free)

G_END_DECLS
