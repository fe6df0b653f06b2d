/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-client.h"
#include "supa-transport.h"

G_BEGIN_DECLS

SupaTransport *supa_client_get_transport (SupaClient *self);

G_END_DECLS
