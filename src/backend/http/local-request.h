/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LocalRequest:
 * @method: the HTTP method, upper case
 * @path: what follows the prefix of the service; begins with "/" (it is "/" when nothing follows) and is still percent-encoded
 * @query: (nullable): what follows "?", raw, without the "?"
 * @headers: lower-case name to value; a header that came several times is joined by ", "
 * @body: the whole body, empty if there was none
 * @authorization: (nullable): the Authorization header after the gateway's rewriting, whatever its scheme
 * @token: (nullable): the token of an Authorization of the scheme Bearer (any case), %NULL for none or another scheme, and "" for
 *   a Bearer without a token
 * @origin: how the client sees this server, from its Host header, such as "http://127.0.0.1:54321"; for absolute URLs
 * @remote_address: the address of the client
 *
 * A request as a service sees it, behind the gateway. It does not change while a handler runs.
 */
typedef struct {
  char *method;
  char *path;
  char *query;
  GHashTable *headers;
  GBytes *body;
  char *authorization;
  char *token;
  char *origin;
  char *remote_address;
} LocalRequest;

const char *local_request_get_header (const LocalRequest *self,
                                      const char         *name);
void        local_request_free       (LocalRequest       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRequest, local_request_free)

G_END_DECLS
