/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "supa-client.h"

G_BEGIN_DECLS

/* A server in the test's own main loop that misbehaves as it is told. Answers are queued per path; a request without an answer waiting fails
 * the test. */
typedef struct _SupaTestServer SupaTestServer;

/* Gets the request as it stood; lives until the answer. */
typedef void (*SupaTestHandler) (SoupServerMessage *message,
                                 gpointer           data);

SupaTestServer *supa_test_server_new           (void);
void            supa_test_server_free          (SupaTestServer  *self);
const char     *supa_test_server_get_url       (SupaTestServer  *self);
SoupServer     *supa_test_server_get_soup      (SupaTestServer  *self);

void            supa_test_server_answer        (SupaTestServer  *self,
                                                const char      *path,
                                                guint            status,
                                                const char      *content_type,
                                                const char      *body);
void            supa_test_server_answer_json   (SupaTestServer  *self,
                                                const char      *path,
                                                guint            status,
                                                const char      *body);
void            supa_test_server_hang          (SupaTestServer  *self,
                                                const char      *path);
void            supa_test_server_handle        (SupaTestServer  *self,
                                                const char      *path,
                                                SupaTestHandler  handler,
                                                gpointer         data);
void            supa_test_server_set_date      (SupaTestServer  *self,
                                                gint64           skew);
void            supa_test_server_release       (SupaTestServer  *self);
guint           supa_test_server_count         (SupaTestServer  *self,
                                                const char      *path);
const char     *supa_test_server_get_body      (SupaTestServer  *self);
const char     *supa_test_server_get_header    (SupaTestServer  *self,
                                                const char      *name);
const char     *supa_test_server_get_query     (SupaTestServer  *self);

char           *supa_test_make_session         (const char      *access_token,
                                                const char      *refresh_token,
                                                gint64           lives);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaTestServer, supa_test_server_free)

G_END_DECLS
