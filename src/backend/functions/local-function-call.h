/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "functions/local-deno.h"
#include "http/local-request.h"
#include "http/local-response.h"

G_BEGIN_DECLS

/**
 * LocalFunctionCalled:
 * @response: what was answered: by the function, or in its place
 * @user_data: what was given with the call
 *
 * Called once for each call, in the main thread.
 */
typedef void (*LocalFunctionCalled) (LocalResponse *response,
                                     gpointer       user_data);

SoupSession *local_function_call_make_session (void);
void         local_function_call_start        (LocalDeno           *deno,
                                               SoupSession         *session,
                                               int                  patience,
                                               const LocalRequest  *request,
                                               LocalResponse       *response,
                                               GCancellable        *cancellable,
                                               LocalFunctionCalled  called,
                                               gpointer             user_data);
void         local_function_call_refuse       (LocalResponse       *response,
                                               guint                status,
                                               const char          *code,
                                               const char          *message);

G_END_DECLS
