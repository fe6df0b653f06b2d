/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-change.h"

G_BEGIN_DECLS

/**
 * LocalParcel:
 * @serial: the channel that it is for
 * @payload: the payload of a `postgres_changes` event, JSON text
 *
 * What one channel hears of one change.
 */
typedef struct
{
  guint64 serial;
  gchar *payload;
} LocalParcel;

void       local_parcel_free   (LocalParcel *parcel);
gboolean   local_delivery_is_visible (PGconn   *admin,
                                      guint32   transaction,
                                      gboolean *is_visible,
                                      GError  **error);
GPtrArray *local_delivery_pack (PGconn              *admin,
                                PGconn              *person,
                                const LocalRelation *relation,
                                const LocalPgoutput *message,
                                gint64               time,
                                GPtrArray           *subscribers,
                                GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalParcel, local_parcel_free)

G_END_DECLS
