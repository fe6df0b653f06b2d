/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "supa-refusal.h"

/* The beginnings of the words that the server uses (wire facts D.2, D.3); what is not here passes. */
static const struct
{
  const char *beginning;
  SupaRefusal refusal;
} words[] = {
  { "InvalidJWTToken", SUPA_REFUSAL_TOKEN },
  { "MalformedJWT", SUPA_REFUSAL_TOKEN },
  { "JwtSignatureError", SUPA_REFUSAL_TOKEN },
  { "Token has expired", SUPA_REFUSAL_TOKEN },
  { "Unauthorized", SUPA_REFUSAL_POLICY },
  { "PrivateOnly", SUPA_REFUSAL_POLICY },
  { "ChannelRateLimitReached", SUPA_REFUSAL_LIMIT },
  { "ConnectionRateLimitReached", SUPA_REFUSAL_LIMIT },
  { "ClientJoinRateLimitReached", SUPA_REFUSAL_LIMIT },
  { "DatabaseConnectionRateLimitReached", SUPA_REFUSAL_LIMIT },
  { "RealtimeDisabledForTenant", SUPA_REFUSAL_LIMIT },
  { "TenantNotFound", SUPA_REFUSAL_LIMIT },
  { "Too many", SUPA_REFUSAL_LIMIT },
};

/*< private >
 * supa_refusal_judge:
 * @reason: the server's words
 */
SupaRefusal
supa_refusal_judge (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_has_prefix (reason, words[i].beginning))
        return words[i].refusal;
    }

  return SUPA_REFUSAL_PASSING;
}
