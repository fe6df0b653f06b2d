/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-write.h"

G_BEGIN_DECLS

const LocalRestFunction *local_rest_call_find  (LocalRestRequest         *request,
                                                gboolean                  is_post,
                                                LocalRestError          **error);
void                     local_rest_write_call (LocalRestSql             *sql,
                                                LocalRestRequest         *request,
                                                const LocalRestFunction  *function,
                                                LocalRestNode            *root);

G_END_DECLS
