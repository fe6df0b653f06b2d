/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"

G_BEGIN_DECLS

/*< private >
 * SupaTokenWish:
 *
 * Somebody's wait for a fresh token, who may go away meanwhile.
 */
typedef struct _SupaTokenWish SupaTokenWish;

/* Either @token or @error is there. The wish is over. */
typedef void (*SupaTokenGiven) (const char   *token,
                                const GError *error,
                                gpointer      data);

SupaTokenWish *supa_token_wish_new    (SupaAuth       *auth,
                                       const char     *refused_token,
                                       SupaTokenGiven  given,
                                       gpointer        data);
void           supa_token_wish_cancel (SupaTokenWish  *self);

G_END_DECLS
