/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*< private >
 * SupaRefusal:
 * @SUPA_REFUSAL_PASSING: try again later
 * @SUPA_REFUSAL_TOKEN: try again with a new token
 * @SUPA_REFUSAL_POLICY: nothing changes until the policies or the token do
 * @SUPA_REFUSAL_LIMIT: try again much later
 *
 * What a refusal of the realtime service asks for.
 */
typedef enum
{
  SUPA_REFUSAL_PASSING,
  SUPA_REFUSAL_TOKEN,
  SUPA_REFUSAL_POLICY,
  SUPA_REFUSAL_LIMIT,
} SupaRefusal;

SupaRefusal supa_refusal_judge (const char *reason);

G_END_DECLS
