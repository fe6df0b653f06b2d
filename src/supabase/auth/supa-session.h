/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SUPA_TYPE_SESSION (supa_session_get_type ())

/**
 * SupaSession:
 *
 * An immutable, reference-counted session of a signed-in user: two tokens, when the first runs out, and who it is.
 * May be used from any thread.
 */
typedef struct _SupaSession SupaSession;

GType        supa_session_get_type          (void) G_GNUC_CONST;
SupaSession *supa_session_new               (const char *access_token,
                                             const char *refresh_token,
                                             gint64      expires_at,
                                             const char *user_id,
                                             const char *email);
SupaSession *supa_session_new_from_json     (const char  *text,
                                             GError     **error);
char        *supa_session_to_json           (SupaSession *self);
SupaSession *supa_session_ref               (SupaSession *self);
void         supa_session_unref             (SupaSession *self);
const char  *supa_session_get_access_token  (SupaSession *self);
const char  *supa_session_get_refresh_token (SupaSession *self);
gint64       supa_session_get_expires_at    (SupaSession *self);
const char  *supa_session_get_user_id       (SupaSession *self);
const char  *supa_session_get_email         (SupaSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SupaSession, supa_session_unref)

G_END_DECLS
