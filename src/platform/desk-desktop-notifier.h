/* SPDX-FileCopyrightText: The Guichet authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-notifier.h"

G_BEGIN_DECLS

#define DESK_TYPE_DESKTOP_NOTIFIER (desk_desktop_notifier_get_type ())
G_DECLARE_FINAL_TYPE (DeskDesktopNotifier, desk_desktop_notifier, DESK, DESKTOP_NOTIFIER, GObject)

DeskNotifier *desk_desktop_notifier_new (void);

G_END_DECLS
