/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-error.h"

G_BEGIN_DECLS

GError *supa_error_new           (SupaError     code,
                                  guint         http_status,
                                  const char   *server_code,
                                  const char   *hint,
                                  const char   *message);
GError *supa_error_copy_as       (const GError *error,
                                  SupaError     code);
void    supa_error_set_details   (GError       *error,
                                  const char   *details);
void    supa_error_set_retry_after (GError     *error,
                                  guint         seconds);

G_END_DECLS
