/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "realtime/local-subscriber.h"

G_BEGIN_DECLS

/**
 * LocalSubscribers:
 *
 * Who hears of changes. Every thread may use it.
 */
typedef struct _LocalSubscribers LocalSubscribers;

LocalSubscribers *local_subscribers_new    (void);
void              local_subscribers_free   (LocalSubscribers *subscribers);
void              local_subscribers_add    (LocalSubscribers *subscribers, LocalSubscriber *subscriber);
void              local_subscribers_remove (LocalSubscribers *subscribers, guint64 serial);
GPtrArray        *local_subscribers_copy   (LocalSubscribers *subscribers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LocalSubscribers, local_subscribers_free)

G_END_DECLS
