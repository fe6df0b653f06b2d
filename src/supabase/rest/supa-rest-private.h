/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"
#include "supa-rest.h"

G_BEGIN_DECLS

SupaRest *supa_rest_new (SupaAuth *auth);

G_END_DECLS
