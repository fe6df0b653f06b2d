/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-token-wish.h"

struct _SupaTokenWish
{
  GCancellable *cancellable;
  SupaTokenGiven given; /* NULL once cancelled */
  gpointer data;
};

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  SupaTokenWish *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = supa_auth_get_token_finish (SUPA_AUTH (source), result, &error);

  if (self->given != NULL)
    self->given (token, error, self->data);

  g_object_unref (self->cancellable);
  g_free (self);
}

/*< private >
 * supa_token_wish_new:
 * @refused_token: (nullable): a token that was refused, and must be replaced if it still is the present one
 * @given: called later, once, unless the wish is cancelled
 *
 * Returns: (transfer none): the wish, which is good until @given is called
 */
SupaTokenWish *
supa_token_wish_new (SupaAuth       *auth,
                     const char     *refused_token,
                     SupaTokenGiven  given,
                     gpointer        data)
{
  SupaTokenWish *self = g_new0 (SupaTokenWish, 1);

  self->cancellable = g_cancellable_new ();
  self->given = given;
  self->data = data;
  if (refused_token != NULL)
    supa_auth_replace_token_async (auth, refused_token, self->cancellable, on_token, self);
  else
    supa_auth_get_token_async (auth, FALSE, self->cancellable, on_token, self);

  return self;
}

/*< private >
 * supa_token_wish_cancel:
 * @self: a wish that was not fulfilled yet
 */
void
supa_token_wish_cancel (SupaTokenWish *self)
{
  self->given = NULL;
  g_cancellable_cancel (self->cancellable);
}
