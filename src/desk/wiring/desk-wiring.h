/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-notifier.h"
#include "desk-session.h"
#include "supa-session-store.h"

G_BEGIN_DECLS

/* For app alone, which hands the desk its services; ui cannot see this directory.
 *
 * desk_wiring_create_session:
 * @data_dir: where cache, outbox and drafts live; made when missing, mode 0700
 * @store: (nullable): where the tokens survive a restart
 * @notifier: (nullable): the desktop's notifications
 * @clock: (nullable): the time; the system's when %NULL
 */
DeskSession *desk_wiring_create_session (const char       *data_dir,
                                         SupaSessionStore *store,
                                         DeskNotifier     *notifier,
                                         DeskClock        *clock);

G_END_DECLS
