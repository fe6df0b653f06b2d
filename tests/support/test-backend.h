/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TestBackend:
 *
 * A real guichet-backend with a database of its own in a temporary directory. It ends with the test at the latest.
 */
typedef struct _TestBackend TestBackend;

TestBackend *test_backend_start                (const char          *seed,
                                                GError             **error);
TestBackend *test_backend_start_with           (const char          *seed,
                                                const char *const   *arguments,
                                                GError             **error);
gboolean     test_backend_restart              (TestBackend         *self,
                                                GError             **error);
gboolean     test_backend_stop                 (TestBackend         *self,
                                                GError             **error);
void         test_backend_kill                 (TestBackend         *self);
void         test_backend_free                 (TestBackend         *self);
int          test_backend_run                  (TestBackend        **self);
const char  *test_backend_get_url              (TestBackend         *self);
const char  *test_backend_get_publishable_key  (TestBackend         *self);
const char  *test_backend_get_secret_key       (TestBackend         *self);
const char  *test_backend_get_anon_key         (TestBackend         *self);
const char  *test_backend_get_service_role_key (TestBackend         *self);
const char  *test_backend_get_jwt_secret       (TestBackend         *self);
const char  *test_backend_get_db_url           (TestBackend         *self);
const char  *test_backend_get_data_dir         (TestBackend         *self);
guint        test_backend_get_port             (TestBackend         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestBackend, test_backend_free)

G_END_DECLS
