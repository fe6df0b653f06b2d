/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "test-backend.h"

G_BEGIN_DECLS

/**
 * TestAnswer:
 * @status: the HTTP status
 * @headers: the headers
 * @text: the body
 * @json: (nullable): the body, if it is a JSON object
 *
 * What a server answered.
 */
typedef struct {
  guint status;
  SoupMessageHeaders *headers;
  char *text;
  JsonObject *json;
} TestAnswer;

TestAnswer *test_http_send          (TestBackend        *backend,
                                     const char         *method,
                                     const char         *path,
                                     const char *const  *headers,
                                     const char         *body);
void        test_answer_free        (TestAnswer         *self);
const char *test_answer_get_string  (TestAnswer         *self,
                                     const char         *name);
const char *test_answer_get_header  (TestAnswer         *self,
                                     const char         *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

/* The headers of a request, as a list that ends by itself: TEST_HEADERS ("apikey", key, "Authorization", token) */
#define TEST_HEADERS(...) ((const char *const[]){ __VA_ARGS__, NULL })

G_END_DECLS
