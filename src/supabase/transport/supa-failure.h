/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "supa-error-private.h"

G_BEGIN_DECLS

/*< private >
 * SupaService:
 *
 * Which part of the backend answered; each has its own way of saying no.
 */
typedef enum
{
  SUPA_SERVICE_AUTH,
  SUPA_SERVICE_REST,
  SUPA_SERVICE_STORAGE,
} SupaService;

GError *supa_failure_from_answer    (SupaService   service,
                                     gboolean      anonymous,
                                     guint         http_status,
                                     GBytes       *body);
GError *supa_failure_from_transport (const GError *error);
GError *supa_failure_not_supabase   (guint         http_status);

G_END_DECLS
