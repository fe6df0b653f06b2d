/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "http/local-request.h"
#include "http/local-response.h"

G_BEGIN_DECLS

LocalRequest *local_message_read         (SoupServerMessage   *message,
                                          const char          *path,
                                          const char          *fallback);
void          local_message_answer       (SoupServerMessage   *message,
                                          const LocalResponse *response);
void          local_message_limit        (SoupServerMessage   *message);
gboolean      local_message_is_too_large (SoupServerMessage   *message,
                                          LocalResponse       *response);

G_END_DECLS
