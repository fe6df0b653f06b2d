/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session-store.h"

G_BEGIN_DECLS

#define DESK_TYPE_SECRET_STORE (desk_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (DeskSecretStore, desk_secret_store, DESK, SECRET_STORE, GObject)

SupaSessionStore *desk_secret_store_new (void);

G_END_DECLS
