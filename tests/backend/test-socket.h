/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libpq-fe.h>
#include <libsoup/soup.h>

#include "test-backend.h"

G_BEGIN_DECLS

/**
 * TestSocket:
 *
 * A websocket to the realtime of a backend, and all that it brought. Waiting ends with a failure after some seconds.
 */
typedef struct _TestSocket TestSocket;

TestSocket  *test_socket_open        (TestBackend *backend, const char *vsn, const char *key, GError **error);
void         test_socket_free        (TestSocket *self);
void         test_socket_send        (TestSocket *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void         test_socket_send_binary (TestSocket *self, const void *data, gsize length);
const char  *test_socket_expect_text (TestSocket *self, const char *pattern);
GBytes      *test_socket_expect_binary (TestSocket *self);
guint        test_socket_expect_closed (TestSocket *self);
guint        test_socket_count       (TestSocket *self, const char *pattern);

char        *test_make_token         (TestBackend *backend, const char *role, const char *subject, gint64 seconds);
void         test_sql                (TestBackend *backend, const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSocket, test_socket_free)

G_END_DECLS
