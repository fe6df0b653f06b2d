/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "auth/local-auth-call.h"

G_BEGIN_DECLS

void local_auth_admin_list   (LocalAuthCall *call);
void local_auth_admin_create (LocalAuthCall *call);
void local_auth_admin_get    (LocalAuthCall *call,
                              const char    *user_id);
void local_auth_admin_change (LocalAuthCall *call,
                              const char    *user_id);
void local_auth_admin_delete (LocalAuthCall *call,
                              const char    *user_id);

G_END_DECLS
