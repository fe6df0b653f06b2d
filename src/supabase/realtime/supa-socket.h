/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-auth-private.h"
#include "supa-frame.h"
#include "supa-timing.h"

G_BEGIN_DECLS

/*< private >
 * SupaSocketLoss:
 * @SUPA_SOCKET_CLOSED: the other end closed it, or it broke
 * @SUPA_SOCKET_DEAD: it did not answer, or the computer slept
 * @SUPA_SOCKET_FAILED: it could not be opened
 * @SUPA_SOCKET_REFUSED: the server does not want it: key or project
 * @SUPA_SOCKET_SIGNED_OUT: there is no session to open it with
 */
typedef enum
{
  SUPA_SOCKET_CLOSED,
  SUPA_SOCKET_DEAD,
  SUPA_SOCKET_FAILED,
  SUPA_SOCKET_REFUSED,
  SUPA_SOCKET_SIGNED_OUT,
} SupaSocketLoss;

#define SUPA_TYPE_SOCKET (supa_socket_get_type ())
G_DECLARE_FINAL_TYPE (SupaSocket, supa_socket, SUPA, SOCKET, GObject)

SupaSocket *supa_socket_new           (SupaAuth         *auth,
                                       const SupaTiming *timing);
void        supa_socket_open          (SupaSocket       *self);
void        supa_socket_close         (SupaSocket       *self);
gboolean    supa_socket_is_open       (SupaSocket       *self);
gboolean    supa_socket_is_opening    (SupaSocket       *self);
gint64      supa_socket_get_opened_at (SupaSocket       *self);
void        supa_socket_probe         (SupaSocket       *self);
char       *supa_socket_push          (SupaSocket       *self,
                                       gboolean          is_join,
                                       const char       *join_ref,
                                       const char       *topic,
                                       const char       *event,
                                       JsonNode         *payload);

G_END_DECLS
