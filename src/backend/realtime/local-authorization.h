/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "local-context.h"
#include "realtime/local-subscriber.h"

G_BEGIN_DECLS

/**
 * LocalRights:
 * @read_broadcast: may hear broadcasts
 * @read_presence: may hear who is there
 * @write_broadcast: may broadcast
 * @write_presence: may say that it is there
 *
 * What a person may do on a private channel.
 */
typedef struct
{
  gboolean read_broadcast;
  gboolean read_presence;
  gboolean write_broadcast;
  gboolean write_presence;
} LocalRights;

gboolean local_authorization_probe (LocalContext      *context,
                                    const LocalPerson *person,
                                    const gchar       *topic,
                                    LocalRights       *rights,
                                    GError           **error);
gboolean local_authorization_assume (PGconn            *connection,
                                     const LocalPerson *person,
                                     const gchar       *topic,
                                     GError           **error);
gboolean local_authorization_check_bindings (LocalContext      *context,
                                             const LocalPerson *person,
                                             GPtrArray         *bindings,
                                             gchar            **problem,
                                             GError           **error);

G_END_DECLS
