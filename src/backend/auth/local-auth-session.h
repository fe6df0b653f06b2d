/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "auth/local-auth-call.h"

G_BEGIN_DECLS

void local_auth_session_begin   (LocalAuthCall *call,
                                 const char    *user_id);
void local_auth_session_refresh (LocalAuthCall *call,
                                 const char    *token);
gboolean local_auth_session_end (LocalAuthCall *call,
                                 const char    *scope);

G_END_DECLS
