/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "http/local-request.h"
#include "http/local-response.h"
#include "local-context.h"

G_BEGIN_DECLS

gboolean local_gateway_admit         (LocalContext  *context,
                                      const char    *prefix,
                                      LocalRequest  *request,
                                      LocalResponse *response);
void     local_gateway_add_cors      (const char         *prefix,
                                      const LocalRequest *request,
                                      LocalResponse      *response);
char    *local_gateway_map_key       (LocalContext  *context,
                                      const char    *key);
gboolean local_gateway_is_known_key  (LocalContext  *context,
                                      const char    *key);
void     local_gateway_refuse        (gboolean       has_key,
                                      LocalResponse *response);

G_END_DECLS
