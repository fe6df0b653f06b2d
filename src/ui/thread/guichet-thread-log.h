/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "desk-conversation.h"
#include "desk-session.h"

G_BEGIN_DECLS

#define GUICHET_TYPE_THREAD_LOG (guichet_thread_log_get_type ())
G_DECLARE_FINAL_TYPE (GuichetThreadLog, guichet_thread_log, GUICHET, THREAD_LOG, AdwBin)

/* Properties: narrow (boolean), sticky (boolean, read-only: it follows the end). */
GtkWidget *guichet_thread_log_new              (DeskSession *session);
void       guichet_thread_log_set_conversation (GuichetThreadLog *self, DeskConversation *conversation);
gboolean   guichet_thread_log_get_sticky       (GuichetThreadLog *self);
void       guichet_thread_log_scroll_to_end    (GuichetThreadLog *self);
void       guichet_thread_log_focus            (GuichetThreadLog *self);

G_END_DECLS
