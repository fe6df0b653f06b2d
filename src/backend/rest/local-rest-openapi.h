/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rest/local-rest-request.h"

G_BEGIN_DECLS

gboolean local_rest_openapi_answer (LocalRestRequest  *request,
                                    LocalResponse     *response,
                                    LocalRestError   **error);

G_END_DECLS
