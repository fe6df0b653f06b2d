/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "http/local-server.h"
#include "local-services.h"

G_BEGIN_DECLS

extern const LocalService local_storage_service;

void local_storage_handle (LocalContext       *context,
                           const LocalRequest *request,
                           LocalResponse      *response,
                           gpointer            user_data);

G_END_DECLS
