/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "http/local-request.h"
#include "local-context.h"
#include "rest/local-rest-media.h"
#include "rest/local-rest-prefer.h"
#include "rest/local-rest-query.h"
#include "rest/local-rest-range.h"
#include "rest/local-rest-schema.h"

G_BEGIN_DECLS

/* As many rows an answer has at most; hosted projects begin with the same number. */
#define LOCAL_REST_MAX_ROWS 1000

typedef enum {
  LOCAL_REST_READ,
  LOCAL_REST_INSERT,
  LOCAL_REST_UPDATE,
  LOCAL_REST_PUT,
  LOCAL_REST_DELETE,
  LOCAL_REST_CALL_READ,
  LOCAL_REST_CALL,
  LOCAL_REST_DESCRIBE,
  LOCAL_REST_INFO_TABLE,
  LOCAL_REST_INFO_CALL,
  LOCAL_REST_INFO_ROOT,
} LocalRestAction;

/**
 * LocalRestRequest:
 * @context: what all services share
 * @http: the request as it came
 * @arena: where everything is kept
 * @schema: what is known of the database
 * @action: what is wanted
 * @is_head: whether only the headers are wanted
 * @schema_name: the schema that is meant
 * @has_profile: whether the answer names the schema
 * @name: (nullable): the table, view or function
 * @query: what the query string says
 * @prefer: what is preferred
 * @range: the rows that are wanted
 * @accepted: (element-type LocalRestMedia): the media types that are accepted
 * @content_type: the media type of the body
 * @body: (nullable): the body as JSON, or as it came where a function takes the whole of it
 * @keys: (element-type utf8): the columns, or parameters, that the body has
 * @form: (nullable) (element-type LocalRestArgument): the arguments of a function, where the body is a form
 * @role: the role that the request takes on
 * @claims: the claims of the token as JSON, with the role
 *
 * What a request asks for.
 */
typedef struct {
  LocalContext *context;
  const LocalRequest *http;
  LocalArena *arena;
  LocalRestSchema *schema;
  LocalRestAction action;
  gboolean is_head;
  const char *schema_name;
  gboolean has_profile;
  const char *name;
  LocalRestQuery *query;
  LocalRestPrefer *prefer;
  LocalRestRange range;
  GPtrArray *accepted;
  LocalRestMedia *content_type;
  const char *body;
  GPtrArray *keys;
  GPtrArray *form;
  char *role;
  char *claims;
} LocalRestRequest;

gboolean local_rest_request_authenticate (LocalRestRequest  *self,
                                          gint64             now,
                                          LocalRestError   **error);
gboolean local_rest_request_parse        (LocalRestRequest  *self,
                                          LocalRestError   **error);
gboolean local_rest_request_read_body    (LocalRestRequest  *self,
                                          LocalRestError   **error);
gboolean local_rest_request_is_write     (const LocalRestRequest *self);
gboolean local_rest_request_is_call      (const LocalRestRequest *self);
gboolean local_rest_request_is_anonymous (const LocalRestRequest *self);
char    *local_rest_csv_to_json          (LocalArena        *arena,
                                          const char        *text,
                                          GPtrArray         *keys,
                                          LocalRestError   **error);

G_END_DECLS
