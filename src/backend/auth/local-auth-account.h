/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "auth/local-auth-call.h"

G_BEGIN_DECLS

void local_auth_account_token       (LocalAuthCall *call);
void local_auth_account_signup      (LocalAuthCall *call);
void local_auth_account_get_user    (LocalAuthCall *call);
void local_auth_account_change_user (LocalAuthCall *call);
void local_auth_account_logout      (LocalAuthCall *call);

G_END_DECLS
