/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_TYPE_WAKE_WATCHER (desk_wake_watcher_get_type ())
G_DECLARE_FINAL_TYPE (DeskWakeWatcher, desk_wake_watcher, DESK, WAKE_WATCHER, GObject)

DeskWakeWatcher *desk_wake_watcher_new (void);

G_END_DECLS
