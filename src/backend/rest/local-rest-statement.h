/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-call.h"

G_BEGIN_DECLS

/**
 * LocalRestStatement:
 * @sql: what is run
 * @count: (nullable): what PostgreSQL is asked to guess the number of rows of
 * @is_read_only: whether it may not write
 * @function: (nullable): the function that is called
 * @table: (nullable): the table that is written to
 * @media: what the answer is written as
 *
 * What a request comes down to.
 */
typedef struct {
  LocalRestSql *sql;
  LocalRestSql *count;
  gboolean is_read_only;
  const LocalRestFunction *function;
  const LocalRestTable *table;
  const LocalRestMedia *media;
} LocalRestStatement;

LocalRestStatement *local_rest_statement_build (LocalRestRequest    *request,
                                                LocalRestError     **error);
void                local_rest_statement_free  (LocalRestStatement  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestStatement, local_rest_statement_free)

/**
 * LocalRestResult:
 * @total: how many rows there are, -1 if that is not known
 * @n_rows: how many rows the answer has, or were changed
 * @location: (nullable): the key of the one row that was put in, as a JSON array of names and values
 * @body: the answer
 * @headers: (nullable): what the database set as response.headers
 * @status: (nullable): what the database set as response.status
 * @inserted: how many rows an upsert put in; %G_MAXINT64 if that was not counted
 *
 * What a statement gave.
 */
typedef struct {
  gint64 total;
  gint64 n_rows;
  char *location;
  char *body;
  char *headers;
  char *status;
  gint64 inserted;
} LocalRestResult;

LocalRestResult *local_rest_transaction_run            (LocalRestRequest          *request,
                                                        const LocalRestStatement  *statement,
                                                        LocalRestError           **error);
gboolean         local_rest_transaction_check_timezone (LocalRestRequest          *request,
                                                        LocalRestError           **error);
void             local_rest_result_free                (LocalRestResult           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestResult, local_rest_result_free)

gboolean local_rest_answer      (LocalRestRequest          *request,
                                 const LocalRestStatement  *statement,
                                 const LocalRestResult     *result,
                                 LocalResponse             *response,
                                 LocalRestError           **error);
gboolean local_rest_answer_info (LocalRestRequest          *request,
                                 LocalResponse             *response,
                                 LocalRestError           **error);

G_END_DECLS
