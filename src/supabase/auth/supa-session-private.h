/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "supa-session.h"

G_BEGIN_DECLS

SupaSession *supa_session_new_from_answer (const char  *text,
                                           gssize       length,
                                           gint64       server_time,
                                           GError     **error);

G_END_DECLS
