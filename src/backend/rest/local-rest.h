/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-services.h"
#include "rest/local-rest-schema.h"

G_BEGIN_DECLS

/**
 * local_rest_service:
 *
 * "/rest/v1": tables, views and functions over HTTP, as PostgREST 14 serves them. Each request is a transaction with the role of its
 * token, so that row level security decides. What it does not know it refuses.
 */
extern const LocalService local_rest_service;

/**
 * LocalRestCache:
 *
 * The schema that is known, loaded anew when somebody says "notify pgrst, 'reload schema'".
 */
typedef struct _LocalRestCache LocalRestCache;

LocalRestCache  *local_rest_cache_new     (LocalContext     *context);
void             local_rest_cache_free    (LocalRestCache   *self);
LocalRestSchema *local_rest_cache_get     (LocalRestCache   *self,
                                           GError          **error);
LocalRestSchema *local_rest_cache_refresh (LocalRestCache   *self,
                                           LocalRestSchema  *known,
                                           GError          **error);

void             local_rest_handle        (LocalContext       *context,
                                           const LocalRequest *request,
                                           LocalResponse      *response,
                                           gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalRestCache, local_rest_cache_free)

G_END_DECLS
