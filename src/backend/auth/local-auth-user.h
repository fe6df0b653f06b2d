/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "auth/local-auth-call.h"

G_BEGIN_DECLS

JsonObject *local_auth_user_load           (LocalAuthCall *call,
                                            const char    *user_id);
char       *local_auth_user_create         (LocalAuthCall *call,
                                            const char    *id,
                                            const char    *email,
                                            const char    *password,
                                            gboolean       confirmed,
                                            const char    *user_metadata,
                                            const char    *app_metadata);
gboolean    local_auth_user_set_password   (LocalAuthCall *call,
                                            const char    *user_id,
                                            const char    *password);
gboolean    local_auth_user_set_email      (LocalAuthCall *call,
                                            const char    *user_id,
                                            const char    *email);
gboolean    local_auth_user_set_metadata   (LocalAuthCall *call,
                                            const char    *user_id,
                                            const char    *user_metadata,
                                            const char    *app_metadata);
gboolean    local_auth_user_check_password (LocalAuthCall *call,
                                            const char    *password);
gboolean    local_auth_user_check_email    (LocalAuthCall *call,
                                            const char    *email,
                                            const char    *taken_code,
                                            const char    *taken_message);

G_END_DECLS
