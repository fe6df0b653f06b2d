/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-subscriber.h"

G_BEGIN_DECLS

LocalPerson *local_token_read (const gchar  *token,
                               const gchar  *secret,
                               gint64        now,
                               gint64       *expiry,
                               const gchar **code,
                               gchar       **problem);
gchar       *local_token_describe_expiry (gint64 expiry, gint64 now);

G_END_DECLS
