/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-plan.h"
#include "rest/local-rest-sql.h"

G_BEGIN_DECLS

void local_rest_write_column     (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  const char           *name);
void local_rest_write_field      (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  const LocalRestField *field);
void local_rest_write_logic      (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  const LocalRestLogic *logic);
void local_rest_write_where      (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  GPtrArray            *logic);
void local_rest_write_operation  (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  const LocalRestLogic *logic);
void local_rest_write_order      (LocalRestSql         *sql,
                                  const LocalRestScope *scope,
                                  GPtrArray            *order);
void local_rest_write_range      (LocalRestSql         *sql,
                                  LocalRestRange        range);
void local_rest_write_select     (LocalRestSql         *sql,
                                  LocalRestNode        *node);
void local_rest_write_count      (LocalRestSql         *sql,
                                  LocalRestNode        *node);

G_END_DECLS
