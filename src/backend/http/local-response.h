/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * LocalResponse:
 * @status: the HTTP status, 200 at first
 * @headers: what is sent besides Content-Length and Date, which the server adds
 * @body: (nullable): the body; of the answer to a HEAD only the length is sent
 *
 * An answer that a handler fills in. It belongs to one thread at a time.
 */
typedef struct {
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
} LocalResponse;

LocalResponse *local_response_new           (void);
void           local_response_free          (LocalResponse *self);
void           local_response_set_header    (LocalResponse *self,
                                             const char    *name,
                                             const char    *value);
void           local_response_append_header (LocalResponse *self,
                                             const char    *name,
                                             const char    *value);
void           local_response_set_json      (LocalResponse *self,
                                             guint          status,
                                             JsonNode      *node);
void           local_response_set_text      (LocalResponse *self,
                                             guint          status,
                                             const char    *content_type,
                                             const char    *text);
void           local_response_set_bytes     (LocalResponse *self,
                                             guint          status,
                                             const char    *content_type,
                                             GBytes        *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalResponse, local_response_free)

G_END_DECLS
